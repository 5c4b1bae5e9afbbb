"""Garbage collection: put off while a page is examined."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["collection_paused"]


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
