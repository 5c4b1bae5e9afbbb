"""The end of the road: the item is in the database before anyone hears of it."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, Self

from newscrawl.exceptions import StoreError
from newscrawl.policy.model import Decision
from newscrawl.run import run_of
from newscrawl.store.decisions import Ruling
from newscrawl.store.identity import Identity

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

__all__ = ["StorePipeline"]


class StorePipeline:
    """Stores each item with its decision; a killed run loses none that it returned."""

    def __init__(self, crawler: Crawler) -> None:
        self._run = run_of(crawler)
        self._stats = crawler.stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Create the pipeline. Raises StoreError."""
        return cls(crawler)

    def process_item(self, item: Any) -> Any:
        """Return *item*, committed. Raises StoreError; then no later item is its copy."""
        try:
            self._run.store.articles.store(self._run.number, item)
        except StoreError:
            with suppress(StoreError):
                self._run.store.fingerprints.forget(Identity.of(item))
            raise
        ruling = Ruling.of(item)
        self._stats.inc_value("newscrawl/articles")
        self._stats.inc_value(
            f"newscrawl/articles/{ruling.decision if ruling else Decision.ALLOWED}"
        )
        return item
