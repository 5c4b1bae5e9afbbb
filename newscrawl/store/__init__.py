"""What is kept of every run, in one relational schema (SQLAlchemy Core)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newscrawl.facades import on_first_use

if TYPE_CHECKING:
    from newscrawl.store.database import database_file, is_file_of, is_there
    from newscrawl.store.locks import Lock, take_lock
    from newscrawl.store.selection import Selection
    from newscrawl.store.store import Store, open_store

__all__ = [
    "Lock",
    "Selection",
    "Store",
    "database_file",
    "is_file_of",
    "is_there",
    "open_store",
    "take_lock",
]

# SQLAlchemy is a good part of what a command loads.
__getattr__ = on_first_use(
    __name__,
    {
        "database": ["database_file", "is_file_of", "is_there"],
        "locks": ["Lock", "take_lock"],
        "selection": ["Selection"],
        "store": ["Store", "open_store"],
    },
)
