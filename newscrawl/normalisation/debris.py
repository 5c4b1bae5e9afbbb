"""Page debris: lines that came along when a page was copied and that say nothing of the news."""

from __future__ import annotations

import re

from newscrawl.normalisation.agencies import find_agency
from newscrawl.normalisation.dates import is_relative_age
from newscrawl.normalisation.lines import Line, has_digit
from newscrawl.normalisation.phrases import Phrases
from newscrawl.normalisation.wording import wording

__all__ = ["is_debris"]

_LONGEST = 300
_LONGEST_FURNITURE = 120
_NUMBERS = re.compile(r"[\d\s.,:%/+()x×–-]*\d[\d\s.,:%/+()–-]*[KkMm]?")
_URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_FILE = re.compile(
    r"\S*\.(?:jpe?g|png|gif|webp|avif|svg|mp4|mp3|m3u8|css|js|html?|php)\b\S*", re.IGNORECASE
)
_TRANSFORMATION = re.compile(r"[,/&?]?(?:[a-z]{1,6}[_=:][\w.:-]+[,/&]){1,12}\S*")
_HASH = re.compile(r"(?=[a-z]*\d)[0-9a-z]{16,}")
_HASHTAGS = re.compile(r"(?:#\w+[\s,]*){1,40}")
_TRAIL = re.compile(r"\s*[>›»→]\s*|\s+[/|•·]\s+")
_STEP_MARKS = frozenset(">›»→/|•·")
_GAP = re.compile(r"[\s|•·,/]{1,3}")
# Between the words of a share bar may stand how often each was used.
_COUNTED_GAP = re.compile(r"[\s|•·,/()\d]{1,10}")
_MARKUP = re.compile(
    r"</?[a-z][^<>]{0,200}>|\{[^{}]{0,200}\}|\$\w+|&[a-z]+;|window\.\w+|\[\w+:[^\]]*\]"
)
_NUMBER = r"[\d.,]{1,9}\s?[km]?"
_COUNT = re.compile(rf"{_NUMBER}\s?")
_AFTER_COUNTER = rf"\s?[:：]?\s?\(?{_NUMBER}\)?"
_COUNTED = re.compile(rf"{_AFTER_COUNTER}(?:\s?\S{{1,12}})?")
_BETWEEN_COUNTERS = re.compile(rf"{_AFTER_COUNTER}\s?")
# "(lar/bag)", "(EK/MS)".
_INITIALS = re.compile(
    r"\([a-z]{2,5}(?:[/-][a-z]{2,5}){0,3}\)|\([^\W\d_a-z]{2,4}(?:[/–-][^\W\d_a-z]{2,4}){0,3}\)"
)
_LETTERS = re.compile(r"[^\W\d_]+")
_LONGEST_STEP = 4
_FEWEST_STEPS = 3


def is_debris(line: Line, language: str | None = None, *, shapeless: bool = False) -> bool:
    """Whether *line*, its spaces single, is nothing but page debris.

    Ages ("5 days ago"), lone numbers, addresses and pieces of them, files, hash tags,
    initials, share and menu words, counters, trails of navigation,
    markup, lines without any letter. *shapeless* leaves out what only its shape betrays: in
    the tables and lists of an article, numbers and addresses are text; rules ("___") and
    initials ("(lar/bag)") are not.
    """
    text = line.text
    if not text[:1].isalpha() and _is_mark(text, shapeless=shapeless):
        return True
    if len(text) > _LONGEST:
        return False
    if not shapeless and _is_fragment(text):
        return True
    if len(text) <= _LONGEST_FURNITURE and (
        is_relative_age(text, language) or _is_furniture(line, language)
    ):
        return True
    return not line.signs.isdisjoint(_STEP_MARKS) and _is_trail(text)


def _is_mark(line: str, *, shapeless: bool) -> bool:
    """Whether *line*, which opens with no letter, has none at all, or is tags or initials."""
    if not any(map(str.isalnum, line)):
        return True
    if not shapeless and not any(map(str.isalpha, line)):
        return True
    if len(line) > _LONGEST:
        return False
    if line.startswith("#"):
        return _HASHTAGS.fullmatch(line) is not None
    return line.startswith("(") and _is_initials(line)


def _is_initials(line: str) -> bool:
    """Whether *line* is initials in brackets, all small or all capitals, and no agency's."""
    if _INITIALS.fullmatch(line) is None or not (line.islower() or line.isupper()):
        return False
    return not any(map(find_agency, _LETTERS.findall(line)))


def _is_fragment(line: str) -> bool:
    if _MARKUP.fullmatch(line) or _NUMBERS.fullmatch(line):
        return True
    if " " in line:
        return False
    return any(
        pattern.fullmatch(line) is not None for pattern in (_URL, _FILE, _TRANSFORMATION, _HASH)
    )


def _is_furniture(line: Line, language: str | None) -> bool:
    known = wording(language)
    folded = line.folded.strip(" :.>»…!•|-–：。！")
    if not has_digit(line.signs):
        return _is_row(folded, known.furniture, _GAP)
    return _is_count(folded, known.counters) or _is_row(folded, known.counted, _COUNTED_GAP)


def _is_count(folded: str, counters: Phrases) -> bool:
    """Whether *folded* is a number beside its word: "3 min read", "Comments (12)"."""
    starts = counters.starts(folded, len(folded))
    if starts and any(_COUNT.fullmatch(folded, 0, start) for start in starts):
        return True
    ends = counters.ends(folded, 0)
    if not ends:
        return False
    return any(_COUNTED.fullmatch(folded, end) for end in ends) or any(
        _BETWEEN_COUNTERS.fullmatch(folded, end, start) for end in ends for start in starts
    )


def _is_row(folded: str, phrases: Phrases, gaps: re.Pattern[str]) -> bool:
    """Whether *folded* is one of *phrases*, or several with *gaps* between: "Share | Print"."""
    lead = None if folded[:1].isalpha() else gaps.match(folded)
    pending = phrases.ends(folded, lead.end() if lead else 0)
    if not pending:
        return False
    reached = set(pending)
    while pending:
        gap = gaps.match(folded, end := pending.pop())
        for start in range(end + 1, gap.end() + 1 if gap else 0):
            further = set(phrases.ends(folded, start)) - reached
            pending += further
            reached |= further
    return any(end == len(folded) or gaps.fullmatch(folded, end) for end in reached)


def _is_trail(line: str) -> bool:
    if "«" in line or sum(map(line.count, _STEP_MARKS)) < _FEWEST_STEPS - 1:
        return False
    steps = _TRAIL.split(line.strip(" >›»/|•·"))
    if len(steps) < _FEWEST_STEPS:
        return False
    return all(0 < len(step.split()) <= _LONGEST_STEP for step in steps[:-1])
