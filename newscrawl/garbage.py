"""Garbage: its collection, put off while a page is examined, and what is remembered of pages."""

from __future__ import annotations

import ctypes
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol, TypeVar

__all__ = ["collection_paused", "forget_pages", "free_large_at_once", "of_pages"]


_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3  # malloc.h
_LARGE, _MOST_FREE = 1024 * 1024, 4 * 1024 * 1024


class _Memory(Protocol):
    """What :func:`functools.lru_cache` makes of a function."""

    def cache_clear(self) -> None:
        """Forget all."""


_Remembering = TypeVar("_Remembering", bound=_Memory)
_memories: list[_Memory] = []


def of_pages(memory: _Remembering) -> _Remembering:
    """Take note that *memory* may hold whole texts of pages; a decorator."""
    _memories.append(memory)
    return memory


def forget_pages() -> None:
    """Forget what is remembered of pages: that of huge ones would be kept for long."""
    for memory in _memories:
        memory.cache_clear()


def free_large_at_once() -> None:
    """Have the C library give back what is large as soon as it is free.

    By itself it keeps as much as was ever taken in one piece, up to 32 MB, and all around it.
    """
    if sys.platform == "linux" and hasattr(libc := ctypes.CDLL(None), "mallopt"):
        libc.mallopt(_MMAP_THRESHOLD, _LARGE)
        libc.mallopt(_TRIM_THRESHOLD, _MOST_FREE)


@contextmanager
def collection_paused() -> Iterator[None]:
    """Let Python not look for reference cycles meanwhile, if it does so at all.

    A page makes some ten thousand objects and leaves no cycles behind, so that each look is in
    vain, and costs a tenth of the time: it takes in all lexicons. Threads may use it at once:
    the first that leaves lets Python look again.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
