"""Articles: one row each, however often and in however many runs they are met."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select

from newscrawl.store.clusters import Clusters
from newscrawl.store.database import Database
from newscrawl.store.decisions import Decisions
from newscrawl.store.looks import PLAIN, Before, Change, Entry, Look
from newscrawl.store.memberships import Membership
from newscrawl.store.pages import Pages, Sighting
from newscrawl.store.schema import articles, revisions
from newscrawl.store.selection import Selection

__all__ = ["Articles"]

_RENEWED = (
    *PLAIN, "run", "emitted", "last_seen", "path", "record", "host", "decision", "restricted",
    "item",
)  # fmt: skip
_UPSERT = (articles, ("key",), _RENEWED)
_BEFORE = select(articles.c.key, articles.c.run, articles.c.emitted, articles.c.item).where(
    articles.c.key.in_(bindparam("keys", expanding=True))
)
_REVISE = insert(revisions)
_BATCH, _FEW = 200, 10


class Articles:
    """The articles of all runs. Methods raise StoreError."""

    def __init__(
        self, database: Database, decisions: Decisions, pages: Pages, clusters: Clusters
    ) -> None:
        self._database = database
        self._decisions = decisions
        self._pages = pages
        self._clusters = clusters

    def store(self, run: int, item: Any, sighting: Sighting | None = None) -> Change:
        """Store *item*, as :meth:`store_all` does; return how it differs from what was known."""
        return self.store_all(run, [(item, sighting)])[0]

    def store_all(self, run: int, looks: Sequence[Look]) -> list[Change]:
        """Store items, the decisions they carry and the sightings of their pages, in one commit.

        An article that is known by its key gets a new ``last_seen`` and ``run``, and its
        present content; never a second row. What it was before it changed becomes a revision,
        and where a second look has brought that, the stored provenance names it. Return how
        each differs from what was known.
        """
        entries = [Entry.of(run, item, sighting) for item, sighting in looks]
        keys = [entry.row["key"] for entry in entries]
        with self._database.transaction() as connection:
            known = {row.key: Before(*row) for row in connection.execute(_BEFORE, {"keys": keys})}
            changed = []
            for entry in entries:
                before = known.get(entry.row["key"])
                entry.compare(before)
                if before is not None and entry.change.fields:
                    changed.append(before.revision(run, entry.change))
                known[entry.row["key"]] = entry.stored
            if changed:
                connection.execute(_REVISE, changed)
            self._database.upsert(connection, _UPSERT, [entry.row for entry in entries])
            for entry in entries:
                if entry.sighting is not None:
                    self._pages.write(connection, run, entry.sighting)
            rulings = [(entry.identity, entry.ruling) for entry in entries if entry.ruling]
            self._decisions.write(connection, run, rulings)
        return [entry.change for entry in entries]

    def revisions(self, key: str) -> list[dict[str, Any]]:
        """Return what the article *key* was before each change, the oldest first."""
        query = select(revisions).where(revisions.c.key == key).order_by(revisions.c.id)
        with self._database.transaction() as connection:
            return [dict(row) for row in connection.execute(query).mappings()]

    def count(self, run: int | None = None) -> int:
        """Return how many articles there are, or were last seen in *run*."""
        query = select(func.count()).select_from(articles)
        if run is not None:
            query = query.where(articles.c.run == run)
        with self._database.transaction() as connection:
            return connection.scalar(query) or 0

    def selected(
        self, selection: Selection, *, revisions: bool = False, clusters: bool = False
    ) -> Generator[dict[str, Any], None, None]:
        """Yield the items of *selection*, in order of first storing, as they are at one moment.

        With *revisions* each comes after what it was before, the oldest first, and that, too, is
        restricted or not as the selection asks. With *clusters*
        it tells the one that it is in by now, else what was known of that when it was stored.
        The connection is in use until the iterator is exhausted or closed.
        """
        row = articles.c
        query = select(row.key, row.item, row.date_published, row.first_seen)
        query = query.where(*selection.conditions()).order_by(row.id)
        query = query.execution_options(yield_per=_BATCH)
        with self._database.transaction() as connection, connection.execute(query) as found:
            for rows in found.partitions():
                taken = {key: item for key, item, *dates in rows if selection.takes(*dates)}
                changed = _changed(connection, taken) if revisions else frozenset()
                if clusters:
                    _place(taken, self._clusters.read(connection, taken))
                for key, item in taken.items():
                    if key in changed:
                        yield from _earlier(connection, key, selection)
                    yield item

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Yield every stored item as a dictionary, in order of first storing, in batches.

        Each tells the cluster that it is in by now.
        """
        last = 0
        columns = (articles.c.id, articles.c.key, articles.c.item)
        while True:
            query = select(*columns).where(articles.c.id > last)
            with self._database.transaction() as connection:
                rows = connection.execute(query.order_by(articles.c.id).limit(_BATCH)).all()
            items = {row.key: row.item for row in rows}
            _place(items, self._clusters.of(items))
            yield from items.values()
            if len(rows) < _BATCH:
                return
            last = rows[-1].id


def _place(items: Mapping[str, dict[str, Any]], memberships: Mapping[str, Membership]) -> None:
    """Let each of *items*, by their keys, tell the cluster that it is in by now."""
    for key, item in items.items():
        if isinstance(provenance := item.get("provenance"), dict):
            known = memberships.get(key)
            provenance["cluster"] = known.record() if known else None


def _changed(connection: Connection, keys: Iterable[str]) -> frozenset[str]:
    """Return those of *keys* that have revisions."""
    query = select(revisions.c.key).where(revisions.c.key.in_(keys)).distinct()
    return frozenset(connection.scalars(query))


def _earlier(connection: Connection, key: str, selection: Selection) -> Iterator[dict[str, Any]]:
    """Yield what the article *key* was, a few at a time: a ticker changes a thousand times."""
    query = select(revisions.c.item).where(revisions.c.key == key).order_by(revisions.c.id)
    query = query.execution_options(yield_per=_FEW)
    with connection.execute(query) as found:
        for item in found.scalars():
            if selection.restricted in {None, bool(item.get("restricted"))}:
                yield item
