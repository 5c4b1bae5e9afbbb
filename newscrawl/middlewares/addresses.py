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

from newscrawl import signals
from newscrawl.download.guard import AddressGuard, AddressRefused, guard_of
from newscrawl.policy.model import Effect, Purpose, Statement

__all__ = ["AddressMiddleware"]

logger = logging.getLogger(__name__)


class AddressMiddleware:
    """Refuses requests to private addresses, and announces each refusal."""

    def __init__(self, crawler: Crawler, guard: AddressGuard) -> None:
        self._signals = crawler.signals
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
            logger.info("Refused %s", exception)
            self._signals.send_catch_log(
                signal=signals.request_refused,
                url=exception.url,
                statement=_statement(exception),
            )


def _statement(refused: AddressRefused) -> Statement:
    """Return the refusal as evidence: ours, and not what a site says."""
    return Statement(
        signal="address",
        kinds=("refused",),
        source=refused.url,
        locator="host",
        text=refused.reason,
        sha256="",
        effects=dict.fromkeys(Purpose, Effect.DENY),
    )
