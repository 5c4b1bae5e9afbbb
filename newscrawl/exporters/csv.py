"""CSV feeds in which nothing is lost: lists and objects are JSON within their cell."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from itemadapter import ItemAdapter
from scrapy.exporters import CsvItemExporter

from newscrawl.store.identity import plain

__all__ = ["CsvExporter"]


class CsvExporter(CsvItemExporter):
    """Writes text as it is, and everything else as JSON would; what is null or empty is blank.

    Scrapy's own joins the texts of a list by commas, which names contain, and shows objects as
    Python does.
    """

    def serialize_field(self, field: Mapping[str, Any], name: str, value: Any) -> Any:  # noqa: ARG002
        """Return what stands in the cell of *value*."""
        if "serializer" in field:
            return field["serializer"](value)
        if isinstance(value, bool):
            return json.dumps(value)
        if isinstance(value, list | tuple | dict) or ItemAdapter.is_item(value):
            return json.dumps(plain(value), ensure_ascii=False) if value else None
        return value
