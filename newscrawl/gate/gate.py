"""The acquire gate of one crawl."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.utils.datatypes import LocalCache

from newscrawl import signals
from newscrawl.gate.asking import Asking
from newscrawl.gate.errands import Errands
from newscrawl.gate.grants import Grants
from newscrawl.gate.model import Clearance, GateRefused, Refusal
from newscrawl.gate.pacing import Pacing
from newscrawl.gate.policies import Policies
from newscrawl.gate.repeats import Repeats
from newscrawl.gate.robots import RobotsFiles
from newscrawl.gate.sharing import Shared
from newscrawl.gate.stops import Stops
from newscrawl.gate.terms import ReadTerms, Terms
from newscrawl.policy.documents import PolicyDocument
from newscrawl.policy.model import Statement
from newscrawl.policy.signals.answers import Outcome
from newscrawl.policy.signals.page import PRODUCT_TOKEN
from newscrawl.policy.signals.robots_copy import RobotsCopy
from newscrawl.policy.signals.site_files import SiteFileCopy
from newscrawl.policy.terms import TermsLink
from newscrawl.urls import is_web_url, origin

__all__ = ["AcquireGate", "gate_of"]

logger = logging.getLogger(__name__)

_ATTRIBUTE = "newscrawl_acquire_gate"
_MOST_TOLD = 50_000


class AcquireGate:
    """Answers for URLs from what is known; asks for the files of an origin where nothing is."""

    def __init__(self, crawler: Crawler) -> None:
        """Take the crawl's store and settings. Raises StoreError, UsageError."""
        self._grants = Grants(crawler)
        self.pacing = Pacing(crawler, PRODUCT_TOKEN)
        self._stops = Stops(crawler)
        self._repeats = Repeats()
        self._asking = Asking(crawler, self.pacing)
        self._robots = RobotsFiles(crawler, self._asking, self.pacing)
        self._policies = Policies(crawler, self._asking, self._admit)
        self._learning = Shared(self._learn)
        self._terms = Terms(crawler, Errands(crawler, self.pacing, self.ask))
        self._signals = crawler.signals
        self._told: LocalCache[str, bool] = LocalCache(_MOST_TOLD)

    def ask_ahead(self, url: str) -> None:
        """Begin to ask for what is not known of *url*; its queue waits, and nobody else."""
        if self._robots.fresh(url) is None:
            self._robots.ask_ahead(url)
        else:
            self._learning.begin(origin(url))

    async def close(self) -> None:
        """Give up what is under way."""
        for each in (self._terms, self._learning, self._policies, self._robots):
            await each.close()

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
        files = self._policies.fresh(copy)
        return None if files is None else self._by_files(url, files)

    async def ask(self, url: str) -> Clearance:
        """Return whether *url* may be requested, once all policy files it depends on have come."""
        if (clearance := self.clearance(url)) is not None:
            return clearance
        copy = self._robots.fresh(url) or await self._robots.ask(url)
        clearance = self._by_robots(url, copy)
        if not clearance.is_free:
            return clearance
        return self._by_files(url, await self._policies.ask(copy))

    async def learn(self, url: str) -> None:
        """Ask for all that may be known of *url*, whatever purpose it is for."""
        if not is_web_url(url) or self.is_stopped(url):
            return
        copy = self._robots.fresh(url) or await self._robots.ask(url)
        if self._by_robots(url, copy).is_free:
            await self._policies.ask_all(copy)

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
        return (copy.document, *(each.document for each in self._policies.known(copy)))

    def preferences(self, url: str) -> tuple[Statement, ...]:
        """Return what counts for the use of *url* besides what its page says.

        That is what the terms and the feeds of its site, the fresh robots.txt and the other
        policy files of its origin say of its use, as far as they were read, and what would have
        forbidden the request but for a permission: who relies on that has to cite it.
        """
        said = [*self._stops.statements(url), *self._terms.statements(url)]
        copy = self._robots.fresh(url) if is_web_url(url) else None
        if copy is not None:
            decision = copy.decide(url, PRODUCT_TOKEN, datetime.now(UTC))
            if not decision.allowed:
                said.append(copy.statement(decision))
            said += self._policies.statements(url, copy)
        return tuple(each for place, each in enumerate(said) if each not in said[:place])

    async def resolved(
        self, request: Request, url: str, said: Iterable[Statement]
    ) -> tuple[Statement, ...]:
        """Return what the page at *url* has *said*, with the RSL documents it links to read.

        Each of them is asked for once. *request* is the one that brought the page, which waits.
        """
        with self.pacing.waiting(request):
            return await self._policies.resolved(url, said)

    def recalled(self, url: str, said: Iterable[Statement]) -> tuple[Statement, ...]:
        """Return *said* as :meth:`resolved` does, without asking: what is not known stays."""
        return self._policies.recalled(url, said)

    def hear(self, url: str, body: bytes) -> None:
        """Keep the RSL terms that the feed *body* from *url* carries for pages of its site."""
        self._policies.hear(url, body)

    def hear_again(self, url: str) -> None:
        """Keep the RSL terms of the feed at *url*, which is as it was when it came last.

        Raises StoreError.
        """
        self._policies.hear_again(url)

    async def learn_terms(
        self, request: Request, url: str, links: Sequence[TermsLink], read: ReadTerms
    ) -> None:
        """Read, and heed, the terms that *links* on the page *url* lead to, where that is news.

        *request* is the one that brought the page, which waits: what was said of its use before
        may be outdated then.
        """
        with self.pacing.waiting(request):
            await self._terms.learn(url, links, read, request.meta.get("redirect_urls", ()))
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
        statement = self._grants.standing(url, forbidding)
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
        kept for later runs holds in this one. Doubtful words that its pages repeat are certain.
        """
        grounds = self._stops.grounds(self._repeats.weighed(statements))
        ground = self._grants.standing(url, grounds)
        if ground is None:
            if grounds and not self._stops.statements(url):
                self._stops.keep(self._stops.stop(url, grounds[0]), grounds[0])
        elif self._grants.standing(url, self._stops.statements(url)) is None:
            stopped = self._stops.stop(url, ground)
            if not self._grants.speak_of(stopped):
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
            statement = self._grants.standing(url, [copy.statement(decision)])
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
        statement = self._grants.standing(url, self._policies.forbidding(url, copies))
        return Clearance(Refusal(url, statement) if statement is not None else None)

    async def _learn(self, key: str) -> None:
        """Ask for what is not known of the origin *key* besides robots.txt."""
        copy = self._robots.fresh(key)
        if copy is not None:
            with self.pacing.held(key):
                await self._policies.ask(copy)

    async def _admit(self, url: str) -> None:
        """Raise GateRefused when the policy file at *url* may not be asked for, or not now."""
        refusal = self.stop(url)
        if refusal is None:
            copy = self._robots.fresh(url) or await self._robots.ask(url)
            clearance = self._by_robots(url, copy)
            refusal = clearance.refusal
            if clearance.not_before is not None:
                raise IgnoreRequest(f"{url}: not before {clearance.not_before:%c %Z}")
        if refusal is not None:
            raise GateRefused(refusal)


def gate_of(crawler: Crawler) -> AcquireGate:
    """Return the gate of *crawler*, made with the first call. Raises as :class:`AcquireGate`."""
    gate: AcquireGate | None = vars(crawler).get(_ATTRIBUTE)
    if gate is None:
        gate = vars(crawler)[_ATTRIBUTE] = AcquireGate(crawler)
    return gate
