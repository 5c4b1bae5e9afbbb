"""The robots.txt of each origin: one copy for all who wait, kept across runs."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

from scrapy.crawler import Crawler
from scrapy.utils.datatypes import LocalCache

from newscrawl.exceptions import StoreError
from newscrawl.gate.asking import Asking
from newscrawl.gate.pacing import Pacing
from newscrawl.gate.sharing import Shared
from newscrawl.policy.documents import DocumentKind
from newscrawl.policy.signals.robots_access import judge_answer, robots_copy
from newscrawl.policy.signals.robots_copy import RobotsCopy, robots_url
from newscrawl.run import run_of
from newscrawl.urls import origin

__all__ = ["RobotsFiles"]

logger = logging.getLogger(__name__)

_MOST_COPIES = 2_000
_LARGEST = 4 * 1024 * 1024
"""Of 500 KiB the rules count. What goes on beyond this has no end, and no file is whole then."""
_MOST_FETCHES = 10


class RobotsFiles:
    """Copies by origin, in memory over the store; *pacing* follows each that comes to hand.

    What the store holds of an earlier run permits while it is fresh. An older copy is asked for
    anew, and forbids what it forbade while nobody answers.
    """

    def __init__(self, crawler: Crawler, asking: Asking, pacing: Pacing) -> None:
        self._asking = asking
        self._pacing = pacing
        self._run = run_of(crawler)
        self._stats = crawler.stats
        self._copies: LocalCache[str, RobotsCopy] = LocalCache(_MOST_COPIES)
        self._renewals = Shared(self._renew)

    def fresh(self, url: str) -> RobotsCopy | None:
        """Return the copy for the origin of *url*, if there is one that may still permit."""
        key = origin(url)
        if key not in self._copies and key not in self._renewals:
            self._remembered(key)
        copy = self._copies.get(key)
        return copy if copy is not None and copy.is_fresh(datetime.now(UTC)) else None

    async def ask(self, url: str) -> RobotsCopy:
        """Return a fresh copy for the origin of *url*, from one request for all who ask now.

        The rules of robots do not bind it (RFC 9309 section 2.3.1).
        """
        return await self._renewals.get(origin(url))

    def ask_ahead(self, url: str) -> None:
        """Begin to ask, unless that is under way; whoever is interested comes again."""
        self._renewals.begin(origin(url))

    async def close(self) -> None:
        """Give up what is under way."""
        await self._renewals.close()

    async def _renew(self, key: str) -> RobotsCopy:
        # From here to the copy in hand: what is served before would only come back.
        with self._pacing.held(key):
            return await self._asked(key)

    async def _asked(self, key: str) -> RobotsCopy:
        prior = self._copies.get(key) or self._remembered(key)
        answer = await self._asking.ask(robots_url(key), _LARGEST)
        self._stats.inc_value("newscrawl/robots/asked")
        now = datetime.now(UTC)
        copy = judge_answer(key, answer, now, prior)
        self._take(key, copy)
        self._keep(copy if copy is not prior else judge_answer(key, answer, now))
        return copy

    def _take(self, key: str, copy: RobotsCopy) -> None:
        self._copies[key] = copy
        self._stats.inc_value(f"newscrawl/robots/{copy.outcome}")
        self._pacing.follow(copy)

    def _remembered(self, key: str) -> RobotsCopy | None:
        try:
            copy = self._last_answer(robots_url(key))
        except StoreError as error:
            logger.error("robots.txt of %s not read from the store: %s", key, error)  # noqa: TRY400
            return None
        if copy is not None and copy.is_granted(datetime.now(UTC)):
            self._take(key, copy)
        return copy

    def _last_answer(self, url: str) -> RobotsCopy | None:
        """Return the newest copy of an earlier run that says something of the policy."""
        kept, kind = self._run.store.documents, DocumentKind.ROBOTS
        newest = kept.latest(url, kind=kind)
        if newest is None:
            return None
        copies = [robots_copy(newest)]
        if copies[0].outcome.is_passing:
            copies = [
                robots_copy(each) for each in kept.fetches(url, kind=kind, most=_MOST_FETCHES)
            ]
        return next((each for each in copies if not each.outcome.is_passing), None)

    def _keep(self, copy: RobotsCopy) -> None:
        try:
            self._run.store.documents.keep(self._run.number, copy.document)
        except StoreError as error:
            logger.error("robots.txt of %s not stored: %s", copy.origin, error)  # noqa: TRY400
