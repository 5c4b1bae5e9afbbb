"""The offline way in: supplied files, through the same road as live pages."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from collections.abc import AsyncGenerator, AsyncIterator, Iterable, Mapping
from contextlib import AsyncExitStack, aclosing, asynccontextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import Any

from scrapy import Spider
from scrapy import signals as scrapy_signals
from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings

from newscrawl import signals, workers
from newscrawl.config import (
    EXTRACTION,
    MAX_PAGE_SIZE,
    PURPOSE,
    RESTRICTED,
    WORKER_MEMORY,
    WORKERS,
    Config,
)
from newscrawl.exceptions import ArgumentError, UnreadableInput, WorkerError
from newscrawl.extraction import Mode
from newscrawl.garbage import free_large_at_once
from newscrawl.items import NewsArticle
from newscrawl.outputs import Outputs
from newscrawl.readers import STANDARD_INPUT, Inputs, Limits, Remark, Skipped, Source, kept
from newscrawl.rows import Examined, Row, Terms, Unchanged
from newscrawl.spiders.report import Report
from newscrawl.spiders.standard_input import pieces_of
from newscrawl.spiders.supply import Supply, are_few

__all__ = ["LocalSpider"]

_ITEMS_UNDER_WAY = 64
_PAUSE = 0.005
_EXAMINED, _PASSED_OVER = "examined", "passed_over"
_SWITCH = {"1": True, "true": True, "0": False, "false": False}


class LocalSpider(Spider):
    """Yields a ``NewsArticle`` for each supplied page: ``-a path=FILE|DIR|GLOB|@LIST|-``.

    Pages that an earlier run has dealt with are passed over, unless ``-a force=1``. One bad
    file never stops the run: it is named in the log and in the summary.
    """

    name = "local"
    is_live = False
    arguments: Mapping[str, str] = {
        "path": "a file, a directory, a pattern, @ and a file that lists them, or - for stdin",
        "force": "1 examines again what an earlier run has dealt with",
    }

    def __init__(self, path: str, force: str = "0", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.path = path
        self.force = force
        self.inputs = Inputs(path)
        self.terms = Terms()
        self.supply: Supply
        self._articles: AsyncGenerator[NewsArticle, None] | None = None
        self.total_pages: int | None = None
        """How many pages there are, as far as they have been counted: for the progress bar."""

    @cached_property
    def _report(self) -> Report:
        return Report(self.crawler, self.logger)

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Let nobody be asked for anything: what is supplied is all there is.

        What HTTP needs is not even loaded, which is a good part of the start.
        """
        super().update_settings(settings)
        schemes = settings.getwithbase("DOWNLOAD_HANDLERS")
        settings.set("DOWNLOAD_HANDLERS", dict.fromkeys(schemes), priority="spider")
        settings.set("RETRY_EXCEPTIONS", [], priority="spider")
        for name in ("DOWNLOADER_MIDDLEWARES", "DOWNLOADER_MIDDLEWARES_BASE"):
            settings.set(name, {}, priority="spider")

    @classmethod
    def check_arguments(cls, arguments: Mapping[str, str], _: Config) -> None:
        """Raise ArgumentError or InputError when a run with *arguments* could do nothing."""
        for name in arguments:
            if name not in cls.arguments:
                raise ArgumentError(f"-a {name}=: there is no such argument")
        if not arguments.get("path"):
            raise ArgumentError(f"-a path= is missing: {cls.arguments['path']}")
        if arguments.get("force", "0").lower() not in _SWITCH:
            raise ArgumentError(f"-a force={arguments['force']}: it is 1 or 0")
        Inputs(arguments["path"]).check()

    @classmethod
    def prepare_workers(cls, arguments: Mapping[str, str]) -> None:
        """Have what workers need loaded while all else is made ready, if they are needed."""
        inputs = Inputs(arguments["path"])
        if inputs.from_standard_input:
            return
        with suppress(UnreadableInput, WorkerError):  # told when it is read
            if not are_few(map(Source, inputs.files())):
                workers.prepare()

    @classmethod
    def normalised(cls, arguments: Mapping[str, str]) -> dict[str, str]:
        """Return *arguments* in one spelling, the same for all that ask for the same.

        What comes from standard input is never the same.
        """
        path, force = arguments.get("path", ""), arguments.get("force", "0").lower()
        own = f"- of {os.getpid()}"
        spelt = own if path == "-" else path[: path.startswith("@")] + _absolute(path)
        return {"path": spelt} | ({"force": "1"} if _SWITCH.get(force) else {})

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> LocalSpider:
        """Create the spider with the purposes and limits of the run."""
        from newscrawl.spiders.resumption import Resumption  # noqa: PLC0415  # with the store

        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.let_go, scrapy_signals.spider_closed)
        config = Config(crawler.settings)
        spider.inputs = Inputs(spider.path, left_out=Outputs(crawler.settings))
        limits = Limits(page=config[MAX_PAGE_SIZE])
        spider.terms = Terms(config[PURPOSE], config.profile, limits, Mode(config[EXTRACTION]))
        fingerprint = spider.terms.fingerprint(config[RESTRICTED])
        is_forced = _SWITCH[spider.force.lower()]
        resumption = Resumption(crawler, fingerprint, spider.inputs.root, is_forced=is_forced)
        spider.supply = Supply(
            spider.terms,
            resumption.known,
            processes=config[WORKERS] or None,
            limits=workers.Limits(memory=config[WORKER_MEMORY]),
            on_split=spider.expect,
        )
        return spider

    def start(self) -> AsyncIterator[NewsArticle]:
        """Read, examine and yield, no faster than the pipelines take the items."""
        free_large_at_once()
        self._articles = self._read()
        return self._articles

    async def let_go(self) -> None:
        """End the reading where it stands: the engine, told to stop, asks for no more."""
        if self._articles is not None:
            with suppress(RuntimeError):  # It is ending by itself.
                await self._articles.aclose()
        await self.supply.close()

    async def _read(self) -> AsyncGenerator[NewsArticle, None]:
        try:
            async with self._sources() as sources, aclosing(self.supply.rows(sources)) as rows:
                async for row in rows:
                    if (article := self._taken(row)) is not None:
                        yield article
                    if not await self._has_room():
                        return
            self._report.send(signals.reading_ended)
            await self.supply.close()
            # The engine looks again only after five seconds whether the last have gone through.
            await self._has_room(1)
        except UnreadableInput as error:
            self._report.failed(self.path, str(error))
        except WorkerError as error:
            self._report.cannot_go_on("run", error)
        self._conclude()

    def expect(self, pages: int) -> None:
        """Take note that a file, counted as one page so far, has so many *pages*."""
        self.total_pages = (self.total_pages or 1) + pages - 1

    @asynccontextmanager
    async def _sources(self) -> AsyncIterator[Iterable[Source]]:
        """Give the files to read; standard input is kept in one for as long as it takes."""
        self.total_pages = 0
        kept_as: dict[Path, Source | None] = {}
        async with AsyncExitStack() as stack:
            for path in self.inputs.files():
                self.total_pages += 1
                if str(path) == STANDARD_INPUT and not kept_as:
                    kept_as[path] = await self._standard_input(stack)
            given = (kept_as.get(path, Source(path)) for path in self.inputs.files())
            yield (source for source in given if source is not None)

    async def _standard_input(self, stack: AsyncExitStack) -> Source | None:
        """Return the copy of standard input that *stack* keeps; None when there is none."""
        if sys.stdin is None:
            self._report.failed(STANDARD_INPUT, "standard input is closed")
            return None
        try:
            pieces = pieces_of(sys.stdin.fileno())
            copy = await stack.enter_async_context(kept(pieces, self.terms.limits))
        except UnreadableInput as error:
            self._report.failed(STANDARD_INPUT, str(error))
            return None
        return Source(copy, STANDARD_INPUT)

    def _taken(self, row: Row) -> NewsArticle | None:
        """Tell of *row*; return its article, if it has one."""
        match row:
            case Skipped():
                self._report.failed(row.name, row.reason)
            case Remark():
                level = logging.INFO if row.routine else logging.WARNING
                self.logger.log(level, "%s: %s", row.name, row.text)
            case Unchanged():
                self._report.count(_PASSED_OVER)
                self._report.send(signals.page_unchanged, name=row.name)
            case Examined(name, article, warnings, stale_rules, imprint):
                self._report.count(_EXAMINED)
                self._report.examined(name, article, warnings, stale_rules, imprint)
                return article
        return None

    def _conclude(self) -> None:
        for name, reason in self.inputs.faults:
            self._report.failed(name, reason)
        counted = self._report.counted
        if not counted(_EXAMINED) and not counted(_PASSED_OVER):
            if not counted("failed"):
                self._report.failed(self.path, "it holds no page")
            self.crawler.stats.set_value("newscrawl/could_not_run", True)
        for link in self.inputs.links:
            self.logger.warning("%s: a symbolic link, not followed", link)
            self._report.send(signals.link_skipped, name=link)

    async def _has_room(self, most: int = _ITEMS_UNDER_WAY) -> bool:
        """Wait until fewer than *most* are under way; return False when no more are wanted."""
        # The engine takes whatever start() yields; holding back is the spider's part.
        slot = self.crawler.engine.scraper.slot
        await asyncio.sleep(0)
        while slot is not None and slot.itemproc_size >= most:  # noqa: ASYNC110  # no event is offered
            await asyncio.sleep(_PAUSE)  # Scrapy offers no event for it
        return slot is not None and slot.closing is None


def _absolute(path: str) -> str:
    return str(Path(path.removeprefix("@")).resolve())
