"""The words extraction knows, from ``data/extraction``."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from newscrawl.knowledge import read_data

__all__ = ["box_names", "box_words", "noise_tags", "table"]


@lru_cache
def table(name: str) -> dict[str, Any]:
    """Return the data file *name* (without its ending) as it stands."""
    return read_data(f"extraction/{name}")


@lru_cache
def box_words(kind: str) -> frozenset[str]:
    """Return the words by which authors name elements of one *kind*: body, comments, noise."""
    return frozenset(table("boxes")[kind].split())


@lru_cache
def box_names(kind: str) -> tuple[frozenset[str], ...]:
    """Return the names of several words by which authors name elements of one *kind*."""
    return tuple(frozenset(name.split()) for name in table("boxes")[kind])


@lru_cache
def noise_tags() -> frozenset[str]:
    """Return the tags of elements that hold no article text."""
    return frozenset(table("boxes")["noise_tags"])
