"""What a spider of another project begins with: its seeds.

A spider middleware. The operator's own spider names these addresses, so that they may be private
ones; what pages link or redirect to may not.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any, Self

from scrapy import Request
from scrapy.crawler import Crawler

from newscrawl.download.guard import AddressGuard, guard_of

__all__ = ["StartMiddleware"]


class StartMiddleware:
    """Vouches for the requests that a spider starts with."""

    def __init__(self, guard: AddressGuard) -> None:
        self._guard = guard

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Create it with the crawl's guard."""
        return cls(guard_of(crawler))

    async def process_start(self, start: AsyncIterator[Any]) -> AsyncIterator[Any]:
        """Yield what is in *start*."""
        async for each in start:
            if isinstance(each, Request):
                self._guard.vouch(each.url)
            yield each
