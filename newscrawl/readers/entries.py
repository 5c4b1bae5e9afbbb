"""Members of ZIP archives: what is told of one, and what it holds."""

from __future__ import annotations

import stat
import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from os import SEEK_END
from typing import BinaryIO

from newscrawl.exceptions import UnreadableInput
from newscrawl.readers.content import Format
from newscrawl.readers.model import Budget
from newscrawl.readers.streams import Window
from newscrawl.readers.unpacking import unpacking

__all__ = ["LOCAL", "STORED", "ZIP_MEMBER", "Entry", "name_size", "spelled", "widened"]

LOCAL = struct.Struct("<4sHHHHHLLLHH")
"""The header that stands before a member."""
ZIP_MEMBER = b"PK\x03\x04"
"""How a member begins."""
STORED, _LZMA = 0, 14
_PIECE = 65_536
_ENCRYPTED, _UTF_8 = 0x1, 0x800
# APPNOTE 4.5.3
_PART, _WIDE_PART = struct.Struct("<HH"), 0x0001
_WIDE, _IS_WIDE = struct.Struct("<Q"), 0xFFFF_FFFF
_LZMA_TELLS_END, _LZMA_OPEN = 0x2, 2**64 - 1
_METHODS = {8: Format.DEFLATE, 12: Format.BZIP2, 20: Format.ZSTD, 93: Format.ZSTD, 95: Format.XZ}


@dataclass(frozen=True, slots=True)
class Entry:
    """A member. Its sizes and ``crc`` are None where its header leaves them to a trailer."""

    name: str
    method: int
    flags: int
    offset: int
    packed: int | None
    size: int | None
    crc: int | None
    mode: int = 0

    @property
    def is_folder(self) -> bool:
        """Whether it is a folder, which holds nothing itself."""
        return self.name.endswith("/") and not self.size

    @property
    def is_link(self) -> bool:
        """Whether it stands for a symbolic link."""
        return stat.S_ISLNK(self.mode)

    def missing(self, stream: BinaryIO, content: bytes) -> str:
        """Return of what there is less than it claims, *content* came of it; empty if nothing."""
        if self.packed is None or self.size is None:
            return ""
        is_cut = self._start(stream) + self.packed > stream.seek(0, SEEK_END)
        # What is packed ends by itself, whatever its header claims.
        if is_cut and (self.method == STORED or len(content) < self.size):
            return f"it claims {self.packed:,} bytes, and there are fewer"
        return ""

    def is_sound(self, stream: BinaryIO, content: bytes, budget: Budget) -> bool:
        """Whether it agrees with its checksum, if there is one.

        *content* is what came of it. Where that is something else, as of a mail its page, or
        damaged, it is read again.
        """
        if self.crc is None or zlib.crc32(content) == self.crc:
            return True
        crc, again = 0, self.open(stream, budget)
        try:
            while piece := again.read(_PIECE):
                crc = zlib.crc32(piece, crc)
        except UnreadableInput:
            return False
        return crc == self.crc

    def open(self, stream: BinaryIO, budget: Budget) -> BinaryIO:
        """Return what it holds; seekable where it is stored as it is.

        Raises UnreadableInput when it is encrypted, damaged, or packed in a way we do not read.
        """
        if self.flags & _ENCRYPTED:
            raise UnreadableInput("it is encrypted")
        start = self._start(stream)
        size = stream.seek(0, SEEK_END) if self.packed is None else self.packed
        window = Window(stream, start, size).buffered()
        if self.method == STORED:
            if self.packed is None:
                raise UnreadableInput("where it ends does not show")
            return window
        if self.method == _LZMA:
            return unpacking(window, Format.LZMA, budget, self._lzma_header(window))
        if self.method not in _METHODS:
            raise UnreadableInput(f"it is packed by method {self.method}, which is not read")
        return unpacking(window, _METHODS[self.method], budget)

    def _start(self, stream: BinaryIO) -> int:
        """Return where in *stream* its content begins. Raises UnreadableInput."""
        lengths = _lengths(stream, self.offset)
        if lengths is None:
            raise UnreadableInput("it is not where the directory of the archive says")
        return self.offset + LOCAL.size + sum(lengths)

    def _lzma_header(self, window: BinaryIO) -> bytes:
        """Return what begins LZMA data elsewhere: the properties, and the size where it is needed.

        Before the properties a member has their version and size (APPNOTE 5.8.8).
        """
        properties = window.read(9)[4:]
        size = None if self.flags & _LZMA_TELLS_END else self.size
        return properties + (_LZMA_OPEN if size is None else size).to_bytes(8, "little")


def name_size(stream: BinaryIO, position: int) -> int | None:
    """Return the length of the name, which is read next, of the member at *position*, if any."""
    lengths = _lengths(stream, position)
    return lengths[0] if lengths is not None else None


def _lengths(stream: BinaryIO, position: int) -> tuple[int, int] | None:
    """Return the lengths of what follows the header at *position*: a name, and more; if any.

    A directory may place what it lists before the beginning, where that was cut off.
    """
    if position < 0:
        return None
    stream.seek(position)
    header = stream.read(LOCAL.size)
    if len(header) < LOCAL.size or not header.startswith(ZIP_MEMBER):
        return None
    *_, name, more = LOCAL.unpack(header)
    return name, more


def spelled(name: bytes, flags: int, errors: str = "replace") -> str:
    """Return the *name* of a member with these *flags*; a NUL byte ends it."""
    return name.decode("utf-8" if flags & _UTF_8 else "cp437", errors).partition("\0")[0]


def widened(numbers: Sequence[int], extra: bytes) -> Iterator[int]:
    """Yield *numbers*, those too large for their fields as the parts of *extra* have them.

    Raises ValueError where such a part is cut.
    """
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
