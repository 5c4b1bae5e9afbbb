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
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from newscrawl.download.responses import joined_headers
from newscrawl.gate import AcquireGate, GateRefused, Refusal, gate_of
from newscrawl.policy.signals.http_status import StatusDecision, StatusReading, read_status

__all__ = ["StatusMiddleware"]

logger = logging.getLogger(__name__)

_TRIES = "newscrawl_tries"
_MOST_TRIES = 3
_USUAL_WAITS = (5, 10)
"""Seconds before each further try, where a busy host does not say how long."""
_NO_PAGE = {StatusDecision.EMPTY, StatusDecision.INCOMPLETE, StatusDecision.UNCHANGED}


class StatusMiddleware:
    """Acts on the status of each answer, those for robots.txt excepted."""

    def __init__(self, gate: AcquireGate) -> None:
        self._gate = gate

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Create it with the crawl's gate. Raises StoreError, UsageError."""
        return cls(gate_of(crawler))

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """Return *response*, or *request* to its queue while its host is busy.

        Raises GateRefused for what is closed to us, and IgnoreRequest for what is no whole page.
        """
        if self._gate.is_own(request):
            return response
        reading = read_status(response.status, joined_headers(response), datetime.now(UTC))
        if reading.alarm:
            logger.error("%s says it has charged us; nothing was ordered", request.url)
        if reading.decision is StatusDecision.SLOW_HOST:
            return self._later(request, response, reading)
        if reading.decision is StatusDecision.STOP_HOST:
            self._gate.pacing.leave(request.url, f"it answered with status {response.status}")
        if (statement := reading.statement(request.url)) is not None:
            refusal = Refusal(request.url, statement)
            self._gate.refuse(refusal)
            raise GateRefused(refusal)
        if reading.decision in _NO_PAGE:
            raise IgnoreRequest(f"status {response.status}: no whole page")
        return response

    def _later(
        self, request: Request, response: Response, reading: StatusReading
    ) -> Request | Response:
        tries = request.meta.get(_TRIES, 0)
        waits = _USUAL_WAITS if reading.wait is None else (reading.wait,) * _MOST_TRIES
        pacing = self._gate.pacing
        has_more = tries < len(waits) and (pacing.can_return(request) or not pacing.has_frontier)
        seconds = waits[tries] if has_more else reading.wait
        if seconds is not None:
            logger.info(
                "%s is busy (%d): left alone for %d s", request.url, reading.status, seconds
            )
            until = datetime.now(UTC) + timedelta(seconds=seconds)
            pacing.pause(request.url, until)
        request.meta[_TRIES] = tries + 1
        if not pacing.has_frontier:
            return response  # to Scrapy's own retries, which the pause holds up
        if not has_more:
            raise IgnoreRequest(f"status {response.status}, again and again")
        return request
