"""Copies within a run: exact and canonical ones are dropped, near ones are linked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from itemadapter import ItemAdapter

from newscrawl.logformatter import Duplicate
from newscrawl.policy.model import Decision
from newscrawl.run import run_of
from newscrawl.store.decisions import Ruling
from newscrawl.store.identity import Identity, adapt
from newscrawl.text.fingerprint import Fingerprint, digest

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from newscrawl.store.fingerprints import Sighting

__all__ = ["DeduplicatePipeline"]


class DeduplicatePipeline:
    """Drops the second page of an article, and links articles that are nearly the same.

    Nothing is dropped across hosts: there even an exact copy is an article of its own, and
    linked. An item without ``article_body`` is known by its address alone.
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
            _name_near(item, [near.name for near in sighting.near])
        return item

    def _sight(self, item: Any) -> Sighting:
        adapter = adapt(item)
        body, headline = adapter.get("article_body"), adapter.get("headline")
        identity, sight = Identity.of(item), self._run.store.fingerprints.sight
        if not isinstance(body, str) or not body:
            return sight(self._run.number, identity)
        # The headline tells apart what has little text of its own: galleries, videos.
        text_digest = digest(headline if isinstance(headline, str) else None, body, _decision(item))
        return sight(self._run.number, identity, text_digest, Fingerprint.of(body))


def _decision(item: Any) -> str:
    """Return what was decided on *item*: a copy with a ban is no copy of one without."""
    ruling = Ruling.of(item)
    return str(ruling.decision if ruling else Decision.ALLOWED)


def _name_near(item: Any, names: list[str]) -> None:
    provenance = adapt(item).get("provenance")
    if ItemAdapter.is_item(provenance):
        ItemAdapter(provenance)["near_duplicates"] = names
