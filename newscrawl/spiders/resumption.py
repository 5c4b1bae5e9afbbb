"""Going on where an earlier run stopped: which supplied pages it has dealt with."""

from __future__ import annotations

import logging
from typing import Any

from scrapy import signals as scrapy_signals
from scrapy.crawler import Crawler

from newscrawl.exceptions import StoreError
from newscrawl.offline import Known, page_mark
from newscrawl.readers import Source
from newscrawl.run import run_of
from newscrawl.store.identity import adapt, nested

__all__ = ["Resumption"]

logger = logging.getLogger(__name__)

_MARKS_AT_ONCE = 32


class Resumption:
    """Knows the pages of earlier runs, and remembers those of this one for later ones.

    A page is dealt with once its item has gone through all pipelines, or was dropped by one.
    What was examined on other terms (*fingerprint*) does not count, and with *is_forced*
    nothing does. Never raises: without the store pages are examined once more.
    """

    def __init__(self, crawler: Crawler, fingerprint: str, *, is_forced: bool) -> None:
        self._crawler = crawler
        self._fingerprint = fingerprint
        self._is_forced = is_forced
        self._waiting: list[tuple[str, int]] = []
        connect = crawler.signals.connect
        connect(self.item_done, scrapy_signals.item_scraped)
        connect(self.item_done, scrapy_signals.item_dropped)
        connect(self.keep, scrapy_signals.spider_closed)

    def known(self, source: Source) -> Known:
        """Return the pages of *source* that need no examination."""
        if self._is_forced:
            return Known()
        try:
            return Known(
                self._fingerprint, run_of(self._crawler).store.supplies.known(source.shown)
            )
        except StoreError as error:
            message = "What is known of %s was not read: %s"
            logger.error(message, source.shown, error)  # noqa: TRY400  # one line says it
            return Known()

    def item_done(self, item: Any) -> None:
        """Take note of an item that has gone through."""
        provenance = nested(adapt(item).get("provenance"))
        path, record, content = (provenance.get(key) for key in ("path", "record", "sha256"))
        if path is None:
            return
        self._waiting.append((path, page_mark(self._fingerprint, path, record, content)))
        if len(self._waiting) >= _MARKS_AT_ONCE:
            self.keep()

    def keep(self) -> None:
        """Write down what was noted."""
        try:
            run = run_of(self._crawler)
            run.store.supplies.keep(run.number, self._waiting)
        except StoreError as error:
            logger.error("Pages dealt with were not written down: %s", error)  # noqa: TRY400
        self._waiting = []
