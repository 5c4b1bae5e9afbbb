"""Decompression of HTTP bodies, whole and bounded."""

from __future__ import annotations

import gzip
import sys
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from io import BytesIO

import brotli  # type: ignore[import-untyped]

from newscrawl.exceptions import NewscrawlError

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

__all__ = ["CODINGS", "BrokenBody", "UnreadableBody", "decompress"]

_CHUNK = 65_536
_STEP = 4_096
"""Each frame copies what follows it in its step: a body may be frames of nine bytes."""
_MOST_LAYERS = 2
_ZSTD_WINDOW = 23  # 8 MB, the most of this coding (RFC 9659 section 3)


class BrokenBody(NewscrawlError):  # noqa: N818
    """The compressed data are damaged or end early."""


class UnreadableBody(NewscrawlError):  # noqa: N818
    """The data are larger than allowed, or in a coding that is not ours: trying again is vain."""


def decompress(body: bytes, encodings: Sequence[str], limit: int) -> bytes:
    """Return *body* without its content codings, at most *limit* bytes (0: no limit).

    *encodings* are those of ``Content-Encoding``, in the order in which they were applied.
    Unlike a browser we take nothing but the whole: raises BrokenBody when the data end early or
    do not match their checksum, and UnreadableBody. No stage ever holds more than *limit* bytes
    and one chunk.
    """
    if len(encodings) > _MOST_LAYERS:
        raise UnreadableBody(f"compressed {len(encodings)} times")
    for encoding in reversed(encodings):
        body = _decode(body, encoding, limit)
    return body


def _decode(body: bytes, encoding: str, limit: int) -> bytes:
    if encoding not in _DECODERS:
        raise UnreadableBody(f"unknown content coding {encoding[:20]!r}")
    decoded = BytesIO()
    try:
        for chunk in _DECODERS[encoding](body):
            decoded.write(chunk)
            if limit and decoded.tell() > limit:
                raise UnreadableBody(f"more than {limit:,} bytes after {encoding} decompression")
    except (OSError, EOFError, zlib.error, brotli.error, zstd.ZstdError) as error:
        raise BrokenBody(f"{encoding} data cannot be read: {error}") from error
    return decoded.getvalue()


def _gzip(body: bytes) -> Iterator[bytes]:
    with gzip.GzipFile(fileobj=BytesIO(body)) as file:
        while chunk := file.read1(_CHUNK):
            yield chunk


def _deflate(body: bytes) -> Iterator[bytes]:
    # "deflate" is the zlib format (RFC 9110 section 8.4.1.2), yet some servers leave its header
    # out: two bytes that name the method in four bits and are a multiple of 31 (RFC 1950).
    header = int.from_bytes(body[:2])
    wrapped = header >> 8 & 15 == zlib.DEFLATED and header % 31 == 0
    decoder = zlib.decompressobj(zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS)
    rest = body
    while not decoder.eof:
        chunk = decoder.decompress(rest, _CHUNK)
        rest = decoder.unconsumed_tail
        if not chunk and not rest and not decoder.eof:
            raise EOFError("the data end early")
        yield chunk


def _brotli(body: bytes) -> Iterator[bytes]:
    decoder = brotli.Decompressor()
    chunk = decoder.process(body, output_buffer_limit=_CHUNK)
    while chunk:
        yield chunk
        chunk = decoder.process(b"", output_buffer_limit=_CHUNK)
    if not decoder.is_finished():
        raise EOFError("the data end early")


def _zstd(body: bytes) -> Iterator[bytes]:
    options = {int(zstd.DecompressionParameter.window_log_max): _ZSTD_WINDOW}
    source = BytesIO(body)
    rest = source.read(_STEP)
    while rest:
        decoder = zstd.ZstdDecompressor(None, options)
        while not decoder.eof:
            yield decoder.decompress(rest, _CHUNK)
            rest = b""
            if decoder.needs_input and not decoder.eof and not (rest := source.read(_STEP)):
                raise EOFError("the data end early")
        rest = decoder.unused_data or source.read(_STEP)


_DECODERS: Mapping[str, Callable[[bytes], Iterator[bytes]]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}

CODINGS = frozenset(_DECODERS)
"""The content codings that are ours."""
