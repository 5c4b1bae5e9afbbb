"""What runs have seen: copies are found through indexes, so that memory stays flat."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf
from typing import Any, NamedTuple

from sqlalchemy import Connection, and_, bindparam, delete, or_, select

from newscrawl.store.appearances import Appearance, Forerunners
from newscrawl.store.clusters import Clusters
from newscrawl.store.database import Database
from newscrawl.store.identity import Identity
from newscrawl.store.neighbours import Near, Seeker, find_near
from newscrawl.store.schema import anchors, fingerprints, near_duplicates, schema_version
from newscrawl.text.fingerprint import Fingerprint

__all__ = ["Fingerprints"]

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
_LOCK = select(schema_version.c.version).with_for_update()
_ATTRIBUTION = ("site", "publisher", "credits", "date_published", "canonical")
_UPSERT = (fingerprints, ("key",), ("run", "name", "host", "digest", "sketch", *_ATTRIBUTION))
_LINK = (near_duplicates, ("key", "other"), ("run", "similarity"))


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
    copy: Forerunners | None = None

    @property
    def key(self) -> str:
        """The key of the article."""
        return self.appearance.identity.key

    @property
    def sketch(self) -> bytes | None:
        """The sketch of its text, if it has one."""
        fingerprint = self.appearance.fingerprint
        return fingerprint.packed if fingerprint else None

    @property
    def has_another_text(self) -> bool:
        """Whether its text is not the one that was known."""
        return self.known is not None and self.known.sketch != self.sketch

    def seeker(self, numbers: Mapping[str, int]) -> Seeker:
        """Return it, with a text, as one that looks for copies, by its number among *numbers*."""
        fingerprint = self.appearance.fingerprint
        assert fingerprint is not None
        is_new = self.known is None or self.has_another_text
        return Seeker(numbers[self.key], fingerprint, is_new)


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
            return _Look(appearance, known, Forerunners(exact=exact))
        if canonical := self._names.get(identity.key):
            return _Look(appearance, known, Forerunners(canonical=canonical))
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

    def sight(self, run: int, appearance: Appearance) -> Forerunners:
        """Look at one article, as :meth:`sight_all` does."""
        return self.sight_all(run, [appearance])[0]

    def sight_all(self, run: int, appearances: Sequence[Appearance]) -> list[Forerunners]:
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
            near = self._find_near(connection, run, new, numbers)
            found = [each.copy or self._sight(connection, run, each, near) for each in looks]
        self._lost.clear()
        return found

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

    def _find_near(
        self,
        connection: Connection,
        run: int,
        looks: Sequence[_Look],
        numbers: Mapping[str, int],
    ) -> Mapping[str, tuple[Near, ...]]:
        """Return what each article with a text, by its key, is near; link them."""
        found: dict[str, tuple[Near, ...]] = {}
        links: dict[tuple[str, str], dict[str, Any]] = {}
        seeking = [each for each in looks if each.appearance.fingerprint]
        seekers = [each.seeker(numbers) for each in seeking]
        for look, near in zip(seeking, find_near(connection, seekers), strict=True):
            found[look.key] = near
            for other in near:
                link = _link(run, look.key, other, look.known.id if look.known else inf)
                links[link["key"], link["other"]] = link
        self._database.upsert(connection, _LINK, list(links.values()))
        return found

    def _sight(
        self, connection: Connection, run: int, look: _Look, found: Mapping[str, tuple[Near, ...]]
    ) -> Forerunners:
        near = found.get(look.key, ())
        if look.key not in found or (look.known is None and not near):
            return Forerunners()
        keys = [other.key for other in near]
        return Forerunners(
            near=near, membership=self._clusters.join(connection, run, look.key, keys)
        )

    def forget(self, run: int, identity: Identity) -> None:
        """Take back the appearance of *identity*: it could not be stored, so nothing is its copy.

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


def _link(run: int, key: str, found: Near, place: float) -> dict[str, Any]:
    """Return the link between the article *key*, the one at *place*, and *found*."""
    later, earlier = key, found.key
    if place < found.place:
        later, earlier = earlier, later
    return {"key": later, "other": earlier, "run": run, "similarity": found.similarity}
