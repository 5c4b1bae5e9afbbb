"""Names of files and of members: as text, and where they lead."""

from __future__ import annotations

import os
import posixpath
from pathlib import Path

__all__ = ["leads_out", "printable"]


def printable(path: str | Path) -> str:
    r"""Return *path* as valid, one-line text.

    Bytes that are no UTF-8 and control characters are written as escapes (``\xff``): a name
    must not break a feed, a database row or a log line.
    """
    text = os.fsencode(path).decode("utf-8", "backslashreplace")
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in text)


def leads_out(name: str) -> bool:
    """Whether a member so named would be written elsewhere than in the folder of its archive."""
    path = posixpath.normpath(name.replace("\\", "/"))
    return path.startswith(("../", "/")) or path[1:3] == ":/"
