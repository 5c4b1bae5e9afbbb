"""JSON Lines: what Scrapy's own exporter would write, sooner."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from scrapy.exporters import JsonLinesItemExporter

from newscrawl.exporters.lines import JsonLinesExporter
from newscrawl.items import NewsArticle
from tests.exporters.feeds import exported, full_article

# Of a pipeline that leaves what it has made of a text.
_MOMENT: Any = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
_DATED = NewsArticle(headline="Zoë", date_published=_MOMENT, date_modified=_MOMENT.date())


@pytest.mark.parametrize(
    "options", [{}, {"encoding": "utf-8"}, {"fields_to_export": ["headline", "policy"]}]
)
@pytest.mark.parametrize(
    "item", [full_article(), NewsArticle(), _DATED, {"price": 3, "tags": ("x",)}]
)
def test_lines_are_as_ever(item: Any, options: dict[str, Any]) -> None:
    assert exported(JsonLinesExporter, item, **options) == exported(
        JsonLinesItemExporter, item, **options
    )
