"""The end of the road: the item is in the database before anyone hears of it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Self

from itemadapter import ItemAdapter
from scrapy import signals

from newscrawl.exceptions import StoreError
from newscrawl.logformatter import Duplicate, SeenAgain
from newscrawl.pipelines.batch import Batch, batch_for
from newscrawl.run import run_of
from newscrawl.store.decisions import decision_of
from newscrawl.store.identity import Identity, adapt
from newscrawl.store.looks import Change, Look

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

__all__ = ["StorePipeline"]


class StorePipeline:
    """Stores each item with its decision; a killed run loses none that it returned.

    Of a spider that says it is not live, which brings hundreds a second, some go into one commit.
    An article that has changed since an earlier run says so in its provenance; a live one that is
    as it was stored is seen again, and dropped.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._run = run_of(crawler)
        self._stats = crawler.stats
        self._batch = batch_for(crawler, self._store)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Create the pipeline. Raises StoreError."""
        pipeline = cls(crawler)
        crawler.signals.connect(pipeline.item_dropped, signals.item_dropped)
        return pipeline

    def process_item(self, item: Any) -> Any:
        """Return *item*, committed, or what to await for it.

        Raises StoreError; then no later item is its copy. Raises SeenAgain for an article that is
        known as it is.
        """
        look = item, self._run.take(adapt(item).get("url"))
        if self._batch is not None:
            return self._stored_with_others(self._batch, look)
        return self._told(look, self._store([look])[0])

    async def _stored_with_others(self, batch: Batch[Look, Change], look: Look) -> Any:
        return self._told(look, await batch.do(look))

    def _store(self, looks: Sequence[Look]) -> list[Change]:
        try:
            return self._run.store.articles.store_all(self._run.number, looks)
        except Exception:
            if len(looks) == 1:
                with suppress(StoreError):
                    self._run.store.fingerprints.forget(self._run.number, Identity.of(looks[0][0]))
            raise

    def _told(self, look: Look, change: Change) -> Any:
        """Count the item of *look*, and return it with its *change*."""
        item, sighting = look
        if change.second_look and change.fields:
            self._stats.inc_value("newscrawl/articles/changed")
            _tell_change(item, change.fields)
        elif change.second_look and sighting is not None:
            self._stats.inc_value("newscrawl/articles/seen_again")
            raise SeenAgain("seen again, unchanged", log_level="DEBUG")
        self._stats.inc_value("newscrawl/articles")
        self._stats.inc_value(f"newscrawl/articles/{decision_of(item)}")
        return item

    def item_dropped(self, item: Any, exception: BaseException) -> None:
        """Keep the sighting of a page whose article is there under another address."""
        sighting = self._run.take(adapt(item).get("url"))
        if sighting is not None and isinstance(exception, Duplicate):
            with suppress(StoreError):
                self._run.store.pages.record(self._run.number, sighting)


def _tell_change(item: Any, fields: tuple[str, ...]) -> None:
    provenance = adapt(item).get("provenance")
    if ItemAdapter.is_item(provenance):
        ItemAdapter(provenance)["changed"] = list(fields)
