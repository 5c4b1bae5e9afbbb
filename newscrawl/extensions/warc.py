"""WARC files of a crawl: of what may be kept, once that is certain, and of nothing else.

A page is written when its item has gone through all pipelines: allowed for the declared purposes,
archiving among them, and of a site that nothing has stopped meanwhile. Of all else, of its
requests and headers too, nothing is written.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Self

from scrapy import signals as scrapy_signals
from scrapy.exceptions import NotConfigured

from newscrawl import __version__, signals
from newscrawl.archive import ArchiveFiles, Capture, Exchange, Record
from newscrawl.archive.records import capture_of, exchanged, policy_file, revisited
from newscrawl.config import CONTACT, PURPOSE, WARC, WARC_COMPRESSION, WARC_SIZE, Config
from newscrawl.download.responses import page_of
from newscrawl.exceptions import StoreError
from newscrawl.logformatter import SeenAgain
from newscrawl.policy.model import Decision, Purpose
from newscrawl.run import run_of
from newscrawl.store.decisions import Ruling
from newscrawl.store.identity import Identity, adapt, nested

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

__all__ = ["WarcWriter"]

logger = logging.getLogger(__name__)

_PAGES = ("text/html", "application/xhtml")
_DECIDED = ("purposes", "decision", "effects", "evidence", "permission", "valid_until")


class WarcWriter:
    """Writes the exchanges of a live crawl into the folder ``NEWSCRAWL_WARC``.

    When a file cannot be written, that is said once, the run goes on without, and it is counted.
    """

    def __init__(self, crawler: Crawler) -> None:
        config = Config(crawler.settings)
        folder = config[WARC]
        if folder is None or not getattr(crawler.spidercls, "is_live", False):
            raise NotConfigured
        # Scrapy's handlers take a fifth of the start of a command, and the gates with all that they
        # read as much: not for those that ask nobody.
        from newscrawl.download.recording import exchanges_of  # noqa: PLC0415
        from newscrawl.gate import UseGate, gate_of  # noqa: PLC0415

        exchanges = exchanges_of(crawler)
        if exchanges is None:
            raise NotConfigured
        self._crawler = crawler
        self._run = run_of(crawler)
        self._exchanges = exchanges
        self._use = UseGate(crawler)
        self._gate = partial(gate_of, crawler)
        self._files = ArchiveFiles(
            folder,
            self._run.number,
            config[WARC_SIZE],
            config[WARC_COMPRESSION],
            _described(self._run.number, config),
        )
        self._told: set[str] = set()
        self._pages: dict[str, int] = {}
        self._has_failed = False

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Create the extension and connect it. Raises SettingError, StoreError."""
        writer = cls(crawler)
        connect = crawler.signals.connect
        connect(writer.item_scraped, scrapy_signals.item_scraped)
        connect(writer.item_dropped, scrapy_signals.item_dropped)
        connect(writer.response_downloaded, scrapy_signals.response_downloaded)
        connect(writer.spider_closed, scrapy_signals.spider_closed)
        return writer

    def item_scraped(self, item: Any, response: Response | None) -> None:
        """Write the page that *item* was taken from; of one that is as it was, a reference."""
        exchange = self._kept(item, response)
        if exchange is not None:
            earlier = self._earlier(exchange.url)
            self._keep(item, exchange, earlier if _is_same(exchange, earlier) else None)

    def item_dropped(self, item: Any, response: Response | None, exception: BaseException) -> None:
        """Write of a page that was looked at again, and is as it was, a reference.

        One that was never written is written now: a run without an archive had it before, or one
        that was killed.
        """
        if not isinstance(exception, SeenAgain):
            return
        exchange = self._kept(item, response)
        if exchange is not None:
            earlier = self._earlier(exchange.url)
            if earlier is None or _is_same(exchange, earlier):
                self._keep(item, exchange, earlier)

    def response_downloaded(self, response: Response, request: Request) -> None:
        """Write of a page that has not changed, as its server says, a reference.

        The verdict on what it holds is the last one; what is said of it elsewhere, and in this
        answer, counts as it is now.
        """
        exchange = self._exchanges.get(request)
        if (
            response.status != HTTPStatus.NOT_MODIFIED
            or exchange is None
            or self._is_shut(response)
        ):
            return
        earlier = self._earlier(response.url)
        if earlier is None or self._use.restriction(page_of(response)) is not None:
            return
        decision = self._decision(earlier)
        if decision is not None and self._still_allows(decision):
            told = {name: decision[name] for name in _DECIDED}
            self._write(exchange, revisited(exchange, {"policy": told}, earlier))

    def spider_closed(self) -> None:
        """End the file, and tell of all that were made."""
        self._files.close()
        for name, pages in self._pages.items():
            self._crawler.signals.send_catch_log(
                signal=signals.archive_closed, path=name, pages=pages
            )

    def _kept(self, item: Any, response: Response | None) -> Exchange | None:
        """Return the exchange that brought *response* if all of it may be kept."""
        ruling = Ruling.of(item)
        if response is None or response.request is None or ruling is None or ruling.restricted:
            return None
        # Another page may have been met on the way; and a verdict for other purposes is none.
        is_its_own = adapt(item).get("url") == response.url
        if not is_its_own or Purpose.ARCHIVE not in ruling.purposes:
            return None
        return None if self._is_shut(response) else self._exchanges.pop(response.request, None)

    def _keep(self, item: Any, exchange: Exchange, earlier: Capture | None) -> None:
        """Write *exchange*, which brought *item*: a reference if it is as an *earlier* one."""
        if earlier is not None:
            self._write(exchange, revisited(exchange, _verdict(item), earlier))
            return
        records = exchanged(exchange, _verdict(item))
        if self._write(exchange, records):
            self._remember(capture_of(records[0], exchange, Identity.of(item).key))

    def _is_shut(self, response: Response) -> bool:
        return self._has_failed or self._gate().is_stopped(response.url)

    def _still_allows(self, decision: Mapping[str, Any]) -> bool:
        """Whether *decision* was taken for all that is declared now, and rests on itself alone."""
        is_allowed = decision["decision"] == Decision.ALLOWED and not decision["permission"]
        return is_allowed and set(self._use.purposes).issubset(decision["purposes"])

    def _earlier(self, url: str) -> Capture | None:
        """Return the last capture of *url*, if there is one."""
        try:
            return self._run.store.captures.latest(url)
        except StoreError as error:
            _tell("What was archived before was not read", error)
            return None

    def _decision(self, capture: Capture) -> Mapping[str, Any] | None:
        """Return the last decision on the article that was taken from *capture*."""
        try:
            return self._run.store.decisions.latest(capture.key)
        except StoreError as error:
            _tell("What was decided before was not read", error)
            return None

    def _remember(self, capture: Capture) -> None:
        try:
            self._run.store.captures.keep(self._run.number, capture)
        except StoreError as error:
            _tell("A capture was not stored", error)

    def _write(self, exchange: Exchange, records: tuple[Record, ...]) -> bool:
        """Write *records* of *exchange*; return whether that succeeded."""
        try:
            if self._files.begin():
                self._told.clear()
            self._files.write((*self._policy_files(exchange.url), *records))
        except OSError as error:
            self._fail(error)
            return False
        name = str(self._files.paths[-1])
        self._pages[name] = self._pages.get(name, 0) + 1
        self._crawler.stats.inc_value(f"newscrawl/archive/{records[0].kind}")
        return True

    def _policy_files(self, url: str) -> Iterator[Record]:
        """Yield, once in each file, what the origin of *url* says of the use of its pages."""
        for document in self._gate().documents(url):
            # What came in the place of such a file is a page, and nobody has judged it.
            is_page = document.media_type.lower().startswith(_PAGES)
            if document.is_found and document.body and not is_page:
                mark = f"{document.url} {document.sha256}"
                if mark not in self._told:
                    self._told.add(mark)
                    yield policy_file(document)

    def _fail(self, error: OSError) -> None:
        self._has_failed = True
        self._files.close()
        self._crawler.stats.inc_value("newscrawl/archive/failed")
        reason = error.strerror or error
        logger.error("No WARC file is written any more: %s", reason)


def _is_same(exchange: Exchange, earlier: Capture | None) -> bool:
    return earlier is not None and earlier.digest == exchange.payload_digest


def _tell(what: str, error: StoreError) -> None:
    logger.error("%s: %s", what, error)


def _described(run: int, config: Config) -> Mapping[str, str]:
    """Return what the first record of each file tells (WARC 1.1 section 6.2)."""
    purposes = config[PURPOSE]
    contact = {"operator": config[CONTACT]} if config[CONTACT] else {}
    return {
        "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
        "software": f"newscrawl/{__version__}",
        **contact,
        "robots": "obeyed (RFC 9309); written permissions are named with the pages they let in",
        "isPartOf": f"newscrawl run {run}",
        "description": f"news pages that may be kept for: {', '.join(purposes)}",
    }


def _verdict(item: Any) -> Mapping[str, Any]:
    fields = nested(item)
    return {name: fields.get(name) for name in ("policy", "provenance")}
