"""Articles: one row each, however often and in however many runs they are met."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, Self, TypeAlias

from sqlalchemy import Connection, bindparam, func, insert, select

from newscrawl.store.clusters import Clusters, Membership
from newscrawl.store.database import Database
from newscrawl.store.decisions import Decisions, Ruling
from newscrawl.store.identity import Identity, nested
from newscrawl.store.pages import Pages, Sighting
from newscrawl.store.runs import now
from newscrawl.store.schema import articles, revisions
from newscrawl.store.selection import Selection

__all__ = ["Articles", "Change", "Look"]

_PLAIN = ("url", "canonical_url", "publisher", "headline", "in_language", "date_published")
_RENEWED = (
    *_PLAIN, "run", "emitted", "last_seen", "path", "record", "host", "decision", "restricted",
    "item",
)  # fmt: skip
_UPSERT = (articles, ("key",), _RENEWED)
_BEFORE = select(articles.c.key, articles.c.run, articles.c.emitted, articles.c.item).where(
    articles.c.key.in_(bindparam("keys", expanding=True))
)
_REVISE = insert(revisions)
_BATCH, _FEW = 200, 10
# What differs from look to look, though the article be the same.
_VOLATILE = frozenset(["policy", "provenance", "related"])

Look: TypeAlias = tuple[Any, Sighting | None]
"""An item, and the sighting of its page where it is a live one."""


class _Before(NamedTuple):
    """What is known of an article."""

    key: str
    run: int
    emitted: int
    item: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """How an article differs from what was known of it: ``fields`` are those that changed.

    A ``second_look`` is one that a later run took at a live page.
    """

    is_known: bool
    fields: tuple[str, ...] = ()
    second_look: bool = False


_NEW = Change(is_known=False)


@dataclass(slots=True)
class _Entry:
    """One look at an article, to be stored."""

    row: dict[str, Any]
    identity: Identity
    ruling: Ruling | None
    sighting: Sighting | None
    change: Change = _NEW

    @classmethod
    def of(cls, run: int, item: Any, sighting: Sighting | None) -> Self:
        """Return the look that has brought *item*."""
        identity, ruling = Identity.of(item), Ruling.of(item)
        return cls(_row(run, identity, ruling, item), identity, ruling, sighting)

    @property
    def stored(self) -> _Before:
        """What will be known of the article once this is stored."""
        return _Before(*(self.row[name] for name in _Before._fields))

    def compare(self, before: _Before | None) -> None:
        """Find out, and note, how the article differs from what it was *before*."""
        self.change = _change(before, self.row["item"])
        if before is None or self.sighting is None or not self.change.is_known:
            return
        if before.run != self.row["run"]:
            self.change = replace(self.change, second_look=True)
            _tell(self.row, before, self.change)


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
        entries = [_Entry.of(run, item, sighting) for item, sighting in looks]
        keys = [entry.row["key"] for entry in entries]
        with self._database.transaction() as connection:
            known = {row.key: _Before(*row) for row in connection.execute(_BEFORE, {"keys": keys})}
            changed = []
            for entry in entries:
                before = known.get(entry.row["key"])
                entry.compare(before)
                if before is not None and entry.change.fields:
                    changed.append(_revision(run, before, entry.change))
                known[entry.row["key"]] = entry.stored
            if changed:
                connection.execute(_REVISE, changed)
            self._database.upsert(connection, _UPSERT, [entry.row for entry in entries])
            for entry in entries:
                if entry.sighting is not None:
                    self._pages.write(connection, run, _weighed(entry.sighting, entry.change))
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


def _change(before: _Before | None, item: Mapping[str, Any]) -> Change:
    if before is None:
        return _NEW
    if _terms(before.item) != _terms(item):
        return _NEW  # for those who ask on other terms it is new
    names = sorted({*before.item, *item} - _VOLATILE)
    changed = tuple(name for name in names if before.item.get(name) != item.get(name))
    return Change(is_known=True, fields=changed)


def _tell(row: dict[str, Any], before: _Before, change: Change) -> None:
    """Note in *row* how the article has changed; where it has not, how it did before."""
    provenance, former = row["item"].get("provenance"), before.item.get("provenance")
    changed = list(change.fields)
    if not changed:
        row["emitted"] = before.emitted
        changed = former.get("changed", []) if isinstance(former, dict) else []
    if isinstance(provenance, dict):
        provenance["changed"] = changed


def _terms(item: Mapping[str, Any]) -> tuple[Any, ...]:
    policy = item.get("policy") or {}
    return policy.get("purposes"), policy.get("permission")


def _revision(run: int, before: _Before, change: Change) -> dict[str, Any]:
    return {
        "key": before.key,
        "run": run,
        "at": now(),
        "changed": list(change.fields),
        "item": before.item,
    }


def _weighed(sighting: Sighting, change: Change) -> Sighting:
    """Return *sighting*, in vain once more if the article has not changed."""
    is_vain = change.is_known and not change.fields
    return replace(sighting, known=replace(sighting.known, vain=1)) if is_vain else sighting


def _row(run: int, identity: Identity, ruling: Ruling | None, item: Any) -> dict[str, Any]:
    content = nested(item)
    provenance = nested(content.get("provenance"))
    moment = now()
    return {
        **{name: _text(content.get(name)) for name in _PLAIN},
        "key": identity.key,
        "run": run,
        "emitted": run,
        "first_seen": moment,
        "last_seen": moment,
        "path": _text(provenance.get("path")),
        "record": _text(provenance.get("record")),
        "host": identity.host,
        "decision": ruling.decision if ruling else None,
        "restricted": bool(ruling and ruling.restricted),
        "item": content,
    }


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
