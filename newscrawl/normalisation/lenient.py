"""python-dateutil, where it is right: English dates in forms that the grammar does not know.

Left alone it fills a missing day or year from today, reads 03/04/2026 as 4 March and takes a
zone that it does not know for none. Here it sees only text with the name of a month, parses it
against two days to find what is missing, and refuses an unknown zone.
"""

from __future__ import annotations

import re
from datetime import date, datetime, tzinfo

from dateutil import parser

from newscrawl.normalisation.calendar import calendar_of
from newscrawl.normalisation.zones import abbreviated_zone
from newscrawl.text.language import normal_tag

__all__ = ["read_leniently"]

_LONGEST = 64
# What C prints, in whatever language the page is: Sun Dec 21 10:22:00 UTC 2025.
_CTIME = re.compile(
    r"[A-Z][a-z]{2} [A-Z][a-z]{2} [0-9]{1,2} [0-9:]{8}(?: [A-Z]{1,5}| [+-][0-9]{4})? [0-9]{4}"
)
_WORD = re.compile(r"[a-z]+")
# Two days, and hours, with no part in common: a part that differs in the readings was filled in.
_DEFAULTS = (datetime(2001, 1, 1, 0), datetime(2004, 2, 2, 1))  # noqa: DTZ001  # no zone is meant


def read_leniently(text: str, language: str | None) -> date | datetime | None:
    """Return the date that an English *text* is; None where a part of it is missing."""
    tag = normal_tag(language)
    if not _CTIME.fullmatch(text) and not (tag in {None, "en"} and _is_english(text)):
        return None

    def zone(name: str | None, offset: int | None) -> tzinfo | int | None:
        if name is None or offset is not None:
            return offset
        if (known := abbreviated_zone(name, tag)) is None:
            raise ValueError(name)
        return known

    try:
        one, other = (parser.parse(text, default=day, tzinfos=zone) for day in _DEFAULTS)
    except (ValueError, OverflowError, TypeError, AttributeError, IndexError):
        return None
    if one.date() != other.date():
        return None
    return one.date() if one.hour != other.hour else one.replace(microsecond=0)


def _is_english(text: str) -> bool:
    """Whether *text* is short and plain, and names a month in English."""
    if len(text) > _LONGEST or not text.isascii():
        return False
    return not calendar_of("en").months.keys().isdisjoint(_WORD.findall(text.lower()))
