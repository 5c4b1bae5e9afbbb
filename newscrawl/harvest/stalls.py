"""Whether a list is stalled: it cannot be read any more, or it has gone silent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from newscrawl.harvest.looks import ENOUGH_LOOKS, Record
from newscrawl.harvest.rhythm import Tally, period_of, shortfall, start_of

__all__ = ["Stall", "stall_of"]

_BAD_IN_A_ROW = 3


@dataclass(frozen=True, slots=True)
class Stall:
    """A list that is stalled: ``what`` is ``unread`` or ``silent``, ``since`` an aware moment."""

    what: str
    since: datetime
    detail: str


def stall_of(record: Record, history: Mapping[int, Tally], now: datetime) -> Stall | None:
    """Return how the list of *record* is stalled at the aware moment *now*, or None.

    A list that was read a few times only has no history, and is never stalled. One that cannot
    be read is told after the third time in a row; what it brings is not judged then.
    """
    if record.looks < ENOUGH_LOOKS:
        return None
    if record.bad:
        if record.bad < _BAD_IN_A_ROW:
            return None
        return Stall("unread", record.bad_since or now, record.reason)
    period = period_of(now)
    short = shortfall(history, period)
    if short is None:
        return None
    last = max((at for at, tally in history.items() if tally.fresh and at < period), default=None)
    since = now - timedelta(hours=short.hours)
    if last is not None and not short.found:
        since = datetime.fromtimestamp(start_of(last + 1), UTC)
    told = f"{short.found} new in {short.hours} hours, {short.expected:.0f} in those of other weeks"
    return Stall("silent", since, told)
