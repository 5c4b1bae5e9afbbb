"""What becomes of a restricted item.

Supplied pages are flagged, redacted or dropped (``NEWSCRAWL_RESTRICTED``). Of a live page only a
stub goes on: its address, and why.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from itemadapter import ItemAdapter

from newscrawl.config import RESTRICTED, Config
from newscrawl.logformatter import Dropped
from newscrawl.page import Origin
from newscrawl.policy.model import Decision, Level
from newscrawl.run import run_of
from newscrawl.store.decisions import Ruling, decision_of
from newscrawl.store.identity import Identity, adapt

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

__all__ = ["FACTS", "STUB", "FlagPipeline"]

FACTS = frozenset(
    """
    url canonical_url article_section authors editors translators contributors
    source_organization publisher date_published date_modified in_language
    is_accessible_for_free copyright_holder copyright_year copyright_notice license usage_info
    restricted policy provenance
    """.split()
)
"""The fields that a redacted item keeps: where it is, whose it is, what may be done with it.

Named are those that stay, so that no field added later, and none of another project's item,
lets content through.
"""

STUB = frozenset(["url", "restricted", "policy", "provenance"])
"""The fields that the stub of a live page has: not one word of it but the evidence."""


class FlagPipeline:
    """Deals with restricted items as the operator chose, and counts them by reason."""

    def __init__(self, crawler: Crawler) -> None:
        self._run = run_of(crawler)
        self._stats = crawler.stats
        self._choice = Config(crawler.settings)[RESTRICTED]

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Create the pipeline. Raises SettingError, StoreError."""
        return cls(crawler)

    def process_item(self, item: Any) -> Any:
        """Return *item*, flagged or redacted. Raises Dropped, once the decision is stored."""
        if decision_of(item) == Decision.ALLOWED or (ruling := Ruling.of(item)) is None:
            return item
        self._stats.inc_value(f"newscrawl/restricted/{ruling.decision}/{ruling.kind}")
        is_live = adapt(adapt(item).get("provenance")).get("origin") == Origin.LIVE
        if self._choice == "flag" and not is_live:
            return item
        _drop_doubtful_quotes(item)
        if is_live:
            _reduce(item, STUB)
            return item
        if self._choice == "drop":
            ruling = Ruling.of(item) or ruling
            self._run.store.decisions.record(self._run.number, Identity.of(item), ruling)
            raise Dropped(f"{ruling.decision} ({ruling.kind})", log_level="INFO")
        _reduce(item, FACTS)
        return item


def _drop_doubtful_quotes(item: Any) -> None:
    """Take from *item* the evidence that is only possibly a notice.

    It decides nothing, and its quotes may be sentences of the article.
    """
    policy = ItemAdapter(item).get("policy")
    if not ItemAdapter.is_item(policy):
        return
    adapter = ItemAdapter(policy)
    adapter["evidence"] = [
        evidence
        for evidence in adapter.get("evidence") or []
        if ItemAdapter(evidence).get("level") != Level.POSSIBLE
    ]


def _reduce(item: Any, kept: frozenset[str]) -> None:
    adapter = ItemAdapter(item)
    for name, value in adapter.items():
        if name not in kept:
            adapter[name] = [] if isinstance(value, list) else None
