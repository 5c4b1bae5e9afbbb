"""Legacy encodings told apart by what they make of the bytes: letters that a language has.

A wrong encoding gives letters that are foreign to the language of the words around them
(``Umeĺ`` for ``Umeå``), and signs in the middle of words. Which language is written with what
stands in ``data/encodings.toml``.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from newscrawl.knowledge import read_data
from newscrawl.text.language import identify

__all__ = ["declarable", "likeliest", "makes_sense"]

_PLAUSIBLE = 0.5
_SURE = 0.95
_SAMPLE = 16_384
_RUN = re.compile(rb"[^\r\n<>]+")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
# Signs that any language prints; those of Latin-1 do not stand within a word, nor some at its end.
_SIGN = re.compile(
    r"[\xa0-\xbf\xd7\xf7\u2010-\u2044\u20ac\u2116\u2122\u3000-\u3004\u3007-\u303f\uff01-\uff60]"
)
_NOT_IN_WORD = re.compile("[\xa1-\xac\xae-\xb6\xb8-\xbf]")
_NOT_AT_END = re.compile("[\xa1-\xa8\xac\xb1\xb6\xbc-\xbf]")
_LAST_LATIN = "\u024f"
_FEWEST_FOREIGN = 4
# How far a text counts that is not proven to be in a language the encoding was made for.
_OUT_OF_PLACE = 0.8


@cache
def declarable() -> frozenset[str]:
    """Return the codecs of the legacy encodings that a page may declare, by Python's names."""
    return frozenset(_table()["declarable"].split())


def likeliest(body: bytes) -> str | None:
    """Return the encoding that makes the best sense of *body*; None where none makes sense."""
    best, sense = _best(_sample(body))
    return best if sense >= _PLAUSIBLE else None


def makes_sense(body: bytes, encoding: str) -> bool:
    """Whether *body* makes sense in *encoding*, which it declares, by its characters beyond ASCII.

    Not where it makes some and another makes all: Hungarian in Latin-1 has ``õ`` for ``ő``.
    Words of another script make sense in a text of any language: somebody is quoted.
    """
    sample = _sample(body)
    if _has_foreign_words(sample, encoding):
        return True
    sense = _sense(sample, encoding)
    if sense < _PLAUSIBLE or sense >= _OUT_OF_PLACE:
        return sense >= _PLAUSIBLE
    return _best(sample)[1] < _SURE


def _best(sample: bytes) -> tuple[str, float]:
    """Return the encoding that makes the best sense of *sample*, and how much, from 0 to 1."""
    scores = {encoding: _sense(sample, encoding) for encoding in _table()["encodings"]}
    return max(scores.items(), key=lambda score: score[1])


def _sense(sample: bytes, encoding: str) -> float:
    text = sample.decode(encoding, "replace")
    own = tuple(_table()["encodings"].get(encoding, "").split())
    found = identify(text)
    language = found.language if found and _has_alphabet(found.language) else None
    if language is None and not own:
        return _OUT_OF_PLACE
    letters = _letters((language,) if language else own)
    share = _share_of_letters(text, letters, known=language is not None)
    proven = language in own and language not in _table()["by_script"].split()
    return share if proven else share * _OUT_OF_PLACE


def _has_foreign_words(sample: bytes, encoding: str) -> bool:
    """Whether nearly all of *sample* beyond ASCII are words in a script that is not Latin."""
    own = tuple(_table()["encodings"].get(encoding, "").split())
    text = sample.decode(encoding, "replace")
    foreign = [char for char in _BEYOND_ASCII.findall(text) if char > _LAST_LATIN]
    if not own or sum(map(str.isalpha, foreign)) < _FEWEST_FOREIGN:
        return False
    return _share_of_letters(text, _letters(own), known=False) >= _SURE


def _sample(body: bytes) -> bytes:
    """Return the lines of *body* that tell encodings apart, bare of markup."""
    runs: list[bytes] = []
    size = 0
    for match in _RUN.finditer(body):
        run = match[0]
        if not run.isascii():
            runs.append(run)
            size += len(run)
        if size >= _SAMPLE:
            break
    return b"\n".join(runs)[:_SAMPLE]


def _share_of_letters(text: str, letters: re.Pattern[str], *, known: bool) -> float:
    """Return which part of the characters beyond ASCII are *letters* in their place.

    Signs apart from words do not count.
    """
    good = bad = 0
    for match in _BEYOND_ASCII.finditer(text):
        char, start = match[0], match.start()
        before, after = text[max(0, start - 1) : start], text[start + 1 : start + 2]
        if letters.match(char):
            in_place = _is_in_place(char, before, after, known=known)
            good, bad = good + in_place, bad + (not in_place)
        else:
            bad += not _SIGN.match(char) or _touches_word(char, before, after)
    return good / (good + bad) if good + bad else 1.0


def _is_in_place(letter: str, before: str, after: str, *, known: bool) -> bool:
    """Whether a *letter* can stand where it does: in words of one script, capitals in front.

    Where the language is not *known*, Latin letters with accents one after the other are no
    word.
    """
    if before.islower() and letter.isupper():
        return False
    neighbours = [char for char in before + after if char.isalpha()]
    if letter > _LAST_LATIN:
        return not any(char.isascii() for char in neighbours)
    return known or all(char.isascii() for char in neighbours)


def _touches_word(sign: str, before: str, after: str) -> bool:
    """Whether a *sign* stands at or in a word where it cannot."""
    pattern = _NOT_IN_WORD if after.isalpha() else _NOT_AT_END
    return before.isalpha() and pattern.match(sign) is not None


@cache
def _letters(languages: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(f"[{''.join(map(_alphabet, languages))}]", re.IGNORECASE)


def _has_alphabet(language: str) -> bool:
    return language in _table()["alphabets"] or language in _table()["characters"]


def _alphabet(language: str) -> str:
    """Return the letters of *language*, as the inside of a class of characters."""
    characters = _table()["characters"].get(language)
    return _common(**characters) if characters else _table()["alphabets"][language]


def _common(set: str, rows: list[list[int]], also: str = "") -> str:  # noqa: A002
    """Return the characters of a *set* whose first byte is in one of *rows*, ends included."""
    firsts = [first for low, high in rows for first in range(low, high + 1)]
    pairs = [bytes((first, last)) for first in firsts for last in range(0x40, 0xFF)]
    # All at once, for they are thousands: no pair has a line feed in it.
    decoded = b"\n".join(pairs).decode(set, "ignore").split("\n")
    return also + "".join([char for char in decoded if len(char) == 1 and not char.isascii()])


@cache
def _table() -> dict[str, Any]:
    return read_data("encodings")
