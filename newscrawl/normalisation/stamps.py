"""Stamps: lines that are a date with its time, or strips of dates, ages and counters."""

from __future__ import annotations

import re
from dataclasses import replace

from newscrawl.normalisation.calendar import count_numbers
from newscrawl.normalisation.dates import find_date
from newscrawl.normalisation.debris import is_debris
from newscrawl.normalisation.lexicon import Role
from newscrawl.normalisation.lines import Kind, Line, has_digit
from newscrawl.normalisation.wording import LEAD, Wording
from newscrawl.text.sentences import ends_sentence

__all__ = ["LONGEST_DATED", "dated", "parted", "stamped"]

LONGEST_DATED = 18
_FEWEST_PARTS = 2
# How many numbers a day with its year has, and how many with a time of day.
_FEWEST_OF_DATE = 2
_FEWEST_OF_TIME = 3
_LETTER = re.compile(r"[^\W\d_]")
_PART_MARK = re.compile(r"\s*[|·•、，]\s*|[,،]\s|\s[–—-]\s")
_PART_SIGNS = frozenset("|·•、，,،–—-")
_HOUR = re.compile(r"\d{1,2}[:.h]\d\d(?:\s(?:[ap]\.?m\.?|[A-Z]{3,4}))*", re.IGNORECASE)
_COLON = re.compile(r"\s?[:：]\s?")
_SPACE = re.compile(r"\s+")


def dated(line: Line, known: Wording) -> Line | None:
    """Recognise a line that is a date and a time, or a date behind its label."""
    text = line.text
    if line.size > LONGEST_DATED or not has_digit(line.signs):
        return None
    # An hour has two numbers as well.
    if (numbers := count_numbers(text)) < _FEWEST_OF_DATE:
        return None
    stamp = known.stamps.at_start(text, _SPACE, LEAD)
    if stamp is not None and _HOUR.fullmatch(text, stamp.rest):
        # Of an entry of a live report.
        return replace(line, kind=Kind.DEBRIS)
    # A day and its year; and an hour, where no label says that it is a date.
    if stamp is None and numbers < _FEWEST_OF_TIME:
        return None
    reading = find_date(text, language=known.language, standalone=True)
    if reading.moment is None:
        return None
    if stamp is None and "T" not in reading.moment.iso:
        return None
    return replace(line, kind=known.words.labels[stamp.phrase] if stamp else Role.PUBLISHED)


def stamped(line: Line, known: Wording) -> Line | None:
    """Recognise a strip that opens with a label and a date: "Updated: 3 May 2026 | 2 min read"."""
    text = line.text
    stamp = known.stamps.at_start(text, _COLON, LEAD) if has_digit(line.signs) else None
    if stamp is None or find_date(text, language=known.language).moment is None:
        return None
    return replace(line, kind=known.words.labels[stamp.phrase], value=text[stamp.rest :])


def parted(line: Line, known: Wording) -> Line | None:
    """Recognise a strip of dates, ages and counters: "5 min read · Updated 2 hours ago"."""
    text = line.text
    if line.size > LONGEST_DATED or line.signs.isdisjoint(_PART_SIGNS):
        return None
    if not has_digit(line.signs) or ends_sentence(text):
        return None
    parts = [part for part in _PART_MARK.split(text) if part]
    if len(parts) < _FEWEST_PARTS or not all(map(_LETTER.search, parts)):
        return None
    kinds = [_kind_of_part(part, known) for part in parts]
    if None in kinds:
        return None
    stamp = next((kind for kind in kinds if kind is not Kind.DEBRIS), None)
    return replace(line, kind=stamp or Kind.DEBRIS)


def _kind_of_part(part: str, known: Wording) -> Kind | Role | None:
    line = Line(part, 0)
    if is_debris(line, known.language):
        return Kind.DEBRIS
    found = dated(line, known)
    return found.kind if found is not None else None
