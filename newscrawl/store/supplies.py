"""Supplied pages that were dealt with: what a later run over the same files need not repeat."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from sqlalchemy import select

from newscrawl.store.database import Database
from newscrawl.store.schema import supplies

__all__ = ["Supplies"]

_UPSERT = (supplies, ("file", "mark"), ())


class Supplies:
    """Marks of pages (:func:`newscrawl.offline.page_mark`) by place. Methods raise StoreError.

    A place is what tells a file from others; one file may have several.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def known(self, places: Iterable[str]) -> frozenset[int]:
        """Return the marks of the pages at any of *places* that were dealt with."""
        query = select(supplies.c.mark).where(
            supplies.c.file.in_([_key(place) for place in places])
        )
        with self._database.transaction() as connection:
            return frozenset(connection.scalars(query))

    def keep(self, run: int, pages: Iterable[tuple[str, int]]) -> None:
        """Remember that *run* has dealt with *pages*, each a place and a mark."""
        rows = [{"file": _key(place), "mark": mark, "run": run} for place, mark in pages]
        with self._database.transaction() as connection:
            self._database.upsert(connection, _UPSERT, rows)


def _key(place: str) -> int:
    digest = hashlib.blake2b(place.encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, signed=True)
