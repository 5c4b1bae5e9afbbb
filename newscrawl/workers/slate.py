"""Slates: what a worker is at, for whoever sees it die. Writing on one wakes nobody."""

from __future__ import annotations

import os
import struct
from typing import Self

from newscrawl.workers.scratch import scratch_file

__all__ = ["Slate"]

_HEAD = struct.Struct("!QQ")


class Slate:
    """The page that a worker has in hand, in a file that both ends hold by its *descriptor*."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor

    @classmethod
    def new(cls) -> Self:
        """Return one with nothing on it. Raises OSError."""
        return cls(scratch_file("newscrawl-slate"))

    def write(self, sent: int, page: str) -> None:
        """Note that *page* is in hand, by one who has *sent* so many frames, in place of others."""
        name = page.encode("utf-8", "surrogatepass")
        # A long name may be written in part when its writer is killed: the head, which is not,
        # comes behind it.
        os.pwrite(self.descriptor, name, _HEAD.size)
        os.pwrite(self.descriptor, _HEAD.pack(sent, len(name)), 0)

    def read(self, received: int) -> str | None:
        """Return the page in hand when so many frames had been *received*; None between pages."""
        head = os.pread(self.descriptor, _HEAD.size, 0)
        if not head:
            return None
        sent, size = _HEAD.unpack(head)
        if sent != received:
            return None
        return os.pread(self.descriptor, size, _HEAD.size).decode("utf-8", "surrogatepass")

    def close(self) -> None:
        """Let go of it at this end."""
        os.close(self.descriptor)
