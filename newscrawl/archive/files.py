"""Archive files: named for good, added to record by record, readable whenever that ends."""

from __future__ import annotations

import gzip
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from newscrawl.archive.records import Record, description

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

__all__ = ["COMPRESSIONS", "ArchiveFiles"]

COMPRESSIONS: Mapping[str, tuple[str, Callable[[bytes], bytes]]] = {
    "gz": (".warc.gz", lambda content: gzip.compress(content, 6, mtime=0)),
    "zst": (".warc.zst", zstd.compress),
    "none": (".warc", bytes),
}
"""By name: the ending of the files, and how each record is packed, alone."""


class ArchiveFiles:
    """The files of one run in *folder*, made when there is something to write.

    The records of one page are written in one go and are packed one by one, so that a file ends
    with the last whole record whenever its writer is killed. A file that has more than *size*
    bytes is added to no more. No file is ever opened again: the next run makes its own.
    """

    def __init__(
        self, folder: Path, run: int, size: int, compression: str, fields: Mapping[str, str]
    ) -> None:
        self._folder = folder
        self._run = run
        self._size = size
        self._ending, self._pack = COMPRESSIONS[compression]
        self._fields = fields
        self._serials = count()
        self._file: int | None = None
        self._warcinfo = ""
        self._length = 0
        self.paths: list[Path] = []
        """Those that were made, in order."""

    def begin(self) -> bool:
        """Make sure that there is a file with room; return whether it is a new one.

        Raises OSError.
        """
        if self._file is not None and self._length < self._size:
            return False
        self.close()
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._free_path()
        opening = description(path.name, self._fields)
        self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_EXCL, 0o666)
        self.paths.append(path)
        self._length, self._warcinfo = 0, opening.identity
        self._append(self._pack(opening.written()))
        return True

    def write(self, records: Iterable[Record]) -> None:
        """Add *records* to the file that was begun. Raises OSError; then none of them is in it."""
        self._append(b"".join(self._pack(each.written(self._warcinfo)) for each in records))

    def close(self) -> None:
        """End the file."""
        if self._file is not None:
            os.close(self._file)
        self._file = None

    def _append(self, content: bytes) -> None:
        assert self._file is not None
        left = memoryview(content)
        try:
            while left:
                left = left[os.write(self._file, left) :]
        except OSError:
            os.ftruncate(self._file, self._length)
            raise
        self._length += len(content)

    def _free_path(self) -> Path:
        stamp = datetime.now(UTC).strftime("%Y%m%d%H%M%S")
        names = (
            f"newscrawl-{stamp}-{serial:05}-run{self._run}{self._ending}"
            for serial in self._serials
        )
        return next(path for path in map(self._folder.joinpath, names) if not path.exists())
