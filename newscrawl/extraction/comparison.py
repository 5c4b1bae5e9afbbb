"""Texts made comparable: two prints of one text are the same loose text."""

from __future__ import annotations

import re

from newscrawl.text.cleaning import fold

__all__ = ["loose"]

_BETWEEN = re.compile(r"[\W_]+")


def loose(text: str) -> str:
    """Return the letters and digits of *text* alone, case and typography gone."""
    return _BETWEEN.sub("", text.lower() if text.isascii() else fold(text))
