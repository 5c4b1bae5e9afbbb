"""Supplied pages that were dealt with: what a later run over the same files need not repeat."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from sqlalchemy import select

from newscrawl.store.database import Database
from newscrawl.store.schema import supplies

__all__ = ["Supplies"]

_UPSERT = (supplies, ("file", "mark"), ())


class Supplies:
    """Marks of pages (:func:`newscrawl.rows.page_mark`) by place. Methods raise StoreError.

    A place is what tells a file from others; one file may have several.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def known(self, places: Iterable[str]) -> dict[str, set[int]]:
        """Return the marks of the pages at each of *places* that were dealt with."""
        keys = {place: _key(place) for place in places}
        query = select(supplies.c.file, supplies.c.mark).where(
            supplies.c.file.in_([*keys.values()])
        )
        found = defaultdict[int, set[int]](set)
        with self._database.transaction() as connection:
            for key, mark in connection.execute(query):
                found[key].add(mark)
        return {place: found[key] for place, key in keys.items() if key in found}

    def keep(self, run: int, pages: Iterable[tuple[str, int]]) -> None:
        """Remember that *run* has dealt with *pages*, each a place and a mark."""
        rows = [{"file": _key(place), "mark": mark, "run": run} for place, mark in pages]
        with self._database.transaction() as connection:
            self._database.upsert(connection, _UPSERT, rows)


@lru_cache  # one place has as many pages as its file
def _key(place: str) -> int:
    digest = hashlib.blake2b(place.encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, signed=True)
