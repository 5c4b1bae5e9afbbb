"""JSON Lines: one item a line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from scrapy.exporters import JsonLinesItemExporter

from newscrawl.items import NewsArticle
from newscrawl.store.identity import plain

__all__ = ["JsonLinesExporter"]


class JsonLinesExporter(JsonLinesItemExporter):
    """Scrapy's own, which asks of each field of each nested item what it may be.

    Of an article that is known: written whole, it takes a fifth of the time.
    """

    def get_serialized_fields(
        self, item: Any, default_value: Any = None, include_empty: bool | None = None
    ) -> Iterable[tuple[str, Any]]:
        """Return the names and values to write of *item*."""
        if type(item) is NewsArticle and self.fields_to_export is None:
            fields: dict[str, Any] = plain(item)
            return fields.items()
        return super().get_serialized_fields(item, default_value, include_empty)
