"""The live way in: from seeds to the articles of their sites, through the gates."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from scrapy import Request, Spider
from scrapy import signals as scrapy_signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider
from scrapy.http import Response
from twisted.python.failure import Failure as RequestFailure

from newscrawl import signals
from newscrawl.config import CONTACT, PURPOSE, WORKER_MEMORY, WORKERS, Config
from newscrawl.discovery import Kind
from newscrawl.discovery.itinerary import Itinerary, Step, sitemaps_of
from newscrawl.download.guard import AddressRefused
from newscrawl.download.responses import is_gone, page_of, why
from newscrawl.examination import judge_again
from newscrawl.exceptions import ArgumentError, UsageError, WorkerError
from newscrawl.gate import GateRefused, gate_of
from newscrawl.items import NewsArticle
from newscrawl.page import Page
from newscrawl.policy.model import Decision, Purpose, Statement
from newscrawl.policy.profile import Profile
from newscrawl.spiders.seeds import is_loopback, read_seeds
from newscrawl.survey import Survey
from newscrawl.urls import site
from newscrawl.workers import Failure, Limits, Outcome, Workers
from newscrawl.workers.work import surveyed

__all__ = ["NewsSpider"]

_SEED_PRIORITY = 100
_REFUSALS = (GateRefused, AddressRefused)


class NewsSpider(Spider):
    """Yields a ``NewsArticle`` for each article of the sites of ``-a seeds=URL[,URL]``.

    A seed may be a home page, a section, a feed, a sitemap or an article: it is a way into its
    site, which is crawled through its feeds, its sitemaps and its own links. A request carries
    the registrable domain it is made for, its ``home``.
    """

    name = "news"
    is_live = True
    arguments: Mapping[str, str] = {"seeds": "addresses to begin with, parted by commas"}

    def __init__(self, seeds: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.seeds = read_seeds(seeds)
        self.purposes: tuple[Purpose, ...] = ()
        self.profile = Profile()
        self.workers: Workers
        self._itinerary = Itinerary()

    @classmethod
    def check_arguments(cls, arguments: Mapping[str, str], config: Config) -> None:
        """Raise UsageError when a run with *arguments* could not begin."""
        for name in arguments:
            if name not in cls.arguments:
                raise ArgumentError(f"-a {name}=: there is no such argument")
        if not arguments.get("seeds"):
            raise ArgumentError(f"-a seeds= is missing: {cls.arguments['seeds']}")
        strangers = [seed for seed in read_seeds(arguments["seeds"]) if not is_loopback(seed)]
        if strangers and not config[CONTACT]:
            raise UsageError(
                "NEWSCRAWL_CONTACT is missing, the address under which a site can reach you"
                " (-s NEWSCRAWL_CONTACT=mailto:you@example.org)"
            )

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> NewsSpider:
        """Create the spider with the purposes and limits of the run."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        config = Config(crawler.settings)
        limits = Limits(memory=config[WORKER_MEMORY])
        spider.profile = config.profile
        work = partial(surveyed, profile=spider.profile)
        spider.purposes = config[PURPOSE]
        spider.workers = Workers(config[WORKERS] or None, limits=limits, work=work)
        crawler.signals.connect(spider.workers.close, scrapy_signals.spider_closed)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """Ask for the seeds."""
        for url in self.seeds:
            yield self._request(Step(url, _SEED_PRIORITY), site(url), seed=True)

    async def parse(
        self, response: Response, home: str, *, seed: bool = False, guess: bool = False
    ) -> AsyncIterator[NewsArticle | Request]:
        """Survey what has come for the site *home*: yield its article and where it leads."""
        page, url = page_of(response), response.url
        home = site(url) if seed else home
        gate = gate_of(self.crawler)
        outcome = await self._surveyed(page, home, gate.preferences(url))
        if isinstance(outcome, Failure):
            self._fail(outcome.name, outcome.reason)
        elif isinstance(outcome, Survey) and not gate.is_stopped(url):
            if outcome.listing.kind is not Kind.PAGE:
                gate.hear(url, page.body)
            outcome = await self._resolved(url, outcome)
            self._note(page, outcome, quiet=guess)
            found = outcome.examination
            if found is not None and gate.heed(url, found.statements):
                yield found.article
                return
            if found is not None and outcome.is_article:
                yield found.article
            for request in self._onward(url, outcome, home, guess=guess):
                yield request
        if seed:
            for request in self._sitemaps(url, home, guess=True):
                yield request

    async def _surveyed(self, page: Page, home: str, said: Sequence[Statement]) -> Outcome:
        try:
            return await self.workers.examine(page, purposes=self.purposes, sites=[home], said=said)
        except WorkerError as error:
            self.logger.critical("The crawl cannot go on: %s", error)
            self.crawler.stats.set_value("newscrawl/could_not_run", True)
            raise CloseSpider("no_workers") from None

    async def _resolved(self, url: str, outcome: Survey) -> Survey:
        """Return *outcome* with what its page links to read, where that can still matter."""
        found = outcome.examination
        if found is None or not outcome.is_article or found.verdict.decision is Decision.DENIED:
            return outcome
        said = await gate_of(self.crawler).resolved(url, found.statements)
        if said == found.statements:
            return outcome
        return replace(outcome, examination=judge_again(found, url, said, self.profile))

    async def failed(self, failure: RequestFailure) -> AsyncIterator[Request]:
        """Take note of a request that brought no page."""
        request: Request = failure.request  # type: ignore[attr-defined]
        error = failure.value or failure
        if is_gone(error) or request.cb_kwargs.get("guess"):
            self._count("newscrawl/pages/gone")
        elif not isinstance(error, _REFUSALS):
            self._fail(request.url, why(error))
        if request.cb_kwargs.get("seed"):
            for each in self._sitemaps(request.url, site(request.url), guess=False):
                yield each

    def _onward(self, url: str, found: Survey, home: str, *, guess: bool) -> Iterator[Request]:
        if guess and found.listing.kind is Kind.PAGE:
            return
        for step in self._itinerary.steps(url, found.listing, home, fruitful=found.is_article):
            yield self._request(step, home)

    def _sitemaps(self, url: str, home: str, *, guess: bool) -> Iterator[Request]:
        gate = gate_of(self.crawler)
        robots = gate.robots(url)
        if robots is not None and not (robots.outcome.is_passing or gate.is_stopped(url)):
            for step in sitemaps_of(url, robots.robots.sitemaps):
                if guess or not step.guess:
                    yield self._request(step, home)

    def _request(self, step: Step, home: str, *, seed: bool = False) -> Request:
        about = {"home": home} | ({"seed": True} if seed else {})
        return Request(
            step.url,
            callback=self.parse,
            errback=self.failed,
            cb_kwargs=about | ({"guess": True} if step.guess else {}),
            priority=step.priority,
            dont_filter=seed,
        )

    def _note(self, page: Page, found: Survey, *, quiet: bool) -> None:
        self._count("newscrawl/pages/examined")
        if found.examination is not None:
            self._send(signals.page_examined, page=page, examination=found.examination)
            for warning in found.examination.warnings:
                self.logger.warning("%s: %s", page.name, warning)
        if not quiet:
            for problem in found.listing.problems:
                self.logger.info("%s: %s", page.name, problem)

    def _fail(self, name: str, reason: str) -> None:
        self._count("newscrawl/pages/failed")
        self.logger.error("%s: %s", name, reason)
        self._send(signals.page_failed, name=name, reason=reason)

    def _count(self, name: str) -> None:
        self.crawler.stats.inc_value(name)

    def _send(self, signal: object, **arguments: object) -> None:
        self.crawler.signals.send_catch_log(signal=signal, **arguments)
