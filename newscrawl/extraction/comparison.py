"""Texts made comparable: two prints of one text are the same loose text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from unicodedata import normalize

__all__ = ["loose", "loose_texts"]

_LONGEST_REMEMBERED = 1_000
# No text has it, and so it can part texts.
_APART = "\0"
# What most texts have between their letters besides: no form of it has a letter in it.
_TYPOGRAPHIC = "’‘“”„–—…«»"
_BETWEEN = re.compile(r"[\W_]+")
_BETWEEN_BUT_APART = re.compile(rf"[^\w{_APART}]+")
_ASCII_BETWEEN = bytes(number for number in range(1, 128) if not chr(number).isalnum())
_UTF_8 = ("utf-8", "surrogatepass")


def loose(text: str) -> str:
    """Return the letters and digits of *text* alone, case and typography gone."""
    return _remembered(text) if len(text) <= _LONGEST_REMEMBERED else _bare(text)


def loose_texts(texts: Sequence[str]) -> list[str]:
    """Return the loose form of each of *texts*, which are clean: of many faster at once."""
    if not texts:
        return []
    letters = _letters(_APART.join(texts))
    if not (letters.isascii() or letters.replace(_APART, "").isalnum()):
        letters = _BETWEEN_BUT_APART.sub("", letters)
    return letters.split(_APART)


def _bare(text: str) -> str:
    letters = _letters(text)
    return letters if letters.isascii() or letters.isalnum() else _BETWEEN.sub("", letters)


def _letters(text: str) -> str:
    """Return *text* in one case, without what ASCII and most texts have between letters."""
    if not text.isascii():
        for mark in _TYPOGRAPHIC:
            text = text.replace(mark, "")
    # Many texts have nothing else beyond ASCII.
    folded = text.lower() if text.isascii() else normalize("NFKC", text).casefold()
    # In UTF-8 no part of another character looks like one of ASCII.
    return folded.encode(*_UTF_8).translate(None, _ASCII_BETWEEN).decode(*_UTF_8)


# The lines of a page are compared with its titles, with its structured data, with one another.
_remembered = lru_cache(maxsize=1024)(_bare)
