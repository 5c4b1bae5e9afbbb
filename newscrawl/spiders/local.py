"""The offline way in: supplied files, through the same road as live pages."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Any

from scrapy import Spider
from scrapy.crawler import Crawler

from newscrawl import signals
from newscrawl.config import EXTRACTION, MAX_PAGE_SIZE, PURPOSE, Config
from newscrawl.exceptions import ArgumentError, UnreadableInput
from newscrawl.extraction import Mode
from newscrawl.items import NewsArticle
from newscrawl.offline import Examined, Row, Terms, examine_file
from newscrawl.readers import STANDARD_INPUT, Inputs, Limits, Remark, Skipped, Source, kept

__all__ = ["LocalSpider"]

_ITEMS_UNDER_WAY = 32
_PAUSE = 0.005
_EXAMINED = "newscrawl/pages/examined"


class LocalSpider(Spider):
    """Yields a ``NewsArticle`` for each supplied page: ``-a path=FILE|DIR|GLOB|-``.

    One bad file never stops the run: it is named in the log and in the summary.
    """

    name = "local"
    arguments: Mapping[str, str] = {"path": "a file, a directory, a pattern, or - for stdin"}

    def __init__(self, path: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.path = path
        self.inputs = Inputs(path)
        self.terms = Terms()
        self.total_pages: int | None = None
        """How many files there are, once they have been counted: for the progress bar."""

    @classmethod
    def check_arguments(cls, arguments: Mapping[str, str], _: Config) -> None:
        """Raise ArgumentError or InputError when a run with *arguments* could do nothing."""
        for name in arguments:
            if name not in cls.arguments:
                raise ArgumentError(f"-a {name}=: there is no such argument")
        if not arguments.get("path"):
            raise ArgumentError(f"-a path= is missing: {cls.arguments['path']}")
        Inputs(arguments["path"]).check()

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> LocalSpider:
        """Create the spider with the purposes and limits of the run."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        config = Config(crawler.settings)
        limits = Limits(page=config[MAX_PAGE_SIZE])
        spider.terms = Terms(config[PURPOSE], config.profile, limits, Mode(config[EXTRACTION]))
        return spider

    async def start(self) -> AsyncIterator[NewsArticle]:
        """Read, examine and yield, no faster than the pipelines take the items."""
        if not self.inputs.from_standard_input:
            self.total_pages = sum(1 for _ in self.inputs.files())
        for row in self._rows():
            if (article := self._taken(row)) is not None:
                yield article
            await self._until_there_is_room()
        stats = self.crawler.stats
        if stats.get_value("newscrawl/pages/failed") and not stats.get_value(_EXAMINED):
            stats.set_value("newscrawl/could_not_run", True)
        for link in self.inputs.links:
            self.logger.warning("%s: a symbolic link, not followed", link)
            self._send(signals.link_skipped, name=link)

    def _rows(self) -> Iterator[Row]:
        if not self.inputs.from_standard_input:
            for path in self.inputs.files():
                yield from examine_file(path, self.terms)
            return
        try:
            with kept(sys.stdin.buffer, self.terms.limits) as path:
                yield from examine_file(Source(path, STANDARD_INPUT), self.terms)
        except UnreadableInput as error:
            yield Skipped(STANDARD_INPUT, str(error))

    def _taken(self, row: Row) -> NewsArticle | None:
        match row:
            case Skipped():
                self._fail(row.name, row.reason)
            case Remark():
                level = logging.INFO if row.routine else logging.WARNING
                self.logger.log(level, "%s: %s", row.name, row.text)
            case Examined():
                for warning in row.warnings:
                    self.logger.warning("%s: %s", row.name, warning)
                self._count(_EXAMINED)
                self._send(signals.page_examined, name=row.name, article=row.article)
                return row.article
        return None

    def _fail(self, name: str, reason: str) -> None:
        self._count("newscrawl/pages/failed")
        self.logger.error("%s: %s", name, reason)
        self._send(signals.page_failed, name=name, reason=reason)

    def _count(self, name: str) -> None:
        self.crawler.stats.inc_value(name)

    def _send(self, signal: object, **arguments: object) -> None:
        self.crawler.signals.send_catch_log(signal=signal, **arguments)

    async def _until_there_is_room(self) -> None:
        # The engine takes whatever start() yields; holding back is the spider's part.
        slot = self.crawler.engine.scraper.slot
        await asyncio.sleep(0)
        while slot is not None and slot.itemproc_size >= _ITEMS_UNDER_WAY:  # noqa: ASYNC110  # no event is offered
            await asyncio.sleep(_PAUSE)  # Scrapy offers no event for it
