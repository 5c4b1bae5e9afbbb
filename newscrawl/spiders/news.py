"""The live way in: from seeds to the articles of their sites, through the gates."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property, partial
from typing import Any

from scrapy import Request, Spider
from scrapy import signals as scrapy_signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider
from scrapy.http import Response
from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings
from twisted.python.failure import Failure as RequestFailure

from newscrawl.config import CONTACT, EXTRACTION, PURPOSE, WORKER_MEMORY, WORKERS, Config
from newscrawl.discovery import Kind, Listing
from newscrawl.discovery.revisits import Demand
from newscrawl.download.guard import AddressRefused
from newscrawl.download.responses import is_gone, page_of, why
from newscrawl.exceptions import UsageError, WorkerError
from newscrawl.extraction import Mode
from newscrawl.gate import GateRefused, NoPage, Reading, UseRefused, gate_of
from newscrawl.items import NewsArticle
from newscrawl.middlewares.statuses import Unchanged
from newscrawl.middlewares.wanted import Unwanted
from newscrawl.page import Page
from newscrawl.run import run_of
from newscrawl.sources import ARGUMENTS, is_loopback, normalised, read_sources
from newscrawl.spiders.errand import Errand
from newscrawl.spiders.memory import Memory
from newscrawl.spiders.report import Report
from newscrawl.spiders.route import Leg, Route, Stop
from newscrawl.spiders.surveying import Surveyor
from newscrawl.spiders.watch import Watch
from newscrawl.survey import Survey
from newscrawl.urls import site
from newscrawl.workers import Failure, Limits, Outcome, Workers
from newscrawl.workers.work import surveyed

__all__ = ["NewsSpider"]

_LARGEST_LIST = 1024 * 1024
_QUIET = (GateRefused, AddressRefused, NoPage, Unwanted)


class NewsSpider(Spider):
    """Yields a ``NewsArticle`` for each article of the sites of ``-a seeds=URL[,URL]``.

    A seed may be a home page, a section, a feed, a sitemap or an article: it is a way into its
    site, which is crawled through its feeds, its sitemaps and its own links. A request carries
    the registrable domain it is made for, its ``home``.
    """

    name = "news"
    is_live = True
    arguments: Mapping[str, str] = ARGUMENTS
    normalised = staticmethod(normalised)

    def __init__(self, **arguments: Any) -> None:
        super().__init__()
        self.given = {name: str(arguments[name]) for name in arguments}
        self.sources = read_sources(self.given, datetime.now(UTC))
        self.route = Route(self.sources)
        self.workers: Workers
        self.surveyor: Surveyor

    @cached_property
    def memory(self) -> Memory:
        """What earlier runs know; not before the crawl runs."""
        return Memory.of(self.crawler, forgets=self.given.get("force") == "1")

    @cached_property
    def watch(self) -> Watch:
        """What the lists of the crawl bring; not before it runs."""
        return Watch(run_of(self.crawler))

    @cached_property
    def _report(self) -> Report:
        return Report(self.crawler, self.logger)

    @property
    def seeds(self) -> tuple[str, ...]:
        """The addresses that the crawl begins with; their hosts may be private ones."""
        return tuple(url for source in self.sources for url in source.seeds)

    @classmethod
    def check_arguments(cls, arguments: Mapping[str, str], config: Config) -> None:
        """Raise UsageError when a run with *arguments* could not begin."""
        sources = read_sources(arguments, datetime.now(UTC))
        strangers = any(not is_loopback(seed) for source in sources for seed in source.seeds)
        if strangers and not config[CONTACT]:
            raise UsageError(
                "NEWSCRAWL_CONTACT is missing, the address under which a site can reach you"
                " (-s NEWSCRAWL_CONTACT=mailto:you@example.org)"
            )

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> NewsSpider:
        """Create the spider with the purposes and limits of the run."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.declare(crawler.settings)
        config = Config(crawler.settings)
        limits = Limits(memory=config[WORKER_MEMORY])
        work = partial(surveyed, profile=config.profile, mode=Mode(config[EXTRACTION]))
        spider.workers = Workers(config[WORKERS] or None, limits=limits, work=work)
        spider.surveyor = Surveyor(crawler, spider.workers)
        crawler.signals.connect(spider.workers.close, scrapy_signals.spider_closed)
        return spider

    def declare(self, settings: BaseSettings) -> None:
        """Give each source its purposes, and the run those of all: the gate answers for them."""
        declared = Config(settings)[PURPOSE]
        is_chosen = (settings.getpriority(PURPOSE.name) or 0) >= SETTINGS_PRIORITIES["cmdline"]
        self.sources = tuple(each.declaring(declared, also=is_chosen) for each in self.sources)
        self.route = Route(self.sources)
        every = dict.fromkeys(str(purpose) for each in self.sources for purpose in each.purposes)
        settings.set(PURPOSE.name, ",".join(every), priority="cmdline")

    async def start(self) -> AsyncIterator[Request]:
        """Ask for the seeds."""
        for leg in self.route.seeds(self.memory.is_resting):
            yield self._request(*leg)

    async def parse(self, response: Response, **about: Any) -> AsyncIterator[NewsArticle | Request]:
        """Survey what has come for an errand: yield its article and where it leads."""
        page, url, errand = page_of(response), response.url, Errand(**about)
        self.route.receive(errand, len(response.body))
        if errand.seed:
            errand = replace(errand, home=site(url))
        outcome, front = await self._surveyed(response, page, errand)
        if isinstance(outcome, Failure):
            self._report.failed(outcome.name, outcome.reason)
        elif isinstance(outcome, Survey):
            self._note(page, outcome, quiet=errand.guess)
            if front is not None:
                self.route.know(front.url)
                async for each in self.parse(front, **errand.in_passing.values):
                    yield each
            for found in self._found(response, page, errand, outcome):
                yield found
        if errand.seed:
            for request in self._sitemaps(errand, url, guess=True):
                yield request

    def closed(self, reason: str) -> None:
        """Take note that what was listed was taken, if nothing is left of it."""
        if reason == "finished" and not self.route.is_cut_short:
            self.memory.settle(gate_of(self.crawler).pacing.has_left)

    def unwanted(self, request: Request) -> str | None:
        """Return why *request* need not leave any more; None when it is still wanted."""
        if "home" not in request.cb_kwargs or "redirect_times" in request.meta:
            return None
        assert self.crawler.request_fingerprinter is not None
        fingerprint = self.crawler.request_fingerprinter.fingerprint(request)
        return self.route.unwanted(Errand(**request.cb_kwargs), request.url, fingerprint)

    def newscrawl_reading(self, request: Request) -> Reading:
        """Return how *request* is read: what does not look like an article, for its links.

        What the gate asks for on its own account, such as terms, has no home.
        """
        errand = Errand(**{"home": ""} | request.cb_kwargs)
        limit = 0 if errand.is_for_an_article(request.url) else _LARGEST_LIST
        return Reading(self.route.source(errand).purposes, limit if errand.home else None)

    def _found(
        self, response: Response, page: Page, errand: Errand, survey: Survey
    ) -> Iterator[NewsArticle | Request]:
        """Yield the article of a page, what is left of one that stops its site, and its links."""
        gate, url, demand = gate_of(self.crawler), response.url, self._demand(errand)
        if survey.listing.kind is not Kind.PAGE:
            gate.hear(url, page.body)
        found = self.surveyor.up_to_date(url, survey).examination
        is_article = survey.is_article and not gate.is_terms(url)
        if found is not None:
            is_ground = gate.heed(url, found.statements) is not None
            if is_ground or (is_article and not self.route.refuses(errand, found.article)):
                self.watch.article(errand, is_new=self.memory.is_new(url, demand))
                self.memory.will_store(url, demand, response)
                yield found.article
            elif is_article:
                self.memory.left(response, demand)
        if gate.is_stopped(url):
            return
        if is_article:
            gate.pacing.know(url)
        changed = self.memory.changed(url, survey.listing, demand)
        stop = Stop(url, page.fetched_at, is_article)
        legs = list(self._onward(errand, stop, survey.listing, changed))
        if not is_article:
            self.watch.came(errand, response, survey.listing)
            self.memory.saw(response, survey.listing, demand, new=len(legs))
        yield from (self._request(*leg) for leg in legs)

    def _onward(
        self, errand: Errand, stop: Stop, listing: Listing, changed: frozenset[str] = frozenset()
    ) -> Iterator[Leg]:
        return self.route.onward(errand, stop, listing, partial(self.memory.due, changed=changed))

    def _unchanged(self, errand: Errand, request: Request) -> Iterator[Request]:
        """Yield where the document of *request* leads that has not changed: it was listed once."""
        self._report.count("unchanged")
        url, gate = request.url, gate_of(self.crawler)
        listing = self.memory.unchanged(url, self._demand(errand))
        self.watch.unchanged(errand, request, listing)
        if listing is not None and not gate.is_stopped(url):
            gate.hear_again(url)
            for leg in self._onward(errand, Stop(url, datetime.now(UTC)), listing):
                yield self._request(*leg)

    def _demand(self, errand: Errand) -> Demand:
        return self.route.source(errand).demand

    async def _surveyed(
        self, response: Response, page: Page, errand: Errand
    ) -> tuple[Outcome, Response | None]:
        source = self.route.source(errand)
        examine = partial(
            self.workers.examine,
            page,
            purposes=source.purposes,
            request=source.request(errand.home),
        )
        try:
            return await self.surveyor.survey(response, examine)
        except WorkerError as error:
            self._report.cannot_go_on("crawl", error)
            raise CloseSpider("no_workers") from None

    async def failed(self, failure: RequestFailure) -> AsyncIterator[NewsArticle | Request]:
        """Take note of a request that brought no page; yield the stub of one that is withheld."""
        request: Request = failure.request  # type: ignore[attr-defined]
        errand, error = Errand(**request.cb_kwargs), failure.value or failure
        self.watch.failed(errand, request, error)
        if isinstance(error, UseRefused):
            self._report.count("examined")
            stub, demand = error.stub.url or request.url, self._demand(errand)
            self.watch.article(errand, is_new=self.memory.is_new(stub, demand))
            self.memory.will_store(stub, demand)
            yield error.stub
        elif isinstance(error, Unchanged):
            for each in self._unchanged(errand, request):
                yield each
        elif is_gone(error) or errand.guess:
            self._report.count("gone")
            self.route.nothing(errand, request.url)
            self.memory.gone(request.url, self._demand(errand))
        elif not isinstance(error, _QUIET):
            self._report.failed(request.url, why(error))
        if errand.seed:
            for each in self._sitemaps(errand, request.url, guess=False):
                yield each

    def _sitemaps(self, errand: Errand, url: str, *, guess: bool) -> Iterator[Request]:
        gate = gate_of(self.crawler)
        robots = gate.robots(url)
        if robots is not None and not (robots.outcome.is_passing or gate.is_stopped(url)):
            for leg in self.route.sitemaps(errand, url, robots.robots.sitemaps, self.memory.due):
                if guess or not leg[-1].guess:
                    yield self._request(*leg)

    def _request(self, url: str, priority: int, errand: Errand) -> Request:
        return Request(
            url,
            callback=self.parse,
            errback=self.failed,
            headers=dict(self.memory.conditions(url, self._demand(errand))),
            cb_kwargs=dict(errand.values),
            priority=priority,
            dont_filter=errand.seed,
        )

    def _note(self, page: Page, found: Survey, *, quiet: bool) -> None:
        self._report.count("examined")
        if (each := found.examination) is not None:
            self._report.examined(page.name, each.article, each.warnings, each.stale_rules)
        if not quiet:
            for problem in found.listing.problems:
                self.logger.info("%s: %s", page.name, problem)
