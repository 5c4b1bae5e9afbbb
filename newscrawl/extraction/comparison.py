"""Texts made comparable: two prints of one text are the same loose text."""

from __future__ import annotations

import re

from newscrawl.text.cleaning import fold

__all__ = ["loose"]

_BETWEEN = re.compile(r"[\W_]+")
_ASCII_BETWEEN = {number: None for number in range(128) if not chr(number).isalnum()}


def loose(text: str) -> str:
    """Return the letters and digits of *text* alone, case and typography gone."""
    if text.isascii():
        return text.lower().translate(_ASCII_BETWEEN)
    return _BETWEEN.sub("", fold(text))
