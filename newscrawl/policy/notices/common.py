"""What the notice grammar knows without knowing a language: ``data/notices/common.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from newscrawl.knowledge import read_data

__all__ = ["common"]


@lru_cache(maxsize=1)
def common() -> Mapping[str, Any]:
    """Return the tables that all lexicons share."""
    return read_data("notices/common")
