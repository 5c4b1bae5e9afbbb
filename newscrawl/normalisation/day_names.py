"""Names of months and weekdays where names of people are looked for."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from newscrawl.normalisation.calendar import calendar_of, plain
from newscrawl.normalisation.phrases import Phrases

__all__ = ["without_dates"]

_DIGIT = re.compile(r"\d")
# What parts the names of a date from its first digit, and a weekday from a month.
_DATE_GAP = re.compile(r"[\s,.]{1,3}(?=\d)")
_GAP_AT_END = re.compile(r"[\s,.]{1,3}$")
_MONTH_GAP = re.compile(r"[\s.]{1,2}")
_NAME_START = re.compile(r"(?<!\w)")


def without_dates(text: str, language: str | None) -> str:
    """Return *text* parted where a date stands: months and weekdays would pass for names."""
    if _DIGIT.search(text) is None:
        return text
    folded = plain(text)
    if len(folded) != len(text):
        return text
    names, end = _names_of_days(language), len(folded)
    for gap in reversed(list(_DATE_GAP.finditer(folded))):
        # Some names have a number of their own: "thg 5".
        start = names.start_before(folded, gap) if gap.end() <= end else None
        if start is not None:
            text, end = f"{text[:start]}, {text[gap.end() :]}", start
    return text


class _NamesOfDays(NamedTuple):
    """The names that lead to the first digit of a date: "Monday, May 4"."""

    weekdays: Phrases
    months: Phrases

    def start_before(self, folded: str, gap: re.Match[str]) -> int | None:
        """Return where the names begin that end where *gap* begins; None for none."""
        month = None
        if _MONTH_GAP.fullmatch(gap.group()):
            month = _start_of(self.months, folded, gap.start())
        before = gap if month is None else _GAP_AT_END.search(folded, max(0, month - 3), month)
        weekday = _start_of(self.weekdays, folded, before.start()) if before else None
        return month if weekday is None else weekday


def _start_of(names: Phrases, folded: str, end: int) -> int | None:
    starts = names.starts(folded, end)
    return next((start for start in starts if _NAME_START.match(folded, start)), None)


@lru_cache(maxsize=64)
def _names_of_days(language: str | None) -> _NamesOfDays:
    """Return the names of *language*, and the English ones."""
    calendars = (calendar_of(language), calendar_of("en"))
    return _NamesOfDays(
        Phrases(name for calendar in calendars for name in calendar.weekdays),
        Phrases(name for calendar in calendars for name in calendar.months),
    )
