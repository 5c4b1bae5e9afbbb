"""What each language calls months, weekdays and the other words of a date.

The words stand in ``data/calendar.toml``. They are compared in the form that :func:`plain` gives.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from newscrawl.knowledge import read_data
from newscrawl.text.cleaning import fold, strip_accents
from newscrawl.text.language import normal_tag, primary
from newscrawl.text.scripts import is_spaceless

__all__ = [
    "UNKNOWN",
    "Calendar",
    "calendar_of",
    "calendars",
    "calendars_in",
    "count_numbers",
    "country_of",
    "plain",
    "readable",
]

UNKNOWN = "und"

_TOKEN = re.compile(r"[^\s\d.,:;/|()\[\]'\"\-–—،·•]+")
_OTHER_DIGIT = re.compile(r"[^\D0-9]")
# A time of day glued to a year of two digits: 28.09.1912:44.
_GLUED_CLOCK = re.compile(r"(?=\d)(?<![\d.])(\d{1,2}([./-])\d{1,2}\2\d\d)(?=\d\d:\d\d)")
_HAN_FIGURES = "〇零一二三四五六七八九十"
_HAN_NUMBER = re.compile(f"[{_HAN_FIGURES}]{{1,4}}(?=[年月日号號时時点點分])|元(?=年)")
_FIGURES = re.compile(r"\d+")
_NUMBER = re.compile(rf"\d+|[{_HAN_FIGURES}]+|元(?=年)")
_WORDS = (
    "after", "am", "before", "between", "clock", "common", "hours", "labels", "minutes", "now",
    "one", "ordinals", "pm", "today", "until", "yesterday",
)  # fmt: skip
_EVERY = "all"
_MOST = 8
_LONGEST_PREFIX = 10
# Letters that are typed for one another, and marks that only join or part.
_TWINS = str.maketrans("’‘ʼ`´ıیىکةھہ−", "'''''iييكههه-", "\u200c\u200d")
_TWIN = re.compile(f"[{''.join(map(chr, _TWINS))}]")


@dataclass(frozen=True, eq=False)
class Calendar:
    """The words of one language, each in its plain form; see the data file for their meaning."""

    language: str
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    order: str | Mapping[str, str]
    glued: bool
    year_first: bool
    era: int
    eras: Mapping[str, int]
    solar_months: Mapping[str, int]
    foreign: Mapping[str, str]
    units: dict[str, str]
    pairs: dict[str, str]
    words: Mapping[str, tuple[str, ...]]

    def __getitem__(self, kind: str) -> tuple[str, ...]:
        """Return the words of one *kind* (``clock``, ``labels``), none where there are none."""
        return self.words.get(kind, ())

    def order_in(self, country: str | None) -> str:
        """Return what comes first in 03/04/2026: ``dmy``, ``mdy``; empty: cannot be told."""
        if isinstance(self.order, str):
            return "dmy" if self.order == "ymd" else self.order
        return self.order.get(country or "", "")

    @property
    def year_leads(self) -> bool:
        """Whether a day never stands before its month."""
        return self.order == "ymd"


def plain(text: str) -> str:
    """Return the form in which dates are compared: folded, bare of accents, digits 0 to 9."""
    if text.isascii():
        return text.lower()
    folded = fold(text)
    bare = strip_accents(folded.translate(_TWINS) if _TWIN.search(folded) else folded)
    if bare.isascii():
        return bare
    composed = unicodedata.normalize("NFC", bare)
    return _OTHER_DIGIT.sub(lambda digit: str(unicodedata.decimal(digit[0])), composed)


def readable(text: str) -> str:
    """Return *text* in plain form, dates and times apart, Chinese words for numbers as digits."""
    parted = plain(text)
    if ":" in parted:
        parted = _GLUED_CLOCK.sub(r"\1 ", parted)
    if parted.isascii():
        return parted
    return _HAN_NUMBER.sub(lambda number: _han_value(number[0]), parted)


def count_numbers(text: str) -> int:
    """Return how many numbers *text* has that may be part of a date, in figures or in Chinese."""
    return len((_FIGURES if text.isascii() else _NUMBER).findall(text))


@lru_cache(maxsize=256)
def calendar_of(language: str | None) -> Calendar:
    """Return the calendar of a language tag; that of no language for an unknown one."""
    tag = normal_tag(language)
    return _calendars().get(primary(tag) if tag else UNKNOWN) or _calendars()[UNKNOWN]


@lru_cache(maxsize=256)
def country_of(language: str | None) -> str | None:
    """Return the country that a language tag names, in lower case: ``us`` of ``en-US``."""
    subtags = re.split("[-_]", language.lower()) if language else []
    return next((subtag for subtag in subtags[1:] if len(subtag) == len("us")), None)


def calendars() -> Collection[Calendar]:
    """Return the calendars of all languages."""
    return _calendars().values()


def calendars_in(text: str, *kinds: str) -> list[list[Calendar]]:
    """Return the calendars whose words occur in the plain *text*, the likeliest group first.

    Only those of which a word of *kinds* occurs: ``months``, ``weekdays``, ``ages``. Those of
    one group know the words of the text equally well.
    """
    tokens, index = _tokens(text), _index(kinds)
    if index.keys().isdisjoint(tokens):
        return []
    fit = {code for token in index.keys() & tokens for code in index[token]}
    every = _index((_EVERY,))
    hits = Counter(code for token in every.keys() & tokens for code in every[token])
    groups: dict[int, list[Calendar]] = {}
    for code, count in [(code, n) for code, n in hits.most_common() if code in fit][:_MOST]:
        groups.setdefault(count, []).append(_calendars()[code])
    return list(groups.values())


def _tokens(text: str) -> set[str]:
    """Return the words of *text*; where they are not set apart, also what each run begins with."""
    tokens = set(_TOKEN.findall(text))
    if text.isascii():
        return tokens
    runs = [token for token in tokens if is_spaceless(token)]
    return tokens.union(run[:size] for run in runs for size in range(1, _LONGEST_PREFIX))


def _han_value(number: str) -> str:
    """Return a number written in Chinese digits (二〇二五) or words (三十一) in Arabic digits."""
    if number == "元":
        return "1"
    tens, ten, ones = number.partition("十")
    if not ten:
        return "".join(str(int(unicodedata.numeric(char))) for char in number)
    return str(int(_han_value(tens) or 1) * 10 + int(_han_value(ones) or 0))


@cache
def _calendars() -> dict[str, Calendar]:
    return {code: _calendar(code, table) for code, table in read_data("calendar").items()}


def _calendar(code: str, table: Mapping[str, Any]) -> Calendar:
    return Calendar(
        language=code,
        months=_numbered(table["months"]),
        weekdays={name: n for n, names in enumerate(table["weekdays"]) for name in _split(names)},
        order=table.get("order", "dmy"),
        glued=table.get("glued", False),
        year_first=table.get("year_first", False),
        era=table.get("era", 0),
        eras={plain(name): years for name, years in table.get("eras", {}).items()},
        solar_months=_numbered(table.get("solar_months", ())),
        foreign=_inverse(table.get("foreign", {})),
        units=_inverse(table.get("units", {})),
        pairs=_inverse(table.get("pairs", {})),
        words={key: _split(table[key]) for key in _WORDS if key in table},
    )


def _numbered(months: Iterable[str]) -> dict[str, int]:
    return {name: n for n, names in enumerate(months, 1) for name in _split(names)}


def _split(names: str | Iterable[str]) -> tuple[str, ...]:
    lines = [names] if isinstance(names, str) else names
    return tuple(dict.fromkeys(name for line in lines for name in plain(line).split("/")))


def _inverse(table: Mapping[str, str | Iterable[str]]) -> dict[str, str]:
    return {name: key for key, names in table.items() for name in _split(names)}


@cache
def _index(kinds: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Return which languages know a word, by the first word of each of their names of *kinds*."""
    index: dict[str, tuple[str, ...]] = {}
    for code, calendar in _calendars().items():
        own = (code,)
        firsts = (_TOKEN.match(name) for name in _names(calendar, kinds))
        for token in {first[0] for first in firsts if first}:
            index[token] = index.get(token, ()) + own
    return index


def _names(calendar: Calendar, kinds: Iterable[str]) -> list[str]:
    ages = [*calendar.units, *calendar.pairs]
    ages += [word for when in ("now", "today", "yesterday") for word in calendar[when]]
    named = {
        # "12月" begins with a number, which no word does.
        "months": [name.lstrip("0123456789") for name in calendar.months],
        "weekdays": [*calendar.weekdays],
        "ages": ages,
    }
    every = [name for names in (*named.values(), *calendar.words.values()) for name in names]
    return [name for kind in kinds for name in (every if kind == _EVERY else named[kind])]
