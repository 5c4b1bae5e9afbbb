"""The headers gate: what the headers already forbid is not read.

Where the headers of a page deny a declared purpose, or name a type that is no page, the
connection ends before the body. Of the former a stub goes on to the item pipelines: its address,
and why. Scrapy tells the headers as a signal, and the status only afterwards: so the download is
stopped in one place and the answer judged in another. The latter holds wherever the answer
comes from, a cache or another download handler.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy import signals as scrapy_signals
from scrapy.crawler import Crawler
from scrapy.exceptions import StopDownload
from scrapy.http import Response
from scrapy.http.headers import Headers
from scrapy.http.request import NO_CALLBACK

from newscrawl.config import PROFILE, PURPOSE, Config
from newscrawl.download.responses import fields_of, page_of
from newscrawl.examination import stub
from newscrawl.gate import AcquireGate, GateRefused, NoPage, Refusal, gate_of
from newscrawl.page import Page
from newscrawl.policy.model import Decision, Statement, Verdict
from newscrawl.policy.profile import Profile
from newscrawl.policy.signals.page import header_statements
from newscrawl.policy.verdict import judge

__all__ = ["READ_WHOLE", "HeadersMiddleware"]

READ_WHOLE = "newscrawl_read_whole"
"""In the ``meta`` of a request: the page is asked for its links or its evidence, so that it is
read in spite of its headers; it is judged with them afterwards."""

_PAGES = frozenset(["", "text/html", "application/xhtml+xml"])
# Servers take lists for pages more often than pages for lists.
_LISTS = (".xml", ".rss", ".atom", ".rdf", ".gz", ".json", ".txt")
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


class HeadersMiddleware:
    """Ends downloads that lead to nothing. Place it farther from the wire than redirects."""

    def __init__(self, crawler: Crawler, gate: AcquireGate) -> None:
        config = Config(crawler.settings)
        self._crawler = crawler
        self._gate = gate
        self._purposes = config[PURPOSE]
        # Silence of the headers alone is none: the body may still speak.
        self._profile = Profile(config[PROFILE])

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Create it with the crawl's gate. Raises StoreError, SettingError."""
        middleware = cls(crawler, gate_of(crawler))
        crawler.signals.connect(middleware.headers_received, scrapy_signals.headers_received)
        return middleware

    def headers_received(self, headers: Headers, request: Request) -> None:
        """Raise StopDownload when there is no use in the body."""
        if self._gate.is_own(request):
            return
        page = Page.of_response(b"", url=request.url, headers=fields_of(headers))
        if _foreign_type(page, request) or self._denying(page, request):
            raise StopDownload(fail=False)

    async def process_response(self, request: Request, response: Response) -> Response:
        """Return *response* if it may be read.

        Raises NoPage for what is none, GateRefused once the stub of what is denied is through
        the pipelines. Errors and redirects keep their own ways, without their bodies.
        """
        if self._gate.is_own(request) or response.status // 100 != HTTPStatus.OK // 100:
            return response
        page = page_of(response)
        if kind := _foreign_type(page, request):
            self._count("no_page")
            raise NoPage(f"{kind}: no page")
        denying = self._denying(page, request)
        if not denying:
            return response
        self._count("denied")
        preferences = self._gate.preferences(response.url)
        verdict = self._judged((*preferences, *denying))
        if request.callback is not NO_CALLBACK:
            await self._hand_in(page, verdict, response)
        raise GateRefused(Refusal(response.url, verdict.decided[0]))

    def _denying(self, page: Page, request: Request) -> tuple[Statement, ...]:
        """Return what the headers of *page* say, if they deny a declared purpose."""
        is_file = request.callback is NO_CALLBACK
        if request.meta.get(READ_WHOLE) or not (is_file or _is_page(page)):
            return ()
        said = header_statements(page, datetime.now(UTC))
        return said if self._judged(said).decision is Decision.DENIED else ()

    def _judged(self, said: Iterable[Statement]) -> Verdict:
        return judge(said, self._purposes, self._profile)

    async def _hand_in(self, page: Page, verdict: Verdict, response: Response) -> None:
        assert self._crawler.engine is not None
        scraper = self._crawler.engine.scraper
        await scraper.start_itemproc_async(stub(page, verdict), response=response)

    def _count(self, name: str) -> None:
        self._crawler.stats.inc_value(f"newscrawl/headers/{name}")


def _foreign_type(page: Page, request: Request) -> str | None:
    """Return the type of *page* if it is no page, nor a file that a pipeline asks for."""
    kind = _media_type(page)
    is_foreign = kind.startswith(_NO_PAGES) or kind in _ARCHIVES
    return kind if is_foreign and request.callback is not NO_CALLBACK else None


def _is_page(page: Page) -> bool:
    path = urlsplit(page.url or "").path.lower()
    return _media_type(page) in _PAGES and not path.endswith(_LISTS)


def _media_type(page: Page) -> str:
    declared = next(iter(page.header("content-type")), "")
    return declared.partition(";")[0].strip().lower()
