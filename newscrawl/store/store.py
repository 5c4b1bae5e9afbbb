"""The store: one open database with its repositories."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from newscrawl.store.articles import Articles
from newscrawl.store.captures import Captures
from newscrawl.store.clusters import Clusters
from newscrawl.store.database import Database
from newscrawl.store.decisions import Decisions
from newscrawl.store.documents import Documents
from newscrawl.store.fingerprints import Fingerprints
from newscrawl.store.hosts import Hosts
from newscrawl.store.lists import Lists
from newscrawl.store.pages import Pages
from newscrawl.store.runs import Runs
from newscrawl.store.sites import Sites
from newscrawl.store.supplies import Supplies

__all__ = ["Store", "open_store"]


class Store:
    """Everything newscrawl keeps, on one connection. For one thread."""

    def __init__(self, database: Database) -> None:
        self.name = database.name
        self.runs = Runs(database)
        self.documents = Documents(database)
        self.decisions = Decisions(database)
        self.pages = Pages(database)
        self.clusters = Clusters(database)
        self.articles = Articles(database, self.decisions, self.pages, self.clusters)
        self.fingerprints = Fingerprints(database, self.clusters)
        self.captures = Captures(database)
        self.sites = Sites(database)
        self.hosts = Hosts(database)
        self.lists = Lists(database)
        self.supplies = Supplies(database)
        self._database = database

    def close(self) -> None:
        """Close the connection. What was stored is stored already."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()


def open_store(target: str) -> Store:
    """Open the database *target*: a file name (SQLite; made when absent) or a SQLAlchemy URL.

    Raises StoreError, one line that names the database, when it cannot be used.
    """
    return Store(Database(target))
