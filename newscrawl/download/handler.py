"""The HTTP download handler: Scrapy's own, which connects to guarded addresses only."""

from __future__ import annotations

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached

from newscrawl import signals
from newscrawl.download.guard import AddressRefused, guard_of
from newscrawl.download.protocol import ResponseFactory
from newscrawl.download.recording import RecordingFactory, exchanges_of, record
from newscrawl.download.resolver import sift_names, unsift_names

__all__ = ["DownloadHandler"]


class DownloadHandler(HTTP11DownloadHandler):
    """For ``http`` and ``https``; each scheme has its handler, all of a crawl have one guard."""

    def __init__(self, crawler: Crawler) -> None:
        """Create it for *crawler*."""
        from twisted.internet import reactor  # noqa: PLC0415  # there is none before

        super().__init__(crawler)
        self._exchanges = exchanges_of(crawler)
        factory = ResponseFactory if self._exchanges is None else RecordingFactory
        self._pool._factory = factory  # noqa: SLF001
        # The pool would ask again at once where a kept connection broke, past queue and gate.
        self._pool.retryAutomatically = False
        self._reactor = reactor
        self._signals = crawler.signals
        self._guard = guard_of(crawler)

    async def download_request(self, request: Request) -> Response:
        """Return the response. Raises AddressRefused when the host's addresses are private."""
        sift_names(self._reactor, self._guard.sift)
        if proxy := request.meta.get("proxy"):
            self._guard.admit_proxy(proxy)
        self._signals.send_catch_log(signal=signals.request_sent, request=request)
        try:
            response = await super().download_request(request)
        except CannotResolveHostError:
            reason = self._guard.refusal(urlparse_cached(request).hostname or "")
            if reason is None or proxy:
                raise
            raise AddressRefused(request.url, reason) from None
        if self._exchanges is not None:
            record(self._exchanges, request, response)
        return response

    async def close(self) -> None:
        """Take the guard away."""
        await super().close()
        unsift_names(self._reactor, self._guard.sift)
