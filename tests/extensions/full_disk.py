"""A storage of feeds that is full after so many bytes: ``full:300/name.csv``."""

from __future__ import annotations

import errno
import io
import os
from typing import IO, Any, cast


class FullDisk:
    """Stands where Scrapy's storage of local files does."""

    def __init__(self, uri: str, *, feed_options: Any = None) -> None:
        self._room = int(uri.removeprefix("full:").partition("/")[0])

    def open(self, _: object) -> IO[bytes]:
        """Return a file with that much room."""
        return cast("IO[bytes]", io.BufferedWriter(_Full(self._room)))

    def store(self, file: IO[bytes]) -> None:
        """End *file*."""
        file.close()


class _Full(io.RawIOBase):
    def __init__(self, room: int) -> None:
        self._room = room

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        size = memoryview(data).nbytes
        if size > self._room:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        self._room -= size
        return size
