"""Going on where an earlier run stopped: which supplied pages it has dealt with."""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from functools import lru_cache, partial
from itertools import chain
from typing import Any

from scrapy import signals as scrapy_signals
from scrapy.crawler import Crawler

from newscrawl.exceptions import StoreError
from newscrawl.readers import STANDARD_INPUT, Source
from newscrawl.rows import Known, page_mark
from newscrawl.run import run_of
from newscrawl.store.identity import adapt

__all__ = ["Resumption"]

logger = logging.getLogger(__name__)

_MARKS_AT_ONCE = 64
_MOST_MARKS = 200 * _MARKS_AT_ONCE
"""Marks that the store did not take, and which it is asked to take with later ones."""


class Resumption:
    """Knows the pages of earlier runs, and remembers those of this one for later ones.

    A page is dealt with once its item has gone through all pipelines, or was dropped by one. Its
    file is known by its path, and by its path below the *root* of all: whole folders may be moved.
    What was examined on other terms (*fingerprint*) does not count, and with *is_forced*
    nothing does. Never raises: without the store pages are examined once more.
    """

    def __init__(self, crawler: Crawler, fingerprint: str, root: str, *, is_forced: bool) -> None:
        self._crawler = crawler
        self._fingerprint = fingerprint
        # The pages of one archive come one after another.
        self._places = lru_cache(partial(_places, root))
        self._is_forced = is_forced
        self._waiting: list[tuple[str, int]] = []
        connect = crawler.signals.connect
        connect(self.item_done, scrapy_signals.item_scraped)
        connect(self.item_done, scrapy_signals.item_dropped)
        connect(self.keep, scrapy_signals.spider_closed)

    def known(self, sources: Sequence[Source]) -> Known:
        """Return the pages of *sources* that need no examination."""
        if self._is_forced:
            return Known()
        places = {source.shown: self._places(source.shown) for source in sources}
        try:
            found = run_of(self._crawler).store.supplies.known(chain.from_iterable(places.values()))
        except StoreError as error:
            message = "What is known of %s was not read: %s"
            logger.error(message, sources[0].shown, error)  # noqa: TRY400  # one line says it
            return Known()
        marks = {
            path: found.get(whole, set()) | found.get(below, set())
            for path, (whole, below) in places.items()
        }
        return Known(self._fingerprint, marks)

    def item_done(self, item: Any) -> None:
        """Take note of an item that has gone through."""
        provenance = adapt(adapt(item).get("provenance"))
        path, record, content = (provenance.get(key) for key in ("path", "record", "sha256"))
        if path is None:
            return
        mark = page_mark(self._fingerprint, path, record, content)
        self._waiting += [(place, mark) for place in self._places(path)]
        if not len(self._waiting) % _MARKS_AT_ONCE:
            self.keep()

    def keep(self) -> None:
        """Write down what was noted; what the store does not take now goes with what comes."""
        try:
            run = run_of(self._crawler)
            run.store.supplies.keep(run.number, self._waiting)
        except StoreError as error:
            logger.error("Pages dealt with were not written down: %s", error)  # noqa: TRY400
            self._waiting = self._waiting[-_MOST_MARKS:]
        else:
            self._waiting = []


def _places(root: str, path: str) -> tuple[str, str]:
    whole = path if path == STANDARD_INPUT else os.path.abspath(path)  # noqa: PTH100  # text
    return whole, path.removeprefix(root)
