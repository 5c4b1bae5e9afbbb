"""Dates as they stand in a line: where, and how they can be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, time
from functools import cache
from typing import NamedTuple

from newscrawl.normalisation.calendar import Calendar, count_numbers
from newscrawl.normalisation.grammar import (
    NUMERIC,
    NUMERIC_YEARLESS,
    clock_pattern,
    named_pattern,
    weekday_pattern,
)
from newscrawl.normalisation.solar_hijri import solar_dates

__all__ = ["Clock", "Mention", "clock_near", "dated", "day_of", "weekday_near", "yearless"]

_MONTHS = 12
# A day and a year.
_FEWEST_NUMBERS = 2
_NOON = 12
_CENTURY_TURN = 70
_TWO_DIGITS = 2
_BEFORE = 48
_AFTER = 60
_BETWEEN_DATE_AND_CLOCK = 25
# "Rabu dini hari waktu setempat (7/1)": words of the time of day stand between.
_WEEKDAY_GAP = re.compile(r"[^\d.!?;\n]{0,32}")
_ADJACENT = re.compile(r"[\s,]*")
_DIGIT = re.compile(r"\d")
_LETTER = re.compile(r"[^\W\d_]")
_LETTERS = re.compile(r"[^\W\d_]+")
_BARE_GAP = re.compile(r"[\s,(]{0,3}")
_WORDLESS = re.compile(r"[\W_]*t?[\W_]*")


class Mention(NamedTuple):
    """A date in a plain text.

    ``readings`` are the (month, day) that it can mean: two for 03/04, none for 31/31.
    ``numeric`` says that the month is a number.
    """

    start: int
    end: int
    year: int | None
    readings: tuple[tuple[int, int], ...]
    numeric: bool = False


class Clock(NamedTuple):
    """A time of day in a plain text."""

    start: int
    end: int
    time: time


def dated(text: str, calendar: Calendar, country: str | None = None) -> list[Mention]:
    """Return the dates with a year in the plain *text*, in order."""
    if count_numbers(text) < _FEWEST_NUMBERS:
        return []
    found = [mention for mention in _named(text, calendar) if mention.year is not None]
    found += (_numeric(match, calendar, country) for match in NUMERIC.finditer(text))
    solar = [
        Mention(start, end, day.year, ((day.month, day.day),))
        for start, end, day in solar_dates(text, calendar)
    ]
    taken = {mention.start for mention in solar}
    found = [*solar, *(mention for mention in found if mention.start not in taken)]
    return sorted(found, key=lambda mention: mention.start)


def yearless(text: str, calendar: Calendar, country: str | None = None) -> list[Mention]:
    """Return the dates without a year in the plain *text*, in order."""
    found = [mention for mention in _named(text, calendar) if mention.year is None]
    # Where the year would lead, the month leads without it.
    order = "mdy" if calendar.year_leads else calendar.order_in(country)
    for match in NUMERIC_YEARLESS.finditer(text):
        readings = _ordered(match, order)
        found.append(Mention(match.start(), match.end(), None, readings, numeric=True))
    return sorted(found, key=lambda mention: mention.start)


def day_of(year: int, reading: tuple[int, int]) -> date | None:
    """Return the day of a (month, day) in *year*; None where the calendar has none."""
    try:
        return date(year, *reading)
    except (ValueError, OverflowError):
        return None


def weekday_near(text: str, mention: Mention, calendar: Calendar) -> int | None:
    """Return the day of the week written next to *mention*, Monday being 0; None for none."""
    pattern = weekday_pattern(calendar)
    if pattern is None:
        return None
    before = list(pattern.finditer(text, max(0, mention.start - _BEFORE), mention.start))
    found = before[-1] if before else None
    if found is not None and _WEEKDAY_GAP.fullmatch(text, found.end(), mention.start):
        return _weekday(found, calendar)
    gap = _BARE_GAP.match(text, mention.end)
    position = gap.end() if gap else mention.end
    # "(日)" is a name with its bracket, which the gap has passed.
    for start in dict.fromkeys((position, max(mention.end, position - 1))):
        if match := pattern.match(text, start):
            return _weekday(match, calendar)
    return None


def clock_near(text: str, mention: Mention, calendar: Calendar, until: int) -> Clock | None:
    """Return the time of day after *mention*, before *until*, else the one just before it.

    A time that leads its date with nothing between ("14:20 19.12.2025") is its own, when the
    next one stands behind words.
    """
    after, gap_after = _clock_after(text, mention, calendar, until)
    if after is not None and _LETTER.search(gap_after) is None:
        return after
    before, gap_before = _clock_before(text, mention, calendar)
    leads = after is None or _ADJACENT.fullmatch(gap_before)
    return before if before is not None and leads else after


def _clock_after(
    text: str, mention: Mention, calendar: Calendar, until: int
) -> tuple[Clock | None, str]:
    """Return the time of day after *mention*, and what stands between."""
    for match in _clocks(text, calendar, mention.end, min(until, mention.end + _AFTER)):
        gap = text[mention.end : match.start()]
        if len(gap) <= _BETWEEN_DATE_AND_CLOCK and (clock := _clock(match, gap, calendar)):
            return clock, gap
    return None, ""


def _clock_before(text: str, mention: Mention, calendar: Calendar) -> tuple[Clock | None, str]:
    """Return the last time of day before *mention*, and what stands between."""
    last, between = None, ""
    for match in _clocks(text, calendar, max(0, mention.start - _BEFORE), mention.start):
        gap = text[match.end() : mention.start]
        if len(gap) <= _BETWEEN_DATE_AND_CLOCK and (clock := _clock(match, gap, calendar)):
            last, between = clock, gap
    return last, between


def _clocks(text: str, calendar: Calendar, start: int, end: int) -> Iterator[re.Match[str]]:
    """Return what may be times of day between *start* and *end*: none without a figure."""
    figured = _DIGIT.search(text, start, end) is not None
    return clock_pattern(calendar).finditer(text, start, end) if figured else iter(())


def _named(text: str, calendar: Calendar) -> Iterator[Mention]:
    pattern = named_pattern(calendar) if _may_name_month(text, calendar) else None
    for match in pattern.finditer(text) if pattern else ():
        name, day = re.sub(r"\s", " ", match["month"]), match["day"] or match["late_day"]
        reading = (calendar.months[name], int(day))
        yield Mention(match.start(), match.end(), _named_year(match, calendar), (reading,))


def _may_name_month(text: str, calendar: Calendar) -> bool:
    """Whether the name of a month is in *text*, and no part of another word.

    Sooner told than by the pattern, which most calendars then need not compile.
    """
    if not calendar.glued and _month_words(calendar).isdisjoint(_LETTERS.findall(text)):
        return False
    return any(map(text.__contains__, calendar.months))


@cache
def _month_words(calendar: Calendar) -> frozenset[str]:
    """Return the first words of the names of the months."""
    words = map(_LETTERS.search, calendar.months)
    return frozenset(word.group() for word in words if word)


def _named_year(match: re.Match[str], calendar: Calendar) -> int | None:
    if calendar.eras and (era := match["era"]):
        return calendar.eras[era] + int(match["era_year"])
    year = match["year"] or match["short"] or match["early_year"] or match["late_year"]
    year = year or (match["first_year"] if calendar.year_first else None)
    return _full_year(year, calendar) if year else None


def _numeric(match: re.Match[str], calendar: Calendar, country: str | None) -> Mention:
    readings: tuple[tuple[int, int], ...]
    year = _full_year(match["year"] or match["last"], calendar)
    if match["year"]:
        readings = ((int(match["month"]), int(match["day"])),)
    else:
        # Points part a date only where the day comes first.
        order = "dmy" if match["sign"].strip() == "." else calendar.order_in(country)
        readings = _ordered(match, order)
    return Mention(match.start(), match.end(), year, readings, numeric=True)


def _ordered(match: re.Match[str], order: str) -> tuple[tuple[int, int], ...]:
    """Return the (month, day) of two numbers: both ways round where nothing tells."""
    first, second = int(match["first"]), int(match["second"])
    ways: dict[str, tuple[int, int]] = {"dmy": (second, first), "mdy": (first, second)}
    possible = {name: way for name, way in ways.items() if 1 <= way[0] <= _MONTHS}
    if order in possible:
        return (possible[order],)
    return tuple(dict.fromkeys(possible.values() or ways.values()))


def _full_year(written: str, calendar: Calendar) -> int:
    year = int(written)
    if calendar.era:
        year += 2500 if len(written) == _TWO_DIGITS else 0
        return year - calendar.era if 2400 <= year < 2700 else year  # noqa: PLR2004
    if len(written) == _TWO_DIGITS:
        year += 2000 if year < _CENTURY_TURN else 1900
    return year


def _weekday(match: re.Match[str], calendar: Calendar) -> int:
    return calendar.weekdays[re.sub(r"\s", " ", next(name for name in match.groups() if name))]


def _clock(match: re.Match[str], gap: str, calendar: Calendar) -> Clock | None:
    """Return the time of *match*; None where it is no time, or only a number with a point."""
    half = match["before"] or match["after"] or match["half"]
    if match["mark"] == "." and not (match["word"] or half or _WORDLESS.fullmatch(gap)):
        return None
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if half and hour <= _NOON:
        late = re.sub(r"\s", " ", half) in calendar["pm"]
        hour = hour % _NOON + (_NOON if late else 0)
    try:
        read = time(hour, minute, min(int(match["second"] or 0), 59))
    except ValueError:
        return None
    return Clock(match.start(), match.end(), read)
