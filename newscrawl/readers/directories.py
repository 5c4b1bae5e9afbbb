"""The directory at the end of a ZIP archive, read member by member: there may be millions."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from newscrawl.exceptions import UnreadableInput
from newscrawl.readers.entries import Entry, spelled
from newscrawl.readers.streams import Window

__all__ = ["DIRECTORY", "Directory"]

DIRECTORY = "the directory of the ZIP archive"
# APPNOTE 4.3.12 to 4.3.16, 4.5.3
_RECORD = struct.Struct("<4s4xHH4xLLLHHH4xLL")
_RECORD_MARK = b"PK\x01\x02"
_END, _END_64 = struct.Struct("<10xH"), struct.Struct("<56x20x")
_PART, _WIDE_PART = struct.Struct("<HH"), 0x0001
_WIDE, _IS_WIDE = struct.Struct("<Q"), 0xFFFF_FFFF
_MOST_COUNTED = 0xFFFF
_ERRORS = (zipfile.BadZipFile, struct.error, ValueError, OverflowError)


class Directory:
    """The members that the directory of *stream* lists, without folders.

    Each iteration reads it anew, and nothing of it is kept. Raises UnreadableInput when it has
    none, and while it is read where it is damaged.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        try:
            end = zipfile._EndRecData(stream)  # type: ignore[attr-defined]  # noqa: SLF001
        except _ERRORS as error:
            raise _damaged(str(error)) from error
        if end is None:
            raise _damaged("it has no end")
        mark, *_, self._size, stated, _, _, end_at = end
        self._end_at: int = end_at
        stream.seek(end_at)
        # Until late in 2025 Python told the place of the last end, also where that of ZIP64 counts.
        is_last = stream.read(len(mark)) != mark
        self._start = end_at - self._size - (_END_64.size if is_last else 0)
        if self._start < 0:
            raise _damaged("it claims more bytes than there are")
        self._shift = self._start - stated
        """What stands before the archive, which its offsets do not count."""

    def __iter__(self) -> Iterator[Entry]:
        """Yield the members."""
        return (entry for entry in self.listed() if not entry.is_folder)

    def listed(self) -> Iterator[Entry]:
        """Yield what is listed, folders included."""
        records = Window(self._stream, self._start, self._size).buffered()
        try:
            while record := records.read(_RECORD.size):
                yield self._entry(record, records)
        except _ERRORS as error:
            raise _damaged(str(error)) from error

    def lost(self, listed: int) -> int:
        """Return how many more than those *listed* its end counts."""
        self._stream.seek(self._end_at)
        (count,) = _END.unpack(self._stream.read(_END.size))
        return 0 if count == _MOST_COUNTED else max(0, count - (listed & _MOST_COUNTED))

    def _entry(self, record: bytes, more: BinaryIO) -> Entry:
        mark, flags, method, crc, packed, size, *sizes, attributes, offset = _RECORD.unpack(record)
        if mark != _RECORD_MARK:
            raise ValueError("what it lists is no member")
        name, extra, _ = map(more.read, sizes)
        if extra:
            size, packed, offset = _widened((size, packed, offset), extra)
        return Entry(
            spelled(name, flags, "strict"),
            method,
            flags,
            min(offset + self._shift, self._start),  # behind it there is none
            packed,
            size,
            crc,
            attributes >> 16,
        )


def _widened(numbers: Sequence[int], extra: bytes) -> Iterator[int]:
    """Yield *numbers*, those too large for their fields as the parts of *extra* have them."""
    wide, at = b"", 0
    while at + _PART.size <= len(extra):
        kind, size = _PART.unpack_from(extra, at)
        at += _PART.size + size
        if at > len(extra):
            raise ValueError("a part of what it tells of a member is cut")
        if kind == _WIDE_PART:
            wide = extra[at - size : at]
    left = iter(_WIDE.iter_unpack(wide[: len(wide) // _WIDE.size * _WIDE.size]))
    for number in numbers:
        yield next(left, (number,))[0] if number == _IS_WIDE else number


def _damaged(how: str) -> UnreadableInput:
    return UnreadableInput(f"{DIRECTORY} is damaged ({how})")
