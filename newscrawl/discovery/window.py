"""The days asked for, and whether a moment can lie within them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from newscrawl.normalisation.moments import Moment

__all__ = ["ALWAYS", "Bound", "Window"]

Bound = date | datetime
"""A day counts whole, as days are written; an instant (aware) is exact."""

_DAY = timedelta(days=1)
_EAST, _WEST = timedelta(hours=14), timedelta(hours=12)
_WRITTEN_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?=[T ]|$)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Window:
    """From *since* to *until*, both included; None leaves a side open."""

    since: Bound | None = None
    until: Bound | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing can lie in it, for it ends before it begins."""
        if self.since is None or self.until is None:
            return False
        return _span(Moment(self.since))[0] > _span(Moment(self.until))[1]

    def is_before(self, moment: Moment) -> bool:
        """Whether *moment* is certainly earlier than the window."""
        if self.since is None:
            return False
        if not isinstance(self.since, datetime):
            return moment.day < self.since
        return _span(moment)[1] < self.since

    def is_after(self, moment: Moment) -> bool:
        """Whether *moment* is certainly later than the window."""
        if self.until is None:
            return False
        if not isinstance(self.until, datetime):
            return moment.day > self.until
        return _span(moment)[0] > self.until

    def misses(self, published: Moment | None, modified: Moment | None = None) -> bool:
        """Whether what came out at *published* is certainly outside.

        Where only a change is told, the publication is no later than that.
        """
        if published is not None:
            return self.is_before(published) or self.is_after(published)
        return modified is not None and self.is_before(modified)

    def misses_days(self, first: date, last: date) -> bool:
        """Whether what came out between the days *first* and *last* is certainly outside.

        An address may name the day of another zone, so that a day's difference does not count.
        """
        return self.is_before(Moment(_moved(last, _DAY))) or self.is_after(
            Moment(_moved(first, -_DAY))
        )

    def misses_text(self, published: str, modified: str = "") -> bool:
        """Whether dates as written are outside by their day alone; False where in doubt."""
        if published:
            return self._far_before(published) or self._far_after(published)
        return self._far_before(modified)

    def _far_before(self, text: str) -> bool:
        return (
            self.since is not None and text[:10] < _iso_day(self.since, -2 * _DAY) and _dated(text)
        )

    def _far_after(self, text: str) -> bool:
        return (
            self.until is not None and text[:10] > _iso_day(self.until, 2 * _DAY) and _dated(text)
        )


ALWAYS = Window()
"""The window that nothing is outside of."""


def _dated(text: str) -> bool:
    return _WRITTEN_DAY.match(text) is not None


@lru_cache(maxsize=16)
def _iso_day(bound: Bound, margin: timedelta) -> str:
    day = bound.date() if isinstance(bound, datetime) else bound
    return _moved(day, margin).isoformat()


def _moved(day: date, distance: timedelta) -> date:
    try:
        return day + distance
    except OverflowError:
        return day


def _span(moment: Moment) -> tuple[datetime, datetime]:
    """Return the earliest and the latest instant that *moment* can be."""
    value = moment.value
    try:
        if not isinstance(value, datetime):
            first = datetime.combine(value, time.min, UTC)
            return first - _EAST, first + _DAY + _WEST
        if value.tzinfo is None:
            local = value.replace(tzinfo=UTC)
            return local - _EAST, local + _WEST
    except OverflowError:
        return datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
    return value, value
