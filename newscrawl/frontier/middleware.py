"""The downloader middleware that tells the frontier when a request really leaves.

Between the scheduler and the wire other middlewares may hold a request up, each for a different
time. Here, nearest to the downloader, the delay starts to run; a request that would leave too
soon after another goes back to its queue. Requests that do not come from the queue (robots.txt)
pass through here as well and start the delay too.
"""

from __future__ import annotations

from functools import cached_property
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response
from scrapy.utils.misc import load_object

from newscrawl import signals
from newscrawl.frontier.departures import Departures
from newscrawl.frontier.health import Outcome, outcome_of
from newscrawl.frontier.scheduler import Frontier

__all__ = ["Departure"]


class Departure:
    """The last to see a request and the first to see its answer."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        # What is worth a retry is what the host is to blame for.
        named = crawler.settings.getlist("RETRY_EXCEPTIONS")
        self._failures = tuple(map(load_object, named))

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Raise NotConfigured when the scheduler is another one."""
        # Scrapy takes every class with the methods of a scheduler for a subclass of each other.
        if Frontier not in load_object(crawler.settings["SCHEDULER"]).__mro__:
            raise NotConfigured("the scheduler is not newscrawl's frontier")
        middleware = cls(crawler)
        crawler.signals.connect(middleware.request_sent, signals.request_sent)
        return middleware

    @cached_property
    def _departures(self) -> Departures:
        assert self._crawler.engine is not None
        frontier = self._crawler.engine.scheduler
        assert isinstance(frontier, Frontier)
        return frontier.departures

    async def process_request(self, request: Request) -> Request | None:
        """Let *request* leave, or return it to its queue. Raises HostLeft."""
        return None if await self._departures.begin(request) else request

    def request_sent(self, request: Request) -> None:
        """Note that *request* has come to its connection."""
        self._departures.sent(request)

    def process_response(self, request: Request, response: Response) -> Response:
        """Note that the host has answered."""
        outcome, words = outcome_of(response.status), f"status {response.status}"
        self._departures.answered(request, outcome, words)
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Note that the host will not answer; what ends a download on our side says nothing."""
        outcome = Outcome.FAILED if isinstance(exception, self._failures) else None
        self._departures.answered(request, outcome, type(exception).__name__)
