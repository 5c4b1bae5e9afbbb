"""The words and patterns discovery knows, from ``data/discovery``."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from newscrawl.knowledge import read_data

__all__ = ["table", "words"]


@lru_cache
def table(name: str) -> dict[str, Any]:
    """Return the data file *name* (without its ending) as it stands."""
    return read_data(f"discovery/{name}")


@lru_cache
def words(name: str, key: str) -> frozenset[str]:
    """Return the words listed under *key* of the data file *name*."""
    return frozenset(table(name)[key].split())
