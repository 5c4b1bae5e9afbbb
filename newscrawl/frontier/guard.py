"""Blocks that must not raise, for Scrapy's engine would not survive it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from types import TracebackType

from newscrawl.exceptions import NewscrawlError

__all__ = ["Guard"]


class Guard:
    """``with guard:`` hands a failure of the database to *report* and ends the block."""

    def __init__(self, report: Callable[[Exception], None]) -> None:
        self._report = report

    def __enter__(self) -> None:
        pass

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> bool:
        if isinstance(error, (sqlite3.Error, NewscrawlError)):
            self._report(error)
            return True
        return False
