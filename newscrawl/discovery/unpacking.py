"""A body in pieces: gzip undone, and never more than a bound, whatever it claims to hold."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from newscrawl.discovery.problems import Problems

__all__ = ["is_gzip", "pieces", "unpacked"]

_MAGIC = b"\x1f\x8b"
_SIZE = 65_536
_GZIP = 16 + zlib.MAX_WBITS
_MOST_MEMBERS = 1_000


def is_gzip(body: bytes) -> bool:
    """Whether *body* is gzip data."""
    return body.startswith(_MAGIC)


def pieces(body: bytes, limit: int, problems: Problems) -> Iterator[bytes]:
    """Yield *body*, unpacked where it is gzip data, in pieces of at most 64 KiB.

    What lies beyond *limit* bytes is left out, and so is what follows damaged data; both noted.
    """
    read = 0
    for piece in _gunzipped(body, problems) if is_gzip(body) else _cut(body):
        if read + len(piece) > limit:
            problems.note(f"longer than {limit} bytes: the rest was not read")
            yield piece[: limit - read]
            return
        read += len(piece)
        yield piece


def unpacked(body: bytes, limit: int, problems: Problems) -> bytes:
    """Return *body* whole, as :func:`pieces` gives it."""
    if not is_gzip(body) and len(body) <= limit:
        return body
    return b"".join(pieces(body, limit, problems))


def _cut(body: bytes) -> Iterator[bytes]:
    view = memoryview(body)
    for start in range(0, len(body), _SIZE):
        yield bytes(view[start : start + _SIZE])


def _gunzipped(body: bytes, problems: Problems) -> Iterator[bytes]:
    view = memoryview(body)
    start = 0
    for _ in range(_MOST_MEMBERS):
        # The buffer that is not used up is handed back: only one piece of input is copied.
        member = zlib.decompressobj(_GZIP)
        while start < len(body) and not member.eof:
            given = view[start : start + _SIZE]
            try:
                piece = member.decompress(given, _SIZE)
            except zlib.error as error:
                problems.note("damaged gzip data", str(error))
                return
            rest = len(member.unused_data if member.eof else member.unconsumed_tail)
            start += len(given) - rest
            if piece:
                yield piece
        while not member.eof and (piece := member.decompress(b"", _SIZE)):
            yield piece
        if not member.eof:
            problems.note("gzip data is cut off")
            return
        if not is_gzip(bytes(view[start : start + 2])):
            return
    problems.note(f"more than {_MOST_MEMBERS} gzip members: the rest was not read")
