"""Texts made comparable: two prints of one text are the same loose text."""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import normalize

__all__ = ["loose"]

_LONGEST_REMEMBERED = 1_000
_BETWEEN = re.compile(r"[\W_]+")
_ASCII_BETWEEN = bytes(number for number in range(128) if not chr(number).isalnum())
_UTF_8 = ("utf-8", "surrogatepass")


def loose(text: str) -> str:
    """Return the letters and digits of *text* alone, case and typography gone."""
    return _remembered(text) if len(text) <= _LONGEST_REMEMBERED else _bare(text)


def _bare(text: str) -> str:
    folded = text.lower() if text.isascii() else normalize("NFKC", text).casefold()
    # In UTF-8 no part of another character looks like one of ASCII: most goes at once.
    letters = folded.encode(*_UTF_8).translate(None, _ASCII_BETWEEN).decode(*_UTF_8)
    return letters if letters.isalnum() else _BETWEEN.sub("", letters)


# The lines of a page are compared with its titles, with its structured data, with one another.
_remembered = lru_cache(maxsize=1024)(_bare)
