"""Heavy pages of all processes of a pool, examined one at a time."""

from __future__ import annotations

import ctypes
import fcntl
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from newscrawl.garbage import forget_pages
from newscrawl.workers.scratch import scratch_file

__all__ = ["Turns"]

_HEAVY = 1024 * 1024
"""From so many bytes on a page takes its turn: in memory it is some thirty times as large."""


class Turns:
    """Who of the processes forked from here may examine a heavy page: one, until it ends."""

    def __init__(self) -> None:
        self._lock = scratch_file("newscrawl-turns")  # as long as the process

    @contextmanager
    def taken(self, size: int) -> Iterator[None]:
        """Take the turn for a page of *size* bytes, which may have to be waited for.

        The lock is one of the process, not of the file: a process that is killed gives it back.
        """
        if size < _HEAVY:
            yield
            return
        fcntl.lockf(self._lock, fcntl.LOCK_EX)
        try:
            yield
        finally:
            forget_pages()
            _give_memory_back()
            fcntl.lockf(self._lock, fcntl.LOCK_UN)


def _give_memory_back() -> None:
    """Have the C library give back what it holds free, which it keeps for later otherwise."""
    if sys.platform == "linux" and hasattr(libc := ctypes.CDLL(None), "malloc_trim"):
        libc.malloc_trim(0)
