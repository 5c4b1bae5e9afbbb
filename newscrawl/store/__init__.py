"""What is kept of every run, in one relational schema (SQLAlchemy Core)."""

from __future__ import annotations

from newscrawl.store.database import is_there
from newscrawl.store.store import Store, open_store

__all__ = ["Store", "is_there", "open_store"]
