"""The spider behind ``scrapy policy``: one page, asked for through all the gates."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

from scrapy import Request, Spider
from scrapy.http import Response
from twisted.python.failure import Failure

from newscrawl import signals
from newscrawl.config import PURPOSE, Config
from newscrawl.download.guard import AddressRefused
from newscrawl.download.responses import page_of
from newscrawl.examination import examine
from newscrawl.gate import GateRefused, gate_of
from newscrawl.inquiry.finding import Finding
from newscrawl.middlewares.headers import READ_WHOLE
from newscrawl.policy.model import Statement
from newscrawl.policy.signals.page import PRODUCT_TOKEN
from newscrawl.spiders.responses import why

__all__ = ["Inquiry"]


class Inquiry(Spider):
    """Asks for *url* and holds the answer in ``finding``. Yields nothing."""

    name = "policy"

    def __init__(self, url: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.seeds = [url]
        self.url = url
        self.finding: Finding

    async def start(self) -> AsyncIterator[Request]:
        """Ask for the page."""
        config = Config(self.crawler.settings)
        moment = datetime.now(UTC).replace(microsecond=0)
        self.crawler.signals.connect(self.refused, signals.request_refused)
        self.finding = Finding(
            self.url,
            moment,
            config[PURPOSE],
            failure="the host is left for this run",
            profile=config.profile,
        )
        yield Request(
            self.url,
            callback=self.parse,
            errback=self.failed,
            dont_filter=True,
            meta={READ_WHOLE: True},
        )

    def parse(self, response: Response) -> None:
        """Examine the page that has come."""
        self.finding.failure = ""
        self.finding.name = response.url
        self._note_robots(response.url)
        found = examine(page_of(response), purposes=self.finding.purposes)
        preferences = gate_of(self.crawler).preferences(response.url)
        self.finding.statements = (*preferences, *found.statements)
        self.finding.warnings += found.warnings

    def refused(self, statement: Statement) -> None:
        """Take note of a policy that forbids asking for the page, or for where it redirects to."""
        self.finding.fetch = statement
        self.finding.may_fetch = False
        self.finding.failure = ""

    def failed(self, failure: Failure) -> None:
        """Take note of why no page has come."""
        request: Request = failure.request  # type: ignore[attr-defined]
        error = failure.value or failure
        if not isinstance(error, GateRefused):
            self.finding.failure = error.reason if isinstance(error, AddressRefused) else why(error)
            self._note_robots(request.url)

    def _note_robots(self, url: str) -> None:
        copy = gate_of(self.crawler).robots(url)
        if copy is not None:
            decision = copy.decide(url, PRODUCT_TOKEN, datetime.now(UTC))
            self.finding.fetch = copy.statement(decision)
            self.finding.delay = decision.delay
