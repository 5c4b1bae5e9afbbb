"""The end of a ZIP archive, which tells where its directory is."""

from __future__ import annotations

import io
import struct
from typing import BinaryIO, NamedTuple

__all__ = ["DirectoryEnd", "directory_end"]

# APPNOTE 4.3.14 to 4.3.16
_END, _END_MARK = struct.Struct("<4s6xHLLH"), b"PK\x05\x06"
_LOCATOR, _LOCATOR_MARK = struct.Struct("<4s4xQL"), b"PK\x06\x07"
_WIDE_END, _WIDE_END_MARK = struct.Struct("<4s36xQQ"), b"PK\x06\x06"
_LONGEST_COMMENT = 0xFFFF
_MOST_COUNTED = 0xFFFF


class DirectoryEnd(NamedTuple):
    """Where the directory really starts, its ``size`` in bytes, how many ``members`` it counts.

    ``stated_start`` does not count what stands before the archive, such as what unpacks it.
    """

    start: int
    size: int
    stated_start: int
    members: int

    def lost(self, listed: int) -> int:
        """Return how many more members are counted than those *listed*.

        The field has 16 bits. All of them set refer to the end of ZIP64; some writers let it run
        over.
        """
        return (
            0 if self.members == _MOST_COUNTED else max(0, self.members - (listed & _MOST_COUNTED))
        )


def directory_end(stream: BinaryIO) -> DirectoryEnd:
    """Return what the end of the ZIP archive in *stream* tells; raises ValueError without one."""
    total = stream.seek(0, io.SEEK_END)
    tail_at = stream.seek(max(0, total - _LONGEST_COMMENT - _END.size))
    tail = stream.read()
    at = tail.rfind(_END_MARK, 0, max(0, len(tail) - _END.size + len(_END_MARK)))
    if at < 0:
        raise ValueError("it has no end")
    _, count, size, stated_start, _ = _END.unpack_from(tail, at)
    end_at = tail_at + at
    wide = _wide_end(stream, end_at - _LOCATOR.size)
    if wide is not None:
        end_at, size, stated_start = wide
    if end_at < size:
        raise ValueError("it claims more bytes than there are")
    return DirectoryEnd(end_at - size, size, stated_start, count)


def _wide_end(stream: BinaryIO, locator_at: int) -> tuple[int, int, int] | None:
    """Return the place of the end of ZIP64, the size and the stated start that it tells.

    It stands right before its locator, or where that says: it may be longer than usual.
    """
    last = locator_at - _WIDE_END.size
    if last < 0:
        return None
    stream.seek(locator_at)
    mark, stated, files = _LOCATOR.unpack(stream.read(_LOCATOR.size))
    if mark != _LOCATOR_MARK:
        return None
    if files > 1:
        raise ValueError("it is one of several files")
    for at in (last, min(stated, last)):
        stream.seek(at)
        mark, size, start = _WIDE_END.unpack(stream.read(_WIDE_END.size))
        if mark == _WIDE_END_MARK:
            return at, size, start
    return None
