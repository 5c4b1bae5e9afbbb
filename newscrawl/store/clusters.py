"""Clusters: the articles of all runs that are copies of one another, and which is the original.

An article joins the clusters of those that it is near, which become one. With each that comes,
or that changes, the original is chosen anew: it may be the last to arrive.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, bindparam, delete, insert, select, update

from newscrawl.store.attribution import Attribution
from newscrawl.store.database import Database
from newscrawl.store.memberships import Membership, read_memberships
from newscrawl.store.originals import Choice, Member, Role, choose
from newscrawl.store.runs import now
from newscrawl.store.schema import clusters, fingerprints
from newscrawl.text.fingerprint import Fingerprint

__all__ = ["Clusters"]

_MOST_WEIGHED = 200
"""Of how many members, the first seen, the original is chosen."""
_BATCH = 400
_of = fingerprints.c
_MEMBERS = (
    select(fingerprints)
    .where(_of.cluster == bindparam("cluster"), _of.id > bindparam("after"))
    .order_by(_of.id)
    .limit(_MOST_WEIGHED)
)
_KEYS = _of.key.in_(bindparam("keys", expanding=True))
_OTHERS: BindParameter[int] = bindparam("others", expanding=True)
# Written once: to put a statement together takes longer than to execute it.
_NAMED = select(fingerprints).where(_KEYS).order_by(_of.id)
_MOVE = update(fingerprints).where(_KEYS).values(cluster=bindparam("into"))
_MERGE = update(fingerprints).where(_of.cluster.in_(_OTHERS)).values(cluster=bindparam("into"))
_DROP = delete(clusters).where(clusters.c.id.in_(_OTHERS))
_BEGIN = insert(clusters).returning(clusters.c.id)
_CHOSEN = (clusters.c.original, clusters.c.ground, clusters.c.reason, clusters.c.evidence)
_FORMER = select(*_CHOSEN).where(clusters.c.id == bindparam("cluster"))
_THIS = update(fingerprints).where(_of.id == bindparam("number"))
_STANDING: Mapping[str, Any] = {"role": bindparam("is"), "similarity": bindparam("share")}
_MARK = _THIS.values(_STANDING)
_ENTER = _THIS.values({"cluster": bindparam("into"), **_STANDING})
_ALONE: Mapping[str, Any] = {"cluster": None, "role": None, "similarity": None}


class Clusters:
    """The clusters of all runs. Methods raise StoreError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, keys: Iterable[str]) -> dict[str, Membership]:
        """Return the present membership of the articles *keys*; who has no copy is left out."""
        with self._database.transaction() as connection:
            return self.read(connection, keys)

    def read(self, connection: Connection, keys: Iterable[str]) -> dict[str, Membership]:
        """Return what :meth:`of` does, within the transaction of *connection*."""
        return read_memberships(connection, keys)

    def members(self, cluster: int) -> list[str]:
        """Return the keys of the articles of *cluster*, in order of first seeing."""
        query = select(_of.key).where(_of.cluster == cluster).order_by(_of.id)
        with self._database.transaction() as connection:
            return list(connection.scalars(query))

    def join(
        self, connection: Connection, run: int, key: str, near: Sequence[str]
    ) -> Membership | None:
        """Put the article *key* with those that are *near*, in the transaction of *connection*.

        That has to hold the lock of the fingerprints. Return what it is now; None when it is
        near nobody and in no cluster.
        """
        joining = connection.execute(_NAMED, {"keys": [key, *near]}).all()
        present = sorted({row.cluster for row in joining if row.cluster is not None})
        if not near and not present:
            return None
        if not present:
            return _begun(connection, run, key, joining)
        cluster, others = present[0], present[1:]
        connection.execute(_MOVE, {"keys": [key, *near], "into": cluster})
        if others:
            connection.execute(_MERGE, {"others": others, "into": cluster})
            connection.execute(_DROP, {"others": others})
        choice, original = self._mark(connection, run, cluster, None if others else [key, *near])
        row = next(row for row in joining if row.key == key)
        standing = _standing(row, choice, Fingerprint(original.sketch))
        return _given(cluster, choice, original, standing)

    def leave(self, connection: Connection, run: int, key: str) -> None:
        """Take the article *key* from its cluster, if it is in one."""
        cluster = connection.scalar(select(_of.cluster).where(_of.key == key))
        if cluster is None:
            return
        connection.execute(update(fingerprints).where(_of.key == key).values(_ALONE))
        remaining = list(connection.scalars(select(_of.key).where(_of.cluster == cluster).limit(2)))
        if len(remaining) > 1:
            self._mark(connection, run, cluster, ())
            return
        connection.execute(update(fingerprints).where(_of.cluster == cluster).values(_ALONE))
        connection.execute(delete(clusters).where(clusters.c.id == cluster))

    def _mark(
        self, connection: Connection, run: int, cluster: int, renewed: Sequence[str] | None
    ) -> tuple[Choice, Row[Any]]:
        """Choose the original of *cluster*, and tell its members what they are; return it.

        As long as the original is as it was, only the *renewed* members, of which the first may
        have another text, have to be told (None: all): of pages that are made of one template
        there may be a hundred thousand.
        """
        weighed = connection.execute(_MEMBERS, {"cluster": cluster, "after": 0}).all()
        choice = choose([_member(row) for row in weighed])
        original = next(row for row in weighed if row.key == choice.original.key)
        former = connection.execute(_FORMER, {"cluster": cluster}).mappings().one()
        is_renewed = original.key in (renewed or ())[:1]
        is_as_it_was = former["original"] == original.key and not is_renewed
        if renewed is not None and is_as_it_was:
            rows: Iterable[Row[Any]] = _named(connection, renewed, weighed)
        else:
            rows = _members(connection, cluster, weighed)
        marks = _marks(rows, choice, original)
        while batch := list(islice(marks, _BATCH)):
            connection.execute(_MARK, batch)
        values = _values(choice)
        if values != former:
            if former["original"] != original.key:
                values |= {"run": run, "at": now()}
            connection.execute(update(clusters).where(clusters.c.id == cluster).values(values))
        return choice, original


def _members(
    connection: Connection, cluster: int, weighed: Sequence[Row[Any]]
) -> Iterator[Row[Any]]:
    """Yield the members of *cluster*, of which the first are those that were *weighed*."""
    rows = weighed
    yield from rows
    while len(rows) == _MOST_WEIGHED:
        after = {"cluster": cluster, "after": rows[-1].id}
        yield from (rows := connection.execute(_MEMBERS, after).all())


def _named(
    connection: Connection, keys: Sequence[str], weighed: Sequence[Row[Any]]
) -> list[Row[Any]]:
    """Return the members *keys*, some of which may be at hand among those *weighed*."""
    found = [row for row in weighed if row.key in keys]
    if missing := set(keys).difference(row.key for row in found):
        found += connection.execute(_NAMED, {"keys": list(missing)}).all()
    return found


def _begun(connection: Connection, run: int, key: str, members: Sequence[Row[Any]]) -> Membership:
    """Begin a cluster of *members*, in order of first seeing; return what *key* is to it."""
    choice = choose([_member(row) for row in members])
    original = next(row for row in members if row.key == choice.original.key)
    cluster = int(connection.scalar(_BEGIN, {"run": run, "at": now(), **_values(choice)}) or 0)
    text = Fingerprint(original.sketch)
    standings = {row.key: _standing(row, choice, text) for row in members}
    entries = [
        {"number": row.id, "into": cluster, "is": role, "share": similarity}
        for row, (role, similarity) in zip(members, standings.values(), strict=True)
    ]
    connection.execute(_ENTER, entries)
    return _given(cluster, choice, original, standings[key])


def _given(
    cluster: int, choice: Choice, original: Row[Any], standing: tuple[str, float]
) -> Membership:
    """Return what a member of that *standing* is to *cluster*, of which *original* was chosen."""
    ground, reason, evidence = str(choice.ground), choice.reason, choice.evidence
    return Membership(cluster, *standing, original.name, ground, reason, evidence)


def _values(choice: Choice) -> dict[str, Any]:
    return {
        "original": choice.original.key,
        "ground": str(choice.ground),
        "reason": choice.reason,
        "evidence": dict(choice.evidence),
    }


def _marks(
    rows: Iterable[Row[Any]], choice: Choice, original: Row[Any]
) -> Iterator[Mapping[str, Any]]:
    """Yield what is new of the role and the similarity of the members *rows*."""
    text = Fingerprint(original.sketch)
    for row in rows:
        role, similarity = _standing(row, choice, text)
        if (row.role, row.similarity) != (role, similarity):
            yield {"number": row.id, "is": role, "share": similarity}


def _standing(row: Row[Any], choice: Choice, text: Fingerprint) -> tuple[str, float]:
    """Return what the member *row* is to the original, and which share of its *text* it has."""
    role = str(_member(row).role(choice.original))
    if role == Role.ORIGINAL:
        return role, 1.0
    return role, round(Fingerprint(row.sketch).likeness(text).similarity, 3)


def _member(row: Row[Any]) -> Member:
    attribution = Attribution(
        row.site, row.publisher, tuple(row.credits), row.date_published, row.canonical
    )
    return Member(row.key, row.name, row.first_seen, attribution)
