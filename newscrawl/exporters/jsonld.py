"""JSON-LD feeds: ``-O articles.jsonld``, one document; ``jsonld-lines``, one document a line."""

from __future__ import annotations

import json
from typing import IO, Any

from scrapy.exporters import BaseItemExporter

from newscrawl.exporters.linked_data import CONTEXT, node_of
from newscrawl.exporters.whole import WholeFeed
from newscrawl.items import SCHEMA_ORG
from newscrawl.store.identity import plain

__all__ = ["JsonLdExporter", "JsonLdLinesExporter"]


class JsonLdLinesExporter(BaseItemExporter):
    """Writes each article as a whole document in a line of its own, in UTF-8.

    Lines can be added to, and those that a killed run has written stay readable.
    """

    def __init__(self, file: IO[bytes], **options: Any) -> None:
        super().__init__(dont_fail=True, **options)
        self._file = file
        self._names = frozenset(self.fields_to_export or SCHEMA_ORG)

    def export_item(self, item: Any) -> None:
        """Write *item*."""
        self._write(_dumped({"@context": dict(CONTEXT), **self._node(item)}) + "\n")

    def _node(self, item: Any) -> dict[str, Any]:
        return node_of(plain(item), self._names)

    def _write(self, text: str) -> None:
        self._file.write(text.encode())


class JsonLdExporter(WholeFeed, JsonLdLinesExporter):
    """Writes one document, its articles in ``@graph``, as they come: none is held in memory."""

    what = "a JSON-LD document"
    _separator = "\n"

    def start_exporting(self) -> None:
        """Begin the document."""
        self._write(f'{{"@context": {_dumped(dict(CONTEXT))}, "@graph": [')

    def export_item(self, item: Any) -> None:
        """Write *item*."""
        self._write(self._separator + _dumped(self._node(item)))
        self._separator = ",\n"

    def finish_exporting(self) -> None:
        """End the document."""
        self._write("\n]}\n")


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
