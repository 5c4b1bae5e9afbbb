"""Days written without their year, made whole by the weekday and the years around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, cached_property

from newscrawl.normalisation.calendar import (
    UNKNOWN,
    Calendar,
    calendar_of,
    calendars_in,
    country_of,
    readable,
)
from newscrawl.normalisation.grammar import any_of
from newscrawl.normalisation.mentions import (
    Clock,
    Mention,
    clock_near,
    dated,
    day_of,
    weekday_near,
    yearless,
)
from newscrawl.normalisation.zones import localize, settle_zone, written_zone

__all__ = ["Years", "infer_change", "infer_day", "infer_time", "mentioned_years", "names_day"]

_EXAMINED = 2_000
# A day before that of the publication is sooner a mistake than one of the next year.
_LATEST_CHANGE = timedelta(days=182)
_EXAMINED_FOR_YEARS = 20_000
_YEAR = re.compile(r"(?:(?<![\w.,/:\-])|(?<=\d{4}[-–/]))(?:1[89]|2\d)\d\d(?![\d:%]|[.,]\d)")
_BUDDHIST = range(2400, 2700)
_BUDDHIST_ERA = 543
_EARLIEST_YEAR = 1850
_LATE_MONTH = 10
_SHORT_BEFORE = 32
_LETTERS = re.compile(r"[^\W\d_]+")
_NEAR_WORDS = 2


@dataclass(frozen=True)
class Years:
    """The years that an article can be of, and its ``latest`` day.

    Its ``own``, as the year of its copyright is, where that is known; else those that its
    ``text`` mentions.
    """

    latest: date | None
    own: int | None = None
    text: str = ""

    @property
    def settled(self) -> bool:
        """Whether the year is its own."""
        return self.own is not None

    @cached_property
    def likely(self) -> Sequence[int]:
        """The years, the likeliest first; few articles have a day that asks for them."""
        return mentioned_years(self.text, self.latest) if self.own is None else [self.own]


def infer_day(
    text: str, *, language: str | None, years: Years, weekday_only: bool = False
) -> date | None:
    """Return the first day in *text* that can be the day of the news, in one of *years*.

    A day without a year is made whole by the likely years, then the year before each: a story
    of December stands under the copyright of January. A weekday that is written must match;
    with *weekday_only* there must be one. Numbers alone (21/12) count only with a weekday or
    in brackets. A full date counts beside a weekday, even a mistaken one, where it stands in
    brackets or the years are settled. None where nothing fits.
    """
    sample = text[:_EXAMINED]
    calendars = _calendars(sample, language)
    plain_text = readable(_without_everyday_words(sample, calendars))
    for calendar in calendars:
        for mention in _mentions(plain_text, calendar, country_of(language)):
            if _is_to_come(plain_text, mention, calendar):
                continue
            weekday = weekday_near(plain_text, mention, calendar)
            bracketed = _is_bracketed(plain_text, mention)
            if mention.year is not None:
                counts = weekday is not None and (years.settled or bracketed)
            else:
                alone = bracketed or not mention.numeric
                counts = weekday is not None or (alone and not weekday_only)
            if counts and (day := _fitting(mention, weekday, years)) is not None:
                return day
    return None


def infer_time(text: str, *, language: str | None, day: date) -> datetime | None:
    """Return the time on *day* that stands in *text* beside that day without its year.

    Like that of a change it is in the zone that is written behind it, else in none.
    """
    calendar = calendar_of(language)
    plain_text = readable(text[:_EXAMINED])
    for mention in yearless(plain_text, calendar, country_of(language)):
        if (day.month, day.day) in mention.readings:
            clock = clock_near(plain_text, mention, calendar, len(plain_text))
            return _moment(day, clock, plain_text, text, language) if clock else None
    return None


def _moment(
    day: date, clock: Clock, plain_text: str, printed: str, language: str | None
) -> datetime:
    """Return the time of *clock* on *day*, in the zone that stands behind it, if one does."""
    local = datetime.combine(day, clock.time)
    written = written_zone(plain_text, clock.end, printed)
    zone = settle_zone(written, local, language=language, publisher=None) if written else None
    return localize(local, zone) if zone else local


def names_day(text: str, language: str | None) -> bool:
    """Whether *text* is a day whose year is left out, and perhaps its time: "May 3, 6:30 a.m."."""
    calendar = calendar_of(language)
    plain_text = readable(text[:_EXAMINED])
    found = next(iter(yearless(plain_text, calendar, country_of(language))), None)
    return found is not None and not (found.numeric or plain_text[: found.start].strip())


def infer_change(text: str, *, language: str | None, since: date) -> date | datetime | None:
    """Return the moment that *text* gives a change to what is *since* that day, its year left out.

    That day or the next one of its name, within half a year; a time alone is of the same day.
    """
    calendar = calendar_of(language)
    plain_text = readable(text[:_EXAMINED])
    if dated(plain_text, calendar, country_of(language)):
        return None
    mentions = yearless(plain_text, calendar, country_of(language))
    mention = mentions[0] if mentions else Mention(0, 0, None, ((since.month, since.day),))
    for reading in mention.readings[:1]:
        days = (day_of(year, reading) for year in (since.year, since.year + 1))
        later = (day for day in days if day is not None and day >= since)
        day = next((day for day in later if day - since <= _LATEST_CHANGE), None)
        clock = clock_near(plain_text, mention, calendar, len(plain_text))
        if day is not None and clock is not None:
            return _moment(day, clock, plain_text, text, language)
        return day if mentions else None
    return None


def mentioned_years(text: str, latest: date | None) -> list[int]:
    """Return the years that *text* names, in order, none twice and none after *latest*.

    Years counted from the Buddha are ours again.
    """
    found = (int(match[0]) for match in _YEAR.finditer(readable(text[:_EXAMINED_FOR_YEARS])))
    years = (year - _BUDDHIST_ERA if year in _BUDDHIST else year for year in found)
    last = latest.year if latest else date.max.year
    return list(dict.fromkeys(year for year in years if _EARLIEST_YEAR <= year <= last))


def _mentions(text: str, calendar: Calendar, country: str | None) -> list[Mention]:
    found = [*yearless(text, calendar, country), *dated(text, calendar, country)]
    return sorted(found, key=lambda mention: mention.start)


def _fitting(mention: Mention, weekday: int | None, years: Years) -> date | None:
    """Return the day of *mention* in the first of *years*, or before them, that it can be of."""
    for year in dict.fromkeys([*years.likely, *(year - 1 for year in years.likely)]):
        if mention.year not in {None, year}:
            continue
        days = [day for one in mention.readings if (day := day_of(year, one)) is not None]
        if weekday is not None and (mention.year is None or len(days) > 1):
            days = [day for day in days if day.weekday() == weekday]
        if len(days) == 1 and _is_possible(days[0], years):
            return days[0]
    return None


def _is_possible(day: date, years: Years) -> bool:
    """Whether *day* is not to come, and in a likely year or late in the one before.

    An early day of the year before only where it cannot be of the year itself: else a word
    is mistaken.
    """
    if years.latest is not None and day > years.latest:
        return False
    if day.year in years.likely or day.month >= _LATE_MONTH:
        return True
    following = day_of(day.year + 1, (day.month, day.day))
    return following is None or (years.latest is not None and following > years.latest)


def _is_bracketed(text: str, mention: Mention) -> bool:
    return text.endswith("(", 0, mention.start) and text.startswith(")", mention.end)


def _is_to_come(text: str, mention: Mention, calendar: Calendar) -> bool:
    """Whether *mention* is the day up to which something lasts: "until Friday (27/11)"."""
    before = _LETTERS.findall(text, max(0, mention.start - _SHORT_BEFORE), mention.start)
    return not frozenset(calendar["until"]).isdisjoint(before[-_NEAR_WORDS:])


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
