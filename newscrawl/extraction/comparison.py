"""Texts made comparable: two prints of one text are the same loose text."""

from __future__ import annotations

import re
from functools import lru_cache

from newscrawl.text.cleaning import fold

__all__ = ["loose"]

_LONGEST_REMEMBERED = 1_000
_BETWEEN = re.compile(r"[\W_]+")
_ASCII_BETWEEN = {number: None for number in range(128) if not chr(number).isalnum()}


def loose(text: str) -> str:
    """Return the letters and digits of *text* alone, case and typography gone."""
    return _remembered(text) if len(text) <= _LONGEST_REMEMBERED else _bare(text)


def _bare(text: str) -> str:
    if text.isascii():
        return text.lower().translate(_ASCII_BETWEEN)
    return _BETWEEN.sub("", fold(text))


# The lines of a page are compared with its titles, with its structured data, with one another.
_remembered = lru_cache(maxsize=1024)(_bare)
