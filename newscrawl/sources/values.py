"""The values of arguments and of ``sources.toml``, read strictly.

Each reader takes what a command line (text) or a TOML file (any value) gives, and raises
ValueError saying what it should have been.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

from newscrawl.discovery import Bound
from newscrawl.normalisation.zones import zone_of
from newscrawl.text.language import normal_tag

__all__ = ["bound", "count", "languages", "line", "lines", "patterns", "span", "switch", "zone"]

_AGE = re.compile(r"(\d{1,5})\s*(m|h|d|w|minutes?|hours?|days?|weeks?)(?:\s+ago)?", re.IGNORECASE)
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_WHOLE_DAYS = frozenset("dw")
_DAYS_AGO = {"today": 0, "yesterday": 1}
_LONGEST_PATTERN = 500


def bound(value: Any, now: datetime) -> Bound:
    """Return the day or the instant that *value* means at the aware moment *now*.

    ``2026-11-20``, ``2026-11-20T08:00+07:00``, ``today``, ``yesterday``, or an age: ``90m``,
    ``36 hours``, ``7 days``, ``2w``. A time without a zone is UTC, and so are days counted from
    today.
    """
    if isinstance(value, datetime):
        return value if value.tzinfo is not None else value.replace(tzinfo=UTC)
    if isinstance(value, date):
        return value
    text = str(value).strip() if isinstance(value, str) else ""
    if text.lower() in _DAYS_AGO:
        return now.astimezone(UTC).date() - timedelta(days=_DAYS_AGO[text.lower()])
    try:
        if age := _AGE.fullmatch(text):
            moment = now.astimezone(UTC) - _span(age)
            return moment.date() if age[2][0].lower() in _WHOLE_DAYS else moment
        if len(text) == len("2026-11-20"):
            return date.fromisoformat(text)
        return bound(datetime.fromisoformat(text), now)
    except (ValueError, OverflowError):
        raise ValueError(
            f"{value!r} is neither a date (2026-11-20), a time (2026-11-20T08:00+07:00),"
            " today, yesterday nor an age (36h, 7 days)"
        ) from None


def span(value: Any) -> timedelta:
    """Return how long *value* is: ``10m``, ``6 hours``, ``1 day``."""
    match = _AGE.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        raise ValueError(f"{value!r} is no span of time, such as 10m, 6 hours or 1 day")
    return _span(match)


def count(value: Any, least: int = 0) -> int:
    """Return the whole number that *value* is, of at least *least*."""
    text = str(value).strip()
    if isinstance(value, bool) or not (text.isascii() and text.isdecimal()) or int(text) < least:
        raise ValueError(f"{value!r} is no whole number of at least {least}")
    return int(text)


def line(value: Any) -> str:
    """Return the text that *value* is."""
    if not isinstance(value, str) or not value.strip() or not value.isprintable():
        raise ValueError(f"{value!r} is no line of text")
    return value.strip()


def lines(value: Any) -> tuple[str, ...]:
    """Return the texts of a list, or those of one text that commas part; each once."""
    parts = value.split(",") if isinstance(value, str) else value
    if not isinstance(parts, list) or not parts:
        raise ValueError(f"{value!r} is neither a text nor a list of texts")
    found = tuple(dict.fromkeys(line(part) for part in parts if part != ""))
    if not found:
        raise ValueError("names nothing")
    return found


def languages(value: Any) -> frozenset[str]:
    """Return the languages that *value* names by their tags (BCP 47)."""
    found = {text: normal_tag(text) for text in lines(value)}
    for text, tag in found.items():
        if tag is None:
            raise ValueError(f"{text!r} is no language tag, such as id or zh-Hant")
    return frozenset(filter(None, found.values()))


def patterns(value: Any) -> tuple[re.Pattern[str], ...]:
    """Return the regular expressions of a list, or the one that a text is."""
    texts = [value] if isinstance(value, str) else value
    if not isinstance(texts, list):
        raise ValueError(f"{value!r} is neither a pattern nor a list of patterns")  # noqa: TRY004
    return tuple(map(_pattern, texts))


def switch(value: Any) -> bool:
    """Return the truth value that *value* is."""
    if not isinstance(value, bool):
        raise ValueError(f"{value!r} is neither true nor false")  # noqa: TRY004  # of a file
    return value


def zone(value: Any) -> str:
    """Return the IANA name, or the offset, of a time zone."""
    name = line(value)
    if zone_of(name) is None:
        raise ValueError(f"{name!r} is no time zone, such as Asia/Jakarta")
    return name


def _span(match: re.Match[str]) -> timedelta:
    return timedelta(**{_UNITS[match[2][0].lower()]: int(match[1])})


def _pattern(text: Any) -> re.Pattern[str]:
    written = line(text)
    if len(written) > _LONGEST_PATTERN:
        raise ValueError(f"a pattern of more than {_LONGEST_PATTERN} characters")
    try:
        return re.compile(written)
    except re.error as error:
        raise ValueError(f"{written!r} is no regular expression: {error}") from None
