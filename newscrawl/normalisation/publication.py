"""When an article was published and modified, each judged by its own evidence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from newscrawl.extraction import PassageKind, RawDate
from newscrawl.normalisation.candidates import Clock, choose, choose_first
from newscrawl.normalisation.dated_lines import (
    LONGEST_DATE_LINE,
    beside_change,
    change_in,
    dates_of,
)
from newscrawl.normalisation.dates import find_date
from newscrawl.normalisation.inference import Years, infer_change, infer_day, infer_time
from newscrawl.normalisation.layout import Layout
from newscrawl.normalisation.lexicon import Role
from newscrawl.normalisation.moments import Moment
from newscrawl.normalisation.zones import localize, zone_of
from newscrawl.text.sentences import ends_sentence

__all__ = ["Published", "modified", "published"]

_LEAD_PARAGRAPHS = 3
_YEARS_SAMPLE = 20_000
_LONGEST_LEAD = 2_000
_DAY_WIDTH = len("2026-05-03")
_DIGIT = re.compile(r"\d")
_NUMERIC_DATE = r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}"
_LEAD_DATE = re.compile(rf"[(（]({_NUMERIC_DATE})[)）]|^({_NUMERIC_DATE})\s*[-–—|„“\"]")
# "Press release of 25 January 2026 | Berlin - ...": a few words with the date, then a mark.
_OPENING = re.compile(r"([^|–—\n]{6,60}?)\s(?:[|–—]|-)\s")


class Published(NamedTuple):
    """An ISO 8601 date; ``inferred`` when it was concluded from the text of the news."""

    iso: str | None = None
    inferred: bool = False


def published(
    candidates: Sequence[RawDate],
    layout: Layout,
    year: int | None,
    clock: Clock,
    head: Sequence[str] = (),
) -> Published:
    """Return when the article was published; *head* are the lines around the headline.

    The best of *candidates* (:func:`.choose`); else a date line outside of the body; else a
    full date in the dateline; else a day without year, in the dateline or the lead, which the
    copyright *year*, or a weekday and the years that the text mentions, make whole; else such a
    day with its time in a line of the head; else a full date in the lead, in brackets or opening
    it.
    """
    iso = choose(candidates, clock) or _from_lines(layout, Role.PUBLISHED, clock)
    if iso is None and layout.dateline is not None and layout.dateline.date is not None:
        iso = _full(layout.dateline.date, clock)
    if iso is not None:
        return Published(_with_time(iso, head, clock))
    day = _inferred_day(layout, year, clock)
    if day is None and (day := _headed_day(layout, year, clock, head)) is not None:
        lines = (*dates_of(layout, Role.PUBLISHED, clock.language), *head)
        return Published(_with_time(day.isoformat(), lines, clock), inferred=True)
    day = day or _lead_day(layout, clock)
    return Published(day.isoformat(), inferred=True) if day else Published()


def _with_time(iso: str, head: Sequence[str], clock: Clock) -> str:
    """Return the day *iso* with the time that a line of *head* has beside it, the year left out."""
    if len(iso) > _DAY_WIDTH:
        return iso
    day = date.fromisoformat(iso)
    for line in head:
        if not _DIGIT.search(line) or len(line) > LONGEST_DATE_LINE:
            continue
        if change_in(line, clock.language) is not None:
            continue
        if (local := infer_time(line, language=clock.language, day=day)) is not None:
            return _placed(local, clock).iso
    return iso


def _placed(read: datetime, clock: Clock) -> Moment:
    """Return the moment of what was *read*: without a zone of its own in the publisher's."""
    zone = zone_of(clock.zone) if read.tzinfo is None else None
    return Moment(localize(read, zone) if zone else read)


def modified(
    candidates: Sequence[RawDate],
    layout: Layout,
    clock: Clock,
    appeared: str | None = None,
    head: Sequence[str] = (),
) -> str | None:
    """Return when the article was last changed, None unless something says so.

    A change whose year or day is left out, "updated at 18:02", is one after the article
    *appeared*; *head* are the lines around the headline.
    """
    iso = choose_first(candidates, clock) or _from_lines(layout, Role.MODIFIED, clock)
    if iso is None and appeared is not None:
        lines = (
            *dates_of(layout, Role.MODIFIED, clock.language),
            *beside_change(head, clock.language),
        )
        iso = next(filter(None, (_later(line, appeared, clock) for line in lines)), None)
    return iso


def _later(text: str, appeared: str, clock: Clock) -> str | None:
    """Return the change that *text* gives without its year, if that is after the article."""
    first = datetime.fromisoformat(appeared)
    found = infer_change(text, language=clock.language, since=first.date())
    if found is None or len(text) > LONGEST_DATE_LINE:
        return None
    if not isinstance(found, datetime):
        return found.isoformat() if found > first.date() else None
    # An instant of another zone tells nothing of an hour on the wall.
    on_the_wall = len(appeared) > _DAY_WIDTH and first.utcoffset() != timedelta(0)
    if on_the_wall and found.replace(tzinfo=None) <= first.replace(tzinfo=None):
        return None
    return _placed(found, clock).iso


def _from_lines(layout: Layout, role: Role, clock: Clock) -> str | None:
    texts = dates_of(layout, role, clock.language)
    return next((iso for text in texts if (iso := _full(text, clock))), None)


def _full(text: str, clock: Clock) -> str | None:
    reading = find_date(text, language=clock.language, zone=clock.zone, now=clock.now)
    return reading.moment.iso if reading.moment else None


def _inferred_day(layout: Layout, year: int | None, clock: Clock) -> date | None:
    body = [line.text for line in layout.body]
    years = Years(clock.today, year or None, "\n".join(body)[:_YEARS_SAMPLE])
    dateline = layout.dateline
    texts = [dateline.date] if dateline and dateline.date else []
    lead = "\n".join(body[:_LEAD_PARAGRAPHS])
    if dateline is not None and lead.startswith(body[0][: dateline.end]):
        lead = lead[dateline.end :]
    # In running text a day without its weekday may be of any year, or yet to come.
    for text in (*texts, lead):
        day = infer_day(
            text,
            language=clock.language,
            years=years,
            weekday_only=not years.settled or text is lead,
        )
        if day is not None:
            return day
    return None


def _headed_day(layout: Layout, year: int | None, clock: Clock, head: Sequence[str]) -> date | None:
    """Return the day without year of a line of the head: by its weekday, or the page's own date."""
    body = "\n".join(line.text for line in layout.body)[:_YEARS_SAMPLE]
    own = year or (clock.now.year if clock.now else None)
    years = Years(clock.today, own, body)
    for text in (*dates_of(layout, Role.PUBLISHED, clock.language), *head):
        if len(text) <= LONGEST_DATE_LINE and _DIGIT.search(text) and not ends_sentence(text):
            only = not years.settled
            day = infer_day(text, language=clock.language, years=years, weekday_only=only)
            if day is not None:
                return day
    return None


def _lead_day(layout: Layout, clock: Clock) -> date | None:
    """Return the full date that opens the lead, or that it has in brackets: "(2/3/2026)"."""
    paragraphs = [line for line in layout.body if line.form is not PassageKind.SUBHEAD]
    for line in paragraphs[:_LEAD_PARAGRAPHS]:
        if (opening := _OPENING.match(line.text)) is not None:
            reading = find_date(opening[1], language=clock.language, now=clock.now)
            if reading.moment is not None:
                return reading.moment.day
        for match in _LEAD_DATE.finditer(line.text[:_LONGEST_LEAD]):
            text = match[1] or match[2]
            reading = find_date(text, language=clock.language, now=clock.now)
            if reading.moment is not None:
                return reading.moment.day
    return None
