"""How each host wants to be visited, told to the frontier, where the scheduler is ours."""

from __future__ import annotations

import logging
from contextlib import AbstractAsyncContextManager, AbstractContextManager, nullcontext
from datetime import datetime
from typing import cast

from scrapy import Request
from scrapy.crawler import Crawler

from newscrawl.config import MAX_CRAWL_DELAY, Config
from newscrawl.frontier.keys import host_key
from newscrawl.frontier.scheduler import Frontier
from newscrawl.policy.signals.robots_copy import RobotsCopy
from newscrawl.urls import is_web_url, site

__all__ = ["Pacing", "frontier_of"]

logger = logging.getLogger(__name__)

_MOST_DEFERRALS = 5


def frontier_of(crawler: Crawler) -> Frontier | None:
    """Return the frontier of *crawler* while it runs; None when its scheduler is another one."""
    scheduler = crawler.engine.scheduler if crawler.engine is not None else None
    # Scrapy takes every object with the methods of a scheduler for an instance of each other.
    return cast("Frontier", scheduler) if Frontier in type(scheduler).__mro__ else None


class Pacing:
    """Speaks to the frontier of one crawl; without one nothing is told."""

    def __init__(self, crawler: Crawler, token: str) -> None:
        self._crawler = crawler
        self._token = token
        self._longest = Config(crawler.settings)[MAX_CRAWL_DELAY]
        self._deferrals: dict[str, set[datetime]] = {}

    def follow(self, copy: RobotsCopy) -> None:
        """Keep the delay that *copy* asks for; one that is too long leaves the host."""
        frontier = frontier_of(self._crawler)
        if frontier is None:
            return
        host, delay = host_key(copy.url), copy.robots.group(self._token).delay
        if delay > self._longest:
            frontier.leave(host, f"robots.txt asks for {delay:g} s between requests")
        elif delay:
            frontier.set_delay(host, delay)

    def can_return(self, request: Request) -> bool:
        """Whether *request* came from the frontier and may go back to its queue."""
        frontier = frontier_of(self._crawler)
        return frontier is not None and frontier.serves(request)

    def has_left(self, url: str) -> bool:
        """Whether the host of *url* is visited no more in this run."""
        frontier = frontier_of(self._crawler)
        return frontier is not None and frontier.has_left(host_key(url))

    def defer(self, url: str, moment: datetime) -> None:
        """Send nothing to the host of *url* before *moment*; leave it if that goes on for ever."""
        frontier = frontier_of(self._crawler)
        if frontier is None:
            return
        host = host_key(url)
        moments = self._deferrals.setdefault(host, set())
        moments.add(moment)
        if len(moments) > _MOST_DEFERRALS:
            frontier.leave(host, "it puts us off again and again")
        else:
            frontier.pause(host, moment.timestamp())

    def held(self, url: str) -> AbstractContextManager[None]:
        """Hold the queue of the host of *url* for a block."""
        frontier = frontier_of(self._crawler)
        return frontier.held(host_key(url)) if frontier is not None else nullcontext()

    def waiting(self, request: Request) -> AbstractContextManager[None]:
        """Hold the queue of the host of *request*, which was answered and waits, for a block."""
        frontier = frontier_of(self._crawler)
        return frontier.waiting(request) if frontier is not None else nullcontext()

    def ahead(self, url: str) -> AbstractAsyncContextManager[None]:
        """Hold the queue of the host of *url* for a request ahead of it, and wait for its turn."""
        frontier = frontier_of(self._crawler)
        return frontier.ahead(host_key(url)) if frontier is not None else nullcontext()

    async def turn(self, url: str) -> None:
        """Wait for the turn of the host of *url*. Raises HostLeft when it is left."""
        frontier = frontier_of(self._crawler)
        if frontier is not None:
            await frontier.turn(host_key(url))

    def drop(self, stopped: str) -> None:
        """Forget what is queued for the site *stopped*."""
        frontier = frontier_of(self._crawler)
        if frontier is not None:
            dropped = frontier.drop(lambda host: _site_of(host) == stopped)
            logger.info("Stopped %s: %d queued requests dropped", stopped, dropped)


def _site_of(host: str) -> str:
    url = f"http://{host}/"
    return site(url) if is_web_url(url) else ""
