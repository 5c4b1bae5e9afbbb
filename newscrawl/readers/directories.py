"""The directory at the end of a ZIP archive, read member by member: there may be millions."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import BinaryIO

from newscrawl.exceptions import UnreadableInput
from newscrawl.readers.directory_ends import directory_end
from newscrawl.readers.entries import Entry, spelled, widened
from newscrawl.readers.streams import Window

__all__ = ["DIRECTORY", "Directory"]

DIRECTORY = "the directory of the ZIP archive"
# APPNOTE 4.3.12
_RECORD = struct.Struct("<4s4xHH4xLLLHHH4xLL")
_RECORD_MARK = b"PK\x01\x02"
_ERRORS = (struct.error, ValueError, OverflowError)


class Directory:
    """The members that the directory of *stream* lists, without folders.

    Each iteration reads it anew, and nothing of it is kept. Raises UnreadableInput when it has
    none, and while it is read where it is damaged.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        try:
            self.end = directory_end(stream)
        except _ERRORS as error:
            raise _damaged(str(error)) from error
        # What stands before the archive, which its offsets do not count.
        self._shift = self.end.start - self.end.stated_start

    def __iter__(self) -> Iterator[Entry]:
        """Yield the members."""
        return (entry for entry in self.listed() if not entry.is_folder)

    def listed(self) -> Iterator[Entry]:
        """Yield what is listed, folders included."""
        records = Window(self._stream, self.end.start, self.end.size).buffered()
        try:
            while record := records.read(_RECORD.size):
                yield self._entry(record, records)
        except _ERRORS as error:
            raise _damaged(str(error)) from error

    def _entry(self, record: bytes, more: BinaryIO) -> Entry:
        if len(record) < _RECORD.size:
            raise ValueError("it is cut")
        mark, flags, method, crc, packed, size, *sizes, attributes, offset = _RECORD.unpack(record)
        if mark != _RECORD_MARK:
            raise ValueError("what it lists is no member")
        name, extra, _ = map(more.read, sizes)
        if extra:
            size, packed, offset = widened((size, packed, offset), extra)
        return Entry(
            spelled(name, flags, "strict"),
            method,
            flags,
            min(offset + self._shift, self.end.start),  # behind it there is none
            packed,
            size,
            crc,
            attributes >> 16,
        )


def _damaged(how: str) -> UnreadableInput:
    return UnreadableInput(f"{DIRECTORY} is damaged ({how})")
