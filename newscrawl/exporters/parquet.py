"""Parquet feeds: ``-O articles.parquet``, with pyarrow (``pip install newscrawl[parquet]``)."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from scrapy.exporters import BaseItemExporter

from newscrawl.exceptions import UsageError
from newscrawl.items import NewsArticle
from newscrawl.store.identity import plain

if TYPE_CHECKING:
    import pyarrow.parquet as pq

__all__ = ["ParquetExporter"]

_ROWS = 1_000
_CHARACTERS = 8_000_000
"""Text of articles that may wait; so much, or so many rows, make a row group."""


class ParquetExporter(BaseItemExporter):
    """Writes articles in row groups, nested fields as structs, lists and maps.

    The columns are those of :class:`NewsArticle`, whatever the items hold, so that the feeds of
    all runs fit together. A Parquet file ends with the table of its contents: one that a killed
    run left has none, and no reader takes it for a whole one.
    """

    def __init__(self, file: IO[bytes], **options: Any) -> None:
        from newscrawl.exporters.arrow import schema_of  # noqa: PLC0415  # pyarrow is optional

        super().__init__(dont_fail=True, **options)
        self._schema = schema_of(NewsArticle, self.fields_to_export)
        self._file = file
        self._writer: pq.ParquetWriter | None = None
        self._rows: list[dict[str, Any]] = []
        self._characters = 0

    @classmethod
    def check_feed(cls, path: Path | None, *, overwrite: bool) -> None:
        """Raise UsageError when a feed at the local *path* (None: elsewhere) could not be made."""
        if find_spec("pyarrow") is None:
            raise UsageError("Parquet needs pyarrow: pip install 'newscrawl[parquet]'")
        if path is not None and not overwrite and path.exists() and path.stat().st_size:
            raise UsageError(f"{path}: nothing can be added to a Parquet file; -O replaces it")

    def start_exporting(self) -> None:
        """Begin the file."""
        import pyarrow.parquet as pq  # noqa: PLC0415

        self._writer = pq.ParquetWriter(self._file, self._schema, compression="zstd")

    def export_item(self, item: Any) -> None:
        """Take *item*; write when enough has come together."""
        row = plain(item)
        self._rows.append(row)
        self._characters += len(row.get("article_body") or "")
        if len(self._rows) >= _ROWS or self._characters >= _CHARACTERS:
            self._write()

    def finish_exporting(self) -> None:
        """Write the rest and the end of the file."""
        self._write()
        if self._writer is not None:
            self._writer.close()

    def _write(self) -> None:
        from newscrawl.exporters.arrow import table_of  # noqa: PLC0415

        if self._rows and self._writer is not None:
            self._writer.write_table(table_of(self._rows, self._schema))
        self._rows, self._characters = [], 0
