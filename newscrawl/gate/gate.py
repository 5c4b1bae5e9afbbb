"""The acquire gate of one crawl."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.utils.datatypes import LocalCache

from newscrawl import signals
from newscrawl.config import PURPOSE, Config
from newscrawl.gate.errands import Errands
from newscrawl.gate.model import Clearance, Refusal
from newscrawl.gate.pacing import Pacing
from newscrawl.gate.robots import RobotsFiles
from newscrawl.gate.stops import Stops, denies
from newscrawl.gate.terms import ReadTerms, Terms
from newscrawl.policy.model import Statement
from newscrawl.policy.permissions import Permission, lifts
from newscrawl.policy.signals.page import PRODUCT_TOKEN
from newscrawl.policy.signals.robots_copy import RobotsCopy, RobotsOutcome
from newscrawl.policy.signals.robots_usage import robots_statements
from newscrawl.policy.terms import TermsLink
from newscrawl.urls import is_web_url, site

__all__ = ["AcquireGate", "gate_of"]

logger = logging.getLogger(__name__)

_ATTRIBUTE = "newscrawl_acquire_gate"
_MOST_TOLD = 50_000


class AcquireGate:
    """Answers for URLs from what is known; fetches robots.txt where nothing is."""

    def __init__(self, crawler: Crawler) -> None:
        """Take the crawl's store and settings. Raises StoreError, UsageError."""
        config = Config(crawler.settings)
        self._profile = config.profile
        self._purposes = config[PURPOSE]
        self.pacing = Pacing(crawler, PRODUCT_TOKEN)
        self._stops = Stops(crawler)
        self._robots = RobotsFiles(crawler, self.pacing)
        self._terms = Terms(crawler, Errands(crawler, self.pacing, self.ask))
        self._signals = crawler.signals
        self._told: LocalCache[str | tuple[str, str], bool] = LocalCache(_MOST_TOLD)

    def ask_ahead(self, url: str) -> None:
        """Begin to ask for the robots.txt of *url*; its queue waits, and nobody else."""
        self._robots.ask_ahead(url)

    async def close(self) -> None:
        """Give up what is under way."""
        await self._terms.close()
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
        return None if copy is None else self._clearance(url, copy)

    async def ask(self, url: str) -> Clearance:
        """Return whether *url* may be requested, once its robots.txt has come."""
        return self.clearance(url) or self._clearance(url, await self._robots.ask(url))

    def robots(self, url: str) -> RobotsCopy | None:
        """Return the fresh copy of robots.txt for the origin of *url*, if there is one."""
        return self._robots.fresh(url)

    def preferences(self, url: str) -> tuple[Statement, ...]:
        """Return what counts for the use of *url* besides what its page says.

        That is what the terms of its site and the fresh robots.txt, as far as they were read, say
        of its use, and what would have forbidden the request but for a permission: who relies on
        that has to cite it.
        """
        said = [*self._stops.statements(url), *self._terms.statements(url)]
        copy = self._robots.fresh(url)
        if copy is not None:
            decision = copy.decide(url, PRODUCT_TOKEN, datetime.now(UTC))
            if not decision.allowed:
                said.append(copy.statement(decision))
            said += robots_statements(copy, url, PRODUCT_TOKEN)
        return tuple(each for place, each in enumerate(said) if each not in said[:place])

    async def learn_terms(
        self, request: Request, url: str, links: Sequence[TermsLink], read: ReadTerms
    ) -> None:
        """Read, and heed, the terms that *links* on the page *url* lead to, where that is news.

        *request* is the one that brought the page, which waits: what was said of its use before
        may be outdated then.
        """
        with self.pacing.waiting(request):
            await self._terms.learn(url, links, read)
        self.heed(url, self._terms.statements(url))

    async def look_for_terms(self, request: Request, url: str, read: ReadTerms) -> Response | None:
        """Look on the front page for the terms of the site of *url*, before its first article.

        Return that page if it was asked for. *request* waits, as in :meth:`learn_terms`.
        """
        with self.pacing.waiting(request):
            front = await self._terms.look(url, read)
        self.heed(url, self._terms.statements(url))
        return front

    def is_terms(self, url: str) -> bool:
        """Whether *url* is a page of terms that was read: it is no article."""
        return self._terms.holds(url)

    def stop(self, url: str) -> Refusal | None:
        """Return why the whole site of *url* is not asked for anything; None when it may be."""
        forbidding = self._stops.statements(url)
        forbidding += self._stops.grounds(self._terms.statements(url))
        statement = self._standing(url, forbidding)
        return Refusal(url, statement) if statement is not None else None

    def is_stopped(self, url: str) -> bool:
        """Whether the whole site of *url* wants us gone, and no permission lets us stay there."""
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
        """Stop the whole site of *url* if one of the *statements* of a page of it asks for it.

        Return that statement; None where a permission lifts it for *url*. Then only what the
        permission does not cover is stopped, address by address. Never raises: what cannot be
        kept for later runs holds in this one.
        """
        grounds = self._stops.grounds(statements)
        ground = self._standing(url, grounds)
        if ground is None:
            if grounds and not self._stops.statements(url):
                self._stops.keep(self._stops.stop(url, grounds[0]), grounds[0])
        elif self._standing(url, self._stops.statements(url)) is None:
            stopped = self._stops.stop(url, ground)
            if not self._is_granted_to(stopped):
                self.pacing.drop(stopped)
            self._signals.send_catch_log(
                signal=signals.site_stopped, site=stopped, statement=ground
            )
            self._stops.keep(stopped, ground)
        return ground

    def _clearance(self, url: str, copy: RobotsCopy) -> Clearance:
        if copy.outcome is RobotsOutcome.DEFERRED:
            return Clearance(not_before=copy.expires_at)
        now = datetime.now(UTC)
        decision = copy.decide(url, PRODUCT_TOKEN, now)
        if not decision.allowed:
            statement = self._standing(url, [copy.statement(decision)])
            if statement is not None:
                return Clearance(Refusal(url, statement))
        if (ground := self.heed(url, copy.comments.statements(PRODUCT_TOKEN))) is not None:
            return Clearance(Refusal(url, ground))
        if decision.wait:
            return Clearance(not_before=now + timedelta(seconds=decision.wait))
        return Clearance()

    def _standing(self, url: str, forbidding: Iterable[Statement]) -> Statement | None:
        """Return the first of the statements *forbidding* us *url* that no permission lifts."""
        granted = self._profile.granted(url, datetime.now(UTC))
        lifted = []
        for each in forbidding:
            if not lifts(granted, each, self._purposes):
                return each
            lifted.append(each)
        for each in lifted:
            self._rely(url, each, granted)
        return None

    def _rely(self, url: str, statement: Statement, granted: Iterable[Permission]) -> None:
        """Announce what of *granted* lifts *statement* for *url*, once."""
        if not denies(statement, self._purposes) or (url, statement.signal) in self._told:
            return
        self._told[url, statement.signal] = True
        cited = [
            each.citation
            for each in granted
            if any(each.lifts(statement, purpose) for purpose in self._purposes)
        ]
        self._signals.send_catch_log(
            signal=signals.permission_relied_on,
            url=url,
            statement=statement,
            permission="; ".join(cited),
        )

    def _is_granted_to(self, name: str) -> bool:
        """Whether some permission speaks of the site *name*: its queue may hold what it covers."""
        hosts = (host for each in self._profile.permissions for host in each.hosts)
        return any(site(f"http://{host}/") == name for host in hosts)


def gate_of(crawler: Crawler) -> AcquireGate:
    """Return the gate of *crawler*, made with the first call. Raises as :class:`AcquireGate`."""
    gate: AcquireGate | None = vars(crawler).get(_ATTRIBUTE)
    if gate is None:
        gate = vars(crawler)[_ATTRIBUTE] = AcquireGate(crawler)
    return gate
