"""``scrapy demo``: the real spider in a town that exists only on this machine."""

from __future__ import annotations

import argparse
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text
from scrapy import signals as scrapy_signals
from scrapy.commands import BaseRunSpiderCommand
from scrapy.crawler import Crawler

from newscrawl import signals
from newscrawl.commandline import OrderlyCommand
from newscrawl.config import DATABASE, PURPOSE, Config
from newscrawl.demo import ForwardProxy
from newscrawl.demo.town import Seed, seeds, sites
from newscrawl.policy.model import Statement
from newscrawl.store.identity import Identity
from newscrawl.text.cleaning import excerpt
from newscrawl.urls import host

__all__ = ["Command"]

_DIALS = {
    "NEWSCRAWL_PURPOSE": "archive,tdm",
    "NEWSCRAWL_CONTACT": "mailto:demo@newscrawl.test",
    "DOWNLOAD_DELAY": 0.2,
    "EXTENSIONS": {"newscrawl.extensions.warc.WarcWriter": 550},  # the table tells the rest
    "LOG_LEVEL": "ERROR",
}
_MOST_REASONS = 3
_QUOTE_LENGTH = 120


class Command(OrderlyCommand, BaseRunSpiderCommand):
    """Crawl the demo town and tell what became of each publisher."""

    def syntax(self) -> str:
        """Return what is to be written after the name of the command."""
        return "[options]"

    def short_desc(self) -> str:
        """Return the line of the overview."""
        return "Crawl a town of invented publishers on this machine, and tell what became of each"

    def check(self, args: list[str], opts: argparse.Namespace) -> None:  # noqa: ARG002
        """Raise NewscrawlError for a setting that is wrong."""
        assert self.settings is not None
        for name, value in _DIALS.items():
            if not self.is_chosen(name):
                self.settings.set(name, value, priority="project")
        Config(self.settings).check()

    def run(self, args: list[str], opts: argparse.Namespace) -> None:  # noqa: ARG002
        """Crawl, and print the table."""
        assert self.settings is not None
        assert self.crawler_process is not None
        from newscrawl.spiders.news import NewsSpider  # noqa: PLC0415  # not for other commands

        town = seeds()
        with ForwardProxy(sites()) as proxy, _proxied(proxy.url), self._database():
            crawler = self.crawler_process.create_crawler(NewsSpider)
            ledger = _Ledger(crawler)
            self.complete(crawler, seeds=",".join(seed.url for seed in town))
        purposes = Config(self.settings)[PURPOSE]
        console = Console()
        console.print(_table(town, ledger, f"What may be taken for {' and '.join(purposes)}"))
        console.print(f"{len(proxy.visits)} requests, all of them to this machine.", style="dim")

    @contextmanager
    def _database(self) -> Iterator[None]:
        """Keep the run in a database of its own, unless one is named."""
        assert self.settings is not None
        if self.is_chosen(DATABASE.name):
            yield
            return
        with TemporaryDirectory(prefix="newscrawl-demo-") as folder:
            self.settings.set(DATABASE.name, str(Path(folder, "demo.db")), priority="cmdline")
            yield


class _Ledger:
    """What became of each host: articles collected, pages and addresses not, and why."""

    def __init__(self, crawler: Crawler) -> None:
        self.collected: Counter[str] = Counter()
        self.reasons: dict[str, Counter[str]] = {}
        connect = crawler.signals.connect
        connect(self.item_scraped, scrapy_signals.item_scraped)
        connect(self.request_refused, signals.request_refused)
        connect(self.host_left, signals.host_left)

    def item_scraped(self, item: Any) -> None:
        from newscrawl.store.decisions import Ruling  # noqa: PLC0415  # loaded by the crawl

        place, ruling = host(Identity.of(item).name) or "", Ruling.of(item)
        if ruling is None or not ruling.restricted:
            self.collected[place] += 1
        else:
            ground = ruling.ground
            self._because(place, f"{ground.get('signal')}: {_quoted(ground.get('text'))}")

    def request_refused(self, url: str, statement: Statement) -> None:
        self._because(host(url) or "", f"{statement.signal}: {_quoted(statement.text)}")

    def host_left(self, host: str, reason: str) -> None:
        self._because(host, f"left: {reason}")

    def _because(self, place: str, reason: str) -> None:
        self.reasons.setdefault(place, Counter())[reason] += 1


def _table(town: list[Seed], ledger: _Ledger, title: str) -> Table:
    table = Table(title=title, title_justify="left", box=SIMPLE_HEAD, padding=(0, 1, 1, 0))
    table.add_column("Publisher", overflow="fold")
    table.add_column("Taken", justify="right")
    table.add_column("Not taken, and the words that say so", overflow="fold")
    for seed in town:
        place = host(seed.url) or ""
        name = Text.assemble((place, "bold"), "\n", (seed.shows, "dim"))
        count = ledger.collected[place]
        table.add_row(name, str(count), _because(ledger.reasons.get(place, Counter())))
    return table


def _because(reasons: Counter[str]) -> Text:
    lines = [f"{count} × {reason}" for reason, count in reasons.most_common(_MOST_REASONS)]
    return Text("\n".join(lines) or "-", style="" if lines else "dim")


def _quoted(text: Any) -> str:
    return f"“{excerpt(str(text or ''), _QUOTE_LENGTH)}”"


@contextmanager
def _proxied(url: str) -> Iterator[None]:
    """Have this process send its requests to the proxy at *url*."""
    before = dict(os.environ)
    os.environ.update(http_proxy=url)
    for name in ("no_proxy", "NO_PROXY", "HTTP_PROXY"):
        os.environ.pop(name, None)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
