"""One look at a list after another: what is new in it, and whether it is the list it was.

A list is a seed, a feed, a sitemap or a section. What is new in it is counted against the last
look at the same list, whatever the rest of the crawl knows: an article that another list named
first is new here all the same. So nothing but the list itself decides on its history.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import blake2b
from statistics import median

__all__ = ["ENOUGH_LOOKS", "Look", "Record", "State", "marks_of"]

ENOUGH_LOOKS = 5
"""How many good looks make a history; a list with less is never said to be stalled."""
_RECENT = 20
_SHRUNK = 4
_ADOPTED = timedelta(days=28)
_PAGE = "page"
_MOST_MARKS = 10_000


class State(StrEnum):
    """What came of a look.

    ``NEW`` and ``QUIET`` lists could be read; of the others ``CHANGED`` ones came, but are not
    the lists that they were: a feed that is a page now, a section that lists next to nothing.
    """

    NEW = "new"
    QUIET = "quiet"
    CHANGED = "changed"
    FAILED = "failed"
    REFUSED = "refused"
    GONE = "gone"

    @property
    def is_good(self) -> bool:
        """Whether the list could be read as it used to be."""
        return self in {State.NEW, State.QUIET}


@dataclass(frozen=True, slots=True)
class Look:
    """One look: the ``kind`` of what came, how many articles it ``listed``, and their marks.

    Of a list that has not changed (304) there are no ``marks``. A list that could not be read
    has a ``failure``, and a ``reason`` in words.
    """

    kind: str = ""
    listed: int = 0
    marks: frozenset[int] | None = None
    failure: State | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of one list.

    ``looks`` counts the good ones, ``bad`` the others since the last good one, the first of them
    at ``bad_since``. ``listed`` are the numbers of articles at the last good looks, ``marks``
    stand for those of the last one, ``fresh`` is how many of these were new.
    """

    kind: str = ""
    state: State = State.QUIET
    reason: str = ""
    looks: int = 0
    bad: int = 0
    bad_since: datetime | None = None
    listed: tuple[int, ...] = ()
    marks: frozenset[int] = frozenset()
    fresh: int = 0

    def after(self, look: Look, at: datetime) -> Record:
        """Return what is known after the *look* at that aware moment."""
        failure, reason = look.failure, look.reason
        if failure is None and (change := self._change(look)):
            # What stays changed for four weeks is how it is now.
            is_new = self.bad_since is None or at - self.bad_since < _ADOPTED
            failure, reason = (State.CHANGED, change) if is_new else (None, "")
        if failure is not None:
            since = self.bad_since or at
            return replace(
                self, state=failure, reason=reason, bad=self.bad + 1, bad_since=since, fresh=0
            )
        return self._read(look)

    def _read(self, look: Look) -> Record:
        marks = self.marks if look.marks is None else look.marks
        # At the first look nothing is known to be new.
        fresh = len(marks - self.marks) if self.looks else 0
        return Record(
            kind=look.kind or self.kind,
            state=State.NEW if fresh else State.QUIET,
            looks=self.looks + 1,
            listed=(*self.listed, look.listed)[-_RECENT:],
            marks=marks,
            fresh=fresh,
        )

    def _change(self, look: Look) -> str:
        """Return how what came differs from the list that it was; empty for no difference."""
        if look.kind == _PAGE and self.kind not in {"", _PAGE}:
            return f"it was a {self.kind} and is a page now"
        if len(self.listed) >= ENOUGH_LOOKS:
            usual = median(self.listed)
            if look.listed * _SHRUNK < usual:
                return f"it lists {look.listed} articles, and used to list {usual:.0f}"
        return ""


def marks_of(urls: Iterable[str]) -> frozenset[int]:
    """Return a number of four bytes for each of *urls*; of very many for the first and last."""
    taken = list(urls)
    if len(taken) > _MOST_MARKS:
        half = _MOST_MARKS // 2
        taken = taken[:half] + taken[-half:]
    return frozenset(
        int.from_bytes(blake2b(url.encode(errors="replace"), digest_size=4).digest())
        for url in taken
    )
