"""newscrawl: a news crawler that takes only what it may take, and can prove it."""

from __future__ import annotations

__version__ = "0.1.0"
