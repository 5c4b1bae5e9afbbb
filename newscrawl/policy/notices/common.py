"""What the notice grammar knows without knowing a language: ``data/notices/common.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Any

import tomli

__all__ = ["common"]


@lru_cache(maxsize=1)
def common() -> Mapping[str, Any]:
    """Return the tables that all lexicons share."""
    source = resources.files("newscrawl") / "data" / "notices" / "common.toml"
    return tomli.loads(source.read_text(encoding="utf-8"))
