"""Gzip and deflate (RFC 1952, RFC 1951), decompressed in the manner of bz2 and lzma."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Any, cast

from zlib_ng import zlib_ng

__all__ = ["DeflateError", "Deflated"]

# zlib-ng stands in for zlib, for the time, and is typed as that: its own stubs lack methods.
_decompressobj: Callable[[int], zlib._Decompress] = cast("Any", zlib_ng).decompressobj
_FIRST_STEP = 64
DeflateError: type[Exception] = cast("Any", zlib_ng).error


class Deflated:
    """Decompresses a member of gzip, or what is deflated only.

    What comes before damage is handed on; then DeflateError is raised.
    """

    def __init__(self, *, gzip: bool = True) -> None:
        self._inner = _decompressobj(zlib.MAX_WBITS + 16 if gzip else -zlib.MAX_WBITS)
        self._is_full = False
        self._damage: Exception | None = None

    @property
    def eof(self) -> bool:
        """Whether the member has ended."""
        return self._inner.eof

    @property
    def unused_data(self) -> bytes:
        """What follows the member."""
        return self._inner.unused_data

    @property
    def needs_input(self) -> bool:
        """Whether more has to be given before more can come out."""
        return not (self._inner.unconsumed_tail or self._is_full or self._inner.eof)

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        """Return at most *max_length* bytes of what *data* bring. Raises DeflateError."""
        if self._damage is not None:
            raise self._damage
        data = self._inner.unconsumed_tail + data
        before = self._inner.copy()
        try:
            piece = self._inner.decompress(data, max_length)
        except DeflateError as error:
            self._damage = error
            piece = _sound_part(before, data)
            if not piece:
                raise
        self._is_full = len(piece) == max_length or self._damage is not None
        return piece


def _sound_part(decoder: zlib._Decompress, data: bytes) -> bytes:
    """Return what *decoder* makes of *data* up to the byte that shows the damage.

    That is looked for in steps that grow, then by halves: byte by byte, or from the whole down, a
    file of nothing but beginnings took minutes.
    """
    pieces = []
    start, size, grows = 0, _FIRST_STEP, True
    while size and start < len(data):
        before = decoder.copy()
        try:
            pieces.append(decoder.decompress(data[start : start + size]))
            start += size
            size = 2 * size if grows else size
        except DeflateError:
            decoder, size, grows = before, size // 2, False
    return b"".join(pieces)
