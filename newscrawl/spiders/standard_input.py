"""Standard input, read while the event loop goes on: who waits for it can be stopped."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator

from newscrawl.exceptions import UnreadableInput
from newscrawl.readers import HEAD

__all__ = ["pieces_of"]


async def pieces_of(descriptor: int) -> AsyncIterator[bytes]:
    """Yield what comes from *descriptor*, HEAD bytes at a time. Raises UnreadableInput."""
    piece = b""
    has_ended = False
    while not has_ended:
        await _readable(descriptor)
        try:
            read = os.read(descriptor, HEAD - len(piece))
        except OSError as error:
            raise UnreadableInput(error.strerror or str(error)) from error
        piece += read
        has_ended = not read
        if piece and (has_ended or len(piece) == HEAD):
            yield piece
            piece = b""


async def _readable(descriptor: int) -> None:
    loop, is_readable = asyncio.get_running_loop(), asyncio.Event()
    try:
        loop.add_reader(descriptor, is_readable.set)
    except PermissionError:  # A file, which makes nobody wait.
        await asyncio.sleep(0)
        return
    try:
        await is_readable.wait()
    finally:
        loop.remove_reader(descriptor)
