"""What becomes of pages, told to whoever wants to know: the log, the statistics, the signals."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from scrapy.crawler import Crawler

from newscrawl import signals
from newscrawl.items import NewsArticle
from newscrawl.text.fingerprint import Imprint

__all__ = ["Report"]


class Report:
    """The report of one crawl, in the log of its spider."""

    def __init__(self, crawler: Crawler, log: logging.LoggerAdapter[logging.Logger]) -> None:
        self._crawler = crawler
        self._log = log

    def count(self, outcome: str) -> None:
        """Count a page with this *outcome*."""
        assert self._crawler.stats is not None
        self._crawler.stats.inc_value(f"newscrawl/pages/{outcome}")

    def counted(self, outcome: str) -> int:
        """Return how many pages had this *outcome*."""
        assert self._crawler.stats is not None
        return int(self._crawler.stats.get_value(f"newscrawl/pages/{outcome}", 0))

    def send(self, signal: object, **arguments: object) -> None:
        """Send *signal*."""
        self._crawler.signals.send_catch_log(signal=signal, **arguments)

    def examined(
        self,
        name: str,
        article: NewsArticle,
        warnings: Sequence[str],
        stale_rules: Sequence[str],
        imprint: Imprint | None = None,
    ) -> None:
        """Tell of a page of which an *article* was made, with the *imprint* of its text if any."""
        for warning in warnings:
            self._log.warning("%s: %s", name, warning)
        self.send(
            signals.page_examined,
            name=name,
            article=article,
            stale_rules=stale_rules,
            imprint=imprint,
        )

    def failed(self, name: str, reason: str) -> None:
        """Tell that *name* yields no article, and why."""
        self.count("failed")
        self._log.error("%s: %s", name, reason)
        self.send(signals.page_failed, name=name, reason=reason)

    def cannot_go_on(self, what: str, error: Exception) -> None:
        """Tell that the *what* ends here, for this *error*."""
        assert self._crawler.stats is not None
        self._log.critical("The %s cannot go on: %s", what, error)
        self._crawler.stats.set_value("newscrawl/could_not_run", True)
