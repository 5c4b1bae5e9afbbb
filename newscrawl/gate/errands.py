"""Errands: single documents fetched through all gates, ahead of the queue of their host."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from newscrawl.exceptions import HostLeft
from newscrawl.gate.asking import redirect_target
from newscrawl.gate.model import Clearance, GateRefused
from newscrawl.gate.pacing import Pacing
from newscrawl.policy.signals.answers import MAX_REDIRECTS

__all__ = ["Errands"]

_ATTEMPTS = 2
_SECONDS_BETWEEN = 1.0
_FAULTS = 500


class Errands:
    """Fetches for the gate of one crawl, which answers by *ask*; each host at its own *pacing*.

    A page that waits for an errand must lend it its room (``Pacing.waiting``).
    """

    def __init__(
        self, crawler: Crawler, pacing: Pacing, ask: Callable[[str], Awaitable[Clearance]]
    ) -> None:
        self._crawler = crawler
        self._pacing = pacing
        self._ask = ask

    async def fetch(self, url: str) -> Response:
        """Return what *url* leads to, whatever its status; once more where nothing came of it.

        Raises IgnoreRequest (GateRefused) for what may not be asked or is no whole page, and
        whatever else a download raises.
        """
        for attempt in range(1, _ATTEMPTS + 1):
            is_last = attempt == _ATTEMPTS
            try:
                response = await self._follow(url)
            except (GateRefused, HostLeft):
                raise
            except Exception:
                if is_last:
                    raise
            else:
                if is_last or response.status < _FAULTS:
                    return response
            await asyncio.sleep(_SECONDS_BETWEEN)
        raise AssertionError("the last attempt returns or raises")

    async def _follow(self, url: str) -> Response:
        for _ in range(MAX_REDIRECTS + 1):
            response = await self._visit(url)
            target = redirect_target(response)
            if target is None:
                return response
            url = target
        raise IgnoreRequest("it leads on and on")

    async def _visit(self, url: str) -> Response:
        # The rules come first: asked from within, they would wait for the room this visit takes.
        clearance = await self._ask(url)
        if clearance.refusal is not None:
            raise GateRefused(clearance.refusal)
        if clearance.not_before is not None:
            raise IgnoreRequest(f"not before {clearance.not_before:%c %Z}")
        request = Request(
            url,
            meta={"dont_redirect": True, "dont_retry": True, "handle_httpstatus_all": True},
        )
        assert self._crawler.engine is not None
        async with self._pacing.ahead(url):
            return await self._crawler.engine.download_async(request)
