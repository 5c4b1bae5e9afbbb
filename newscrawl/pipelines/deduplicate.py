"""Copies: exact and canonical ones of one run are dropped, all others are linked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from itemadapter import ItemAdapter

from newscrawl.items import Cluster
from newscrawl.logformatter import Duplicate
from newscrawl.run import run_of
from newscrawl.store.decisions import decision_of
from newscrawl.store.identity import Identity, adapt
from newscrawl.store.originals import Attribution
from newscrawl.text.fingerprint import Fingerprint, digest

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from newscrawl.store.fingerprints import Sighting

__all__ = ["DeduplicatePipeline"]


class DeduplicatePipeline:
    """Drops the second page of an article, and links articles that are copies of one another.

    Nothing is dropped across hosts, nor across runs: there even an exact copy is an article of
    its own, and linked. An item without ``article_body`` is known by its address alone.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._run = run_of(crawler)
        self._stats = crawler.stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Create the pipeline. Raises StoreError."""
        return cls(crawler)

    def process_item(self, item: Any) -> Any:
        """Return *item* with its near-duplicates named. Raises Duplicate, naming the first copy."""
        sighting = self._sight(item)
        if sighting.exact:
            self._stats.inc_value("newscrawl/duplicates/exact")
            raise Duplicate(f"exact copy of {sighting.exact}", log_level="INFO")
        if sighting.canonical:
            self._stats.inc_value("newscrawl/duplicates/canonical")
            raise Duplicate(f"same address as {sighting.canonical}", log_level="INFO")
        if sighting.near:
            self._stats.inc_value("newscrawl/near_duplicates")
        _tell(item, sighting)
        return item

    def _sight(self, item: Any) -> Sighting:
        adapter = adapt(item)
        body, headline = adapter.get("article_body"), adapter.get("headline")
        identity, sight = Identity.of(item), self._run.store.fingerprints.sight
        if not isinstance(body, str) or not body:
            return sight(self._run.number, identity)
        # The headline tells apart what has little text of its own: galleries, videos.
        # And a copy with a ban is no copy of one without.
        told_apart_by = headline if isinstance(headline, str) else None
        text_digest = digest(told_apart_by, body, decision_of(item))
        fingerprint, attribution = Fingerprint.of(body), Attribution.of(item)
        return sight(self._run.number, identity, text_digest, fingerprint, attribution)


def _tell(item: Any, sighting: Sighting) -> None:
    """Name in the provenance of *item* what it is near, and what it is to its cluster."""
    provenance = adapt(item).get("provenance")
    if not ItemAdapter.is_item(provenance):
        return
    adapter, membership = ItemAdapter(provenance), sighting.membership
    if sighting.near:
        adapter["near_duplicates"] = [near.name for near in sighting.near]
    if membership is not None:
        record = membership.record()
        adapter["cluster"] = record if isinstance(provenance, dict) else Cluster(**record)
