"""What is kept of every run, in one relational schema (SQLAlchemy Core)."""

from __future__ import annotations

from newscrawl.store.store import Store, open_store

__all__ = ["Store", "open_store"]
