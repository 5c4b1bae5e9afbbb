"""Look-alikes: letters of other scripts that pass for Latin ones, and the words that pose so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from newscrawl.policy.notices.common import common

__all__ = ["LATIN", "as_latin", "latin_words", "look_alike", "without_look_alikes"]

_WORD = re.compile(r"\w+")
LATIN = re.compile("[a-z\u00df-\u00f6\u00f8-\u017f]")


def latin_words(words: Iterable[str]) -> Iterator[str]:
    """Yield the Latin words that those of the folded *words* pose as that may do so.

    All their letters pass for Latin ones, or some of them and others are.
    """
    for word in words:
        posing = None if word.isascii() else _posing().search(word)
        if posing and (posing.group() == word or LATIN.search(word)):
            yield word.translate(_look_alikes())


def as_latin(folded: str) -> str:
    """Return *folded* text with each letter that passes for a Latin one replaced by it."""
    return folded if folded.isascii() else folded.translate(_look_alikes())


def without_look_alikes(text: str) -> str:
    """Read a foreign look-alike as the Latin letter, in words that are or pose as Latin."""
    if text.isascii() or not (LATIN.search(text) and look_alike().search(text)):
        return text
    mostly_latin = 2 * len(LATIN.findall(text)) > len(text.replace(" ", ""))

    def latin(match: re.Match[str]) -> str:
        word = match.group()
        if word.isascii():
            return word
        poses = LATIN.search(word) or (mostly_latin and _posing().fullmatch(word))
        return word.translate(_look_alikes()) if poses else word

    return _WORD.sub(latin, text)


@lru_cache(maxsize=1)
def _look_alikes() -> dict[int, str]:
    """Return the Latin letters that letters of other scripts pass for."""
    return str.maketrans(common()["look_alikes"])


@lru_cache(maxsize=1)
def look_alike() -> re.Pattern[str]:
    """Return the expression for a letter that passes for a Latin one: one is sooner found."""
    return re.compile(f"[{''.join(common()['look_alikes'])}]")


@lru_cache(maxsize=1)
def _posing() -> re.Pattern[str]:
    """Return the expression for one or more of them."""
    return re.compile(f"{look_alike().pattern}+")
