"""The address guard at the door: no request leaves for an address that can be seen to be private.

Every request passes here: pages, redirect hops, robots.txt, retries. What a name resolves to is
judged when the connection is made (:mod:`newscrawl.download`). Behind a proxy, which resolves
the names itself, this is all the judgement there is.
"""

from __future__ import annotations

import logging
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler

from newscrawl.download.guard import AddressGuard, AddressRefused, guard_of

__all__ = ["AddressMiddleware"]

logger = logging.getLogger(__name__)


class AddressMiddleware:
    """Refuses requests to private addresses; counts and logs all that are refused."""

    def __init__(self, crawler: Crawler, guard: AddressGuard) -> None:
        self._stats = crawler.stats
        self._guard = guard

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Create it with the crawl's guard."""
        return cls(crawler, guard_of(crawler))

    def process_request(self, request: Request) -> None:
        """Raise AddressRefused when *request* must not leave."""
        self._guard.check(request.url)

    def process_exception(self, request: Request, exception: Exception) -> None:  # noqa: ARG002
        """Take note of a refusal, here or at the connection."""
        if isinstance(exception, AddressRefused):
            self._stats.inc_value("newscrawl/addresses/refused")
            logger.info("Refused %s", exception)
