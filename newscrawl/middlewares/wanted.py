"""Requests that are wanted no more by the time they would leave: budgets, and lists in vain."""

from __future__ import annotations

from typing import Protocol, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, NotConfigured

__all__ = ["Unwanted", "WantedMiddleware"]


class Unwanted(IgnoreRequest):
    """A request was not sent, for the spider wants it no more."""


class _Choosy(Protocol):
    def unwanted(self, request: Request) -> str | None: ...


class WantedMiddleware:
    """Asks the spider once more about each request that the gate lets go.

    Requests wait in their queues, and what led to them may have proved a trap, or the budget
    of their source may be spent. One that never leaves costs its host no delay.
    """

    def __init__(self, spider: _Choosy) -> None:
        self._spider = spider

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Create it for a spider that has an opinion. Raises NotConfigured for any other."""
        if not hasattr(crawler.spider, "unwanted"):
            raise NotConfigured
        return cls(crawler.spider)  # type: ignore[arg-type]

    def process_request(self, request: Request) -> None:
        """Let *request* pass. Raises Unwanted."""
        if (reason := self._spider.unwanted(request)) is not None:
            raise Unwanted(f"{request.url[:200]}: {reason}")
