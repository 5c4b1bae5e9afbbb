"""Regular expressions made of words, and those that few texts ask for: these may wait.

Those of every page are compiled when their module is imported, as everywhere. A class of many
thousand characters, such as that of the Chinese ones, takes milliseconds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache

__all__ = ["alternation", "on_demand"]


def alternation(words: Iterable[str]) -> str:
    """Return a regular expression for any of *words*, the longest first; never an empty one."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word) for word in ordered) or r"(?!)"


def on_demand(pattern: str, flags: int = 0) -> Callable[[], re.Pattern[str]]:
    """Return what compiles *pattern* when it is called for the first time, and keeps it."""

    @cache
    def compiled() -> re.Pattern[str]:
        return re.compile(pattern, flags)

    return compiled
