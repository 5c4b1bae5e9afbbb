"""Runs that end when they are told to."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from scrapy import signals

if TYPE_CHECKING:
    from typing import Self

    from scrapy.crawler import Crawler

__all__ = ["Closing"]

_PAUSE = 0.2


class Closing:
    """Lets a run end whose last items have gone through.

    Scrapy 2.19, told to end, waits until its pipelines are empty, and looks again only when a
    response was dealt with. Where a spider yields items of its own there is none: it would wait
    for ever.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._watch: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Connect it."""
        closing = cls(crawler)
        crawler.signals.connect(closing.spider_opened, signals.spider_opened)
        crawler.signals.connect(closing.spider_closed, signals.spider_closed)
        return closing

    def spider_opened(self) -> None:
        """Begin to look."""
        self._watch = asyncio.get_running_loop().create_task(self._until_closed())

    def spider_closed(self) -> None:
        """End it."""
        if self._watch is not None:
            self._watch.cancel()

    async def _until_closed(self) -> None:
        while not self._has_closed():  # noqa: ASYNC110  # no event is offered
            await asyncio.sleep(_PAUSE)

    def _has_closed(self) -> bool:
        engine = self._crawler.engine
        slot = engine.scraper.slot if engine is not None else None
        if slot is None or slot.closing is None or not slot.is_idle():
            return False
        spider = self._crawler.spider
        if spider is not None and not slot.closing.called:
            slot.closing.callback(spider)
        return True
