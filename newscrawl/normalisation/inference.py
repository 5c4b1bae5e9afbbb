"""Days written without their year, made whole by the weekday and the years around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache

from newscrawl.normalisation.calendar import (
    UNKNOWN,
    Calendar,
    calendar_of,
    calendars_in,
    country_of,
    readable,
)
from newscrawl.normalisation.grammar import any_of
from newscrawl.normalisation.mentions import Mention, day_of, weekday_near, yearless

__all__ = ["infer_day", "mentioned_years"]

_EXAMINED = 2_000
_EXAMINED_FOR_YEARS = 20_000
_YEAR = re.compile(r"(?:(?<![\w.,/:\-])|(?<=\d{4}[-–/]))(?:1[89]|2\d)\d\d(?![\d:%]|[.,]\d)")
_BUDDHIST = range(2400, 2700)
_BUDDHIST_ERA = 543
_EARLIEST_YEAR = 1850


def infer_day(
    text: str,
    *,
    language: str | None,
    years: Sequence[int],
    latest: date | None,
    weekday_only: bool = False,
) -> date | None:
    """Return the first day written without a year in *text*, in the year that it must be of.

    Candidates are *years*, then the year before each: a story of December stands under the
    copyright of January. None of them may be after *latest*. A weekday that is written must
    match; with *weekday_only* there must be one. Numbers alone (21/12) count only with a
    weekday or in brackets. None where nothing fits.
    """
    candidates = list(dict.fromkeys([*years, *(year - 1 for year in years)]))
    country = country_of(language)
    sample = text[:_EXAMINED]
    calendars = _calendars(sample, language)
    plain_text = readable(_without_everyday_words(sample, calendars))
    for calendar in calendars:
        for mention in yearless(plain_text, calendar, country):
            weekday = weekday_near(plain_text, mention, calendar)
            if weekday is None and (weekday_only or not _stands_alone(plain_text, mention)):
                continue
            if (day := _fitting(mention, candidates, weekday, latest)) is not None:
                return day
    return None


def mentioned_years(text: str, latest: date | None) -> list[int]:
    """Return the years that *text* names, in order, none twice and none after *latest*.

    Years counted from the Buddha are ours again.
    """
    found = (int(match[0]) for match in _YEAR.finditer(readable(text[:_EXAMINED_FOR_YEARS])))
    years = (year - _BUDDHIST_ERA if year in _BUDDHIST else year for year in found)
    last = latest.year if latest else date.max.year
    return list(dict.fromkeys(year for year in years if _EARLIEST_YEAR <= year <= last))


def _fitting(
    mention: Mention, years: Sequence[int], weekday: int | None, latest: date | None
) -> date | None:
    """Return the day of *mention* in the first of *years* that it can be of."""
    for year in years:
        days = [day for one in mention.readings if (day := day_of(year, one)) is not None]
        days = [day for day in days if weekday is None or day.weekday() == weekday]
        if len(days) == 1 and (latest is None or days[0] <= latest):
            return days[0]
    return None


def _stands_alone(text: str, mention: Mention) -> bool:
    """Whether the mention is a date without any weekday: 3/4 is mostly a fraction."""
    bracketed = text.endswith("(", 0, mention.start) and text.startswith(")", mention.end)
    return not mention.numeric or bracketed


def _calendars(text: str, language: str | None) -> list[Calendar]:
    own = calendar_of(language)
    if own.language != UNKNOWN:
        return [own]
    groups = calendars_in(readable(text), "months", "weekdays")
    return [calendar for group in groups for calendar in group] or [own]


def _without_everyday_words(text: str, calendars: Sequence[Calendar]) -> str:
    """Return *text* without the words that name months or weekdays in capitals only."""
    words = frozenset(word for calendar in calendars for word in calendar["common"])
    return _whole_words(words).sub("-", text) if words else text


@cache
def _whole_words(words: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(words)})\b")
