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
from newscrawl.download.responses import page_of, why
from newscrawl.examination import examine
from newscrawl.gate import GateRefused, gate_of
from newscrawl.inquiry.finding import Finding
from newscrawl.policy.model import Statement
from newscrawl.policy.signals.page import PRODUCT_TOKEN

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
        yield Request(self.url, callback=self.parse, errback=self.failed, dont_filter=True)

    def parse(self, response: Response) -> None:
        """Examine the page that has come."""
        self.finding.name = response.url
        self._note_robots(response.url)
        try:
            found = examine(page_of(response), purposes=self.finding.purposes)
        except Exception as error:  # noqa: BLE001  # what could not be read is not allowed
            self.finding.failure = f"the page could not be examined ({type(error).__name__})"
            return
        preferences = gate_of(self.crawler).preferences(response.url)
        said = [each for each in preferences if each != self.finding.fetch]
        self.finding.statements = (*said, *found.statements)
        self.finding.warnings += found.warnings
        self.finding.failure = ""

    def refused(self, url: str, statement: Statement) -> None:
        """Take note of a policy that forbids asking for the page, or for where it redirects to."""
        self.finding.fetch = statement
        self.finding.may_fetch = False
        copy = gate_of(self.crawler).robots(url) if statement.signal == "robots" else None
        self.finding.failure = (
            copy.reason if copy is not None and copy.document.status is None else ""
        )

    def failed(self, failure: Failure) -> None:
        """Take note of why no page has come."""
        request: Request = failure.request  # type: ignore[attr-defined]
        error = failure.value or failure
        if not isinstance(error, GateRefused | AddressRefused):
            self.finding.failure = why(error)
            self._note_robots(request.url)

    def _note_robots(self, url: str) -> None:
        copy = gate_of(self.crawler).robots(url)
        if copy is not None:
            decision = copy.decide(url, PRODUCT_TOKEN, datetime.now(UTC))
            self.finding.fetch = copy.statement(decision)
            self.finding.delay = decision.delay
