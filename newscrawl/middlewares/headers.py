"""The headers gate: what the headers already restrict is not read.

Where the headers of an answer restrict a declared purpose, or name a type that is no page, the
connection ends before the body. Scrapy tells the headers as a signal, and the status only
afterwards: so the download is stopped in one place and the answer judged in another. The latter
holds wherever the answer comes from, a cache or another download handler.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Self
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from scrapy import Request
from scrapy import signals as scrapy_signals
from scrapy.crawler import Crawler
from scrapy.exceptions import StopDownload
from scrapy.http import Headers, Response

from newscrawl.download.responses import header_pairs, page_of
from newscrawl.gate import NoPage, Reading, UseGate, gate_of
from newscrawl.page import Page
from newscrawl.policy.model import Verdict

__all__ = ["HeadersMiddleware"]

_PAGES = frozenset(["", "text/html", "application/xhtml+xml"])
# Servers take lists for pages more often than pages for lists.
_LISTS = (".xml", ".rss", ".atom", ".rdf", ".gz", ".json", ".txt")
_MAYBE_LISTS = frozenset(
    """
    application/xml text/xml text/plain application/gzip application/x-gzip
    application/octet-stream binary/octet-stream
    """.split()
)
_LONGEST_NUMBER = 20
_NO_PAGES = ("image/", "video/", "audio/", "font/")
# Without gzip, which may hold a sitemap.
_ARCHIVES = frozenset(
    """
    application/zip application/x-zip-compressed application/x-tar application/x-gtar
    application/x-7z-compressed application/vnd.rar application/x-rar-compressed
    application/x-bzip application/x-bzip2 application/x-xz application/zstd
    application/java-archive application/x-iso9660-image application/x-apple-diskimage
    application/vnd.android.package-archive application/font-woff application/vnd.ms-fontobject
    """.split()
)
_Heads = tuple[str | None, tuple[tuple[str, str], ...]]
_Judgement = tuple[_Heads, Verdict | None]


class HeadersMiddleware:
    """Ends downloads that lead to nothing. Place it farther from the wire than redirects."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._gate = gate_of(crawler)
        self._use = UseGate(crawler)
        self._judged: WeakKeyDictionary[Request, _Judgement] = WeakKeyDictionary()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Create it with the crawl's gates. Raises StoreError, UsageError."""
        middleware = cls(crawler)
        crawler.signals.connect(middleware.headers_received, scrapy_signals.headers_received)
        return middleware

    def headers_received(self, headers: Headers, request: Request) -> None:
        """Raise StopDownload when there is no use in the body."""
        if self._gate.is_own(request):
            return
        page = Page.of_response(b"", url=request.url, headers=header_pairs(headers))
        reading = Reading.of(self._crawler.spider, request)
        is_page = reading is None or not _foreign_type(page)
        verdict = self._restriction(page, reading) if is_page else None
        self._judged[request] = _heads(page), verdict
        if not is_page or verdict is not None:
            raise StopDownload(fail=False)

    def process_response(self, request: Request, response: Response) -> Response:
        """Return *response* if it may be read.

        Raises NoPage for what is none, UseRefused for what is restricted. Errors and redirects
        keep their own ways, without their bodies.
        """
        if self._gate.is_own(request) or response.status // 100 != HTTPStatus.OK // 100:
            return response
        page, reading = page_of(response), Reading.of(self._crawler.spider, request)
        if reading is not None and (kind := _foreign_type(page)):
            self._count("no_page")
            raise NoPage(f"{kind}: no page")
        heads, verdict = self._judged.pop(request, (None, None))
        if heads != _heads(page):
            verdict = self._restriction(page, reading)
        if verdict is None:
            return response
        self._count("restricted")
        error = self._use.refused(page, verdict)
        if reading is None:
            self._use.withhold(error)
        raise error

    def _restriction(self, page: Page, reading: Reading | None) -> Verdict | None:
        """Return the verdict on *page* if it is restricted, and more than *reading* takes then."""
        if reading is None:
            return None if _may_be_list(page) else self._use.restriction(page)
        if reading.limit is None or not _is_page(page) or _length(page) <= reading.limit:
            return None
        return self._use.restriction(page, reading.purposes)

    def _count(self, name: str) -> None:
        self._crawler.stats.inc_value(f"newscrawl/headers/{name}")


def _heads(page: Page) -> _Heads:
    """Return what of *page* is judged before its body is; it may have been decompressed since."""
    return page.url, tuple(each for each in page.headers if each[0] != "content-encoding")


def _foreign_type(page: Page) -> str:
    """Return the type of *page* if it is that of something else."""
    kind = _media_type(page)
    return kind if kind.startswith(_NO_PAGES) or kind in _ARCHIVES else ""


def _is_page(page: Page) -> bool:
    return _media_type(page) in _PAGES and not _is_named_as_list(page)


def _may_be_list(page: Page) -> bool:
    kind = _media_type(page)
    is_named = kind in _PAGES and _is_named_as_list(page)
    return is_named or kind in _MAYBE_LISTS or kind.endswith("+xml")


def _is_named_as_list(page: Page) -> bool:
    return urlsplit(page.url or "").path.lower().endswith(_LISTS)


def _length(page: Page) -> int:
    """Return how many bytes *page* is said to have; one where nobody says."""
    stated = next(iter(page.header("content-length")), "").strip()
    return int(stated) if stated.isdecimal() and len(stated) < _LONGEST_NUMBER else 1


def _media_type(page: Page) -> str:
    declared = next(iter(page.header("content-type")), "")
    return declared.partition(";")[0].strip().lower()
