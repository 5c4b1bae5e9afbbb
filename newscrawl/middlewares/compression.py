"""Compressed responses, taken whole or not at all.

In the place of Scrapy's HttpCompressionMiddleware, which passes on what it could read of a
damaged or cut body as if it were all.
"""

from __future__ import annotations

import logging
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response, TextResponse
from scrapy.responsetypes import responsetypes

from newscrawl.compression import BrokenBody, UnreadableBody, decompress

__all__ = ["CompressionMiddleware"]

logger = logging.getLogger(__name__)

_ACCEPTED = "gzip, deflate, br"
_PLAIN = frozenset({"", "identity", "none", "utf-8"})


class CompressionMiddleware:
    """Asks for compressed responses and decompresses them, to ``DOWNLOAD_MAXSIZE`` at most."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._limit = crawler.settings.getint("DOWNLOAD_MAXSIZE")
        self._retries = crawler.settings.getbool("RETRY_ENABLED")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Create it for *crawler*."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Say what we can read."""
        request.headers["Accept-Encoding"] = _ACCEPTED

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """Return *response* decompressed, or another try if it was broken.

        Raises IgnoreRequest when it cannot be read, or when there is no further try.
        """
        encodings = _encodings(response)
        if not encodings or not response.body or request.method == "HEAD":
            return response
        limit = request.meta.get("download_maxsize", self._limit)
        try:
            body = decompress(response.body, encodings, limit)
        except BrokenBody as error:
            return self._again(request, error)
        except UnreadableBody as error:
            raise _ignored(request, error) from error
        return _with_body(response, body)

    def _again(self, request: Request, error: BrokenBody) -> Request:
        assert self._crawler.spider is not None
        retry = None
        if self._retries and not request.meta.get("dont_retry"):
            retry = get_retry_request(request, spider=self._crawler.spider, reason=error)
        if retry is None:
            raise _ignored(request, error) from error
        return retry


def _encodings(response: Response) -> list[str]:
    """Return the codings of the body, first applied first, without those that change nothing."""
    values = b",".join(response.headers.getlist("Content-Encoding")).decode("latin-1")
    named = (value.strip().lower() for value in values.split(","))
    return [value for value in named if value not in _PLAIN]


def _with_body(response: Response, body: bytes) -> Response:
    """Return *response* with the decompressed *body*, which may show it to be of another kind."""
    headers = response.headers.copy()
    del headers["Content-Encoding"]
    kind = responsetypes.from_args(headers=headers, url=response.url, body=body)
    changes = {"encoding": None} if issubclass(kind, TextResponse) else {}
    return response.replace(cls=kind, headers=headers, body=body, **changes)


def _ignored(request: Request, error: Exception) -> IgnoreRequest:
    logger.info("Ignored %s: %s", request, error)
    return IgnoreRequest(str(error))
