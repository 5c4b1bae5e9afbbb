"""The days that an address names, as those of archives and of many articles do."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from urllib.parse import urlsplit

__all__ = ["days_of"]

_YEARS = range(1990, 2100)
_DAY = re.compile(
    r"/((?:19|20)\d\d)(?P<mark>[/\-._]?)(0?[1-9]|1[0-2])(?P=mark)(0?[1-9]|[12]\d|3[01])(?=[/\-._?&]|$)"
)
_MONTH = re.compile(r"/((?:19|20)\d\d)[/\-](0?[1-9]|1[0-2])(?=[/?&]|$)")
_YEAR = re.compile(r"/((?:19|20)\d\d)(?=/?$)")


def days_of(url: str) -> tuple[date, date] | None:
    """Return the first and the last day that the path of *url* names; None where it names none.

    ``/2026/11/23/slug`` is a day, ``/2026/11/`` and ``/2026/11/slug`` a month, ``/archive/2026``
    a year. What is no day of the calendar names none.
    """
    try:
        path = urlsplit(url).path
    except ValueError:
        return None
    if (match := _DAY.search(path)) is not None:
        return _span(int(match[1]), int(match[3]), int(match[4]))
    if (match := _MONTH.search(path)) is not None:
        return _span(int(match[1]), int(match[2]), None)
    if (match := _YEAR.search(path)) is not None and int(match[1]) in _YEARS:
        return date(int(match[1]), 1, 1), date(int(match[1]), 12, 31)
    return None


def _span(year: int, month: int, day: int | None) -> tuple[date, date] | None:
    if year not in _YEARS:
        return None
    last = monthrange(year, month)[1]
    if day is None:
        return date(year, month, 1), date(year, month, last)
    return None if day > last else (date(year, month, day), date(year, month, day))
