"""Matching text: what is compared with the lexicons, and where each character came from.

Case, width, accents stacked for show, vowel points, invisible characters, look-alike letters
of other scripts and letter-spacing are folded away, so that a notice disguised from machines
reads like the plain one. An offset map leads back: quotes are cut from the original.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from html import unescape
from typing import NamedTuple

from newscrawl.garbage import of_pages
from newscrawl.policy.notices.characters import on_bytes, replaced
from newscrawl.policy.notices.common import common
from newscrawl.policy.notices.letterspacing import letter_gaps, may_set_apart
from newscrawl.policy.notices.look_alikes import without_look_alikes
from newscrawl.text.expressions import on_demand

__all__ = [
    "Folded", "fold", "fold_joints", "fold_text", "is_plain", "is_spelled", "small_character",
    "with_words_within",
]  # fmt: skip

# A character, or a reference to one that was escaped twice.
_REFERENCE = r"&(?:[A-Za-z]{2,8}|#\d{2,7}|#[xX][0-9A-Fa-f]{2,6});"
# The parts of Korean syllables that were taken apart.
_SYLLABLE = "[\u1100-\u115e][\u1161-\u11a7][\u11a8-\u11ff]?"
_ESCAPED = re.compile(_REFERENCE)
# What folds to its small letter, as nearly all of a page does: letters that look like no others'
# and digits, the letters of other scripts, those that set no spaces between words, and signs.
_PLAIN = (
    "0-9A-Za-z\u00c0-\u00d6\u00d8-\u00de\u00e0-\u00f6\u00f8-\u012f\u0134-\u013e\u0141-\u0148\u014a-\u017e\u0180-\u01c3"
    "\u01f8-\u024f\u1ea0-\u1ef9"
)
_PLAIN_FOREIGN = (
    "\u0386\u0388-\u038a\u038c\u038e-\u03a1\u03a4-\u03c1\u03c3-\u03ce\u0402-\u0450\u0452-\u0481\u048a-\u04ff\u05d0-\u05ea"
    "\u0621\u0624\u0626-\u0628\u062a-\u063a\u0641-\u0648\u064a\u067e\u0686\u0698\u06af\u06be\u06c1\u06d2\u0900-\u0957\u0960-\u0963"
    "\u0966-\u096f\u0980-\u0983\u0985-\u09b9\u09bc-\u09ce\u09d7\u09e0-\u09e3\u09e6-\u09f1"
)
_PLAIN_SPACELESS = (
    "\u0e01-\u0e30\u0e32\u0e34-\u0e3a\u0e40-\u0e4e\u3005\u3041-\u3096\u30a1-\u30fa\u30fc"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3"
)
_PLAIN_SIGNS = (
    "\\x00-\\x08\\x0e-\\x1b\\x20-/:-@\\[-`{-\\x7f\u00a1-\u00a7\u00a9\u00b0\u00b1\u00b7\u00bf\u00d7\u00f7\u060c\u061b\u061f"
    "\u0964\u0965\u3001\u3002\u300a-\u3011"
)
_ODD_CHARACTER = f"[^{_PLAIN}{_PLAIN_FOREIGN}{_PLAIN_SPACELESS}{_PLAIN_SIGNS}]"
_ODD = re.compile(_ODD_CHARACTER)
# What may fold together with what stands beside it.
_JOINING = re.compile("[\u0300-\u036f\u1100-\u11ff]")
_ACCENTED = "[^\u0300-\u036f][\u0300-\u036f]+"
_JOINT = re.compile(f"{_SYLLABLE}|{_ACCENTED}|{_REFERENCE}")
# What folds together, or to none or several.
_PIECE = on_demand(f"{_SYLLABLE}|{_ODD_CHARACTER}[\u0300-\u036f]*|{_ACCENTED}|{_REFERENCE}")
_DROPPED = re.compile(
    "[\u00ad\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u061c\u0640\u064b-\u0655\u0670\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0]"
)
# Letters set apart, all but the first, which may be glued to what stands before: "2025A P I".
_FIVE_APART = re.compile(r"(?:[ .\-_·*]{1,3}[^\W\d_]){5}(?!\w)")
# A small letter or a digit before what may be a capital or has none: a class of all these would
# take long to compile. The signs and small letters of most texts are left out.
_CAPITAL_WITHIN = re.compile("[^\\x00-@\\[-\u00bf\u00df-\u00ff\u2000-\u206f](?<=[a-z\\d].)")
# A small letter or a digit as "a", a capital as "A".
_CASES = bytes(
    ord("A" if each.isupper() else "a" if each.isalnum() else " ") for each in map(chr, range(128))
) + bytes(128)
# ASCII letters become small, all white space a space; other bytes stay as they are.
_SMALL = bytes(
    ord(" ") if each.isspace() else ord(each.lower()) for each in map(chr, range(128))
) + bytes(range(128, 256))


class Folded(NamedTuple):
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


def fold(text: str) -> str:
    """Return *text* in matching form."""
    if text.isalnum() and (text.isascii() or not _ODD.search(text)):
        # One word: no letters are set apart, nothing is escaped.
        return without_look_alikes(text.lower())
    return _folded(text).text


def is_plain(text: str) -> bool:
    """Whether each word of *text* folds to its small letters and no others."""
    if text.isascii():
        return True
    return not _ODD.search(text) and without_look_alikes(small := text.lower()) == small


def with_words_within(text: str) -> str:
    """Return *text* and behind it once more, where a capital in the midst of a word opens one.

    So does a letter that has no capital behind one that may have.
    """
    if text.isascii() and b"aA" not in text.encode().translate(_CASES):
        return text
    apart = _CAPITAL_WITHIN.sub(_set_apart, text)
    return text if apart == text else f"{text} {apart}"


def _set_apart(match: re.Match[str]) -> str:
    letter = match.group()
    return letter if letter.islower() or not letter.isalpha() else f" {letter}"


@of_pages
@lru_cache(maxsize=256)
def fold_text(text: str) -> Folded:
    """Fold *text*, keeping track of where each character came from."""
    return _folded(text)


def _folded(text: str) -> Folded:
    folded, offsets = _matching(text)
    return _joined(folded, text, offsets)


def _matching(text: str) -> tuple[str, Sequence[int]]:
    """Return *text* in matching form, letters set apart as they are, and where each stood."""
    folded, offsets = _as_written(text)
    return without_look_alikes(folded), offsets


def _as_written(text: str) -> tuple[str, Sequence[int]]:
    """Return *text* in matching form with its look-alikes, and where each character stood."""
    if _is_escaped(text):
        return _fold_pieces(text)
    if text.isascii():
        return on_bytes(text, _SMALL), range(len(text) + 1)
    odd = {each: _fold_character(each) for each in _ODD.findall(text)}
    if any(len(folded) != 1 or _is_part(each) for each, folded in odd.items()):
        return _fold_pieces(text)
    return replaced(text, odd).lower(), range(len(text) + 1)


def fold_joints(text: str, characters: str) -> str:
    """Return *text* with that folded which folds together, such as a letter with its accents.

    *characters* are those of *text* beyond ASCII. References to characters fold together, too.
    """
    if not (_JOINING.search(characters) or _is_escaped(text)):
        return text
    return _JOINT.sub(lambda match: _fold_character(unescape(match.group())), text)


def _is_escaped(text: str) -> bool:
    """Whether *text* has references to characters."""
    return "&" in text and _ESCAPED.search(text) is not None


def _is_part(character: str) -> bool:
    """Whether *character* may be the part of a Korean syllable."""
    return "\u1100" <= character <= "\u11ff"


def is_spelled(text: str) -> bool:
    """Whether *text* sets the letters of a word apart."""
    folded, _ = _matching(text)
    return may_set_apart(folded) and _FIVE_APART.search(folded) is not None


def _fold_pieces(text: str) -> tuple[str, Sequence[int]]:
    """Fold *text* in which a character becomes none or several, or has accents put onto it."""
    pieces: list[str] = []
    offsets: list[int] = []
    plain = 0
    for match in _PIECE().finditer(text):
        start, end = match.span()
        piece = match.group()
        folded = _fold_character(piece if end - start == 1 else unescape(piece))
        pieces += (text[plain:start].lower(), folded)
        offsets.extend(range(plain, start))
        offsets.extend([start] * len(folded))
        plain = end
    pieces.append(text[plain:].lower())
    offsets.extend(range(plain, len(text) + 1))
    return "".join(pieces), offsets


@lru_cache(maxsize=4096)
def small_character(character: str) -> str:
    """Return a lone *character* in matching form."""
    return _fold_character(character) if _ODD.match(character) else character.lower()


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    """Return *character*, or one with the accents put onto it, in matching form."""
    if character.isspace():
        return " "
    # Cherokee is the one script whose case is folded to capitals.
    folded = unicodedata.normalize("NFKC", character).casefold().lower()
    folded = unicodedata.normalize("NFC", _DROPPED.sub("", unicodedata.normalize("NFC", folded)))
    return folded.translate(_plain_signs())


def _joined(text: str, source: str, offsets: Sequence[int]) -> Folded:
    """Close up letters set apart; a wider gap among them stays, as the space between words."""
    gaps, run_together = letter_gaps(text)
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
def _plain_signs() -> dict[int, str]:
    """Return the one-to-one replacements of signs and letters."""
    return str.maketrans(common()["punctuation"] | common()["letters"])
