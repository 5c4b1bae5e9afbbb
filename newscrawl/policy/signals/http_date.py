"""HTTP dates (RFC 9110 section 5.6.7): the one form to write and the two to understand."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

__all__ = ["http_date"]

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_CLOCK = r"(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2}):(?P<second>[0-9]{2})"
_ZONE = r"(?: (?:GMT|UTC?|Z|(?P<zone>[+-][0-9]{4})))?"
_FORMS = (
    re.compile(
        rf"[a-z]{{3,9}},? (?P<day>[0-9]{{1,2}})[ -](?P<month>[a-z]{{3}})[ -]"
        rf"(?P<year>[0-9]{{4}}|[0-9]{{2}}) {_CLOCK}{_ZONE}",
        re.IGNORECASE | re.ASCII,
    ),
    re.compile(
        rf"[a-z]{{3}} (?P<month>[a-z]{{3}}) [ ]?(?P<day>[0-9]{{1,2}}) {_CLOCK} "
        r"(?P<year>[0-9]{4})(?P<zone>)",
        re.IGNORECASE | re.ASCII,
    ),
)
_LONGEST = 64


def http_date(value: str, now: datetime) -> datetime | None:
    """Return the moment *value* names, aware and in UTC; None when it names none.

    IMF-fixdate, RFC 850 (two digits of the year, at most 50 years after *now*) and asctime
    are read, also with a numeric zone or none, which is GMT. The day of the week is not
    checked. A zone by any other name is no HTTP date.
    """
    text = value.strip()
    if len(text) > _LONGEST:
        return None
    found = next((match for form in _FORMS if (match := form.fullmatch(text))), None)
    if found is None or found["month"].lower() not in _MONTHS:
        return None
    try:
        moment = datetime(
            _year(found["year"], now),
            _MONTHS.index(found["month"].lower()) + 1,
            int(found["day"]),
            int(found["hour"]),
            int(found["minute"]),
            min(int(found["second"]), 59),  # the grammar has room for a leap second
            tzinfo=UTC,
        )
        return moment - _offset(found["zone"])
    except (ValueError, OverflowError):
        return None


def _year(digits: str, now: datetime) -> int:
    if len(digits) == 4:  # noqa: PLR2004  # the only other length the grammar has is two
        return int(digits)
    year = now.year - now.year % 100 + int(digits)
    return year - 100 if year > now.year + 50 else year


def _offset(zone: str | None) -> timedelta:
    if not zone:
        return timedelta(0)
    offset = timedelta(hours=int(zone[1:3]), minutes=int(zone[3:]))
    return -offset if zone.startswith("-") else offset
