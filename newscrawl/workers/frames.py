"""How both ends of a worker's socket speak: frames of a length, a mark and pickled bytes.

The mark is set on the last frame that a worker sends before it retires. A worker that can send
no frame any more says why with its exit status, which comes along its lifeline.
"""

from __future__ import annotations

import asyncio
import errno
import pickle
import struct
from typing import Any, BinaryIO

__all__ = ["EXIT_CODE", "OUT_OF_MEMORY", "pack", "read", "receive"]

OUT_OF_MEMORY = errno.ENOMEM
"""The exit status of a worker whose page needs more memory than it may have."""

EXIT_CODE = struct.Struct("!i")
"""The exit status of a worker, below zero the signal that has killed it."""

_HEADER = struct.Struct("!Q?")


def pack(payload: bytes, *, last: bool = False) -> tuple[bytes, bytes]:
    """Return the frame of *payload* in two parts, so that large bytes are not copied."""
    return _HEADER.pack(len(payload), last), payload


def read(stream: BinaryIO) -> Any:
    """Return the object in the next frame of *stream*. Raises EOFError when there is none."""
    header = stream.read(_HEADER.size)
    if len(header) < _HEADER.size:
        raise EOFError
    size, _ = _HEADER.unpack(header)
    body = stream.read(size)
    if len(body) < size:
        raise EOFError
    return pickle.loads(body)  # noqa: S301  # both ends are ours


async def receive(stream: asyncio.StreamReader) -> tuple[Any, bool]:
    """Return the object in the next frame and its mark. Raises IncompleteReadError (EOFError)."""
    size, last = _HEADER.unpack(await stream.readexactly(_HEADER.size))
    return pickle.loads(await stream.readexactly(size)), last  # noqa: S301  # both ends are ours
