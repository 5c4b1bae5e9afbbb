"""A progress bar on standard error, where a person is watching."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING, Any, Self

from rich import progress
from rich.console import Console
from rich.file_proxy import FileProxy
from scrapy import signals as scrapy_signals
from scrapy.exceptions import NotConfigured

from newscrawl import signals

if TYPE_CHECKING:
    from scrapy import Spider
    from scrapy.crawler import Crawler

__all__ = ["Progress"]

_REFRESHES_PER_SECOND = 5


class Progress:
    """Pages done, their rate, and the time left once ``spider.total_pages`` is known.

    While the bar stands, log lines for the terminal go through its console, above it.
    """

    def __init__(self, console: Console) -> None:
        self._bar = progress.Progress(
            progress.SpinnerColumn(),
            progress.BarColumn(),
            progress.MofNCompleteColumn(),
            progress.TextColumn("{task.fields[rate]:,.0f} pages/s"),
            progress.TimeRemainingColumn(),
            console=console,
            transient=True,
            redirect_stdout=False,
            refresh_per_second=_REFRESHES_PER_SECOND,
        )
        self._task = self._bar.add_task("", total=None, rate=0.0)
        self._diverted: list[logging.StreamHandler[Any]] = []
        self._spider: Spider | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Create the extension and connect it. Raises NotConfigured where nobody watches."""
        console = Console(stderr=True)
        if not sys.stderr.isatty() or console.is_dumb_terminal:
            raise NotConfigured
        bar = cls(console)
        connect = crawler.signals.connect
        connect(bar.spider_opened, scrapy_signals.spider_opened)
        connect(bar.page_done, signals.page_examined)
        connect(bar.page_done, signals.page_failed)
        connect(bar.spider_closed, scrapy_signals.spider_closed)
        return bar

    def spider_opened(self, spider: Spider) -> None:
        """Draw the bar, and lead the log around it."""
        self._spider = spider
        for handler in logging.root.handlers:
            if isinstance(handler, logging.StreamHandler) and handler.stream is sys.stderr:
                handler.setStream(FileProxy(self._bar.console, sys.stderr))
                self._diverted.append(handler)
        self._bar.start()

    def page_done(self) -> None:
        """Move on by one page."""
        task = self._bar.tasks[0]
        self._bar.update(
            self._task,
            advance=1,
            total=getattr(self._spider, "total_pages", None),
            rate=(task.completed + 1) / (task.elapsed or 1),
        )

    def spider_closed(self) -> None:
        """Take the bar away, and let the log speak for itself again."""
        self._bar.stop()
        for handler in self._diverted:
            handler.setStream(sys.stderr)
        self._diverted.clear()
