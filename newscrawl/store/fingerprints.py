"""What runs have seen: copies are found through indexes, so that memory stays flat."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any, NamedTuple

from sqlalchemy import Connection, and_, bindparam, delete, insert, or_, select, text

from newscrawl.store.clusters import Clusters, Membership
from newscrawl.store.database import Database
from newscrawl.store.identity import Identity
from newscrawl.store.originals import Attribution
from newscrawl.store.runs import now
from newscrawl.store.schema import anchors, fingerprints, near_duplicates, schema_version
from newscrawl.text.fingerprint import MOST_ANCHORS, Fingerprint

__all__ = ["Appearance", "Fingerprints", "Near", "Sighting"]

_seen = fingerprints.c
_COLUMNS = (_seen.id, _seen.key, _seen.run, _seen.name, _seen.host, _seen.digest, _seen.sketch)
_KNOWN = select(*_COLUMNS).where(_seen.key == bindparam("key"))
_NUMBERS = select(_seen.id, _seen.key).where(_seen.key.in_(bindparam("keys", expanding=True)))
_KNOWN_OR_EXACT_COPIES = select(*_COLUMNS).where(
    or_(
        _seen.key.in_(bindparam("keys", expanding=True)),
        and_(
            _seen.digest.in_(bindparam("digests", expanding=True)),
            _seen.host.in_(bindparam("hosts", expanding=True)),
            _seen.run == bindparam("run"),
        ),
    )
)
_MOST_AN_ANCHOR, _MOST_CANDIDATES, _MOST_LINKS = 20, 40, 20
# Bounded where thousands of texts share what they begin or end with: of each anchor the newest.
_CANDIDATES = text(
    " UNION ALL ".join(
        "SELECT fingerprint FROM (SELECT fingerprint FROM anchors"  # noqa: S608  # numbers only
        f" WHERE value = :anchor{place} ORDER BY fingerprint DESC LIMIT {_MOST_AN_ANCHOR}) a{place}"
        for place in range(MOST_ANCHORS)
    )
)
_NO_ANCHOR = -1
_UNKNOWN = Attribution()
_SKETCHES = select(_seen.id, _seen.key, _seen.name, _seen.sketch).where(
    _seen.id.in_(bindparam("numbers", expanding=True)), _seen.key != bindparam("key")
)
_INDEX = insert(anchors)
_LOCK = select(schema_version.c.version).with_for_update()
_ATTRIBUTION = ("site", "publisher", "credits", "date_published", "canonical")
_UPSERT = (fingerprints, ("key",), ("run", "name", "host", "digest", "sketch", *_ATTRIBUTION))
_LINK = (near_duplicates, ("key", "other"), ("run", "similarity"))


@dataclass(frozen=True, slots=True)
class Near:
    """Another article that is near: its key, its name, and how similar it is (0 to 1).

    ``place`` is its place in the order of first seeing.
    """

    place: int
    key: str
    name: str
    similarity: float


@dataclass(frozen=True, slots=True)
class Sighting:
    """What was known of an article when it came by.

    ``exact`` names an earlier page of the run with the same text on the same host, ``canonical``
    one with the same address; ``near`` are others like it, of any run and host, nearest first;
    ``membership`` is what it is to the cluster that it is in with them.
    """

    exact: str | None = None
    canonical: str | None = None
    near: tuple[Near, ...] = ()
    membership: Membership | None = None

    @property
    def first(self) -> str | None:
        """The earlier page of the run that it is no more than a copy of."""
        return self.exact or self.canonical


@dataclass(frozen=True, slots=True)
class Appearance:
    """An article that comes by: who it is, and of its text, if it has one, what copies share."""

    identity: Identity
    digest: str | None = None
    fingerprint: Fingerprint | None = None
    attribution: Attribution = _UNKNOWN

    def row(self, run: int) -> dict[str, Any]:
        """Return what *run* remembers of it."""
        return {
            "key": self.identity.key,
            "run": run,
            "name": self.identity.name,
            "host": self.identity.host,
            "digest": self.digest,
            "sketch": self.fingerprint.packed if self.fingerprint else None,
            "first_seen": now(),
            **self.attribution.values(),
        }


class _Seen(NamedTuple):
    """What is known of an article."""

    id: int
    key: str
    run: int
    name: str
    host: str
    digest: str | None
    sketch: bytes | None


class _Look(NamedTuple):
    """An article that comes by: what was ``known`` of it, and what it is no more than a copy of."""

    appearance: Appearance
    known: _Seen | None
    copy: Sighting | None = None

    @property
    def sketch(self) -> bytes | None:
        """The sketch of its text, if it has one."""
        fingerprint = self.appearance.fingerprint
        return fingerprint.packed if fingerprint else None

    @property
    def has_another_text(self) -> bool:
        """Whether its text is not the one that was known."""
        return self.known is not None and self.known.sketch != self.sketch


class _Memory:
    """What is known of some articles that come by in *run*, and of exact copies of them."""

    def __init__(self, connection: Connection, run: int, appearances: Sequence[Appearance]) -> None:
        self._known: dict[str, _Seen] = {}
        self._names: dict[str, str] = {}
        self._by_text: dict[tuple[str | None, str], str] = {}
        wanted = {
            "keys": [each.identity.key for each in appearances],
            "digests": [each.digest for each in appearances if each.digest is not None],
            "hosts": list({each.identity.host for each in appearances}),
            "run": run,
        }
        for row in connection.execute(_KNOWN_OR_EXACT_COPIES, wanted):
            seen = self._known[row.key] = _Seen(*row)
            if seen.run == run:
                self._add(Identity(seen.key, seen.host, seen.name), seen.digest)

    def look(self, appearance: Appearance) -> _Look:
        """Look at an article; it is known from then on to those that come after it."""
        identity, digest = appearance.identity, appearance.digest
        known = self._known.get(identity.key)
        if exact := self._by_text.get((digest, identity.host)):
            return _Look(appearance, known, Sighting(exact=exact))
        if canonical := self._names.get(identity.key):
            return _Look(appearance, known, Sighting(canonical=canonical))
        self._add(identity, digest)
        return _Look(appearance, known)

    def _add(self, identity: Identity, digest: str | None) -> None:
        self._names[identity.key] = identity.name
        if digest is not None:
            self._by_text[digest, identity.host] = identity.name


class Fingerprints:
    """The fingerprints of all articles. Methods raise StoreError."""

    def __init__(self, database: Database, clusters: Clusters) -> None:
        self._database = database
        self._clusters = clusters
        self._lost: list[tuple[int, Identity]] = []

    def sight(self, run: int, appearance: Appearance) -> Sighting:
        """Look at one article, as :meth:`sight_all` does."""
        return self.sight_all(run, [appearance])[0]

    def sight_all(self, run: int, appearances: Sequence[Appearance]) -> list[Sighting]:
        """Look for copies of articles, one after another; remember those *run* has not had.

        All in one commit. Of two processes that look at the same time the second sees what the
        first has seen.
        """
        with self._database.transaction() as connection:
            has_text = any(each.fingerprint for each in appearances)
            if has_text and connection.dialect.name != "sqlite":  # which has one writer
                connection.execute(_LOCK)
            self._forget(connection)
            memory = _Memory(connection, run, appearances)
            looks = [memory.look(each) for each in appearances]
            new = [each for each in looks if each.copy is None]
            self._renew(connection, run, new)
            numbers = self._write(connection, run, new)
            sightings = [each.copy or self._sight(connection, run, each, numbers) for each in looks]
        self._lost.clear()
        return sightings

    def _renew(self, connection: Connection, run: int, looks: Sequence[_Look]) -> None:
        """Take back the former texts, before others are found by what points to them."""
        for look in looks:
            if look.known and look.has_another_text:
                self._take_back(connection, run, look.known.key, look.known)

    def _write(self, connection: Connection, run: int, looks: Sequence[_Look]) -> Mapping[str, int]:
        """Write the fingerprints that are new in *run*; return the numbers of their articles."""
        rows = [each.appearance.row(run) for each in looks]
        self._database.upsert(connection, _UPSERT, rows)
        found = connection.execute(_NUMBERS, {"keys": [row["key"] for row in rows]})
        return {row.key: row.id for row in found}

    def _sight(
        self, connection: Connection, run: int, look: _Look, numbers: Mapping[str, int]
    ) -> Sighting:
        key, fingerprint = look.appearance.identity.key, look.appearance.fingerprint
        known = look.known
        if fingerprint is None:
            return Sighting()
        near = _near(connection, key, fingerprint)
        if known is None or look.has_another_text:
            _index(connection, numbers[key], fingerprint)
        links = [_link(run, key, found, known.id if known else inf) for found in near]
        self._database.upsert(connection, _LINK, links)
        if known is None and not near:
            return Sighting()
        membership = self._clusters.join(connection, run, key, [found.key for found in near])
        return Sighting(near=near, membership=membership)

    def forget(self, run: int, identity: Identity) -> None:
        """Take back the sighting of *identity*: it could not be stored, so nothing is its copy.

        Where that fails, too, it is done before the next look.
        """
        self._lost.append((run, identity))
        with self._database.transaction() as connection:
            self._forget(connection)
        self._lost.clear()

    def _forget(self, connection: Connection) -> None:
        for run, identity in self._lost:
            known = connection.execute(_KNOWN, {"key": identity.key}).first()
            if known is not None:
                self._take_back(connection, run, identity.key, known)
                connection.execute(delete(fingerprints).where(_seen.id == known.id))

    def _take_back(self, connection: Connection, run: int, key: str, known: Any) -> None:
        """Forget to what the former text of *known* was near."""
        if known.sketch is None:
            return
        former = anchors.c.value.in_(Fingerprint(known.sketch).anchors)
        connection.execute(delete(anchors).where(former, anchors.c.fingerprint == known.id))
        links = near_duplicates.c
        connection.execute(delete(near_duplicates).where(or_(links.key == key, links.other == key)))
        self._clusters.leave(connection, run, key)


def _near(connection: Connection, key: str, fingerprint: Fingerprint) -> tuple[Near, ...]:
    """Return which others are copies, of those that share most of the anchors."""
    wanted = [*fingerprint.anchors, *[_NO_ANCHOR] * MOST_ANCHORS]
    values = {f"anchor{place}": wanted[place] for place in range(MOST_ANCHORS)}
    shared = Counter(connection.scalars(_CANDIDATES, values).all())
    likeliest = sorted(shared, key=lambda number: (-shared[number], -number))[:_MOST_CANDIDATES]
    if not likeliest:
        return ()
    found = []
    for row in connection.execute(_SKETCHES, {"numbers": likeliest, "key": key}):
        likeness = fingerprint.likeness(Fingerprint(row.sketch))
        if likeness.is_copy:
            near = Near(row.id, row.key, row.name, round(likeness.similarity, 3))
            found.append((likeness.order, near))
    found.sort(key=lambda each: each[0], reverse=True)
    return tuple(near for _, near in found[:_MOST_LINKS])


def _index(connection: Connection, number: int, fingerprint: Fingerprint) -> None:
    rows = [{"value": value, "fingerprint": number} for value in fingerprint.anchors]
    connection.execute(_INDEX, rows)


def _link(run: int, key: str, found: Near, place: float) -> dict[str, Any]:
    """Return the link between the article *key*, the one at *place*, and *found*."""
    later, earlier = key, found.key
    if place < found.place:
        later, earlier = earlier, later
    return {"key": later, "other": earlier, "run": run, "similarity": found.similarity}
