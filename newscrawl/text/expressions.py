"""Regular expressions that few texts ask for: not every process should wait for them.

Those of every page are compiled when their module is imported, as everywhere. A class of many
thousand characters, such as that of the Chinese ones, takes milliseconds.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

__all__ = ["on_demand"]


def on_demand(pattern: str, flags: int = 0) -> Callable[[], re.Pattern[str]]:
    """Return what compiles *pattern* when it is called for the first time, and keeps it."""

    @cache
    def compiled() -> re.Pattern[str]:
        return re.compile(pattern, flags)

    return compiled
