"""Parquet and Arrow feeds: ``-O articles.parquet``, with pyarrow (``newscrawl[parquet]``)."""

from __future__ import annotations

from abc import abstractmethod
from importlib.util import find_spec
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from newscrawl.exceptions import UsageError
from newscrawl.exporters.whole import WholeFeed
from newscrawl.items import NewsArticle
from newscrawl.store.identity import plain

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["ArrowExporter", "ParquetExporter"]

_ROWS = 1_000
_CHARACTERS = 8_000_000
"""Text of articles that may wait; so much, or so many rows, make a row group."""


class _TableExporter(WholeFeed):
    """Writes articles in groups of rows, nested fields as structs, lists and maps.

    The columns are those of :class:`NewsArticle`, whatever the items hold, so that the feeds of
    all runs fit together. Such a file ends with the table of its contents: one that a killed
    run left has none, and no reader takes it for a whole one.
    """

    def __init__(self, file: IO[bytes], **options: Any) -> None:
        from newscrawl.exporters.arrow import schema_of  # noqa: PLC0415  # pyarrow is optional

        super().__init__(dont_fail=True, **options)
        self._schema = schema_of(NewsArticle, self.fields_to_export)
        self._file = file
        self._writer: Any = None
        self._rows: list[dict[str, Any]] = []
        self._characters = 0

    @classmethod
    def check_feed(cls, path: Path | None, *, overwrite: bool) -> None:
        """Raise UsageError when a feed at the local *path* (None: elsewhere) could not be made."""
        if find_spec("pyarrow") is None:
            raise UsageError(f"{cls.what} needs pyarrow: pip install 'newscrawl[parquet]'")
        super().check_feed(path, overwrite=overwrite)

    def start_exporting(self) -> None:
        """Begin the file."""
        self._writer = self._opened(self._file, self._schema)

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

    @abstractmethod
    def _opened(self, file: IO[bytes], schema: pa.Schema) -> Any:
        """Return what writes tables of *schema* to *file*."""

    def _write(self) -> None:
        from newscrawl.exporters.arrow import table_of  # noqa: PLC0415

        if self._rows and self._writer is not None:
            self._writer.write_table(table_of(self._rows, self._schema))
        self._rows, self._characters = [], 0


class ParquetExporter(_TableExporter):
    """Writes a Parquet file, its row groups packed with zstandard."""

    what = "a Parquet file"

    def _opened(self, file: IO[bytes], schema: pa.Schema) -> Any:
        import pyarrow.parquet as pq  # noqa: PLC0415

        return pq.ParquetWriter(file, schema, compression="zstd")


class ArrowExporter(_TableExporter):
    """Writes an Arrow file (IPC, also called Feather), which is read without unpacking."""

    what = "an Arrow file"

    def _opened(self, file: IO[bytes], schema: pa.Schema) -> Any:
        import pyarrow as pa  # noqa: PLC0415

        return pa.ipc.new_file(file, schema)
