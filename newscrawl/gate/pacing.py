"""How each host wants to be visited, told to the frontier, or to Scrapy's slots without one."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import cast

from scrapy import Request
from scrapy.crawler import Crawler

from newscrawl import signals
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
    # Scrapy takes every class with the methods of a scheduler for an instance of each other.
    return cast(Frontier, scheduler) if Frontier in type(scheduler).__mro__ else None


class Pacing:
    """Speaks to the frontier of one crawl.

    Without one the slots keep the delays, and here it is known which hosts were left; a pause
    of a host is then nobody's.
    """

    def __init__(self, crawler: Crawler, token: str) -> None:
        self._crawler = crawler
        self._token = token
        self._longest = Config(crawler.settings)[MAX_CRAWL_DELAY]
        self._deferrals: dict[str, set[datetime]] = {}
        self._slots = Slots(crawler)
        self._left: set[str] = set()

    def follow(self, copy: RobotsCopy) -> None:
        """Keep the delay that *copy* asks for; one that is too long leaves the host."""
        frontier, delay = frontier_of(self._crawler), copy.robots.group(self._token).delay
        if delay > self._longest:
            self.leave(copy.url, f"robots.txt asks for {delay:g} s between requests")
        elif delay and frontier is not None:
            frontier.set_delay(host_key(copy.url), delay)
        elif delay:
            self._slots.set_delay(copy.url, delay)

    def leave(self, url: str, reason: str) -> None:
        """Visit the host of *url* no more in this run."""
        frontier, host = frontier_of(self._crawler), host_key(url)
        if frontier is not None:
            frontier.leave(host, reason)
        elif host not in self._left:
            self._left.add(host)
            self._slots.drop(lambda url: host_key(url) == host, "its host is left for this run")
            logger.info("Left %s: %s", host, reason)
            self._crawler.signals.send_catch_log(signal=signals.host_left, host=host, reason=reason)

    def bind(self, request: Request) -> None:
        """Hold *request*, which is not the frontier's, to the delay of its host."""
        if frontier_of(self._crawler) is None:
            self._slots.bind(request)

    def can_return(self, request: Request) -> bool:
        """Whether *request* came from the frontier and may go back to its queue."""
        frontier = frontier_of(self._crawler)
        return frontier is not None and frontier.serves(request)

    def has_left(self, url: str) -> bool:
        """Whether the host of *url* is visited no more in this run."""
        frontier, host = frontier_of(self._crawler), host_key(url)
        return host in self._left if frontier is None else frontier.has_left(host)

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

    def drop(self, stopped: str) -> None:
        """Forget what is queued for the site *stopped*."""
        frontier = frontier_of(self._crawler)
        if frontier is not None:
            dropped = frontier.drop(lambda host: _site_of(host) == stopped)
        else:
            dropped = self._slots.drop(
                lambda url: is_web_url(url) and site(url) == stopped, "its site wants us gone"
            )
        logger.info("Stopped %s: %d queued requests dropped", stopped, dropped)


def _site_of(host: str) -> str:
    url = f"http://{host}/"
    return site(url) if is_web_url(url) else ""
