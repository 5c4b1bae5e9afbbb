"""The lines of a page that carry a date, and what each says of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import takewhile

from newscrawl.document import Block, Document, Place
from newscrawl.extraction.events import Event, marks, tells_of
from newscrawl.extraction.lexicon import table
from newscrawl.extraction.model import RawDate
from newscrawl.text.sentences import ends_sentence

__all__ = [
    "dates_in",
    "has_day",
    "is_date_line",
    "is_stamp",
    "lines_around",
    "named_lines",
]

LONGEST_LINE = 160
# A longer line is one of stamps only where it has two of them.
_LONGEST_OF_ONE = 120
_PAIR = 2
# What they begin with stands first, alone: so all else is passed over quickly.
_YEAR = re.compile(r"(?:19|20)(?<!\d\d\d)\d\d(?!\d)")
# A year of the Buddhist era behind a Thai word, of the solar Hijri calendar behind a Persian one
# or before its month, of an era of Japan or Taiwan; any year of ours will do for it here.
_OTHER_YEAR = re.compile(
    r"(?<=[\u0e00-\u0e7f.] )25\d\d(?!\d)"
    r"|(?<=[\u0600-\u06ff] )1[34]\d\d(?!\d)|(?<!\d)1[34]\d\d(?=/\d\d?/\d)"
    r"|(?:令和|平成|昭和|民國|民国)\d{1,3}(?=年)"
)
_CIVIL_YEAR = "2000"
# No such year is without one of them.
_OTHER_YEAR_SIGNS = ("25", "13", "14", "年")
_DIGIT = re.compile(r"\d")
_OTHER_DIGIT = re.compile(r"[^\D0-9]")
# Not the number of a team or a road: "T1", "A7"; a small letter was glued to it: "Posted on3 May".
_DAY = re.compile(r"(?<![\dA-Z])(?:0?[1-9]|[12]\d|3[01])(?!\d)")
_SHORT_DATE = re.compile(
    r"\d(?<!\d\d)\d?[./\-]\d{1,2}[./\-](?:(?:(?:19|20)\d\d|\d\d)(?!\d)"
    # A time of day glued to a year of two digits: "28.09.1912:44".
    r"|\d\d(?=\d\d:\d\d))"
)
# A day and a time of day, and nothing besides.
_STAMP = re.compile(r"[\d./\-]{8,10}[\s,|]+\d{1,2}[:.]\d\d(?::\d\d)?")
_HOUR = re.compile(r"(?<!\d)\d{1,2}[:.]\d\d(?!\d)")
_ASIDE = re.compile(r"[(（]([^()（）]*)[)）][^\d()（）]{0,12}$")
# What ends such a line with a point, and is no sentence: "4 min.", "12:05h.".
_ABBREVIATED = re.compile(r"\s\d{1,3}\smin\.$|(?<=\d)\s?hs?\.$")
_ABBREVIATIONS = ("min.", "h.", "hs.")
_PICTURES = frozenset(["figure", "figcaption"])
_LONGEST_NAMED = 160
_LONGEST_BLOCK = 600
_LONGEST_SENTENCE = 50
_SENTENCE_END = re.compile(r"\.\s+(?=[^\W\d_a-z])")
_LONGEST_LINKED_DATE = 40
_LONGEST_LEAD = 5
_LINES_BEFORE = 6
_LINES_AFTER = 14


def is_date_line(line: str) -> bool:
    """Whether *line* is short, no sentence of prose, and carries a day and a year."""
    if line.endswith(_ABBREVIATIONS):
        line = _ABBREVIATED.sub("", line)
    if len(line) > LONGEST_LINE:
        return False
    if len(line) > _LONGEST_SENTENCE and ends_sentence(line) and not _are_stamps(line):
        return False
    if len(line) > _LONGEST_OF_ONE and len(_YEAR.findall(line)) < _PAIR:
        return False
    return has_day(line)


def _are_stamps(line: str) -> bool:
    """Whether each sentence of *line* opens as a stamp: "Published 3 May 2026. Updated 4 May"."""
    return all(map(_is_stamped, filter(None, _SENTENCE_END.split(line.rstrip(".")))))


def _is_stamped(sentence: str) -> bool:
    return next(iter(marks(sentence)), (1,))[0] == 0 and _DIGIT.search(sentence) is not None


def has_day(line: str) -> bool:
    """Whether *line* has figures that can be a day and its year, in digits of any script."""
    if _DIGIT.search(line) is None:
        return False
    if not line.isascii():
        line = _OTHER_DIGIT.sub(lambda digit: str(unicodedata.decimal(digit[0])), line)
        if any(map(line.__contains__, _OTHER_YEAR_SIGNS)):
            line = _OTHER_YEAR.sub(_CIVIL_YEAR, line)
    if _SHORT_DATE.search(line):
        return True
    return bool(_YEAR.search(line) and _DAY.search(_YEAR.sub(" ", line)))


def is_stamp(block: Block) -> bool:
    """Whether *block* is the time of an entry, as live reports have: short, and called so."""
    text = block.text
    if len(text) > _LONGEST_LINKED_DATE or not _DIGIT.match(text) or ends_sentence(text):
        return False
    return not _date_names().isdisjoint(block.box.words)


@lru_cache(maxsize=1)
def _date_names() -> frozenset[str]:
    return frozenset(table("signs")["date"].split())


def lines_around(document: Document, headline: Block | None) -> Iterator[str]:
    """Yield the short lines around the headline that carry a date, the likeliest first.

    Those below it, then those above it; then those of links, which tell of other stories.
    Lines of readers' comments and those below pictures are left out.
    """
    if headline is None:
        return
    after = document.blocks[headline.index + 1 : headline.index + 1 + _LINES_AFTER]
    before = document.blocks[max(0, headline.index - _LINES_BEFORE) : headline.index]
    dated = ((block, _date_lines(block)) for block in (*after, *reversed(before)))
    found = [(block, lines) for block, lines in dated if lines and not _tells_of_other(block)]
    for _, lines in sorted(found, key=lambda each: _is_teaser(each[0])):
        yield from lines


def _date_lines(block: Block) -> list[str]:
    text = block.text
    if _is_long(text, LONGEST_LINE) or _DIGIT.search(text) is None:
        return []
    lines = filter(is_date_line, map(str.strip, text.splitlines()))
    return [line for line in lines if not _tells_a_story(line)]


def _tells_a_story(line: str) -> bool:
    """Whether the day in *line* is what a clause leads to: "Ferries were put to sea on May 3"."""
    words = _DIGIT.split(line, maxsplit=1)[0].split()
    # The name of the month may stand between.
    words = words[:-1] if words and not words[-1].islower() else words
    led = sum(1 for _ in takewhile(str.islower, reversed(words)))
    return led >= _LONGEST_LEAD and not marks(line)


def _is_long(text: str, longest: int) -> bool:
    """Whether *text* is one line, and longer than the *longest*: told sooner than its figures."""
    return len(text) > longest and "\n" not in text


def named_lines(document: Document) -> Iterator[str]:
    """Yield the lines that carry a date and are called so: by their element or by a word."""
    signs = table("signs")
    names = frozenset((*signs["date"].split(), *signs["byline"].split()))
    for block in document.blocks:
        text = block.text
        if len(text) > _LONGEST_BLOCK or _is_long(text, _LONGEST_NAMED) or not _DIGIT.search(text):
            continue
        short = (line for line in text.splitlines() if len(line) <= _LONGEST_NAMED)
        lines = list(filter(has_day, short))
        if not lines or _is_comment(block):
            continue
        around = block.box.words | block.box.parent.words if block.box.parent else block.box.words
        named = names & around or any("author" in link.rel for link in block.links)
        for line in lines:
            if named or marks(line) or _STAMP.fullmatch(line):
                yield line.strip()


def _tells_of_other(block: Block) -> bool:
    return _is_comment(block) or any(box.tag in _PICTURES for box in block.box.lineage())


def _is_comment(block: Block) -> bool:
    return block.box.place is Place.COMMENTS


def _is_teaser(block: Block) -> bool:
    """Whether most of *block* is a link, and more of it than a date."""
    return len(block.text) > _LONGEST_LINKED_DATE and 2 * block.linked > len(block.text)


def dates_in(lines: Iterable[str]) -> Iterator[tuple[Event, RawDate]]:
    """Yield the dates that *lines* print, each with that of which it tells.

    A line that does not say of what it tells is of publication.
    """
    for line in lines:
        for part, event in _parts(line):
            if has_day(part):
                yield event, RawDate(part.strip(), "visible")


def _parts(line: str) -> Iterator[tuple[str, Event]]:
    """Yield the parts of a date *line*, each with that of which it tells.

    A part begins with the word that says of what it tells: "Published 3 June, updated 4 June".
    A line whose last such word has no date after it means all that stands before: "... 更新",
    unless another such word has that date: "Published 3 June 2026 5:30, updated 6:10".
    """
    words = marks(line)
    aside = _ASIDE.search(line) if words else None
    if aside and words[0][0] >= aside.start() and has_day(line[: aside.start()]):
        # "2026年5月3日 19時08分（5月3日 21時30分更新）"
        yield line[: aside.start()], Event.PUBLISHED
        yield aside[1], words[0][1]
        return
    ends = [*(start for start, _ in words[1:]), len(line)]
    parts = [(line[start:end], event) for (start, event), end in zip(words, ends, strict=False)]
    if not any(has_day(part) for part, _ in parts[-2:]):
        # "3 June 2026 5:30, updated 6:10": the word has an hour of its own.
        before = line[: words[0][0]] if words and _HOUR.search(parts[-1][0]) else ""
        yield (before, Event.PUBLISHED) if has_day(before) else (line, tells_of(line))
        return
    yield line[: words[0][0]], Event.PUBLISHED
    yield from parts
