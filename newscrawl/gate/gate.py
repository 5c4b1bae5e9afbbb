"""The acquire gate of one crawl."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.utils.datatypes import LocalCache

from newscrawl import signals
from newscrawl.gate.model import Clearance, Refusal
from newscrawl.gate.pacing import Pacing
from newscrawl.gate.robots import RobotsFiles
from newscrawl.gate.stops import Stops
from newscrawl.policy.model import Statement
from newscrawl.policy.signals.page import PRODUCT_TOKEN
from newscrawl.policy.signals.robots_copy import RobotsCopy, RobotsOutcome
from newscrawl.policy.signals.robots_usage import robots_statements
from newscrawl.urls import is_web_url

__all__ = ["AcquireGate", "gate_of"]

logger = logging.getLogger(__name__)

_ATTRIBUTE = "newscrawl_acquire_gate"
_MOST_TOLD = 50_000


class AcquireGate:
    """Answers for URLs from what is known; fetches robots.txt where nothing is."""

    def __init__(self, crawler: Crawler) -> None:
        """Take the crawl's store and settings. Raises StoreError, SettingError."""
        self.pacing = Pacing(crawler, PRODUCT_TOKEN)
        self._stops = Stops(crawler)
        self._robots = RobotsFiles(crawler, self.pacing)
        self._signals = crawler.signals
        self._told: LocalCache[str, bool] = LocalCache(_MOST_TOLD)

    def ask_ahead(self, url: str) -> None:
        """Begin to ask for the robots.txt of *url*; its queue waits, and nobody else."""
        self._robots.ask_ahead(url)

    async def close(self) -> None:
        """Give up what is under way."""
        await self._robots.close()

    def is_own(self, request: Request) -> bool:
        """Whether *request* is the gate's own, for a robots.txt."""
        return self._robots.sent(request)

    def clearance(self, url: str) -> Clearance | None:
        """Return whether *url* may be requested; None when its robots.txt is to be asked first.

        What is no web address is not the gate's business, and may.
        """
        if not is_web_url(url):
            return Clearance()
        if (refusal := self.stop(url)) is not None:
            return Clearance(refusal)
        copy = self._robots.fresh(url)
        return None if copy is None else _clearance(url, copy)

    async def ask(self, url: str) -> Clearance:
        """Return whether *url* may be requested, once its robots.txt has come."""
        return self.clearance(url) or _clearance(url, await self._robots.ask(url))

    def robots(self, url: str) -> RobotsCopy | None:
        """Return the fresh copy of robots.txt for the origin of *url*, if there is one."""
        return self._robots.fresh(url)

    def preferences(self, url: str) -> tuple[Statement, ...]:
        """Return what the fresh robots.txt for *url*, if there is one, says of its use."""
        copy = self._robots.fresh(url)
        return robots_statements(copy, url, PRODUCT_TOKEN) if copy is not None else ()

    def stop(self, url: str) -> Refusal | None:
        """Return why the whole site of *url* is not asked for anything; None when it may be."""
        statement = self._stops.statement(url)
        return Refusal(url, statement) if statement is not None else None

    def is_stopped(self, url: str) -> bool:
        """Whether the whole site of *url* wants us gone."""
        return self.stop(url) is not None

    def refuse(self, refusal: Refusal) -> None:
        """Announce *refusal*, once for each URL."""
        if refusal.url in self._told:
            return
        self._told[refusal.url] = True
        logger.info("Not requested: %s: %s", refusal.url, refusal.reason)
        self._signals.send_catch_log(
            signal=signals.request_refused, url=refusal.url, statement=refusal.statement
        )

    def heed(self, url: str, statements: Iterable[Statement]) -> Statement | None:
        """Stop the whole site of *url* if one of its page's *statements* asks for it.

        Return that statement. Never raises: what cannot be kept for later runs holds in this one.
        """
        ground = self._stops.ground(statements)
        if ground is not None and not self.is_stopped(url):
            stopped = self._stops.stop(url, ground)
            self.pacing.drop(stopped)
            self._signals.send_catch_log(
                signal=signals.site_stopped, site=stopped, statement=ground
            )
            self._stops.keep(stopped, ground)
        return ground


def _clearance(url: str, copy: RobotsCopy) -> Clearance:
    if copy.outcome is RobotsOutcome.DEFERRED:
        return Clearance(not_before=copy.expires_at)
    now = datetime.now(UTC)
    decision = copy.decide(url, PRODUCT_TOKEN, now)
    if not decision.allowed:
        return Clearance(Refusal(url, copy.statement(decision)))
    if decision.wait:
        return Clearance(not_before=now + timedelta(seconds=decision.wait))
    return Clearance()


def gate_of(crawler: Crawler) -> AcquireGate:
    """Return the gate of *crawler*, made with the first call. Raises as :class:`AcquireGate`."""
    gate: AcquireGate | None = vars(crawler).get(_ATTRIBUTE)
    if gate is None:
        gate = vars(crawler)[_ATTRIBUTE] = AcquireGate(crawler)
    return gate
