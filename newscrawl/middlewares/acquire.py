"""The acquire gate at the door: no request leaves that a published policy forbids.

Pages, redirect hops, sitemaps, feeds, media, retries: all pass here. A request of the frontier
never waits here: while its policy files are not known, or its host is not to be asked yet, it goes
back to its queue. Only one that comes from elsewhere has no queue, and waits for files and turn.
"""

from __future__ import annotations

from typing import Self

from scrapy import Request
from scrapy import signals as scrapy_signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest

from newscrawl.exceptions import HostLeft
from newscrawl.gate import AcquireGate, Clearance, GateRefused, gate_of

__all__ = ["AcquireMiddleware"]


class AcquireMiddleware:
    """Asks the gate about every request: as it is queued, if it knows by then, and as it leaves."""

    def __init__(self, gate: AcquireGate) -> None:
        self._gate = gate

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Create it with the crawl's gate. Raises StoreError, UsageError."""
        middleware = cls(gate_of(crawler))
        crawler.signals.connect(middleware.request_scheduled, scrapy_signals.request_scheduled)
        crawler.signals.connect(middleware.spider_closed, scrapy_signals.spider_closed)
        return middleware

    def request_scheduled(self, request: Request) -> None:
        """Raise GateRefused for a request that need not be queued: its answer is known.

        A start request is refused at the door, so that its errback hears of it.
        """
        if request.meta.get("is_start_request") or self._gate.pacing.is_duplicate(request):
            return
        clearance = self._gate.clearance(request.url)
        if clearance is not None:
            self._refuse(clearance)

    async def process_request(self, request: Request) -> Request | None:
        """Let *request* pass, or return it to its queue. Raises GateRefused."""
        if self._gate.is_own(request):
            # It was admitted already, yet a site that wants us gone is not asked for its rules.
            if (refusal := self._gate.stop(request.url)) is not None:
                raise GateRefused(refusal)
            return None
        if self._gate.pacing.can_return(request):
            return None if self._may_go(request) else request
        await self._wait(request)
        return None

    async def spider_closed(self) -> None:
        """Ask for no more files."""
        await self._gate.close()

    def _may_go(self, request: Request) -> bool:
        """Whether *request*, which has a queue to wait in, may leave now. Raises GateRefused."""
        clearance = self._gate.clearance(request.url)
        if clearance is None:
            self._gate.ask_ahead(request.url)
            return False
        self._refuse(clearance)
        if clearance.not_before is not None:
            self._gate.pacing.defer(request.url, clearance.not_before)
            return False
        return not self._gate.pacing.has_left(request.url)

    async def _wait(self, request: Request) -> None:
        """Hold *request*, which has no queue, until it may leave. Raises IgnoreRequest."""
        may_go = False
        while not may_go:
            clearance = await self._gate.ask(request.url)
            self._refuse(clearance)
            may_go = clearance.not_before is None
            if clearance.not_before is not None:
                self._gate.pacing.defer(request.url, clearance.not_before)
            try:
                await self._gate.pacing.turn(request.url)
            except HostLeft as error:
                raise IgnoreRequest(f"{request.url}: {error}") from None
        self._gate.pacing.bind(request)

    def _refuse(self, clearance: Clearance) -> None:
        if clearance.refusal is not None:
            self._gate.refuse(clearance.refusal)
            raise GateRefused(clearance.refusal)
