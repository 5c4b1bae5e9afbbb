"""Relative ages: "5 days ago", "3 giờ trước", "kemarin"."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import cache

from newscrawl.normalisation.calendar import Calendar, calendar_of, calendars, calendars_in, plain
from newscrawl.normalisation.grammar import any_of
from newscrawl.normalisation.moments import Moment, Reading

__all__ = ["is_relative_age", "read_age"]

_LONGEST_LINE = 80
# "half an hour ago": without a number.
_LONGEST_IN_WORDS = 40
_DIGIT = re.compile(r"\d")
_LETTER = re.compile(r"[^\W\d_]")
# Shorter ones may stand anywhere in an age: what joins its amounts, a zone.
_LONG_WORD = re.compile(r"[^\W\d_]{5,}")
_KINDS = ("labels", "before", "after", "now", "today", "yesterday", "clock")
# No age is without a word of one of these kinds: it is one by itself, or stands by an amount.
_NAMED = ("now", "today", "yesterday")
_AMOUNTING = ("before", "after")
_EXACT = {
    "second": timedelta(seconds=1),
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
}


def is_relative_age(line: str, language: str | None = None) -> bool:
    """Whether *line* is nothing but an age ("5 hari lalu"), with or without its label.

    Its spaces are single, as in :func:`read_age`.
    """
    return _find(line, language) is not None


def read_age(line: str, language: str | None, now: datetime) -> Reading | None:
    """Return the moment that a line which is an age means at *now*; None for any other line.

    Seconds, minutes and hours give an instant cut to the minute or hour, days a day; of weeks
    and more the age is refused, because it leaves the day open.
    """
    found = _find(line, language)
    if found is None:
        return None
    match, calendar = found
    if match["today"] or match["yesterday"]:
        return Reading(Moment(now.date() - timedelta(days=1 if match["yesterday"] else 0)))
    return _before(now, [] if match["now"] else _amounts(match["age"], calendar))


def _find(line: str, language: str | None) -> tuple[re.Match[str], Calendar] | None:
    if len(line) > _LONGEST_LINE:
        return None
    if len(line) > _LONGEST_IN_WORDS and not _DIGIT.search(line):
        return None
    text = plain(line)
    if not _may_be_any_age(text):
        return None
    for calendar in _calendars(text, language):
        if _may_be_age(text, calendar) and (match := _line_pattern(calendar).fullmatch(text)):
            return match, calendar
    return None


def _may_be_age(text: str, calendar: Calendar) -> bool:
    """Whether a line has a word that tells of an age, its unit, and no long word that does not.

    Sooner told than by the pattern, which most calendars then need not compile.
    """
    named, amounting, units = _telling(calendar)
    if not any(map(text.__contains__, named)) and not (
        any(map(text.__contains__, amounting)) and any(map(text.__contains__, units))
    ):
        return False
    return calendar.glued or _words(calendar).issuperset(_LONG_WORD.findall(text))


def _may_be_any_age(text: str) -> bool:
    """Whether a line has words, and no long one that tells of no age in any language.

    Where words are not set apart, the line may have one that tells of an age instead.
    """
    words, first = _all_words(), _LONG_WORD.search(text)
    if first is None:
        return _LETTER.search(text) is not None
    if first.group() in words and words.issuperset(_LONG_WORD.findall(text, first.end())):
        return True
    return not text.isascii() and any(map(text.__contains__, _all_glued()))


def _before(now: datetime, amounts: list[tuple[int, str]]) -> Reading:
    units = {unit for _, unit in amounts}
    if not units <= _EXACT.keys():
        return Reading(reason="an age too vague for a day")
    then = now - sum((_EXACT[unit] * count for count, unit in amounts), timedelta())
    if "day" in units:
        return Reading(Moment(then.date()))
    then = then.replace(second=0, microsecond=0)
    return Reading(Moment(then.replace(minute=0) if units == {"hour"} else then))


def _amounts(age: str, calendar: Calendar) -> list[tuple[int, str]]:
    """Return the (count, unit) pairs of an age; a unit without a number is one of it."""
    found = []
    for match in _amount_pattern(calendar).finditer(age):
        name = re.sub(r"\s", " ", match["unit"])
        count = match["count"] or match["late_count"]
        if name in calendar.pairs:
            found.append((2, calendar.pairs[name]))
        else:
            found.append((int(count) if count else 1, calendar.units[name]))
    return found


def _calendars(text: str, language: str | None) -> list[Calendar]:
    own = calendar_of(language)
    others = [calendar for group in calendars_in(text, "ages") for calendar in group]
    # Where words are set apart, an age has one that tells its language.
    return [own, *others] if others or own.glued else []


@cache
def _telling(calendar: Calendar) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Return the words of *calendar* that are an age, that stand by an amount, and its units."""
    named = tuple(word for kind in _NAMED for word in calendar[kind])
    amounting = tuple(word for kind in _AMOUNTING for word in calendar[kind])
    return named, amounting, (*calendar.units, *calendar.pairs)


@cache
def _words(calendar: Calendar) -> frozenset[str]:
    """Return all long words of which the ages of *calendar* are made."""
    kinds = (*(calendar[kind] for kind in (*_KINDS, "one")), calendar.units, calendar.pairs)
    return frozenset(word for kind in kinds for name in kind for word in _LONG_WORD.findall(name))


@cache
def _all_words() -> frozenset[str]:
    """Return all long words of which the ages of any calendar are made."""
    return frozenset[str]().union(*map(_words, calendars()))


@cache
def _all_glued() -> tuple[str, ...]:
    """Return the words that tell of an age where words are not set apart."""
    glued = (_telling(each) for each in calendars() if each.glued)
    return tuple(word for named, amounting, _ in glued for word in (*named, *amounting))


@cache
def _amount_pattern(calendar: Calendar) -> re.Pattern[str]:
    return re.compile(_amount(calendar, named=True))


@cache
def _line_pattern(calendar: Calendar) -> re.Pattern[str]:
    """Return the pattern of a line that is an age: labels, the age, a time of day perhaps.

    Groups: ``age`` or ``now``, ``today``, ``yesterday``; an age has a word before it or behind.
    """
    start, end = ("", "") if calendar.glued else (r"(?<!\w)", r"(?!\w)")
    words = {kind: any_of(calendar[kind]) for kind in _KINDS}
    amount = _amount(calendar, named=False)
    amounts = rf"{amount}(?:,?\s?(?:[^\W\d_]{{1,3}}\s)?{amount})?"
    after = rf"(?:\s?(?:{words['after']}){end})"
    clock = rf"[\s,|]{{0,3}}(?:{words['clock']})?\.?\s?\d{{1,2}}[:.h]\d\d(?:\s?\w{{2,4}})?"
    return re.compile(
        rf"[\W_]{{0,3}}(?:{start}(?:{words['labels']}){end}[\W_]{{0,3}}){{0,4}}(?:"
        rf"(?P<age>(?:{start}(?P<before>{words['before']})\s?)?{amounts}"
        rf"(?(before){after}?|{after}))"
        rf"|(?P<now>{start}(?:{words['now']}){end})"
        rf"|{start}(?:(?P<today>{words['today']})|(?P<yesterday>{words['yesterday']})){end}"
        rf"(?:{clock})?"
        rf")[\W_]{{0,3}}"
    )


def _amount(calendar: Calendar, *, named: bool) -> str:
    """Return the pattern of a number and its unit; *named* gives its groups their names."""
    names = ("?P<count>", "?P<unit>", "?P<late_count>") if named else ("?:", "?:", "?:")
    start, end = ("", r"(?!\d)") if calendar.glued else (r"(?<![^\W\d_])", r"(?![^\W\d_])")
    units = any_of((*calendar.units, *calendar.pairs))
    return (
        rf"(?:(?<!\d)({names[0]}\d{{1,3}})\+?\s?|{start}(?:{any_of(calendar['one'])})\s)?"
        rf"{start}({names[1]}{units}){end}\.?"
        rf"(?:\s({names[2]}\d{{1,3}})(?!\d|:|\s?(?:{units})))?"
    )
