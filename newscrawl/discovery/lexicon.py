"""The words and patterns discovery knows, from ``data/discovery``."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from typing import Any

import tomli

__all__ = ["table", "words"]


@lru_cache
def table(name: str) -> dict[str, Any]:
    """Return the data file *name* (without its ending) as it stands."""
    source = resources.files("newscrawl") / "data" / "discovery" / f"{name}.toml"
    return tomli.loads(source.read_text(encoding="utf-8"))


@lru_cache
def words(name: str, key: str) -> frozenset[str]:
    """Return the words listed under *key* of the data file *name*."""
    return frozenset(table(name)[key].split())
