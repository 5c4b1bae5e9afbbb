"""Streams for what believes a header: windows on a file, files with an allowance, with holes."""

from __future__ import annotations

import errno
import io
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, BinaryIO, cast

from newscrawl.exceptions import UnreadableInput
from newscrawl.readers.names import printable

__all__ = [
    "GuardedFile", "Window", "bounded", "copying", "find_bytes", "occurrences", "oversize",
    "past_hole", "spooled",
]  # fmt: skip

_PIECE = 65_536
_FIRST_SEARCHED, _MOST_SEARCHED = 4_096, 1024 * 1024
_IN_MEMORY = 4 * 1024 * 1024


class GuardedFile:
    """A file of which only so many bytes can be read, for ``zipfile`` and ``tarfile``.

    They read headers as large as a file says they are: here that raises UnreadableInput. A
    stream that cannot seek is read on to where it is to go, and goes back into what was read last.
    """

    def __init__(self, stream: BinaryIO, allowance: int) -> None:
        self._stream = stream
        self._position = 0
        self._last = self._ahead = b""
        self.allowance = allowance
        """Bytes that may still be read."""

    def read(self, size: int = -1) -> bytes:
        """Return *size* bytes, fewer at the end."""
        if size > self.allowance:
            raise UnreadableInput("its headers claim to be larger than they may")
        data = self._take(self.allowance if size < 0 else size)
        self.allowance -= len(data)
        return data

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to *offset*."""
        if self._stream.seekable():
            self._position = self._stream.seek(offset, whence)
            return self._position
        if 0 < (back := self._position - offset) <= len(self._last):
            self._last, self._ahead = self._last[:-back], self._last[-back:] + self._ahead
            self._position = offset
        while self._position < offset and self._take(min(_PIECE, offset - self._position)):
            pass
        return self._position

    def _take(self, size: int) -> bytes:
        data, self._ahead = self._ahead[:size], self._ahead[size:]
        if len(data) < size:
            data += self._stream.read(size - len(data))
        self._position += len(data)
        self._last = self._last[-1:] + data
        return data

    def tell(self) -> int:
        """Return where the next byte is read."""
        return self._position

    def seekable(self) -> bool:
        """Whether it can be read out of order."""
        return self._stream.seekable()


class Window(io.RawIOBase):
    """The bytes of a seekable *stream* from *start* on, *size* of them at most."""

    def __init__(self, stream: BinaryIO, start: int, size: int) -> None:
        self._stream = stream
        self._start = start
        self._size = size
        self._position = 0

    def readable(self) -> bool:
        """Yes."""
        return True

    def seekable(self) -> bool:
        """Yes."""
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to *offset*."""
        base = (0, self._position, self._size)[whence]
        self._position = max(0, base + offset)
        return self._position

    def readinto(self, buffer: Any) -> int:
        """Fill *buffer*; return the number of bytes."""
        size = min(len(buffer), max(0, self._size - self._position))
        self._stream.seek(self._start + self._position)
        data = self._stream.read(size)
        buffer[: len(data)] = data
        self._position += len(data)
        return len(data)

    def buffered(self) -> io.BufferedReader:
        """Return it with a buffer."""
        return io.BufferedReader(self, _PIECE)


def bounded(stream: BinaryIO, limit: int) -> bytes:
    """Return all of *stream*. Raises UnreadableInput when that is more than *limit* bytes."""
    pieces = []
    left = limit + 1
    while left and (piece := stream.read(min(left, _PIECE))):
        left -= len(piece)
        pieces.append(piece)
    if not left:
        raise oversize(f"more than {limit:,}", limit)
    return b"".join(pieces)


def oversize(size: str, limit: int) -> UnreadableInput:
    """Return the error for a page of *size* bytes where *limit* are allowed."""
    return UnreadableInput(f"{size} bytes, over the limit of {limit:,} (NEWSCRAWL_MAX_PAGE_SIZE)")


def spooled(stream: BinaryIO, limit: int) -> BinaryIO:
    """Return a seekable copy of *stream*, on the disk unless it is small.

    It is gone once it is closed. Raises UnreadableInput beyond *limit* bytes, and where there is
    no room for it.
    """
    left = limit
    # What cannot be written to its end cannot be closed either.
    with copying(), ExitStack() as unfinished:
        copy = unfinished.enter_context(tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY))
        while piece := stream.read(_PIECE):
            left -= len(piece)
            if left < 0:
                raise UnreadableInput(f"a container within a container of over {limit:,} bytes")
            copy.write(piece)
        copy.seek(0)
        unfinished.pop_all()
    return cast("BinaryIO", copy)


@contextmanager
def copying() -> Iterator[None]:
    """Raise UnreadableInput for what cannot be written, naming the place: it is not the input's."""
    try:
        yield
    except OSError as error:
        place = printable(tempfile.gettempdir())
        reason = error.strerror or str(error)
        raise UnreadableInput(f"no temporary copy of it in {place}: {reason}") from error


def past_hole(stream: BinaryIO, position: int) -> int:
    """Return where the data of a sparse file go on that have a hole at *position*; else that.

    Where nothing but a hole follows it is the end. *stream* stays where it is.
    """
    if not (isinstance(stream, io.BufferedReader) and isinstance(stream.raw, io.FileIO)):
        return position
    descriptor = stream.fileno()
    here = os.lseek(descriptor, 0, os.SEEK_CUR)
    try:
        return os.lseek(descriptor, position, os.SEEK_DATA)
    except OSError as error:
        is_end = error.errno == errno.ENXIO
        return max(position, os.fstat(descriptor).st_size) if is_end else position
    finally:
        # The buffer trusts that nobody else moves it.
        os.lseek(descriptor, here, os.SEEK_SET)


def find_bytes(stream: BinaryIO, position: int, wanted: bytes) -> int:
    """Return where *wanted* first stands in *stream*, from *position* on; -1 where it does not."""
    pattern = re.compile(re.escape(wanted))
    found = next(occurrences(stream, position, pattern, len(wanted)), None)
    return found[0] if found is not None else -1


def occurrences(
    stream: BinaryIO, position: int, pattern: re.Pattern[bytes], reach: int
) -> Iterator[tuple[int, bytes]]:
    """Yield where *pattern* stands in *stream*, from *position* on, and *reach* bytes from there.

    No match is longer. Holes of a sparse file are leapt over: they hold no mark.
    """
    position = past_hole(stream, position)
    held, piece, is_more = b"", _FIRST_SEARCHED, True
    while is_more:
        stream.seek(position + len(held))
        chunk = stream.read(piece)
        # Where marks stand close together each search ends soon.
        piece = min(2 * piece, _MOST_SEARCHED)
        held, is_more = held + chunk, bool(chunk)
        end = position + len(held)
        data = past_hole(stream, end)
        # What may have begun at the end is looked at with what follows, but for a hole.
        passed = max(0, len(held) - reach + 1) if is_more and data == end else len(held)
        for match in pattern.finditer(held):
            if match.start() >= passed:
                break
            yield position + match.start(), held[match.start() : match.start() + reach]
        held = held[passed:]
        position = data - len(held)
