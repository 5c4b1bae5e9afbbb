"""What a run has seen: copies are found through indexes, so that memory stays flat."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select

from newscrawl.store.database import Database
from newscrawl.store.identity import Identity
from newscrawl.store.schema import bands, fingerprints, near_duplicates
from newscrawl.text.fingerprint import NEAR, Fingerprint

__all__ = ["Fingerprints", "Near", "Sighting"]

_seen = fingerprints.c
_KNOWN = select(_seen.id, _seen.run, _seen.name, _seen.sketch).where(_seen.key == bindparam("key"))
_EXACT_COPY = (
    select(_seen.name)
    .where(_seen.digest == bindparam("digest"), _seen.host == bindparam("host"))
    .where(_seen.run == bindparam("run"))
    .limit(1)
)
# Bounded where thousands of texts are near one another: templates, price lists.
_CANDIDATES = (
    select(_seen.key, _seen.name, _seen.sketch)
    .join(bands, bands.c.fingerprint == _seen.id)
    .where(bands.c.value.in_(bindparam("bands", expanding=True)))
    .where(_seen.run == bindparam("run"), _seen.key != bindparam("key"))
    .limit(200)
)
_UPSERT = (fingerprints, ("key",), ("run", "name", "host", "digest", "sketch"))
_LINK = (near_duplicates, ("key", "other"), ("run", "similarity"))
_MOST_LINKS = 20


@dataclass(frozen=True, slots=True)
class Near:
    """An earlier article that is near: its key, its name, and how similar it is (0 to 1)."""

    key: str
    name: str
    similarity: float


@dataclass(frozen=True, slots=True)
class Sighting:
    """What the run knew of an article when it came by.

    ``exact`` names an earlier page with the same text on the same host, ``canonical`` one
    with the same address; ``near`` are others like it, on any host, nearest first.
    """

    exact: str | None = None
    canonical: str | None = None
    near: tuple[Near, ...] = ()


class Fingerprints:
    """The fingerprints of all articles. Methods raise StoreError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def sight(
        self,
        run: int,
        identity: Identity,
        digest: str | None = None,
        fingerprint: Fingerprint | None = None,
    ) -> Sighting:
        """Look for copies of the article *identity* in *run*; if it is none, remember it."""
        row = {
            "key": identity.key,
            "run": run,
            "name": identity.name,
            "host": identity.host,
            "digest": digest,
            "sketch": fingerprint.sketch if fingerprint else None,
        }
        with self._database.transaction() as connection:
            known = connection.execute(_KNOWN, row).first()
            if digest and (name := connection.scalar(_EXACT_COPY, row)):
                return Sighting(exact=name)
            if known and known.run == run:
                return Sighting(canonical=known.name)
            self._database.upsert(connection, _UPSERT, row)
            former = known.sketch if known else None
            if known and former and former != row["sketch"]:
                _unindex(connection, known.id, former)
            if fingerprint and former != row["sketch"]:
                _index(connection, identity.key, fingerprint)
            near = _near(connection, row, fingerprint) if fingerprint else ()
            self._database.upsert(connection, _LINK, [_link(row, found) for found in near])
        return Sighting(near=near)

    def forget(self, identity: Identity) -> None:
        """Take back the sighting of *identity*: it could not be stored, so nothing is its copy."""
        with self._database.transaction() as connection:
            known = connection.execute(_KNOWN, {"key": identity.key}).first()
            if known is None:
                return
            if known.sketch:
                _unindex(connection, known.id, known.sketch)
            connection.execute(delete(fingerprints).where(_seen.id == known.id))


def _near(
    connection: Connection, row: Mapping[str, Any], fingerprint: Fingerprint
) -> tuple[Near, ...]:
    found = connection.execute(_CANDIDATES, {**row, "bands": fingerprint.bands})
    candidates = {
        key: Near(key, name, round(fingerprint.similarity(Fingerprint(sketch)), 3))
        for key, name, sketch in found
    }
    near = [candidate for candidate in candidates.values() if candidate.similarity >= NEAR]
    return tuple(sorted(near, key=lambda found: -found.similarity)[:_MOST_LINKS])


def _unindex(connection: Connection, number: int, sketch: bytes) -> None:
    former = bands.c.value.in_(Fingerprint(sketch).bands)
    connection.execute(delete(bands).where(former, bands.c.fingerprint == number))


def _index(connection: Connection, key: str, fingerprint: Fingerprint) -> None:
    number = connection.execute(_KNOWN, {"key": key}).scalar_one()
    rows = [{"value": value, "fingerprint": number} for value in fingerprint.bands]
    connection.execute(insert(bands), rows)


def _link(row: Mapping[str, Any], found: Near) -> dict[str, Any]:
    return {
        "key": row["key"],
        "other": found.key,
        "run": row["run"],
        "similarity": found.similarity,
    }
