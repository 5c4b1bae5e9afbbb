"""Pace that robots.txt asks for: Crawl-delay, Request-rate and Visit-time.

None is part of RFC 9309. Crawl-delay is a convention (seconds between two requests);
``Request-rate: 1/5`` (documents per seconds) and ``Visit-time: 0600-0845`` (UTC) come from
the extended standard of 1996. A published pace can only slow us down, so that of several
values the slowest counts, and what stands in front of an unreadable rest is taken.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

__all__ = ["LONGEST_DELAY", "VisitTime", "crawl_delay", "request_rate", "visit_time"]

LONGEST_DELAY = 86_400.0
"""Seconds. A longer delay is read as a day: there is no request to time after that."""

_SECONDS = re.compile(r"\+?([0-9]{0,12}(?:[.,][0-9]{0,9})?)")
_RATE = re.compile(r"([0-9]{1,9})\s*/\s*([0-9]{1,9})\s*([smhd]?)", re.IGNORECASE)
_WINDOW = re.compile(r"([0-9]{2}):?([0-9]{2})[ \t]*[- ][ \t]*([0-9]{2}):?([0-9]{2})")
_UNITS = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86_400}


@dataclass(frozen=True, slots=True)
class VisitTime:
    """The hours of a day, in UTC, in which visits are welcome; they may run past midnight."""

    start: time
    end: time

    def wait(self, now: datetime) -> float:
        """Return the seconds from *now* (aware) until visits are welcome; 0 within the hours."""
        moment = now.astimezone(UTC)
        clock = moment.time()
        if self.start < self.end:
            is_open = self.start <= clock <= self.end
        else:
            is_open = clock >= self.start or clock <= self.end
        if is_open:
            return 0.0
        opening = datetime.combine(moment.date(), self.start, UTC)
        if opening < moment:
            opening += timedelta(days=1)
        return (opening - moment).total_seconds()


def crawl_delay(value: str) -> float | None:
    """Return the seconds of a Crawl-delay *value*; None when it does not begin with a number."""
    found = _SECONDS.match(value)
    digits = found[1].replace(",", ".") if found else ""
    if not digits.strip("."):
        return None
    return min(float(digits), LONGEST_DELAY)


def request_rate(value: str) -> float | None:
    """Return the seconds between two requests at a Request-rate *value*; None for no rate.

    The hours that may follow are left aside: the rate is kept around the clock.
    """
    found = _RATE.match(value)
    if found is None or not int(found[1]):
        return None
    return min(int(found[2]) * _UNITS[found[3].lower()] / int(found[1]), LONGEST_DELAY)


def visit_time(value: str) -> VisitTime | None:
    """Return the hours of a Visit-time *value*; None when they are no clock times."""
    found = _WINDOW.match(value)
    if found is None:
        return None
    hours = [int(part) for part in found.groups()]
    try:
        return VisitTime(time(hours[0] % 24, hours[1]), time(hours[2] % 24, hours[3]))
    except ValueError:
        return None
