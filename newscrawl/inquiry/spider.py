"""The spider behind ``scrapy policy``: one page, asked for through all the gates."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from typing import Any

from scrapy import Request, Spider
from scrapy.http import Response
from twisted.python.failure import Failure

from newscrawl import signals
from newscrawl.config import PURPOSE, Config
from newscrawl.document import parse
from newscrawl.download.guard import AddressRefused
from newscrawl.download.responses import page_of, why
from newscrawl.examination import Examination, examine_document
from newscrawl.exceptions import StoreError
from newscrawl.extraction import extract
from newscrawl.gate import GateRefused, Reading, gate_of
from newscrawl.inquiry.finding import Finding
from newscrawl.inquiry.keeping import keep
from newscrawl.inquiry.memory import note_robots, with_cited
from newscrawl.page import Page
from newscrawl.policy.documents import PolicyDocument
from newscrawl.policy.model import Statement
from newscrawl.policy.signals.robots_copy import RobotsCopy
from newscrawl.policy.terms import TermsReading, read_terms, terms_links
from newscrawl.run import run_of
from newscrawl.store.identity import Identity
from newscrawl.urls import origin

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
        self.finding = Finding(
            self.url,
            moment,
            config[PURPOSE],
            failure="the host is left for this run",
            profile=config.profile,
            identity=Identity.of({"url": self.url}),
        )
        await gate_of(self.crawler).learn(self.url)
        # From here until the page has come: what else is asked for decides nothing on it.
        self.crawler.signals.connect(self.refused, signals.request_refused)
        yield Request(self.url, callback=self.parse, errback=self.failed, dont_filter=True)

    def newscrawl_reading(self, request: Request) -> Reading:  # noqa: ARG002
        """Return that the page is read whatever its headers say: all evidence is wanted."""
        return Reading(self.finding.purposes, limit=None)

    async def parse(self, response: Response) -> None:
        """Examine the page that has come, and the policies that it links to."""
        gate, request = gate_of(self.crawler), response.request
        assert request is not None
        self.crawler.signals.disconnect(self.refused, signals.request_refused)
        self.finding.name = response.url
        await gate.learn(response.url)  # it may have led to another origin
        self._note_robots(response.url)
        try:
            page = page_of(response)
            await self._learn_terms(response, page)
            said = gate.preferences(response.url)
            found = self._examined(page, said)
        except Exception as error:  # noqa: BLE001  # what could not be read is not allowed
            self.finding.failure = f"the page could not be examined ({type(error).__name__})"
            return
        own = await gate.resolved(request, response.url, found.statements)
        self.finding.statements = tuple(each for each in own if each != self.finding.fetch)
        self.finding.warnings += found.warnings
        self.finding.page_sha256 = page.sha256
        self.finding.failure = ""

    def _examined(self, page: Page, said: Sequence[Statement]) -> Examination:
        document = parse(page)
        return examine_document(document, extract(document), self.finding.purposes, said=said)

    async def _learn_terms(self, response: Response, page: Page) -> None:
        async def read(page: Page, url: str) -> TermsReading:
            return read_terms(page, url)

        gate, request, url = gate_of(self.crawler), response.request, response.url
        assert request is not None
        await gate.learn_terms(request, url, terms_links(parse(page)), read)
        front = await gate.look_for_terms(request, url, read)
        if front is not None:
            said = gate.preferences(front.url)
            gate.heed(front.url, self._examined(page_of(front), said).statements)

    def refused(self, url: str, statement: Statement) -> None:
        """Take note of a policy that forbids asking for the page, or for where it redirects to."""
        self.finding.name = url
        copy = self._note_robots(url) if statement.signal == "robots" else None
        self.finding.fetch = statement
        self.finding.may_fetch = False
        silent = copy is not None and copy.document.status is None
        self.finding.failure = copy.reason if copy is not None and silent else ""

    def failed(self, failure: Failure) -> None:
        """Take note of why no page has come."""
        request: Request = failure.request  # type: ignore[attr-defined]
        error = failure.value or failure
        if not isinstance(error, GateRefused | AddressRefused):
            self.finding.failure = why(error)
            self._note_robots(request.url)

    def closed(self, _: str) -> None:
        """Keep the finding, with the documents it rests on."""
        run, finding = run_of(self.crawler), self.finding
        try:
            kept = run.store.documents.of_origin(origin(finding.name))
            asked = [each for each in kept if self._was_asked(each)]
            asked += gate_of(self.crawler).documents(finding.name)
            finding.documents = with_cited(run.store, asked, finding.said)
            keep(run.store, run.number, finding)
        except StoreError as error:
            self.finding.warnings.append(f"the decision is not stored: {error}")

    def _was_asked(self, document: PolicyDocument) -> bool:
        """Whether *document* was asked for in this run, or an earlier answer still held."""
        return max(document.expires_at, document.fetched_at) >= self.finding.at

    def _note_robots(self, url: str) -> RobotsCopy | None:
        copy = gate_of(self.crawler).robots(url)
        if copy is not None:
            note_robots(self.finding, copy, datetime.now(UTC))
        return copy
