"""The downloader middleware that tells the frontier when a request really leaves.

Between the scheduler and the wire other middlewares may hold a request up, each for a different
time. Here, nearest to the downloader, the delay starts to run; a request that would leave too
soon after another goes back to its queue. Requests that do not come from the queue (robots.txt)
pass through here as well and start the delay too.
"""

from __future__ import annotations

from functools import cached_property
from typing import Self
from weakref import WeakKeyDictionary

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response
from scrapy.utils.misc import load_object

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
        self._departed: WeakKeyDictionary[Request, float] = WeakKeyDictionary()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Raise NotConfigured when the scheduler is another one."""
        # Scrapy takes every class with the methods of a scheduler for a subclass of each other.
        if Frontier not in load_object(crawler.settings["SCHEDULER"]).__mro__:
            raise NotConfigured("the scheduler is not newscrawl's frontier")
        return cls(crawler)

    @cached_property
    def _frontier(self) -> Frontier:
        assert self._crawler.engine is not None
        frontier = self._crawler.engine.scheduler
        assert isinstance(frontier, Frontier)
        return frontier

    async def process_request(self, request: Request) -> Request | None:
        """Let *request* leave, or return it to its queue. Raises HostLeft."""
        departed = await self._frontier.departures.depart(request)
        if departed is None:
            return request
        self._departed[request] = departed
        return None

    def process_response(self, request: Request, response: Response) -> Response:
        """Note that the host has answered."""
        outcome, words = outcome_of(response.status), f"status {response.status}"
        self._answered(request, outcome, words)
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Note that the host will not answer; what ends a download on our side says nothing."""
        is_failure = isinstance(exception, self._failures)
        outcome = Outcome.FAILED if is_failure else None
        self._answered(request, outcome, type(exception).__name__)

    def _answered(self, request: Request, outcome: Outcome | None, words: str) -> None:
        departed = self._departed.pop(request, None)
        if departed is not None:
            name = request.meta.get("download_slot", "")
            self._frontier.departures.answer(name, departed, outcome, words)
