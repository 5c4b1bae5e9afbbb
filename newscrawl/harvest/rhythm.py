"""Whether a list has gone silent, judged by the same hours of earlier weeks.

News keep hours: nothing is new at night, little on a Sunday. So what a list has brought lately
is compared with what it brought in the same hours of up to eight weeks before: no statement on
what is usual is made of any other hours. From at least three such weeks the median and the
median absolute deviation are taken, which one odd week cannot move. As articles are counted, the
deviation is no less than that of chance (the square root of the median, as for Poisson counts).
Too few is what lies more than 3.5 deviations below (Iglewicz and Hoaglin, "How to Detect and
Handle Outliers", 1993) and is less than a quarter of the median: complete silence is told as
soon as at least thirteen articles should have come.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from math import sqrt
from statistics import median

__all__ = ["KEPT_PERIODS", "Shortfall", "Tally", "period_of", "shortfall", "start_of"]

_HOURS = 6
_SECONDS = _HOURS * 3600
_WEEK = 7 * 24 // _HOURS
_WEEKS = 8
_LENGTHS = (1, 2, 4, 8, 16, _WEEK)
_ENOUGH_WEEKS = 3
_MOST_DEVIATIONS = 3.5
_NORMAL = 1.4826
"""What makes of a median absolute deviation a standard deviation, for normal values."""
_FEW = 4
_LEAST_COVER, _MOST_COVER = 0.75, 2
KEPT_PERIODS = (_WEEKS + 1) * _WEEK
"""How many periods of history are of use."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Of one period: how often the list was read, and how many new articles that brought."""

    looks: int = 0
    fresh: int = 0


@dataclass(frozen=True, slots=True)
class Shortfall:
    """In so many ``hours`` until the end of the last period ``found`` articles were new.

    In the same hours of the ``weeks`` before it were ``expected``, in the median.
    """

    hours: int
    found: int
    expected: float
    weeks: int


def period_of(moment: datetime) -> int:
    """Return the number of the period of six hours in which *moment* (aware) lies."""
    return int(moment.timestamp()) // _SECONDS


def start_of(period: int) -> float:
    """Return when *period* began, in Unix seconds."""
    return float(period * _SECONDS)


def shortfall(history: Mapping[int, Tally], now: int) -> Shortfall | None:
    """Return by how much the list fell short in the periods before *now*, or None.

    *now* is the period that is not over yet. The shortest stretch that tells is returned.
    """
    for length in _LENGTHS:
        here = _window(history, now - length, length)
        past = list(_comparable(history, now, length, here.looks))
        if len(past) < _ENOUGH_WEEKS:
            continue
        expected = median(past)
        deviation = _NORMAL * median(abs(count - expected) for count in past)
        least = expected - _MOST_DEVIATIONS * max(deviation, sqrt(expected))
        if here.fresh < least and here.fresh * _FEW < expected:
            return Shortfall(length * _HOURS, here.fresh, expected, len(past))
    return None


def _comparable(history: Mapping[int, Tally], now: int, length: int, cover: int) -> Iterator[int]:
    """Yield what the same periods of earlier weeks brought, where they were as well covered."""
    for week in range(1, _WEEKS + 1):
        then = _window(history, now - length - week * _WEEK, length)
        is_as_well = _LEAST_COVER * then.looks <= cover <= _MOST_COVER * then.looks
        if then.looks and is_as_well:
            yield then.fresh


def _window(history: Mapping[int, Tally], first: int, length: int) -> Tally:
    """Return in how many of the periods the list was read at all, and what that brought."""
    found = [tally for at in range(first, first + length) if (tally := history.get(at))]
    return Tally(sum(tally.looks > 0 for tally in found), sum(tally.fresh for tally in found))
