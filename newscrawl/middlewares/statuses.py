"""What the status of an answer asks of us: to slow down, to come back, to stay away.

A host that is busy is left in peace as a whole, for as long as it says; frontier or slots wait,
and no request waits here. Place it nearer to the wire than Scrapy's middlewares for redirects and
retries: a page that is refused leads nowhere, and they see to the other statuses.
"""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from typing import Self

from scrapy import Request
from scrapy import signals as scrapy_signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from newscrawl.download.responses import joined_headers
from newscrawl.gate import AcquireGate, GateRefused, Refusal, gate_of
from newscrawl.policy.signals.http_status import StatusDecision, StatusReading, read_status

__all__ = ["StatusMiddleware", "Unchanged"]

logger = logging.getLogger(__name__)

_TRIES = "newscrawl_tries"
_MOST_TRIES = 3
_USUAL_WAITS = (5, 10)
"""Seconds before each further try, where a busy host does not say how long."""
_NO_PAGE = {StatusDecision.EMPTY, StatusDecision.INCOMPLETE}


class Unchanged(IgnoreRequest):
    """What was asked for conditionally is as it was."""


class StatusMiddleware:
    """Acts on the status of each answer, those for robots.txt excepted."""

    def __init__(self, gate: AcquireGate) -> None:
        self._gate = gate

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Create it with the crawl's gate. Raises StoreError, UsageError."""
        middleware = cls(gate_of(crawler))
        crawler.signals.connect(middleware.response_downloaded, scrapy_signals.response_downloaded)
        return middleware

    def response_downloaded(self, response: Response, request: Request) -> None:
        """Let the slot of a host hear of its answer before it serves the next request."""
        if self._gate.pacing.has_frontier or self._gate.is_own(request):
            return
        reading = _read(response)
        if reading.decision is StatusDecision.SLOW_HOST:
            self._pause(request, reading)
        elif reading.decision is StatusDecision.STOP_HOST:
            self._leave(response)

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """Return *response*, or *request* to its queue while its host is busy.

        Raises GateRefused for what is closed to us, and IgnoreRequest for what is no whole page.
        """
        if self._gate.is_own(request):
            return response
        reading = _read(response)
        if reading.alarm:
            logger.error("%s says it has charged us; nothing was ordered", request.url)
        if reading.decision is StatusDecision.SLOW_HOST:
            # Without a frontier to return to Scrapy's own retries see to it.
            has_frontier = self._gate.pacing.has_frontier
            return self._later(request, reading) if has_frontier else response
        if reading.decision is StatusDecision.STOP_HOST:
            self._leave(response)
        if (statement := reading.statement(request.url)) is not None:
            refusal = Refusal(request.url, statement)
            self._gate.refuse(refusal)
            raise GateRefused(refusal)
        if reading.decision is StatusDecision.UNCHANGED:
            raise Unchanged(f"status {response.status}: not changed")
        if reading.decision in _NO_PAGE:
            raise IgnoreRequest(f"status {response.status}: no whole page")
        return response

    def _later(self, request: Request, reading: StatusReading) -> Request:
        most = len(_USUAL_WAITS) if reading.wait is None else _MOST_TRIES
        has_more = request.meta.get(_TRIES, 0) < most and self._gate.pacing.can_return(request)
        self._pause(request, reading)
        if not has_more:
            raise IgnoreRequest(f"status {reading.status}, again and again")
        return request

    def _pause(self, request: Request, reading: StatusReading) -> None:
        """Leave the host of *request* alone: for as long as it says, or longer each time."""
        tries = request.meta.get(_TRIES, 0)
        request.meta[_TRIES] = tries + 1
        usual = _USUAL_WAITS[tries] if tries < len(_USUAL_WAITS) else None
        seconds = usual if reading.wait is None else reading.wait
        if seconds is not None:
            logger.info(
                "%s is busy (%d): left alone for %d s", request.url, reading.status, seconds
            )
            until = datetime.now(UTC) + timedelta(seconds=seconds)
            self._gate.pacing.pause(request.url, until)

    def _leave(self, response: Response) -> None:
        self._gate.pacing.leave(response.url, f"it answered with status {response.status}")


def _read(response: Response) -> StatusReading:
    return read_status(response.status, joined_headers(response), datetime.now(UTC))
