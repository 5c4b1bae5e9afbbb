"""The dates a page declares and prints, weighed against each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from itertools import islice
from typing import NamedTuple

from newscrawl.extraction import RawDate
from newscrawl.normalisation.dates import read_date
from newscrawl.normalisation.moments import Moment
from newscrawl.normalisation.zones import country_zone, zone_of
from newscrawl.page import Origin, Page
from newscrawl.urls import host

__all__ = ["Clock", "choose", "choose_first"]

# What clocks are ahead of UTC, in minutes: whole hours, and the few that are not.
_OFFSETS = frozenset(
    timedelta(minutes=minutes)
    for minutes in (*range(-720, 841, 60), -210, 210, 270, 330, 345, 390, 570)
)
_DAY = timedelta(days=1)
_PRINTED = ("visible", "time")
_ANYWHERE = "time"
_DECLARED = ("meta", "itemprop")


class Clock(NamedTuple):
    """What dates are read against.

    ``now`` is when a live page was fetched, None for a file; ``zone`` the publisher's, where
    all its times are in one; ``place`` that of the country whose domain the page is of: it
    proves nothing of a time without a zone.
    """

    language: str | None
    zone: str | None = None
    now: datetime | None = None
    place: tzinfo | None = None

    @classmethod
    def for_page(cls, page: Page, language: str | None, zone: str | None) -> Clock:
        """Return the clock for *page*: only a live page's date says when it was read."""
        now = page.fetched_at if page.origin is Origin.LIVE else None
        domain = (host(page.url or "") or "").rpartition(".")[2]
        return cls(language, zone, now, zone_of(zone) or country_zone(domain))

    @property
    def today(self) -> date:
        """The latest day the article can be of."""
        return (self.now or datetime.now(UTC)).date()


class _Read(NamedTuple):
    """A candidate that could be read, and its source."""

    source: str
    moment: Moment

    @property
    def kind(self) -> str:
        """The kind of its source: ``json-ld``, ``meta``."""
        return _kind(self.source)

    def is_far(self, other: _Read) -> bool:
        """Whether both are of different days, whatever the zone."""
        return abs(self.moment.day - other.moment.day) > _DAY


def choose_first(candidates: Sequence[RawDate], clock: Clock) -> str | None:
    """Return the first of *candidates* that can be read, in ISO 8601."""
    found = _Readings(candidates, clock)
    best = next(iter(found), None)
    return _local(best, found, clock).iso if best else None


def choose(candidates: Sequence[RawDate], clock: Clock) -> str | None:
    """Return what *candidates* say of the day of publication, in ISO 8601.

    The first that can be read, but for two cases: structured data that both a meta element
    and a printed date contradict with one voice, and a printed date that is not the day of
    the page's address. What is a day alone has the time that another gives to that day.
    """
    found = _Readings(candidates, clock)
    first = next(iter(found), None)
    if first is None:
        return None
    best = _outvoting(first, found) or _addressed(first, found) or first
    return _local(_timed(best, found), found, clock).iso


class _Readings:
    """Those of *candidates* that can be read, each read when it is first wanted."""

    def __init__(self, candidates: Sequence[RawDate], clock: Clock) -> None:
        # Of all candidates, whether they can be read or not.
        self.kinds = frozenset(_kind(candidate.source) for candidate in candidates)
        self._known: list[_Read] = []
        self._unread = self._read(candidates, clock)

    def __iter__(self) -> Iterator[_Read]:
        yield from self._known
        for reading in self._unread:
            self._known.append(reading)
            yield reading

    @staticmethod
    def _read(candidates: Iterable[RawDate], clock: Clock) -> Iterator[_Read]:
        for candidate in candidates:
            found = read_date(
                candidate.text, language=clock.language, zone=clock.zone, now=clock.now
            )
            if found.moment is not None:
                yield _Read(candidate.source, found.moment)


def _kind(source: str) -> str:
    return source.partition("[")[0]


def _outvoting(first: _Read, found: _Readings) -> _Read | None:
    """Return what a meta element says, and a printed date too, against JSON-LD alone."""
    if first.kind != "json-ld" or any(map(found.kinds.isdisjoint, (_PRINTED, _DECLARED))):
        return None
    if not all(map(first.is_far, islice(found, 1, None))):
        return None
    others = list(islice(found, 1, None))
    printed = {other.moment.day for other in others if other.kind in _PRINTED}
    declared = (other for other in others if other.kind in _DECLARED)
    return next((other for other in declared if other.moment.day in printed), None)


def _addressed(first: _Read, found: _Readings) -> _Read | None:
    """Return the date that is of the day in the address, where the first, a printed one, is not."""
    if first.kind not in _PRINTED or "url" not in found.kinds:
        return None
    address = next((other for other in found if other.kind == "url"), None)
    if address is None:
        return None
    same = next(other for other in found if other.moment.day == address.moment.day)
    return same if same is not address or first.is_far(address) else None


def _timed(best: _Read, found: _Readings) -> _Read:
    """Return *best*, or of those *found* what has the time on the day that *best* is.

    A machine may have taken the day by the clock of UTC. What stands anywhere in the page may be
    the time of a comment.
    """
    if isinstance(day := best.moment.value, datetime):
        return best
    placed = (other for other in found if other.source != _ANYWHERE)
    return next((other for other in placed if _is_on(day, other.moment)), best)


def _is_on(day: date, moment: Moment) -> bool:
    """Whether *moment* is a time on *day*, there or by UTC; midnight is none."""
    value = moment.value
    if not isinstance(value, datetime) or value.time() == time.min:
        return False
    return day in {value.date(), (value.astimezone(UTC) if value.tzinfo else value).date()}


def _local(best: _Read, found: _Readings, clock: Clock) -> Moment:
    """Return the moment of *best* by the clock of the place, where one of those *found* tells it.

    A machine's UTC says when, not what day it was there; the same moment with an offset does,
    and so does a time without one that is whole hours away, or a day that is the country's.
    What is midnight in the country was a day, before a machine made it an instant.
    """
    moment = best.moment
    if not isinstance(moment.value, datetime):
        return moment
    if moment.value.tzinfo is None:
        return Moment(_with_zone(moment.value, found))
    if moment.value.utcoffset() != timedelta(0):
        return moment
    for other in (read.moment for read in found if read is not best):
        if (there := _there(moment.value, other.value, clock)) is not None:
            return Moment(there)
    there = moment.value.astimezone(clock.place) if clock.place else moment.value
    is_midnight = moment.value.time() != time.min == there.time()
    return Moment(_with_offset(moment.value, there.utcoffset())) if is_midnight else moment


def _with_zone(local: datetime, found: _Readings) -> datetime:
    """Return *local*, which has no zone, with that of the same time by the clock elsewhere.

    A machine's UTC is none: many a machine calls the time on the wall so.
    """
    minute = local.replace(second=0, microsecond=0)
    for other in (read.moment.value for read in found):
        if not (isinstance(other, datetime) and other.utcoffset()):
            continue
        if other.replace(second=0, microsecond=0, tzinfo=None) == minute:
            return local.replace(tzinfo=other.tzinfo)
    return local


def _there(instant: datetime, other: date | datetime, clock: Clock) -> datetime | None:
    """Return *instant* with the offset that *other* proves, None where it proves none."""
    if not isinstance(other, datetime):
        there = instant.astimezone(clock.place) if clock.place else instant
        is_shifted = instant.date() != other == there.date()
        return _with_offset(instant, there.utcoffset()) if is_shifted else None
    offset = other.utcoffset()
    if offset is None:
        offset = other.replace(second=0, tzinfo=UTC) - instant.replace(second=0)
        return _with_offset(instant, offset) if offset and offset in _OFFSETS else None
    return _with_offset(instant, offset) if offset and other == instant else None


def _with_offset(instant: datetime, offset: timedelta | None) -> datetime:
    return instant.astimezone(timezone(offset or timedelta()))
