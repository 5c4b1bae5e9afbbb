"""Neighbours: which articles are near one another, found by the anchors that their texts share."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from sqlalchemy import Connection, bindparam, select

from newscrawl.store.schema import fingerprints
from newscrawl.text.fingerprint import MOST_ANCHORS, Fingerprint

__all__ = ["Near", "Seeker", "find_near"]

_seen = fingerprints.c
# Bounded where thousands of texts share what they begin or end with: of each anchor the newest.
_MOST_AN_ANCHOR, _MOST_CANDIDATES, _MOST_LINKS = 20, 40, 20
_ANCHORS_TOGETHER = 8 * MOST_ANCHORS
"""SQLite joins 500 searches at most."""
_NO_ANCHOR = -1
_SKETCHES = select(_seen.id, _seen.key, _seen.name, _seen.sketch).where(
    _seen.id.in_(bindparam("numbers", expanding=True))
)
_INDEX = "INSERT INTO anchors (value, fingerprint) VALUES ({0}, {0})"


@dataclass(frozen=True, slots=True)
class Near:
    """Another article that is near: its key, its name, and how similar it is (0 to 1).

    ``place`` is its place in the order of first seeing.
    """

    place: int
    key: str
    name: str
    similarity: float


class Seeker(NamedTuple):
    """An article with a text, by its ``number``; it ``is_new`` unless it can be found already."""

    number: int
    fingerprint: Fingerprint
    is_new: bool


_Candidate: TypeAlias = tuple[int, str, str, Fingerprint]


def find_near(connection: Connection, seekers: Sequence[Seeker]) -> list[tuple[Near, ...]]:
    """Return which others each of *seekers* is a copy of, nearest first; let all be found.

    Each finds what was known and the *seekers* before it, as if they came one by one.
    """
    shared = list(_shared(connection, seekers))
    known = _candidates(connection, {number for numbers in shared for number in numbers})
    new = [each for each in seekers if each.is_new]
    rows = [(value, each.number) for each in new for value in each.fingerprint.anchors]
    if rows:
        connection.exec_driver_sql(_INDEX.format(_mark(connection)), rows)
    # Of those that are equally near, in the order of first seeing.
    return [
        _nearest(seeker, [known[number] for number in sorted(numbers) if number in known])
        for seeker, numbers in zip(seekers, shared, strict=True)
    ]


def _shared(connection: Connection, seekers: Sequence[Seeker]) -> Iterator[list[int]]:
    """Yield, for each of *seekers*, the numbers of those that share most of its anchors."""
    known = _known(connection, {anchor for each in seekers for anchor in each.fingerprint.anchors})
    for seeker in seekers:
        counts: Counter[int] = Counter()
        for anchor in seeker.fingerprint.anchors:
            if numbers := known[anchor]:  # which few do
                counts.update(sorted(numbers, reverse=True)[:_MOST_AN_ANCHOR])
            if seeker.is_new:
                numbers.append(seeker.number)
        yield sorted(counts, key=lambda number: (-counts[number], -number))[:_MOST_CANDIDATES]


def _known(connection: Connection, values: Iterable[int]) -> dict[int, list[int]]:
    """Return the newest articles that each of the anchors *values* points to."""
    wanted = list(values)
    found = defaultdict[int, list[int]](list)
    most = MOST_ANCHORS if len(wanted) <= MOST_ANCHORS else _ANCHORS_TOGETHER
    search = _search(most, _mark(connection))
    for start in range(0, len(wanted), most):
        some = (*wanted[start : start + most], *[_NO_ANCHOR] * most)[:most]
        for anchor, number in connection.exec_driver_sql(search, some):
            found[anchor].append(number)
    return found


@lru_cache
def _search(count: int, mark: str) -> str:
    """Return the search for what so many anchors point to, which is one, put together once."""
    return " UNION ALL ".join(
        "SELECT value, fingerprint FROM"  # noqa: S608  # numbers only
        " (SELECT value, fingerprint FROM anchors"
        f" WHERE value = {mark} ORDER BY fingerprint DESC LIMIT {_MOST_AN_ANCHOR})"
        f" a{place}"
        for place in range(count)
    )


def _mark(connection: Connection) -> str:
    """Return what stands for a value in the statements of the driver.

    Sixteen anchors a text are looked for and written: on SQLAlchemy's way that takes twice as long.
    """
    return "?" if connection.dialect.paramstyle == "qmark" else "%s"


def _candidates(connection: Connection, numbers: Iterable[int]) -> dict[int, _Candidate]:
    """Return the articles of these *numbers*, each with its fingerprint."""
    wanted = list(numbers)
    if not wanted:
        return {}
    rows = connection.execute(_SKETCHES, {"numbers": wanted})
    return {row.id: (row.id, row.key, row.name, Fingerprint(row.sketch)) for row in rows}


def _nearest(seeker: Seeker, candidates: Iterable[_Candidate]) -> tuple[Near, ...]:
    """Return those of *candidates* that are copies of *seeker*, nearest first."""
    found = []
    for number, key, name, fingerprint in candidates:
        likeness = seeker.fingerprint.likeness(fingerprint)
        if number != seeker.number and likeness.is_copy:
            near = Near(number, key, name, round(likeness.similarity, 3))
            found.append((likeness.order, near))
    found.sort(key=lambda each: each[0], reverse=True)
    return tuple(near for _, near in found[:_MOST_LINKS])
