"""Dates as machines write them: ISO 8601, RFC 2822, digits alone, seconds of the Unix epoch."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

__all__ = ["read_machine"]

_DIGITS = re.compile(r"[0-9]+(?:\.[0-9]{1,9})?")
# The fixed forms that fromisoformat reads as ISO; it takes much else that happens to fit.
_ISO = re.compile(
    r"[0-9]{4}-?[0-9]{2}-?[0-9]{2}(?:[Tt ][0-9]{2}:?[0-9]{2}(?::?[0-9]{2}(?:[.,][0-9]{1,9})?)?"
    r"(?:[Zz]|[+-][0-9]{2}(?::?[0-9]{2})?)?)?"
)
# The same with zeros left out, as hand-made templates do: 2026-5-6T9:05:0Z.
_UNPADDED = re.compile(
    r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[Tt ]([0-9]{1,2}):([0-9]{1,2})(?::([0-9]{1,2}))?"
    r"(?:[.,][0-9]{1,9})?\s?([Zz]|[+-][0-9]{2}(?::?[0-9]{2})?)?)?"
)
# RFC 2822 with a numeric zone or GMT; other names of zones are read by their table.
_MAIL = re.compile(
    r"(?:[A-Za-z]{3},\s?)?[0-9]{1,2}\s[A-Za-z]{3}\s[0-9]{4}\s[0-9]{2}:[0-9]{2}(?::[0-9]{2})?"
    r"\s(?:GMT|UTC|UT|Z|[+-][0-9]{4})"
)
_STAMPS = {8: "%Y%m%d", 12: "%Y%m%d%H%M", 14: "%Y%m%d%H%M%S"}
_EPOCH_UNITS = {10: 1, 13: 1_000, 16: 1_000_000}


def read_machine(text: str) -> date | datetime | None:
    """Return what a machine wrote as the whole of *text*: a date, or a time with its offset.

    Seconds are whole. None for any other text, and for a day that does not exist.
    """
    try:
        if _ISO.fullmatch(text):
            return _iso(text)
        if match := _UNPADDED.fullmatch(text):
            return _iso(_padded(match))
        if _DIGITS.fullmatch(text):
            return _stamp(text.partition(".")[0])
        if _MAIL.fullmatch(text):
            return parsedate_to_datetime(text)
    except (ValueError, OverflowError, OSError, IndexError):
        pass
    return None


def _iso(text: str) -> date | datetime:
    if len(text) <= len("2025-12-21"):
        return date.fromisoformat(text)
    return datetime.fromisoformat(text.upper().replace(",", ".")).replace(microsecond=0)


def _padded(match: re.Match[str]) -> str:
    year, month, day, hour, minute, second, zone = match.groups()
    written = f"{year}-{month:0>2}-{day:0>2}"
    if hour is None:
        return written
    return f"{written}T{hour:0>2}:{minute:0>2}:{second or '':0>2}{zone or ''}"


def _stamp(digits: str) -> date | datetime | None:
    if unit := _EPOCH_UNITS.get(len(digits)):
        return datetime.fromtimestamp(int(digits) // unit, UTC)
    if form := _STAMPS.get(len(digits)):
        stamp = datetime.strptime(digits, form)  # noqa: DTZ007  # no zone is written
        return stamp.date() if form == _STAMPS[8] else stamp
    return None
