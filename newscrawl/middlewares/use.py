"""The use gate: no spider is given what is restricted for the declared purposes.

Each page is examined in a worker process, with everything that is said of it, before its spider
sees it; of other documents count their headers and robots.txt. A notice that forbids crawling
stops the site. The spiders of the house examine what they read themselves.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Self

from scrapy import Request
from scrapy import signals as scrapy_signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from newscrawl import signals
from newscrawl.config import MAX_PAGE_SIZE, WORKER_MEMORY, WORKERS, Config
from newscrawl.discovery import Kind, kind_of
from newscrawl.download.responses import page_of
from newscrawl.examination import Examination
from newscrawl.exceptions import WorkerError
from newscrawl.gate import GateRefused, Reading, UseGate, gate_of
from newscrawl.page import MediaType, Page
from newscrawl.policy.model import Decision, Statement
from newscrawl.policy.signals.page import header_statements
from newscrawl.urls import is_web_url
from newscrawl.workers import Failure, Limits, Outcome, Workers
from newscrawl.workers.work import examined

__all__ = ["UseMiddleware"]

logger = logging.getLogger(__name__)

_REDIRECTS = range(300, 400)
_ADDRESSES_ONLY = {Kind.SITEMAP, Kind.INDEX}


class UseMiddleware:
    """Withholds responses. Place it nearer to the engine than all that makes or changes them."""

    def __init__(self, crawler: Crawler) -> None:
        config = Config(crawler.settings)
        self._crawler = crawler
        self._gate = gate_of(crawler)
        self._use = UseGate(crawler)
        self._largest = config[MAX_PAGE_SIZE]
        self._workers = Workers(
            config[WORKERS] or None,
            limits=Limits(memory=config[WORKER_MEMORY]),
            work=partial(examined, profile=self._use.profile),
        )

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Create it with the crawl's gates. Raises StoreError, UsageError."""
        middleware = cls(crawler)
        crawler.signals.connect(middleware._workers.close, scrapy_signals.spider_closed)
        return middleware

    async def process_response(self, request: Request, response: Response) -> Response:
        """Return *response* if its spider may have it.

        Raises UseRefused for what is restricted, GateRefused when its site has meanwhile been
        stopped, and IgnoreRequest for what cannot be examined.
        """
        is_own = self._gate.is_own(request)
        is_foreign = not is_own and Reading.of(self._crawler.spider, request) is None
        has_content = bool(response.body) and response.status not in _REDIRECTS
        if is_foreign and has_content and is_web_url(response.url):
            page = page_of(response)
            kind = kind_of(page)
            if kind not in _ADDRESSES_ONLY:
                with self._gate.pacing.occupied(request):
                    said = await self._statements(page, kind)
                    self._gate.heed(response.url, said)
                # No longer: what it links to may stand on the same host, and need the room.
                self._judge(page, await self._gate.resolved(request, response.url, said))
        return response

    def _judge(self, page: Page, said: tuple[Statement, ...]) -> None:
        assert page.url is not None
        self._gate.heed(page.url, said)
        verdict = self._use.verdict(page, said)
        if verdict.decision is not Decision.ALLOWED:
            error = self._use.refused(page, verdict)
            self._use.withhold(error)
            raise error
        if (refusal := self._gate.stop(page.url)) is not None:
            raise GateRefused(refusal)

    async def _statements(self, page: Page, kind: Kind) -> tuple[Statement, ...]:
        """Return all that is said of *page*. Raises IgnoreRequest when that cannot be told."""
        assert page.url is not None
        if kind is Kind.FEED:
            self._gate.hear(page.url, page.body)
        preferences = self._gate.preferences(page.url)
        if kind is not Kind.PAGE:
            return (*preferences, *header_statements(page, datetime.now(UTC)))
        if len(page.body) > self._largest:
            outcome: Outcome = Failure(page.name, f"is larger than {self._largest} bytes")
        else:
            outcome = await self._examined(page, preferences)
        if isinstance(outcome, Examination):
            return outcome.statements
        assert isinstance(outcome, Failure)
        self._crawler.stats.inc_value("newscrawl/pages/failed")
        self._crawler.signals.send_catch_log(
            signal=signals.page_failed, name=outcome.name, reason=outcome.reason
        )
        raise IgnoreRequest(f"{outcome.name}: {outcome.reason}")

    async def _examined(self, page: Page, said: tuple[Statement, ...]) -> Outcome:
        markup = replace(page, media_type=MediaType.HTML)
        try:
            return await self._workers.examine(markup, purposes=self._use.purposes, said=said)
        except WorkerError as error:
            logger.critical("No page can be examined: %s", error)
            return Failure(page.name, str(error))
