"""Asking for policy documents: one conversation with one origin, redirects included.

The requests go through the engine, and so past the address guard, to the proxy and under our
name, at the pace of the host.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from urllib.parse import urljoin
from weakref import WeakSet

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from newscrawl.download.responses import header_pairs
from newscrawl.exceptions import NewscrawlError
from newscrawl.gate.pacing import Pacing
from newscrawl.policy.signals.answers import MAX_REDIRECTS, Answer
from newscrawl.urls import is_web_url

__all__ = ["Admission", "Asking", "redirect_target"]

_MAX_SECONDS = 20.0
_MOST_AT_ONCE = 32
_ATTEMPTS = 2
_SECONDS_BETWEEN = 1.0
_REDIRECTS = {301, 302, 303, 307, 308}

Admission = Callable[[str], Awaitable[None]]
"""Raises IgnoreRequest for an address that may not be asked for."""


async def anybody(_: str) -> None:
    """Admit every address."""


class Asking:
    """Asks through the engine of one crawl. It has half of the places for requests in flight."""

    def __init__(self, crawler: Crawler, pacing: Pacing) -> None:
        self._crawler = crawler
        self._pacing = pacing
        self._requests: WeakSet[Request] = WeakSet()
        self._timeout = min(crawler.settings.getfloat("DOWNLOAD_TIMEOUT"), _MAX_SECONDS)
        # The others are for pages, which silent hosts must not keep waiting.
        most = crawler.settings.getint("CONCURRENT_REQUESTS") or _MOST_AT_ONCE
        self._places = asyncio.Semaphore(max(1, most // 2))

    def sent(self, request: Request) -> bool:
        """Whether *request* is one of ours: it has been admitted already."""
        return request in self._requests

    async def ask(self, url: str, largest: int, admit: Admission = anybody) -> Answer:
        """Return what came of asking for *url*; once more when nothing came. Never raises.

        Nothing comes of a body of more than *largest* bytes. *admit* is asked before each hop.
        """
        failure = ""
        for attempt in range(_ATTEMPTS):
            if attempt:
                await asyncio.sleep(_SECONDS_BETWEEN)
            try:
                return await self._follow(url, largest, admit)
            except (IgnoreRequest, NewscrawlError) as error:
                return Answer(failure=_words(error))  # we do not ask, and no more so later
            except Exception as error:  # noqa: BLE001  # whatever it was, it cannot be read
                failure = _words(error)
        return Answer(failure=failure)

    async def _follow(self, url: str, largest: int, admit: Admission) -> Answer:
        for redirects in range(MAX_REDIRECTS + 1):
            await admit(url)
            response = await self._fetch(url, largest)
            target = redirect_target(response)
            if target is None:
                return _answer(response, redirects)
            url = target
        return _answer(response, MAX_REDIRECTS + 1)

    async def _fetch(self, url: str, largest: int) -> Response:
        request = Request(
            url,
            meta={
                "dont_redirect": True,
                "dont_retry": True,
                "handle_httpstatus_all": True,
                "download_maxsize": largest,
                "download_warnsize": 0,
                "download_timeout": self._timeout,
            },
        )
        self._requests.add(request)
        assert self._crawler.engine is not None
        await self._pacing.turn(url)  # a slow host takes no place meanwhile
        async with self._places, self._pacing.ahead(url):
            return await self._crawler.engine.download_async(request)


def redirect_target(response: Response) -> str | None:
    """Return where *response* redirects to, if it can be followed."""
    location = response.headers.get("Location")
    if response.status not in _REDIRECTS or not location:
        return None
    try:
        url = urljoin(response.url, location.decode("utf-8", "replace").strip())
    except ValueError:
        return None
    return url if is_web_url(url) else None


def _answer(response: Response, redirects: int) -> Answer:
    headers = list(header_pairs(response.headers))
    return Answer(response.status, headers, response.body, redirects)


def _words(error: Exception) -> str:
    """Return what went wrong in one line; the library's own words are good enough."""
    text = " ".join(str(error).split())
    return f"{type(error).__name__}: {text}"[:200] if text else type(error).__name__
