"""The acquire gate of one crawl."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.utils.datatypes import LocalCache

from newscrawl import signals
from newscrawl.config import PURPOSE, Config
from newscrawl.gate.asking import Asking
from newscrawl.gate.model import Clearance, GateRefused, Refusal
from newscrawl.gate.pacing import Pacing
from newscrawl.gate.robots import RobotsFiles
from newscrawl.gate.sharing import Shared
from newscrawl.gate.stops import Stops, denies
from newscrawl.gate.terms import Terms
from newscrawl.policy.documents import PolicyDocument
from newscrawl.policy.model import Statement
from newscrawl.policy.permissions import Permission, lifts
from newscrawl.policy.signals.answers import Outcome
from newscrawl.policy.signals.page import PRODUCT_TOKEN
from newscrawl.policy.signals.robots_copy import RobotsCopy
from newscrawl.policy.signals.site_files import SiteFileCopy
from newscrawl.urls import is_web_url, origin, site

__all__ = ["AcquireGate", "gate_of"]

logger = logging.getLogger(__name__)

_ATTRIBUTE = "newscrawl_acquire_gate"
_MOST_TOLD = 50_000


class AcquireGate:
    """Answers for URLs from what is known; asks for the files of an origin where nothing is."""

    def __init__(self, crawler: Crawler) -> None:
        """Take the crawl's store and settings. Raises StoreError, UsageError."""
        config = Config(crawler.settings)
        self._profile = config.profile
        self._purposes = config[PURPOSE]
        self.pacing = Pacing(crawler, PRODUCT_TOKEN)
        self._stops = Stops(crawler)
        self._asking = Asking(crawler)
        self._robots = RobotsFiles(crawler, self._asking, self.pacing)
        self._terms = Terms(crawler, self._asking, self._admit)
        self._learning = Shared(self._learn)
        self._signals = crawler.signals
        self._told: LocalCache[str | tuple[str, str], bool] = LocalCache(_MOST_TOLD)

    def ask_ahead(self, url: str) -> None:
        """Begin to ask for what is not known of *url*; its queue waits, and nobody else."""
        if self._robots.fresh(url) is None:
            self._robots.ask_ahead(url)
        else:
            self._learning.begin(origin(url))

    async def close(self) -> None:
        """Give up what is under way."""
        await self._learning.close()
        await self._terms.close()
        await self._robots.close()

    def is_own(self, request: Request) -> bool:
        """Whether *request* is the gate's own, for a policy file."""
        return self._asking.sent(request)

    def clearance(self, url: str) -> Clearance | None:
        """Return whether *url* may be requested; None when a policy file is to be asked for first.

        What is no web address is not the gate's business, and may.
        """
        if not is_web_url(url):
            return Clearance()
        if (refusal := self.stop(url)) is not None:
            return Clearance(refusal)
        copy = self._robots.fresh(url)
        if copy is None:
            return None
        clearance = self._by_robots(url, copy)
        if not clearance.is_free:
            return clearance
        files = self._terms.fresh(copy)
        return None if files is None else self._by_files(url, files)

    async def ask(self, url: str) -> Clearance:
        """Return whether *url* may be requested, once all policy files it depends on have come."""
        if (clearance := self.clearance(url)) is not None:
            return clearance
        copy = self._robots.fresh(url) or await self._robots.ask(url)
        clearance = self._by_robots(url, copy)
        return self._by_files(url, await self._terms.ask(copy)) if clearance.is_free else clearance

    async def learn(self, url: str) -> None:
        """Ask for all that may be known of *url*, whatever purpose it is for."""
        if not is_web_url(url) or self.is_stopped(url):
            return
        copy = self._robots.fresh(url) or await self._robots.ask(url)
        if self._by_robots(url, copy).is_free:
            await self._terms.ask_all(copy)

    def robots(self, url: str) -> RobotsCopy | None:
        """Return the fresh copy of robots.txt for the origin of *url*, if there is one."""
        return self._robots.fresh(url)

    def documents(self, url: str) -> tuple[PolicyDocument, ...]:
        """Return what was looked for at the origin of *url*, and how that ended.

        That is robots.txt, the files that can matter for the declared purposes, or all after
        :meth:`learn`, and the RSL documents that robots.txt names.
        """
        copy = self._robots.fresh(url)
        if copy is None:
            return ()
        return (copy.document, *(each.document for each in self._terms.known(copy)))

    def preferences(self, url: str) -> tuple[Statement, ...]:
        """Return what counts for the use of *url* besides what its page says.

        That is what the fresh robots.txt, if there is one, the other policy files of the origin
        and the feeds of the site say of its use, and what would have forbidden the request but
        for a permission: who relies on that has to cite it.
        """
        forbidding = self._stops.statements(url)
        copy = self._robots.fresh(url)
        if copy is None:
            return forbidding
        decision = copy.decide(url, PRODUCT_TOKEN, datetime.now(UTC))
        if not decision.allowed:
            forbidding = (*forbidding, copy.statement(decision))
        return (*forbidding, *self._terms.statements(url, copy))

    async def resolved(self, url: str, said: Iterable[Statement]) -> tuple[Statement, ...]:
        """Return what the page at *url* has *said*, with what it links to read: RSL documents.

        Each of them is asked for once.
        """
        return await self._terms.resolved(url, said)

    def hear(self, url: str, body: bytes) -> None:
        """Keep the terms that the feed *body* from *url* carries for pages of its site."""
        self._terms.hear(url, body)

    def stop(self, url: str) -> Refusal | None:
        """Return why the whole site of *url* is not asked for anything; None when it may be."""
        statement = self._standing(url, self._stops.statements(url))
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
        elif not self.is_stopped(url):
            stopped = self._stops.stop(url, ground)
            if not self._is_granted_to(stopped):
                self.pacing.drop(stopped)
            self._signals.send_catch_log(
                signal=signals.site_stopped, site=stopped, statement=ground
            )
            self._stops.keep(stopped, ground)
        return ground

    def _by_robots(self, url: str, copy: RobotsCopy) -> Clearance:
        if copy.outcome is Outcome.DEFERRED:
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

    def _by_files(self, url: str, files: Iterable[SiteFileCopy]) -> Clearance:
        copies = tuple(files)
        deferred = [each.expires_at for each in copies if each.outcome is Outcome.DEFERRED]
        if deferred:
            return Clearance(not_before=max(deferred))
        statement = self._standing(url, self._terms.forbidding(url, copies))
        return Clearance(Refusal(url, statement) if statement is not None else None)

    async def _learn(self, key: str) -> None:
        """Ask for what is not known of the origin *key* besides robots.txt."""
        copy = self._robots.fresh(key)
        if copy is not None:
            with self.pacing.held(key):
                await self._terms.ask(copy)

    async def _admit(self, url: str) -> None:
        """Raise GateRefused when the policy file at *url* may not be asked for, or not now."""
        if (refusal := self.stop(url)) is not None:
            raise GateRefused(refusal)
        clearance = self._by_robots(url, self._robots.fresh(url) or await self._robots.ask(url))
        if clearance.refusal is not None:
            raise GateRefused(clearance.refusal)
        if clearance.not_before is not None:
            raise IgnoreRequest(f"{url}: not before {clearance.not_before:%c %Z}")

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
