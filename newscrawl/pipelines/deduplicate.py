"""Copies: exact and canonical ones of one run are dropped, all others are linked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from itemadapter import ItemAdapter
from scrapy.utils.datatypes import LocalCache

from newscrawl import signals
from newscrawl.items import Cluster
from newscrawl.logformatter import Duplicate
from newscrawl.pipelines.batch import Batch, batch_for
from newscrawl.pipelines.under_way import UnderWay
from newscrawl.run import run_of
from newscrawl.store.appearances import Appearance
from newscrawl.store.attribution import Attribution
from newscrawl.store.decisions import decision_of
from newscrawl.store.identity import Identity, adapt
from newscrawl.text.fingerprint import Imprint

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from newscrawl.items import NewsArticle
    from newscrawl.store.appearances import Forerunners

__all__ = ["DeduplicatePipeline"]

_MOST_IMPRINTS = 200


class _Text(NamedTuple):
    """Of what an imprint is made."""

    headline: str | None
    body: str
    decision: str


class DeduplicatePipeline:
    """Drops the second page of an article, and links articles that are copies of one another.

    Nothing is dropped across hosts, nor across runs: there even an exact copy is an article of
    its own, and linked. An item without ``article_body`` is known by its address alone. Where items
    go together a copy is dropped once its original is stored, and takes its place where that fails.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._run = run_of(crawler)
        self._stats = crawler.stats
        self._imprints: LocalCache[_Text, Imprint] = LocalCache(_MOST_IMPRINTS)
        self._batch = batch_for(crawler, self._sight)
        self._under_way = UnderWay.from_crawler(crawler)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Create the pipeline and connect it. Raises StoreError."""
        pipeline = cls(crawler)
        crawler.signals.connect(pipeline.page_examined, signals.page_examined)
        return pipeline

    def page_examined(self, article: NewsArticle, imprint: Imprint | None = None) -> None:
        """Keep the *imprint* of an article at hand until it comes by, if its text stays."""
        if imprint is not None:
            self._imprints[_text(article)] = imprint

    def process_item(self, item: Any) -> Any:
        """Return *item* with its near-duplicates named, or what to await for it.

        Raises Duplicate, naming the first copy.
        """
        appearance = self._appearance(item)
        if self._batch is not None:
            return self._told_with_others(self._batch, item, appearance)
        return self._told(item, self._sight([appearance])[0])

    async def _told_with_others(
        self, batch: Batch[Appearance, Forerunners], item: Any, appearance: Appearance
    ) -> Any:
        forerunners = await batch.do(appearance)
        while forerunners.first and await self._under_way.has_failed(forerunners.first):
            forerunners = await batch.do(appearance)
        told = self._told(item, forerunners)
        self._under_way.add(told)
        return told

    def _appearance(self, item: Any) -> Appearance:
        identity, text = Identity.of(item), _text(item)
        if not text.body:
            return Appearance(identity)
        imprint = self._imprints.pop(text, None) or Imprint.of(*text)
        return Appearance(identity, imprint.digest, imprint.fingerprint, Attribution.of(item))

    def _sight(self, appearances: Sequence[Appearance]) -> list[Forerunners]:
        return self._run.store.fingerprints.sight_all(self._run.number, appearances)

    def _told(self, item: Any, forerunners: Forerunners) -> Any:
        if forerunners.exact:
            self._stats.inc_value("newscrawl/duplicates/exact")
            raise Duplicate(f"exact copy of {forerunners.exact}", log_level="INFO")
        if forerunners.canonical:
            self._stats.inc_value("newscrawl/duplicates/canonical")
            raise Duplicate(f"same address as {forerunners.canonical}", log_level="INFO")
        if forerunners.near:
            self._stats.inc_value("newscrawl/near_duplicates")
        _tell(item, forerunners)
        return item


def _text(item: Any) -> _Text:
    adapter = adapt(item)
    headline, body = adapter.get("headline"), adapter.get("article_body")
    return _Text(
        headline if isinstance(headline, str) else None,
        body if isinstance(body, str) else "",
        decision_of(item),
    )


def _tell(item: Any, forerunners: Forerunners) -> None:
    """Name in the provenance of *item* what it is near, and what it is to its cluster."""
    provenance = adapt(item).get("provenance")
    if not ItemAdapter.is_item(provenance):
        return
    adapter, membership = ItemAdapter(provenance), forerunners.membership
    if forerunners.near:
        adapter["near_duplicates"] = [near.name for near in forerunners.near]
    if membership is not None:
        record = membership.record()
        adapter["cluster"] = record if isinstance(provenance, dict) else Cluster(**record)
