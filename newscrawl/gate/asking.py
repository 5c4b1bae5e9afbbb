"""Asking for robots.txt: one conversation with one origin, redirects included.

The requests go through the engine, and so past the address guard, to the proxy and under our
name; rules of robots do not bind them (RFC 9309 section 2.3.1), the pace of the host does.
"""

from __future__ import annotations

import asyncio
from contextlib import AbstractAsyncContextManager, nullcontext
from urllib.parse import urljoin
from weakref import WeakSet

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from newscrawl.download.responses import header_pairs
from newscrawl.exceptions import NewscrawlError
from newscrawl.frontier.keys import host_key
from newscrawl.gate.pacing import frontier_of
from newscrawl.policy.signals.robots_access import RobotsAnswer
from newscrawl.policy.signals.robots_copy import MAX_REDIRECTS
from newscrawl.urls import is_web_url

__all__ = ["RobotsAsking"]

_MAX_SIZE = 4 * 1024 * 1024
"""Of 500 KiB the rules count. What goes on beyond this has no end, and no file is whole then."""
_MAX_SECONDS = 20.0
_ATTEMPTS = 2
_SECONDS_BETWEEN = 1.0
_REDIRECTS = {301, 302, 303, 307, 308}


class RobotsAsking:
    """Asks for robots.txt through the engine of one crawl."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._requests: WeakSet[Request] = WeakSet()
        self._timeout = min(crawler.settings.getfloat("DOWNLOAD_TIMEOUT"), _MAX_SECONDS)

    def sent(self, request: Request) -> bool:
        """Whether *request* is one of ours: no rules of robots bind it."""
        return request in self._requests

    async def ask(self, url: str) -> RobotsAnswer:
        """Return what came of asking for *url*; once more when nothing came. Never raises."""
        failure = ""
        for attempt in range(_ATTEMPTS):
            if attempt:
                await asyncio.sleep(_SECONDS_BETWEEN)
            try:
                return await self._follow(url)
            except (IgnoreRequest, NewscrawlError) as error:
                return RobotsAnswer(failure=_words(error))  # we do not ask, and no more so later
            except Exception as error:  # noqa: BLE001  # whatever it was, the file cannot be read
                failure = _words(error)
        return RobotsAnswer(failure=failure)

    async def _follow(self, url: str) -> RobotsAnswer:
        for redirects in range(MAX_REDIRECTS + 1):
            response = await self._fetch(url)
            target = _target(response)
            if target is None:
                return _answer(response, redirects)
            url = target
        return _answer(response, MAX_REDIRECTS + 1)

    async def _fetch(self, url: str) -> Response:
        request = Request(
            url,
            meta={
                "dont_redirect": True,
                "dont_retry": True,
                "handle_httpstatus_all": True,
                "download_maxsize": _MAX_SIZE,
                "download_warnsize": 0,
                "download_timeout": self._timeout,
            },
        )
        self._requests.add(request)
        assert self._crawler.engine is not None
        async with self._turn(url):
            return await self._crawler.engine.download_async(request)

    def _turn(self, url: str) -> AbstractAsyncContextManager[None]:
        frontier = frontier_of(self._crawler)
        return frontier.ahead(host_key(url)) if frontier is not None else nullcontext()


def _target(response: Response) -> str | None:
    """Return where *response* redirects to, if it can be followed."""
    location = response.headers.get("Location")
    if response.status not in _REDIRECTS or not location:
        return None
    try:
        url = urljoin(response.url, location.decode("utf-8", "replace").strip())
    except ValueError:
        return None
    return url if is_web_url(url) else None


def _answer(response: Response, redirects: int) -> RobotsAnswer:
    return RobotsAnswer(response.status, list(header_pairs(response)), response.body, redirects)


def _words(error: Exception) -> str:
    """Return what went wrong in one line; the library's own words are good enough."""
    text = " ".join(str(error).split())
    return f"{type(error).__name__}: {text}"[:200] if text else type(error).__name__
