"""One line of text to the date that it holds, by the grammar of its language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cache
from typing import NamedTuple

from newscrawl.normalisation.calendar import (
    UNKNOWN,
    Calendar,
    calendar_of,
    calendars,
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
)
from newscrawl.normalisation.moments import Moment, Reading
from newscrawl.normalisation.zones import (
    WrittenZone,
    localize,
    settle_zone,
    written_zone,
    zone_names,
    zone_of,
)

__all__ = ["NO_DATE", "Context", "judged", "read_line"]

NO_DATE = Reading(reason="no date")

_EARLIEST_YEAR = 1850
_TOLERANCE = timedelta(days=2)
_QUOTED = 40
_LABEL = re.compile(r"\s*[^:]{1,30}:\s")
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W_]")
_LONG_WORD = re.compile(r"[a-z]{5,}")
# As the date command of Unix prints it: "Tue May 12 10:22:05 IST 2026".
_CLOCK_BEFORE_YEAR = re.compile(
    r"(?P<day>[^\W\d_]{3}\s{1,2}\d{1,2}) (?P<clock>\d\d:\d\d(?::\d\d)?)(?P<zone> [A-Z]{2,5})?"
    r" (?P<year>(?:19|20)\d\d)\b"
)


class Context(NamedTuple):
    """What is known besides the text; ``now`` is aware."""

    language: str | None
    country: str | None
    zone: tzinfo | None
    now: datetime

    @classmethod
    def of(cls, language: str | None, zone: tzinfo | str | None, now: datetime | None) -> Context:
        """Return the context for what a caller knows; *now* is the present where it is None."""
        moment = now or datetime.now(UTC)
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return cls(language, country_of(language), zone_of(zone), aware)

    @property
    def local_now(self) -> datetime:
        """The present by the publisher's clock, where that is known."""
        return self.now.astimezone(self.zone) if self.zone else self.now


class _Line(NamedTuple):
    """A line as printed and in plain form, with the calendar it is read by."""

    printed: str
    text: str
    calendar: Calendar
    context: Context


def judged(value: date | datetime, context: Context) -> Reading:
    """Return the reading of *value*: in the publisher's zone where it has none, or refused."""
    day = value.date() if isinstance(value, datetime) else value
    if day.year < _EARLIEST_YEAR:
        return Reading(reason=f"before {_EARLIEST_YEAR}: {day}")
    if day > context.now.date() + _TOLERANCE:
        return Reading(reason=f"in the future: {day}")
    if isinstance(value, datetime) and value.tzinfo is None and context.zone is not None:
        value = localize(value, context.zone)
    return Reading(Moment(value))


def read_line(printed: str, context: Context, *, standalone: bool = False) -> Reading:
    """Read the first date of a line in its language, else in one that its words belong to.

    Languages that know the words equally well must agree. With *standalone* the line must be
    nothing else than a date.
    """
    if ":" in printed:
        printed = _CLOCK_BEFORE_YEAR.sub(r"\g<day> \g<year> \g<clock>\g<zone>", printed)
    text = readable(printed)
    if _DIGIT.search(text) is None or (standalone and not _may_be_only_date(text)):
        return NO_DATE
    for group in _calendars(text, context.language):
        lines = [_Line(printed, text, calendar, context) for calendar in group]
        readings = [_read(line, standalone=standalone) for line in lines]
        if moments := [reading.moment for reading in readings if reading.moment]:
            agreed = _agreed(moments)
            return Reading(agreed, None if agreed else f"ambiguous month {printed[:_QUOTED]}")
        if refusals := [reading for reading in readings if reading is not NO_DATE]:
            return refusals[0]
    return NO_DATE


def _calendars(text: str, language: str | None) -> Iterator[list[Calendar]]:
    """Yield the language's own calendar, then those that the words of *text* belong to."""
    own = calendar_of(language)
    if own.language != UNKNOWN:
        yield [own]
    yield from calendars_in(text, "months")
    if own.language == UNKNOWN:
        yield [own]


def _agreed(moments: list[Moment]) -> Moment | None:
    """Return the most exact of *moments* if all agree with it, else the day they share."""
    best = max(moments, key=lambda moment: moment.precision)
    for moment in (best, Moment(best.day)):
        if all(moment.agrees(other) for other in moments):
            return moment
    return None


def _read(line: _Line, *, standalone: bool) -> Reading:
    refusal = NO_DATE
    mentions = dated(line.text, line.calendar, line.context.country)
    for index, mention in enumerate(mentions):
        until = mentions[index + 1].start if index + 1 < len(mentions) else len(line.text)
        reading = _read_mention(line, mention, until, standalone=standalone)
        if reading.moment is not None:
            return reading
        refusal = reading if refusal is NO_DATE else refusal
    return _foreign(line) if refusal is NO_DATE else refusal


def _read_mention(line: _Line, mention: Mention, until: int, *, standalone: bool) -> Reading:
    reading = _day(line, mention)
    if not isinstance(reading, date):
        return reading
    clock = clock_near(line.text, mention, line.calendar, until)
    zone = _zone_of(line, clock, mention) if clock else None
    if standalone:
        spans = [(mention.start, mention.end)]
        spans += [(clock.start, clock.end)] if clock else []
        spans += [(zone.start, zone.end)] if zone else []
        if not _is_only_date(line, spans):
            return NO_DATE
    if clock is None:
        return judged(reading, line.context)
    return _instant(datetime.combine(reading, clock.time), zone, line)


def _zone_of(line: _Line, clock: Clock, mention: Mention) -> WrittenZone | None:
    """Return the zone behind a time, or behind the day that the time leads."""
    zone = written_zone(line.text, clock.end, line.printed)
    if zone is None and clock.end <= mention.start:
        zone = written_zone(line.text, mention.end, line.printed)
    return zone


def _day(line: _Line, mention: Mention) -> date | Reading:
    """Return the day of a date, which its weekday settles where the order does not."""
    year = mention.year or 0
    days = [day for one in mention.readings if (day := day_of(year, one)) is not None]
    written = line.text[mention.start : mention.end].strip()
    if not days:
        return Reading(reason=f"impossible day {written}")
    if len(days) > 1:
        weekday = weekday_near(line.text, mention, line.calendar)
        days = [day for day in days if day.weekday() == weekday]
    return days[0] if len(days) == 1 else Reading(reason=f"ambiguous {written}")


def _instant(local: datetime, zone: WrittenZone | None, line: _Line) -> Reading:
    """Return the moment of a local time: in a zone that is written, else in the publisher's."""
    context = line.context
    if zone is None:
        return judged(local, context)
    reading = judged(local.replace(tzinfo=UTC), context)
    if reading.moment is None:
        return reading
    language = context.language or line.calendar.language
    settled = settle_zone(zone, local, language=language, publisher=context.zone)
    return Reading(Moment(localize(local, settled) if settled else local))


def _foreign(line: _Line) -> Reading:
    """Refuse a date by another calendar by its name."""
    if line.calendar.foreign and (match := _foreign_pattern(line.calendar).search(line.text)):
        return Reading(reason=f"{line.calendar.foreign[match['name']]} calendar")
    return NO_DATE


def _may_be_only_date(text: str) -> bool:
    """Whether *text* has no long word, behind any label, that no date has in any language.

    Sooner told than by the calendars. Behind a stroke may stand another name of the month.
    """
    if "/" in text or not text.isascii():
        return True
    behind = text.rpartition(": ")[2]
    return _long_words().issuperset(_LONG_WORD.findall(behind))


def _is_only_date(line: _Line, spans: list[tuple[int, int]]) -> bool:
    """Whether nothing but words of dates stands outside of *spans*."""
    rest = list(line.text)
    for start, end in spans:
        rest[start:end] = " " * (end - start)
    outside = _LABEL.sub("", "".join(rest), count=1)
    return _WORD.search(_date_words(line.calendar).sub(" ", outside)) is None


@cache
def _long_words() -> frozenset[str]:
    """Return the long words of which dates are made, those with plain Latin letters."""
    names = [*zone_names()]
    for each in calendars():
        names += (*each.months, *each.weekdays, *each.eras, *each.solar_months)
        names += (word for words in each.words.values() for word in words)
    return frozenset(_LONG_WORD.findall("\n".join(names)))


@cache
def _foreign_pattern(calendar: Calendar) -> re.Pattern[str]:
    return re.compile(rf"\d\s(?P<name>{any_of(calendar.foreign)})(?!\w)")


@cache
def _date_words(calendar: Calendar) -> re.Pattern[str]:
    kinds = ("labels", "clock", "between", "am", "pm", "ordinals")
    words = any_of([*calendar.weekdays, *(word for kind in kinds for word in calendar[kind])])
    return re.compile(words if calendar.glued else rf"(?<!\w)(?:{words})(?!\w)")
