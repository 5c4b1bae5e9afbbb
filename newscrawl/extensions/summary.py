"""What came of a run: told on standard error, and kept with the run as JSON."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Self

from rich.console import Console
from scrapy import signals as scrapy_signals
from scrapy.utils.job import job_dir

from newscrawl import signals
from newscrawl.config import RESTRICTED, Config
from newscrawl.extensions.rendering import render
from newscrawl.extensions.tally import Tally
from newscrawl.logformatter import Duplicate
from newscrawl.run import run_of

if TYPE_CHECKING:
    from scrapy import Spider
    from scrapy.crawler import Crawler

    from newscrawl.policy.model import Statement

__all__ = ["Summary"]


_MOST_UNREAD = 100
_MOST_RULES = 100
_MOST_HOSTS = 20


class _Console(Console):
    def on_broken_pipe(self) -> None:
        """Go on: that nobody reads the summary is no failure of the run."""


class Summary:
    """Counts while the run lasts; speaks once everything, feeds included, is closed."""

    def __init__(self, crawler: Crawler) -> None:
        self._run = run_of(crawler)
        self._spider = str(crawler.spidercls.name)
        self._stats = crawler.stats
        is_live = getattr(crawler.spidercls, "is_live", False)
        self._treatment = "live" if is_live else Config(crawler.settings)[RESTRICTED]
        self._tally = Tally()
        self._outputs: list[dict[str, Any]] = []
        self._links_skipped = 0
        self._stale_rules: Counter[str] = Counter()
        self._stopped: dict[str, str] = {}
        self._left: dict[str, str] = {}
        self._queues: dict[str, int] = {}
        self._is_kept = job_dir(crawler.settings) is not None
        self._terms_read = 0
        self._unread: dict[str, str] = {}
        self._left_aside: dict[str, Any] = {}
        self._started = time.monotonic()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Create the extension and connect it. Raises SettingError, StoreError."""
        summary = cls(crawler)
        run_of(crawler).summarise = summary.as_dict
        connect = crawler.signals.connect
        connect(summary.item_seen, scrapy_signals.item_scraped)
        connect(summary.item_dropped, scrapy_signals.item_dropped)
        connect(summary.page_examined, signals.page_examined)
        connect(summary.link_skipped, signals.link_skipped)
        connect(summary.request_refused, signals.request_refused)
        connect(summary.site_stopped, signals.site_stopped)
        connect(summary.host_left, signals.host_left)
        connect(summary.terms_asked, signals.terms_asked)
        connect(summary.spider_closed, scrapy_signals.spider_closed)
        connect(summary.feed_closed, scrapy_signals.feed_slot_closed)
        connect(summary.archive_closed, signals.archive_closed)
        connect(summary.engine_stopped, scrapy_signals.engine_stopped)
        return summary

    def item_seen(self, item: Any) -> None:
        """Count an item that went through."""
        self._tally.add(item)

    def item_dropped(self, item: Any, exception: BaseException) -> None:
        """Count an item that was dropped, unless its like has been counted."""
        if not isinstance(exception, Duplicate):
            self._tally.add(item)

    def page_examined(self, stale_rules: Sequence[str]) -> None:
        """Count the rules for publishers that match no more."""
        for rule in stale_rules:
            if rule in self._stale_rules or len(self._stale_rules) < _MOST_RULES:
                self._stale_rules[rule] += 1

    def link_skipped(self) -> None:
        """Count a symbolic link that was not followed."""
        self._links_skipped += 1

    def request_refused(self, url: str, statement: Statement) -> None:
        """Count a URL that was not requested."""
        self._tally.refuse(url, statement)

    def site_stopped(self, site: str, statement: Statement) -> None:
        """Remember a site that wants us gone."""
        self._stopped[site] = ", ".join(statement.kinds)

    def host_left(self, host: str, reason: str) -> None:
        """Remember a host that the run does not wait for."""
        self._left[host] = reason

    def terms_asked(self, url: str, failure: str) -> None:
        """Count a page of terms, and remember one that could not be read."""
        if not failure:
            self._terms_read += 1
        elif len(self._unread) < _MOST_UNREAD:
            self._unread[url] = failure

    def spider_closed(self, spider: Spider) -> None:
        """Ask the spider what it left aside, if it chooses."""
        route = getattr(spider, "route", None)
        self._left_aside = route.as_dict() if route is not None else {}
        if (watch := getattr(spider, "watch", None)) is not None:
            self._left_aside |= watch.conclude()
        self._queues = self._stats.get_value("frontier/left/queues", {})
        if not self._is_kept:
            for host in self._left.keys() & self._queues.keys():
                unsent = f"{self._queues[host]} of its queue were not sent"
                self._run.failures.add(host, f"{unsent}: {self._left[host]}")

    def feed_closed(self, slot: Any) -> None:
        """Remember where a feed was written."""
        self._outputs.append({"uri": str(slot.uri), "items": int(slot.itemcount)})

    def archive_closed(self, path: str, pages: int) -> None:
        """Remember an archive file."""
        self._outputs.append({"uri": path, "items": pages})

    def engine_stopped(self) -> None:
        """Print the summary. Never raises."""
        with suppress(OSError, ValueError):
            _Console(stderr=True).print(render(self.as_dict()), highlight=False, soft_wrap=True)

    def as_dict(self) -> dict[str, Any]:
        """Return the summary as JSON values."""
        count = self._count
        return {
            "run": self._run.number,
            "killed_before": list(self._run.killed),
            "spider": self._spider,
            "reason": self._run.reason,
            "seconds": round(time.monotonic() - self._started, 3),
            "pages": {
                "examined": count("pages/examined"),
                "failed": count("pages/failed"),
                "unchanged": count("pages/unchanged"),
                "passed_over": count("pages/passed_over"),
                "gone": count("pages/gone"),
                "links_skipped": self._links_skipped,
            },
            "articles": count("articles/allowed" if self._treatment == "live" else "articles"),
            "seen_again": count("articles/seen_again"),
            "changed": count("articles/changed"),
            "treatment": self._treatment,
            **self._tally.as_dict(),
            "stopped": self._stopped,
            "left": self._left,
            "left_over": {
                "requests": sum(self._queues.values()),
                "hosts": dict(Counter(self._queues).most_common(_MOST_HOSTS)),
                "kept": self._is_kept,
            },
            "terms": {"read": self._terms_read, "unread": self._unread},
            "stale_rules": dict(self._stale_rules.most_common()),
            **self._left_aside,
            "duplicates": {
                "exact": count("duplicates/exact"),
                "canonical": count("duplicates/canonical"),
            },
            "near_duplicates": count("near_duplicates"),
            "failures": [
                {"name": name, "reason": reason} for name, reason in self._run.failures.first
            ],
            "failures_kept": self._run.failures.are_kept,
            "outputs": self._outputs,
            "database": self._run.store.name,
        }

    def _count(self, name: str) -> int:
        return int(self._stats.get_value(f"newscrawl/{name}", 0))
