"""Dates of the solar Hijri calendar, by which Iran and Afghanistan count: 22 Ordibehesht 1405."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from newscrawl.normalisation.calendar import Calendar
from newscrawl.normalisation.grammar import any_of

__all__ = ["solar_dates", "to_gregorian"]

# Of the arithmetic calendar: eight leap years in 33, which agrees with the observed one
# from 1178 to 1633 (1799 to 2255).
_CYCLE = 33
_LEAPS = 8
_CYCLE_OFFSET = 1595
_EPOCH = -356033
_LONG_MONTHS = 6
_LONGEST = 31


def to_gregorian(year: int, month: int, day: int) -> date | None:
    """Return the Gregorian day of a solar Hijri one; None where there is none."""
    longest = _LONGEST if month <= _LONG_MONTHS else _LONGEST - 1
    if not (1 <= month <= 2 * _LONG_MONTHS and 1 <= day <= longest):
        return None
    shifted = year + _CYCLE_OFFSET
    cycles, rest = divmod(shifted, _CYCLE)
    days = 365 * shifted + cycles * _LEAPS + (rest + 3) // 4
    days += (_LONGEST - 1) * (month - 1) + min(month - 1, _LONG_MONTHS) + day
    return date.fromordinal(days + _EPOCH)


def solar_dates(text: str, calendar: Calendar) -> Iterator[tuple[int, int, date]]:
    """Yield start, end and Gregorian day of the solar Hijri dates with a year in plain *text*."""
    if not calendar.solar_months:
        return
    for match in _pattern(calendar).finditer(text):
        month = calendar.solar_months.get(match["name"] or "") or int(match["month"] or 0)
        year, day = match["year"] or match["first"], match["day"] or match["last"]
        if (found := to_gregorian(int(year), month, int(day))) is not None:
            yield match.start(), match.end(), found


@cache
def _pattern(calendar: Calendar) -> re.Pattern[str]:
    year = r"1[34]\d\d(?!\d)"
    # "22 Ordibehesht month, year 1405".
    said = any_of(word for word, unit in calendar.units.items() if unit in {"month", "year"})
    return re.compile(
        rf"(?<!\d)(?P<day>\d{{1,2}})\s(?P<name>{any_of(calendar.solar_months)})"
        rf"[\s,،]{{1,3}}(?:(?:{said})\s)?(?P<year>{year})"
        rf"|(?<![\d/-])(?P<first>1[34]\d\d)(?P<mark>[/-])(?P<month>\d{{1,2}})(?P=mark)"
        rf"(?P<last>\d{{1,2}})(?![\d/-])"
    )
