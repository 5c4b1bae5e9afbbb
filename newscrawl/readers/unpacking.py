"""Packed data (gzip, bzip2, xz, LZMA, zstandard) as a stream, member by member, always bounded."""

from __future__ import annotations

import bz2
import io
import lzma
import sys
from typing import Any, BinaryIO, Protocol

from newscrawl.exceptions import UnreadableInput
from newscrawl.readers.content import Format
from newscrawl.readers.deflate import Deflated, DeflateError
from newscrawl.readers.model import Budget, Limits

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

__all__ = ["MAGIC", "PACKED", "Packed", "glance", "unpacked", "unpacking"]

PACKED = frozenset([Format.GZIP, Format.BZIP2, Format.XZ, Format.LZMA, Format.ZSTD])
_PIECE = 65_536
_FIRST_STEP = 4_096
"""What looks like a member, and is none, mostly shows it soon."""
_GLANCE = 512
MAGIC = {
    Format.GZIP: b"\x1f\x8b\x08",
    Format.BZIP2: b"BZh",
    Format.XZ: b"\xfd7zXZ\x00",
    Format.ZSTD: b"\x28\xb5\x2f\xfd",
    Format.LZMA: b"",
    Format.DEFLATE: b"",
}
"""How every member begins."""
_MEGABYTE = 1024 * 1024
_XZ_MEMORY = 96 * _MEGABYTE
_ZSTD_WINDOW = 27  # 128 MB, what ``zstd --long`` uses
_TOO_WIDE = "Frame requires too much memory"
_SKIPPABLE = range(0x184D2A50, 0x184D2A60)  # RFC 8878 section 3.1.2
_DICTIONARY = 0x184D2A5D  # "Use of Zstandard in WARC", section 3
_MOST_DICTIONARY = 16 * _MEGABYTE
_ERRORS = (DeflateError, OSError, EOFError, lzma.LZMAError, zstd.ZstdError, ValueError, MemoryError)


class _Decoder(Protocol):
    """What the standard library's decompressors have in common."""

    @property
    def eof(self) -> bool: ...

    @property
    def unused_data(self) -> bytes: ...

    @property
    def needs_input(self) -> bool: ...

    def decompress(self, data: bytes, max_length: int = -1) -> bytes: ...


class Packed:
    """Packed data in *stream*, from its position on, a member after another.

    Deflated and LZMA data have no mark to begin with, and are one member. What comes *ahead*
    stands before what is in the stream.

    ``start`` is the offset of the member in hand. Raises UnreadableInput where the data are
    damaged or end early; :meth:`move` goes on behind the damage.
    """

    def __init__(self, stream: BinaryIO, form: Format, budget: Budget, ahead: bytes = b"") -> None:
        self._stream = stream
        self._form = form
        self._budget = budget
        self._dictionary: Any = None
        self.start = self._end = stream.tell() if stream.seekable() else 0
        self._input = ahead
        self._begun = self._is_over = False
        self._step = _PIECE
        self._decoder: _Decoder | None = None

    @property
    def magic(self) -> bytes:
        """How every member begins."""
        return MAGIC[self._form]

    @property
    def rest(self) -> int | None:
        """Where something follows the last member that is none; None when nothing does, or yet."""
        return self._end - len(self._input) if self._is_over and self._input else None

    def move(self, offset: int) -> None:
        """Go to the member that begins at *offset*. The stream must be seekable."""
        if offset and self._form is Format.ZSTD and not self._begun:
            self._go(0)
            self._skip_frames()
        self._go(offset)

    def next_member(self) -> bool:
        """Begin the next member; False when there is none.

        Padding is passed over; what else follows the last member is left alone, as gzip(1) does.
        """
        padding = b"\0" if self._form in {Format.GZIP, Format.XZ} else b""
        self._input = self._input.lstrip(padding)
        while not self._input and self._fill():
            self._input = self._input.lstrip(padding)
        if self._form is Format.ZSTD:
            self._skip_frames()
        if not self._need(len(self.magic)) and not self._input:
            return False
        if self._begun and not (self.magic and self._input.startswith(self.magic)):
            self._is_over = True
            return False
        self.start = self._end - len(self._input)
        self._begun = True
        self._decoder = self._new_decoder()
        return True

    def piece(self, size: int = _PIECE) -> bytes:
        """Return up to *size* bytes of the member in hand; nothing when it has ended."""
        decoder = self._decoder
        if decoder is None:
            return b""
        while not decoder.eof:
            if decoder.needs_input and not self._input and not self._fill():
                self._decoder = None
                raise UnreadableInput(f"the {self._form} end early")
            given, self._input = (self._input, b"") if decoder.needs_input else (b"", self._input)
            try:
                piece = decoder.decompress(given, size)
            except _ERRORS as error:
                self._decoder = None
                raise UnreadableInput(_told(self._form, error)) from error
            if piece:
                self._budget.spend(len(piece))
                return piece
        self._input = decoder.unused_data + self._input
        self._decoder = None
        return b""

    def _go(self, offset: int) -> None:
        self._stream.seek(offset)
        self._end, self._input, self._decoder = offset, b"", None
        self._begun = self._is_over = False
        self._step = _FIRST_STEP

    def _fill(self) -> bool:
        chunk = self._stream.read(self._step)
        self._step = min(2 * self._step, _PIECE)
        self._end += len(chunk)
        self._input += chunk
        return bool(chunk)

    def _need(self, size: int) -> bool:
        while len(self._input) < size:
            if not self._fill():
                return False
        return True

    def _skip_frames(self) -> None:
        """Pass over skippable frames, taking the dictionary among them."""
        while self._need(8) and int.from_bytes(self._input[:4], "little") in _SKIPPABLE:
            magic = int.from_bytes(self._input[:4], "little")
            size = int.from_bytes(self._input[4:8], "little")
            if size > _MOST_DICTIONARY or not self._need(8 + size):
                raise UnreadableInput("damaged zstandard data (a frame to be skipped)")
            content, self._input = self._input[8 : 8 + size], self._input[8 + size :]
            if magic == _DICTIONARY:
                self._dictionary = _dictionary(content)

    def _new_decoder(self) -> _Decoder:
        match self._form:
            case Format.BZIP2:
                return bz2.BZ2Decompressor()
            case Format.XZ:
                return lzma.LZMADecompressor(memlimit=_XZ_MEMORY)
            case Format.LZMA:
                return lzma.LZMADecompressor(lzma.FORMAT_ALONE, memlimit=_XZ_MEMORY)
            case Format.ZSTD:
                options = {int(zstd.DecompressionParameter.window_log_max): _ZSTD_WINDOW}
                return zstd.ZstdDecompressor(self._dictionary, options)
            case Format.DEFLATE:
                return Deflated(gzip=False)
            case _:
                return Deflated()


class _Unpacking(io.RawIOBase):
    """All members of packed data as one stream of bytes."""

    def __init__(self, packed: Packed) -> None:
        self._packed = packed
        self._rest = b""
        self._damage: UnreadableInput | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if self._damage is not None:
            raise self._damage
        filled = 0
        while filled < len(buffer) and self._refill(is_first=not filled):
            size = min(len(buffer) - filled, len(self._rest))
            buffer[filled : filled + size] = self._rest[:size]
            self._rest = self._rest[size:]
            filled += size
        return filled

    def _refill(self, *, is_first: bool) -> bool:
        try:
            while not self._rest:
                self._rest = self._packed.piece()
                if not self._rest and not self._packed.next_member():
                    return False
        except UnreadableInput as error:
            # What came before the damage is handed on first.
            self._damage = error
            if is_first:
                raise
            return False
        return True


def unpacked(packed: Packed) -> io.BufferedReader:
    """Return all members of *packed* as one stream; reading raises UnreadableInput as it does."""
    return io.BufferedReader(_Unpacking(packed), _PIECE)


def unpacking(
    stream: BinaryIO, form: Format, budget: Budget, ahead: bytes = b""
) -> io.BufferedReader:
    """Return what is packed in *stream*, of which so much is *ahead*.

    Reading raises UnreadableInput where it is damaged.
    """
    return unpacked(Packed(stream, form, budget, ahead))


def glance(stream: BinaryIO, form: Format) -> bytes:
    """Return the first bytes of what is packed in the seekable *stream*, which stays as it is.

    They are few, so that little of it has to be sound. Raises UnreadableInput.
    """
    start = stream.tell()
    packed = Packed(stream, form, Budget(0, Limits()))
    try:
        return packed.piece(_GLANCE) if packed.next_member() else b""
    finally:
        stream.seek(start)


def _dictionary(content: bytes) -> Any:
    try:
        if content.startswith(b"\x28\xb5\x2f\xfd"):
            content = zstd.ZstdDecompressor().decompress(content, _MOST_DICTIONARY)
        return zstd.ZstdDict(content, is_raw=not content.startswith(b"\x37\xa4\x30\xec"))
    except _ERRORS as error:
        raise UnreadableInput("the dictionary of the zstandard data is damaged") from error


def _told(form: Format, error: BaseException) -> str:
    if _TOO_WIDE in str(error):
        return f"the {form} need a window of more than {2**_ZSTD_WINDOW // _MEGABYTE} MB"
    return f"damaged {form} ({' '.join(str(error).split())[:100] or type(error).__name__})"
