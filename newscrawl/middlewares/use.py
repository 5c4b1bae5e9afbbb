"""The use gate for the spiders of other projects: what may be done with the page of an item.

A spider middleware. Each page is examined once, in a worker process, before what the spider made
of it goes on. Items of a restricted page are marked, for the flagging pipeline to deal with; a
notice that forbids crawling stops the site. The spiders of this house ask for themselves.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import asdict
from datetime import UTC, datetime
from functools import partial
from typing import Any, Self

from itemadapter import ItemAdapter
from scrapy import Request
from scrapy import signals as scrapy_signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider
from scrapy.http import Response

from newscrawl import signals
from newscrawl.config import PURPOSE, WORKER_MEMORY, WORKERS, Config
from newscrawl.download.responses import page_of
from newscrawl.examination import stub
from newscrawl.exceptions import WorkerError
from newscrawl.gate import AcquireGate, gate_of
from newscrawl.items import NewsArticle
from newscrawl.page import Page
from newscrawl.policy.model import Decision, Statement
from newscrawl.policy.signals.page import header_statements
from newscrawl.policy.verdict import judge
from newscrawl.survey import Survey
from newscrawl.urls import is_web_url
from newscrawl.workers import Failure, Limits, Outcome, Workers
from newscrawl.workers.work import surveyed

__all__ = ["UseMiddleware"]

_MARKS = ("url", "restricted", "policy", "provenance")


class UseMiddleware:
    """Marks items. Place it nearer to the engine than all that makes or changes items."""

    def __init__(self, crawler: Crawler, gate: AcquireGate) -> None:
        config = Config(crawler.settings)
        self._crawler = crawler
        self._gate = gate
        self._purposes = config[PURPOSE]
        self._profile = config.profile
        limits = Limits(memory=config[WORKER_MEMORY])
        work = partial(surveyed, profile=self._profile)
        self._workers = Workers(config[WORKERS] or None, limits=limits, work=work)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Create it with the crawl's gate. Raises StoreError, SettingError."""
        middleware = cls(crawler, gate_of(crawler))
        crawler.signals.connect(middleware._workers.close, scrapy_signals.spider_closed)
        return middleware

    async def process_spider_output(
        self, response: Response, result: AsyncIterator[Any]
    ) -> AsyncIterator[Any]:
        """Yield what is in *result*: requests as they are, items as the page of *response* allows.

        No item comes of a page that cannot be examined, nor of a site that wants us gone.
        Raises CloseSpider when no page can be examined any more, StoreError.
        """
        if not is_web_url(response.url):
            async for each in result:
                yield each
            return
        page = page_of(response)
        said = await self._said(page)
        restriction = self._restriction(page, said) if said is not None else None
        has_stopped = said is not None and self._gate.heed(response.url, said) is not None
        is_lost = said is None or (self._gate.is_stopped(response.url) and not has_stopped)
        async for each in result:
            if isinstance(each, Request) or (restriction is None and not is_lost):
                yield each
            elif restriction is not None:
                yield _marked(each, restriction)

    def _restriction(self, page: Page, said: tuple[Statement, ...]) -> NewsArticle | None:
        """Return the stub of *page* if it is restricted by what was *said*."""
        verdict = judge(said, self._purposes, self._profile)
        return stub(page, verdict) if verdict.decision is not Decision.ALLOWED else None

    async def _said(self, page: Page) -> tuple[Statement, ...] | None:
        """Return all that is said of *page*; None when it could not be examined."""
        assert page.url is not None
        preferences = self._gate.preferences(page.url)
        outcome = await self._surveyed(page, preferences)
        if isinstance(outcome, Failure):
            self._crawler.stats.inc_value("newscrawl/pages/failed")
            self._crawler.signals.send_catch_log(
                signal=signals.page_failed, name=outcome.name, reason=outcome.reason
            )
            return None
        if isinstance(outcome, Survey) and outcome.examination is not None:
            return outcome.examination.statements
        return (*preferences, *header_statements(page, datetime.now(UTC)))

    async def _surveyed(self, page: Page, said: tuple[Statement, ...]) -> Outcome:
        try:
            return await self._workers.examine(page, purposes=self._purposes, said=said)
        except WorkerError:
            self._crawler.stats.set_value("newscrawl/could_not_run", True)
            raise CloseSpider("no_workers") from None


def _marked(item: Any, restriction: NewsArticle) -> Any:
    """Return *item* with the marks of *restriction*, which stands in for one that has no room."""
    if not ItemAdapter.is_item(item):
        return restriction
    adapter, marks = ItemAdapter(item), asdict(restriction)
    try:
        for name in _MARKS:
            adapter[name] = marks[name]
    except KeyError:
        return restriction
    return item
