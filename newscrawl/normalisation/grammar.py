"""The grammar of written dates: the patterns that a calendar gives, compiled once.

All patterns read plain text (:func:`~newscrawl.normalisation.calendar.plain`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from newscrawl.normalisation.calendar import Calendar

__all__ = [
    "NUMERIC",
    "NUMERIC_YEARLESS",
    "any_of",
    "clock_pattern",
    "named_pattern",
    "weekday_pattern",
]

_LETTER = r"[^\W\d_]"
_APART = rf"(?<!{_LETTER})"
_CLOSED = rf"(?!{_LETTER})"
# A vowel sign goes on with its word, but is no letter: "மார்" ends a name, and begins March.
_SIGN = r"[\u0900-\u0963\u0970-\u0dff]"
_SIGNED = re.compile(_SIGN)
_YEAR = r"(?:1[5-9]|2\d)\d\d(?!\d)"
_BETWEEN_MARKS = r"\s?[-/.]\s?"
_LONG = 5

NUMERIC = re.compile(
    rf"(?=\d)(?<![\d.\-])(?<!\d/)(?:"
    rf"(?P<year>\d{{4}})(?P<mark>{_BETWEEN_MARKS})(?P<month>\d{{1,2}})(?P=mark)(?P<day>\d{{1,2}})"
    rf"|(?P<first>\d{{1,2}})(?P<sign>{_BETWEEN_MARKS})(?P<second>\d{{1,2}})(?P=sign)"
    rf"(?P<last>\d{{4}}|\d{{2}})"
    rf")(?!\d|[-/.]\d|:\d)"
)
NUMERIC_YEARLESS = re.compile(
    r"(?=\d)(?<![\d/.,:\-])(?P<first>\d{1,2})\s?[/.]\s?(?P<second>\d{1,2})(?!\s?[/.,:\-]?\d|\s?%)"
)


def any_of(words: Iterable[str]) -> str:
    """Return the alternation of *words*, longest first; one that never matches for none."""
    alternatives = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in alternatives) or "(?!)"


@cache
def named_pattern(calendar: Calendar) -> re.Pattern[str] | None:
    """Return the pattern of dates whose month has a name; None for a calendar without names.

    Groups: ``month``; ``day year short`` (a year of two digits) where the day leads,
    ``late_day late_year early_year`` where the month leads; ``first_year`` before the day and
    ``era era_year`` before the month where the calendar has such.
    """
    if not calendar.months:
        return None
    names = any_of(calendar.months)
    # Glued names may begin with a number, which must be theirs alone: 12月.
    start, end = (r"(?!(?<=\d)\d)", "") if calendar.glued else (_APART, _CLOSED)
    if _SIGNED.search(names) and not calendar.glued:
        start, end = rf"{start}(?<!{_SIGN})", rf"{end}(?!{_SIGN})"
    # "21 ديسمبر/كانون الأول 2025": a second name of the month, whatever it is.
    twin = rf"(?:\s?/\s?{_LETTER}{{2,12}}(?:\s{_LETTER}{{2,12}})?)?"
    apart = "" if calendar.glued else _APART
    mark = r"[^\w:+%$\n]"
    # What a language has not need not be looked for, nor names twice: all takes long to compile.
    if fillers := calendar["between"]:
        mark = rf"(?:{mark}|{apart}(?:{any_of(fillers)}){end})"
    gap = rf"{mark}{{0,6}}"
    ordinals = calendar["ordinals"]
    ordinal = rf"(?:\s?(?:{any_of(ordinals)}){end})?" if ordinals else ""
    day = r"(?:0?[1-9]|[12]\d|3[01]|\d\d)"
    year_first = rf"(?:(?<!\d)(?P<first_year>{_YEAR}){gap})?" if calendar.year_first else ""
    day_leads = rf"{year_first}(?<!\d)(?<!\d[.,:])(?P<day>{day}){ordinal}{gap}"
    if calendar.year_leads:
        day_leads = f"{year_first}(?P<day>(?!))"
    after_day = rf"{twin}(?:{gap}(?P<year>{_YEAR})|{_short_year(calendar)})?"
    early_year = rf"(?P<early_year>(?<!\d){_YEAR})"
    if calendar.eras:
        early_year += rf"|(?P<era>{any_of(calendar.eras)})\s?(?P<era_year>\d{{1,3}})"
    month_leads = f"(?:(?:{early_year}){gap})?"
    before_day = rf"{gap}(?P<late_day>{day})(?![\d:]){ordinal}(?:{gap}(?P<late_year>{_YEAR}))?"
    return re.compile(
        f"(?:{day_leads}|{month_leads}){start}(?P<month>{names}){end}"
        f"(?(day){after_day}|{before_day})"
    )


@cache
def weekday_pattern(calendar: Calendar) -> re.Pattern[str] | None:
    """Return the pattern of the days of the week, long names with any ending; group ``name``."""
    if not calendar.weekdays:
        return None
    if calendar.glued:
        return re.compile(f"(?P<name>{any_of(calendar.weekdays)})")
    long = any_of(name for name in calendar.weekdays if len(name) >= _LONG)
    short = any_of(name for name in calendar.weekdays if len(name) < _LONG)
    return re.compile(
        rf"(?:(?<!\w)|(?<=\())(?:(?P<long>{long})\w{{0,12}}|(?P<short>{short})(?!\w))"
    )


@cache
def clock_pattern(calendar: Calendar) -> re.Pattern[str]:
    """Return the pattern of a time of day.

    Groups: ``word`` (of the clock, in front), ``before``/``after`` (half of the day),
    ``hour minute second``, ``mark`` (between hour and minute; empty for a bare hour).
    """
    halves = any_of((*calendar["am"], *calendar["pm"]))
    clock = any_of(calendar["clock"])
    start, end = ("", "") if calendar.glued else (r"(?<!\w)", r"(?!\w)")
    hours = any_of((*calendar["hours"], "h"))
    minutes = any_of((*calendar["minutes"], "min", "m"))
    return re.compile(
        rf"(?:{start}(?P<word>{clock})\.?:?\s?)?(?:{start}(?P<before>{halves})\.?\s?)?"
        rf"(?<![\d:/\-])(?<!\d[.,])(?P<hour>\d{{1,2}})(?:"
        rf"(?P<mark>\s?(?:{hours})\s?|[:.])(?P<minute>\d{{2}})"
        rf"(?:(?::|(?<=\.\d\d)\.)(?P<second>\d{{2}})(?:[.,]\d{{1,9}})?)?(?![\d:/]|\.\d)"
        rf"(?:\s?(?:{minutes}){_CLOSED})?(?:\s?(?P<after>{halves}){end}\.?)?"
        rf"|\s?(?:{hours})(?!\w)"
        rf"|\s?(?P<half>{halves}){end}\.?"
        rf")"
    )


def _short_year(calendar: Calendar) -> str:
    """Return the pattern of a year of two digits, which a mark ties to its month: 21-Dec-25."""
    if calendar.era:
        return r"\.?[\s'/-]{1,2}(?P<short>[4-9]\d)(?![\d:.])"
    return r"\.?(?:\s?'|[-/])(?P<short>\d\d)(?![\d:.])"
