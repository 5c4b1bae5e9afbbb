"""How each host wants to be visited, told to the frontier, or to Scrapy's slots without one."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, AbstractContextManager, nullcontext
from datetime import datetime
from typing import Protocol, cast

from scrapy import Request
from scrapy.crawler import Crawler

from newscrawl.config import MAX_CRAWL_DELAY, Config
from newscrawl.frontier.keys import host_key
from newscrawl.frontier.scheduler import Frontier
from newscrawl.gate.slots import Slots
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


class _Hosts(Protocol):
    """Whoever keeps the clocks: the frontier, or the slots in its place."""

    def set_delay(self, host: str, seconds: float) -> None: ...

    def pause(self, host: str, until: float) -> None: ...

    def leave(self, host: str, reason: str) -> None: ...

    def has_left(self, host: str) -> bool: ...

    def drop(self, unwanted: Callable[[str], bool]) -> int: ...

    def held(self, host: str) -> AbstractContextManager[None]: ...

    async def turn(self, host: str) -> None: ...


class Pacing:
    """Speaks to the frontier of one crawl, or to the slots of its downloader."""

    def __init__(self, crawler: Crawler, token: str) -> None:
        self._crawler = crawler
        self._token = token
        self._longest = Config(crawler.settings)[MAX_CRAWL_DELAY]
        self._deferrals: dict[str, set[datetime]] = {}
        self._slots = Slots(crawler)

    @property
    def _hosts(self) -> _Hosts:
        frontier = frontier_of(self._crawler)
        return self._slots if frontier is None else frontier

    def follow(self, copy: RobotsCopy) -> None:
        """Keep the delay that *copy* asks for; one that is too long leaves the host."""
        delay = copy.robots.group(self._token).delay
        if delay > self._longest:
            self.leave(copy.url, f"robots.txt asks for {delay:g} s between requests")
        elif delay:
            self._hosts.set_delay(host_key(copy.url), delay)

    @property
    def has_frontier(self) -> bool:
        """Whether the scheduler is ours."""
        return frontier_of(self._crawler) is not None

    def can_return(self, request: Request) -> bool:
        """Whether *request* came from the frontier and may go back to its queue."""
        frontier = frontier_of(self._crawler)
        return frontier is not None and frontier.serves(request)

    def is_duplicate(self, request: Request) -> bool:
        """Whether the frontier will drop *request*, for its like was queued before."""
        frontier = frontier_of(self._crawler)
        return frontier is not None and frontier.is_duplicate(request)

    def know(self, url: str) -> None:
        """Ask the host of *url* no more one by one: its first article was examined."""
        frontier = frontier_of(self._crawler)
        if frontier is not None:
            frontier.know(host_key(url))

    def leave(self, url: str, reason: str) -> None:
        """Visit the host of *url* no more in this run."""
        self._hosts.leave(host_key(url), reason)

    def has_left(self, url: str) -> bool:
        """Whether the host of *url* is visited no more in this run."""
        return self._hosts.has_left(host_key(url))

    def pause(self, url: str, moment: datetime) -> None:
        """Send nothing to the host of *url* before *moment*; leave it if that is too long."""
        self._hosts.pause(host_key(url), moment.timestamp())

    def defer(self, url: str, moment: datetime) -> None:
        """Send nothing to the host of *url* before *moment*; leave it if that goes on for ever."""
        moments = self._deferrals.setdefault(host_key(url), set())
        moments.add(moment.replace(microsecond=0))
        if len(moments) > _MOST_DEFERRALS:
            self.leave(url, "it puts us off again and again")
        else:
            self.pause(url, moment)

    def held(self, url: str) -> AbstractContextManager[None]:
        """Hold the queue of the host of *url* for a block."""
        return self._hosts.held(host_key(url))

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
        await self._hosts.turn(host_key(url))

    def bind(self, request: Request) -> None:
        """Hold *request*, which is about to leave, to the pace of its host."""
        if not self.has_frontier:
            self._slots.bind(request)

    def occupied(self, request: Request) -> AbstractContextManager[None]:
        """Count *request*, which has been answered, as under way for a block.

        The frontier does so of itself, until its spider is done with it.
        """
        return nullcontext() if self.has_frontier else self._slots.occupied(request)

    def drop(self, stopped: str) -> None:
        """Forget what is queued for the site *stopped*."""
        dropped = self._hosts.drop(lambda host: _site_of(host) == stopped)
        logger.info("Stopped %s: %d queued requests dropped", stopped, dropped)


def _site_of(host: str) -> str:
    url = f"http://{host}/"
    return site(url) if is_web_url(url) else ""
