"""Budgets at the door: a site that has had its share is left, a run that has had its own ends.

What is queued stays queued for the next run of the job. Place it next to the departure.
"""

from __future__ import annotations

import logging
from time import monotonic
from typing import Self

from scrapy import Request, Spider
from scrapy import signals as scrapy_signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http import Response
from scrapy.utils.asyncio import CallLaterResult, call_later
from scrapy.utils.defer import deferred_from_coro

from newscrawl.config import RUN_BUDGET, SITE_BUDGET, Config
from newscrawl.frontier.budgets import Budgets
from newscrawl.gate import gate_of
from newscrawl.urls import is_web_url, site

__all__ = ["BudgetMiddleware"]

logger = logging.getLogger(__name__)

_REASON = "budget"
"""Why the spider ends, as Scrapy calls it."""


class BudgetMiddleware:
    """Holds requests to ``NEWSCRAWL_RUN_BUDGET`` and ``NEWSCRAWL_SITE_BUDGET``.

    Policy files are no pages, but their bytes count; so do retries, and each hop of a redirect.
    """

    def __init__(self, crawler: Crawler) -> None:
        config = Config(crawler.settings)
        self._budgets = Budgets(monotonic(), config[RUN_BUDGET], config[SITE_BUDGET])
        self._crawler = crawler
        self._gate = gate_of(crawler)
        self._end: CallLaterResult | None = None
        self._is_ending = False

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Create it. Raises NotConfigured where there is no budget, SettingError."""
        middleware = cls(crawler)
        if not (middleware._budgets.of_run or middleware._budgets.of_site):
            raise NotConfigured
        connect = crawler.signals.connect
        connect(middleware.spider_opened, scrapy_signals.spider_opened)
        connect(middleware.request_sent, scrapy_signals.request_reached_downloader)
        connect(middleware.response_came, scrapy_signals.response_downloaded)
        connect(middleware.spider_closed, scrapy_signals.spider_closed)
        return middleware

    def spider_opened(self, spider: Spider) -> None:  # noqa: ARG002
        """Let the time of the run end, whether anything is asked for then or not."""
        if seconds := self._budgets.of_run.seconds:
            self._end = call_later(seconds, self._finish, f"{seconds:,} s")

    def process_request(self, request: Request) -> Request | None:
        """Let *request* pass, or return it to its queue. Raises IgnoreRequest if it has none."""
        if self._gate.is_own(request) or not is_web_url(request.url):
            return None
        now, pacing = monotonic(), self._gate.pacing
        if (spent := self._budgets.run_exhausts(now)) is not None:
            self._finish(spent)
        elif (spent := self._budgets.site_exhausts(site(request.url), now)) is not None:
            pacing.leave(request.url, f"the budget of its site is spent: {spent}")
        else:
            return None
        if pacing.can_return(request):
            return request
        raise IgnoreRequest(f"{request.url[:200]}: the budget is spent: {spent}")

    def request_sent(self, request: Request) -> None:
        """Count a page that is asked for."""
        if is_web_url(request.url) and not self._gate.is_own(request):
            self._budgets.ask(site(request.url), monotonic())

    def response_came(self, response: Response, request: Request) -> None:
        """Count what has come, as it came."""
        if is_web_url(request.url):
            self._budgets.receive(site(request.url), len(response.body), monotonic())

    def spider_closed(self) -> None:
        """Forget the time."""
        if self._end is not None:
            self._end.cancel()
            self._end = None

    def _finish(self, spent: str) -> None:
        if self._is_ending:
            return
        self._is_ending = True
        logger.info("The budget of the run is spent: %s", spent)
        engine = self._crawler.engine
        assert engine is not None
        call_later(0, lambda: deferred_from_coro(engine.close_spider_async(reason=_REASON)))
