"""How far the run is: a bar where a person is watching, else lines in the log."""

from __future__ import annotations

import logging
import sys
import time
from typing import TYPE_CHECKING, Any, Self

from rich import progress
from rich.console import Console
from rich.file_proxy import FileProxy
from scrapy import signals as scrapy_signals
from scrapy.exceptions import NotConfigured

from newscrawl import signals
from newscrawl.extensions.pace import Pace

if TYPE_CHECKING:
    from scrapy import Spider
    from scrapy.crawler import Crawler

    from newscrawl.items import NewsArticle

__all__ = ["Progress", "ProgressLog"]

logger = logging.getLogger(__name__)

_REFRESHES_PER_SECOND = 5
_SECONDS_BETWEEN_LINES = 30


class _Watch:
    """Counts the pages of a spider as they are done."""

    def __init__(self) -> None:
        self._pace = Pace()
        self._spider: Spider | None = None

    def connect(self, crawler: Crawler) -> Self:
        """Follow the run of *crawler*."""
        connect = crawler.signals.connect
        connect(self.spider_opened, scrapy_signals.spider_opened)
        connect(self.page_examined, signals.page_examined)
        connect(self.page_failed, signals.page_failed)
        connect(self.page_unchanged, signals.page_unchanged)
        connect(self.spider_closed, scrapy_signals.spider_closed)
        return self

    def spider_opened(self, spider: Spider) -> None:
        """Begin."""
        self._spider = spider

    def page_examined(self, article: NewsArticle) -> None:
        """Count a page by its verdict."""
        self._count(article.policy.decision)

    def page_failed(self) -> None:
        """Count a page that yielded no article."""
        self._count("failed")

    def page_unchanged(self) -> None:
        """Count a page that an earlier run has dealt with."""
        self._count("known")

    def spider_closed(self) -> None:
        """End."""

    def moved(self) -> None:
        """Tell that a page was counted."""

    def _count(self, what: str) -> None:
        self._pace.add(what)
        self._pace.total = getattr(self._spider, "total_pages", None)
        self.moved()


class Progress(_Watch):
    """Pages done by verdict, their rate, and the time left once ``spider.total_pages`` is known.

    While the bar stands, log lines for the terminal go through its console, above it.
    """

    def __init__(self, console: Console) -> None:
        super().__init__()
        self._bar = progress.Progress(
            progress.SpinnerColumn("line" if console.options.ascii_only else "dots"),
            progress.BarColumn(),
            progress.MofNCompleteColumn(),
            progress.TextColumn("{task.fields[rate]:,.0f} pages/s"),
            progress.TimeRemainingColumn(),
            progress.TextColumn("{task.fields[verdicts]}"),
            console=console,
            transient=True,
            redirect_stdout=False,
            refresh_per_second=_REFRESHES_PER_SECOND,
        )
        self._task = self._bar.add_task("", total=None, rate=0.0, verdicts="")
        self._diverted: list[logging.StreamHandler[Any]] = []

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Create the extension and connect it. Raises NotConfigured where nobody watches."""
        if not _is_watched():
            raise NotConfigured
        return cls(Console(stderr=True)).connect(crawler)

    def spider_opened(self, spider: Spider) -> None:
        """Draw the bar, and lead the log around it."""
        super().spider_opened(spider)
        for handler in logging.root.handlers:
            if isinstance(handler, logging.StreamHandler) and handler.stream is sys.stderr:
                handler.setStream(FileProxy(self._bar.console, sys.stderr))
                self._diverted.append(handler)
        self._bar.start()

    def moved(self) -> None:
        """Move the bar on."""
        pace = self._pace
        self._bar.tasks[0].total = pace.expected  # To update() None says nothing new.
        self._bar.update(
            self._task,
            completed=pace.done,
            rate=pace.rate,
            verdicts=pace.verdicts,
        )

    def spider_closed(self) -> None:
        """Take the bar away, and let the log speak for itself again."""
        self._bar.stop()
        for handler in self._diverted:
            handler.setStream(sys.stderr)
        self._diverted.clear()


class ProgressLog(_Watch):
    """The same as a line of the log every half minute, where nobody watches a terminal."""

    def __init__(self) -> None:
        super().__init__()
        self._told = time.monotonic()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Create the extension and connect it. Raises NotConfigured where there is a bar."""
        if _is_watched():
            raise NotConfigured
        return cls().connect(crawler)

    def moved(self) -> None:
        """Write a line, if it is time."""
        now = time.monotonic()
        if now - self._told >= _SECONDS_BETWEEN_LINES:
            self._told = now
            logger.info(str(self._pace))


def _is_watched() -> bool:
    return sys.stderr.isatty() and not Console(stderr=True).is_dumb_terminal
