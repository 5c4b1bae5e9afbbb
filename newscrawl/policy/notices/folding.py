"""Matching text: what is compared with the lexicons, and where each character came from.

Case, width, accents stacked for show, vowel points, invisible characters, look-alike letters
of other scripts and letter-spacing are folded away, so that a notice disguised from machines
reads like the plain one. An offset map leads back: quotes are cut from the original.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

from newscrawl.policy.notices.common import common

__all__ = ["Folded", "fold", "fold_text", "is_spelled", "posed"]

# A character, or a reference to one that was escaped twice.
_REFERENCE = r"&(?:[A-Za-z]{2,8}|#\d{2,7}|#[xX][0-9A-Fa-f]{2,6});"
# The parts of Korean syllables that were taken apart.
_SYLLABLE = "[\u1100-\u115e][\u1161-\u11a7][\u11a8-\u11ff]?"
_CHUNK = re.compile(f"{_REFERENCE}|{_SYLLABLE}|[^\u0300-\u036f][\u0300-\u036f]+|.", re.DOTALL)
_ESCAPED = re.compile(_REFERENCE)
_DROPPED = re.compile(
    "[\u00ad\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u061c\u0640\u064b-\u0655\u0670\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0]"
)
_SPELLED = re.compile(r"(?<!\w)(?:[^\W\d_][ .\-_·*]{1,3}){5,}[^\W\d_](?!\w)")
_APART = re.compile(r"[ .\-_·*]+")
_WORD = re.compile(r"\w+")
_HANGUL_PARTS = (0x1100, 0x11FF)
_LATIN = re.compile(r"[a-z]")
_MOST_CACHED = 20_000


@dataclass(frozen=True, slots=True)
class Folded:
    """``text`` in matching form; ``offsets[i]`` is where character i stood in the original.

    ``offsets`` has one more entry than ``text``: the length of the original. ``spelled`` says
    that ``source``, the original, set letters apart ("D i l a r a n g"), so that words may run
    together.
    """

    text: str
    source: str
    offsets: Sequence[int]
    spelled: bool = False

    def is_capital(self, start: int) -> bool:
        """Whether the word at the folded *start* begins with two capitals: an acronym."""
        return not any(self.source[offset].islower() for offset in self.offsets[start : start + 2])

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the span in the original text of the folded span (*start*, *end*)."""
        last = self.offsets[end - 1] + 1 if end > start else self.offsets[start]
        return self.offsets[start], max(last, self.offsets[start])


class _Characters(dict[int, str]):
    """What single characters fold to, for ``str.translate``; learnt one by one."""

    def __init__(self) -> None:
        super().__init__()
        self.uneven: set[str] = set()
        """The characters met so far that fold to none or several, or with others to one."""

    def __missing__(self, code: int) -> str:
        folded = _fold_character(chr(code))
        if len(folded) != 1 or _HANGUL_PARTS[0] <= code <= _HANGUL_PARTS[1]:
            self.uneven.add(chr(code))
        if len(self) < _MOST_CACHED:
            self[code] = folded
        return folded


def fold(text: str) -> str:
    """Return *text* in matching form."""
    return _folded(text).text


@lru_cache(maxsize=256)
def fold_text(text: str) -> Folded:
    """Fold *text*, keeping track of where each character came from."""
    return _folded(text)


def _folded(text: str) -> Folded:
    table = _characters()
    folded = text.translate(table)
    offsets: Sequence[int] = range(len(text) + 1)
    if _is_uneven(text, table):
        folded, offsets = _piecewise(text, table)
    return _joined(_without_look_alikes(folded), text, offsets)


def _is_uneven(text: str, table: _Characters) -> bool:
    """Whether characters of *text* fold to none or several, or several to one."""
    if "&" in text and _ESCAPED.search(text):
        return True
    return not text.isascii() and not table.uneven.isdisjoint(text)


def is_spelled(text: str) -> bool:
    """Whether *text* sets the letters of a word apart."""
    return not text.isalnum() and _SPELLED.search(text) is not None


def posed(word: str) -> str | None:
    """Return the Latin word that all letters of the folded *word* pass for; None for others."""
    table = _tables()[1]
    return word.translate(table) if all(ord(char) in table for char in word) else None


def _piecewise(text: str, table: _Characters) -> tuple[str, Sequence[int]]:
    """Fold *text* in which a character becomes none or several, or has accents put onto it."""
    pieces: list[str] = []
    offsets: list[int] = []
    for match in _CHUNK.finditer(text):
        chunk = match.group()
        folded = table[ord(chunk)] if len(chunk) == 1 else _fold_character(unescape(chunk))
        pieces.append(folded)
        offsets.extend([match.start()] * len(folded))
    offsets.append(len(text))
    return "".join(pieces), offsets


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    if character.isspace():
        return " "
    folded = unicodedata.normalize("NFKC", character).casefold()
    folded = unicodedata.normalize("NFC", _DROPPED.sub("", unicodedata.normalize("NFC", folded)))
    return folded.translate(_tables()[0])


def _without_look_alikes(text: str) -> str:
    """Read a foreign look-alike as the Latin letter, in words that are or pose as Latin."""
    table = _tables()[1]
    if text.isascii() or table.keys().isdisjoint(map(ord, text)) or not _LATIN.search(text):
        return text
    mostly_latin = 2 * len(_LATIN.findall(text)) > len(text.replace(" ", ""))

    def latin(match: re.Match[str]) -> str:
        word = match.group()
        if word.isascii():
            return word
        posing = _LATIN.search(word) or (mostly_latin and all(ord(char) in table for char in word))
        return word.translate(table) if posing else word

    return _WORD.sub(latin, text)


def _joined(text: str, source: str, offsets: Sequence[int]) -> Folded:
    """Close up letters set apart; a wider gap among them stays, as the space between words."""
    gaps: set[int] = set()
    run_together = False
    for match in _SPELLED.finditer(text):
        found = [each.span() for each in _APART.finditer(text, *match.span())]
        wide = [start for start, end in found if end - start > 1 and text[start] == " "]
        gaps.update(place for start, end in found for place in range(start, end))
        gaps.difference_update(wide)
        run_together = run_together or not wide
    if not gaps:
        return Folded(text, source, offsets)
    kept = [position for position in range(len(text)) if position not in gaps]
    return Folded(
        "".join(text[position] for position in kept),
        source,
        (*(offsets[position] for position in kept), offsets[-1]),
        spelled=run_together,
    )


@lru_cache(maxsize=1)
def _characters() -> _Characters:
    return _Characters()


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[int, str], dict[int, str]]:
    """Return the one-to-one replacements of signs and letters, and of look-alike letters."""
    plain = common()["punctuation"] | common()["letters"]
    return str.maketrans(plain), str.maketrans(common()["look_alikes"])
