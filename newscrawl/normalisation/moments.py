"""Moments: a day, a local time or an instant, each no more exact than what was written."""

from __future__ import annotations

from datetime import date, datetime
from enum import IntEnum
from typing import NamedTuple

__all__ = ["Moment", "Precision", "Reading"]


class Precision(IntEnum):
    """How much of a moment is known; more is greater."""

    DAY = 1
    LOCAL = 2
    INSTANT = 3


class Moment(NamedTuple):
    """A date, a date and time in no known zone (naive), or an instant (aware)."""

    value: date | datetime

    @property
    def precision(self) -> Precision:
        """What is known of the moment."""
        if not isinstance(self.value, datetime):
            return Precision.DAY
        return Precision.LOCAL if self.value.tzinfo is None else Precision.INSTANT

    @property
    def day(self) -> date:
        """The calendar day, as written where it was written."""
        return self.value.date() if isinstance(self.value, datetime) else self.value

    @property
    def iso(self) -> str:
        """ISO 8601: seconds in every time, never a fraction; ``+00:00`` for UTC."""
        if isinstance(self.value, datetime):
            return self.value.isoformat(timespec="seconds")
        return self.value.isoformat()

    def agrees(self, other: Moment) -> bool:
        """Whether both can be the same moment, as far as the less exact of them goes."""
        shared = min(self.precision, other.precision)
        if shared is Precision.DAY:
            return self.day == other.day
        if shared is Precision.LOCAL:
            return self._clock == other._clock
        return self.value == other.value

    @property
    def _clock(self) -> date | datetime:
        return self.value.replace(tzinfo=None) if isinstance(self.value, datetime) else self.value


class Reading(NamedTuple):
    """What a text says of a date: a moment, or the reason why none was read."""

    moment: Moment | None = None
    reason: str | None = None
