"""File names as text."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["printable"]


def printable(path: str | Path) -> str:
    r"""Return *path* as valid, one-line text.

    Bytes that are no UTF-8 and control characters are written as escapes (``\xff``): a name
    must not break a feed, a database row or a log line.
    """
    text = os.fsencode(path).decode("utf-8", "backslashreplace")
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in text)
