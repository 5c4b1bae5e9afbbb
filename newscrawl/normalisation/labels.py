"""Labels that stand alone, and the lines beside them that are their values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from newscrawl.extraction import PassageKind
from newscrawl.normalisation.agencies import find_agency
from newscrawl.normalisation.bare_names import are_full_names, bare_names
from newscrawl.normalisation.calendar import count_numbers
from newscrawl.normalisation.dates import find_date
from newscrawl.normalisation.lexicon import Lexicon, Role, key, lexicon
from newscrawl.normalisation.lines import Kind, Line, is_bulleted, size
from newscrawl.normalisation.people import read_people
from newscrawl.normalisation.wording import wording

__all__ = ["is_occupation", "with_values"]

_MOST_BELOW = 12
_MOST_BESIDE = 40
_LONGEST_SUBHEAD = 6
_LONGEST_NAMES = 16
_LONGEST_TITLE = 5
_LONGEST_PLACE = 2
_LONGEST_TAG = 4
# So much prose may stand in the head: standfirsts.
_MOST_STANDFIRSTS = 1
_WORD_END = re.compile(r"(?!\w)")
_FEWEST_HEADLINE_WORDS = 4
# What is shorter in a plain text is a tag.
_FEWEST_TITLE_WORDS = 2
_NUMBERS_OF_DATE = 3
_NUMBERS_OF_DAY = 2
_HOUSE_MARK = re.compile(r",\s|\s?/\s?")
_PLACE_MARK = re.compile(r"\s[|•·]\s")
_QUOTES = ("«", "„", "“", '"')
_MARKS = (":", "：", ">", "»", ")", "]")


def with_values(lines: Sequence[Line], language: str | None, *, plain: bool) -> list[Line]:
    """Return *lines* with labels that stand alone given the lines below them as values.

    A label of people without any mark, "Editor", is one only above a name; one of tags, "Topics",
    where no text follows. In a plain text names above a title alone, "Staff writers", with their
    outlet above the date, or below the date in the head, are the authors.
    """
    words = lexicon(language)
    resolved: list[Line] = []
    position = told = 0
    while position < len(lines):
        line = lines[position]
        position += 1
        if not (plain or line.is_label):
            resolved.append(line)
            continue
        following = lines[position : position + _MOST_BESIDE]
        below = _below(line, lines, position, language, plain=plain) if line.is_label else []
        if line.is_label and not below and _is_unmarked(line, following, words):
            line = replace(line, kind=Kind.TEXT, value=line.text)
        if plain and len(resolved) > 1 and not line.is_label:
            beside = (resolved[-3:], [line, *following])
            in_head = told <= _MOST_STANDFIRSTS
            if _is_byline(*beside, language) or (in_head and _is_below_date(*beside, language)):
                text = resolved[-1].text
                names = _without_house(text) or _before_place(text, language) or text
                resolved[-1] = replace(resolved[-1], kind=Role.AUTHORS, value=names)
        resolved.append(line)
        told += line.kind is Kind.TEXT and line.says_something
        resolved.extend(below)
        position += len(below)
    return resolved


def _is_unmarked(label: Line, below: Sequence[Line], words: Lexicon) -> bool:
    """Whether *label* is a word for people with no mark that says that names follow.

    Or one for tags with the text *below*: "Topics" may be a subhead.
    """
    if not isinstance(label.kind, Role) or label.text.endswith(_MARKS):
        return False
    if label.kind is Role.TAGS:
        return _goes_on(below)
    return label.kind.names_people and key(label.text) not in words.phrases


def _goes_on(below: Sequence[Line]) -> bool:
    """Whether the text goes on in the lines *below*."""
    return any(line.kind is Kind.TEXT and line.says_something for line in below)


def _is_byline(passed: Sequence[Line], following: Sequence[Line], language: str | None) -> bool:
    """Whether the lines *following* show that the last of those *passed* is names of authors.

    One line may part it from the headline: a section, a standfirst.
    """
    (*_, headline, above), (line, *below) = passed, following
    if above.kind is not Kind.TEXT:
        return False
    if line.kind is Kind.TEXT and is_occupation(line, language):
        # In scripts without capitals a headline passes for a name.
        is_cased = above.text.upper() != above.text.lower()
        return (is_cased or headline.size > above.size) and _are_names(above.text, language)
    if below and line.kind is Kind.TEXT and line.size <= _LONGEST_PLACE and line.is_title:
        # "Lucía Barquín / Santander / 9 November": the place from which it was filed.
        line, *below = below if _is_dated(below[0]) else (line, *below)
    dated = _is_day(line, language)
    name, dash, outlet = above.text.rpartition(" - ")
    if dated and any(map(_is_headline, passed[:-1])):
        story = [each.text for each in (*passed[:-1], *below) if each.kind is Kind.TEXT]
        names = [above.text, *([name] if dash and " " not in outlet else [])]
        names += filter(None, [_without_house(above.text), _before_place(above.text, language)])
        if any(bare_names(each, language, story) for each in names):
            return True
    if line.kind is not Role.PUBLISHED or not dash or find_agency(outlet) is None:
        return False
    return _are_names(name, language)


def _without_house(text: str) -> str | None:
    """Return the name in *text* beside an agency or a quoted paper: "Jan Nowak, PAP"."""
    parts = _HOUSE_MARK.split(text)
    named = [part for part in parts if find_agency(part) is None and part[:1] not in _QUOTES]
    return named[0] if len(parts) > len(named) == 1 else None


def _before_place(text: str, language: str | None) -> str | None:
    """Return the name in *text* before a bar and the place, no name, that it was filed from."""
    name, *rest = _PLACE_MARK.split(text)
    if len(rest) != 1 or size(rest[0]) > _LONGEST_PLACE:
        return None
    return None if are_full_names(rest[0], language) else name


def _is_below_date(passed: Sequence[Line], following: Sequence[Line], language: str | None) -> bool:
    """Whether the last line *passed* is names between a date and the text that is *following*.

    So it is in the head alone: in the text dates and names may be those of a list of events.
    """
    (*_, date, above), (line, *below) = passed, following
    if above.kind is not Kind.TEXT or line.kind is not Kind.TEXT or not line.says_something:
        return False
    if not _is_day(date, language):
        return False
    # "10 November 2026 / Jane Doe", and the text.
    story = [each.text for each in (line, *below) if each.kind is Kind.TEXT]
    return bool(bare_names(above.text, language, story))


def _is_day(line: Line, language: str | None) -> bool:
    """Whether *line* is a date and nothing else, with a time or without one."""
    if _is_dated(line) or count_numbers(line.text) < _NUMBERS_OF_DAY:
        return _is_dated(line)
    return find_date(line.text, language=language, standalone=True).moment is not None


def _is_dated(line: Line) -> bool:
    return line.kind is Role.PUBLISHED or count_numbers(line.text) >= _NUMBERS_OF_DATE


def _is_headline(line: Line) -> bool:
    return line.kind is Kind.TEXT and line.is_title and line.size >= _FEWEST_HEADLINE_WORDS


def is_occupation(line: Line, language: str | None) -> bool:
    """Whether *line* is somebody's title, perhaps with a field and a place behind it."""
    title, known = line.text.partition(", ")[0], wording(language)
    if known.ends_in_title(title):
        return True
    return line.size <= _LONGEST_TITLE and known.titles.at_start(title, _WORD_END) is not None


def _are_names(text: str, language: str | None) -> bool:
    """Whether *text* is names of people and nothing else."""
    if size(text) > _LONGEST_NAMES:
        return False
    people = read_people(text, language)
    named = sum(len(name) for name in people.persons)
    return bool(people.persons) and 10 * named >= 8 * len(text)


def _below(
    label: Line, lines: Sequence[Line], start: int, language: str | None, *, plain: bool
) -> list[Line]:
    if label.kind is Role.RELATED:
        return _titles_below(lines, start, plain=plain)
    if label.kind is Role.TAGS and plain:
        below = list(takewhile(_may_be_tag, lines[start : start + _MOST_BELOW]))
        end = start + len(below)
        if _goes_on(lines[end : end + _MOST_BESIDE]):
            return []
        return [replace(line, kind=Role.TAGS, value=line.text) for line in below]
    following = lines[start] if start < len(lines) else None
    if following is None or following.kind is not Kind.TEXT or not isinstance(label.kind, Role):
        return []
    text = following.text
    if label.kind.names_people and not _are_names(text, language):
        return []
    return [replace(following, kind=label.kind)] if following.is_title else []


def _may_be_tag(line: Line) -> bool:
    is_hashed = line.kind is Kind.DEBRIS and line.text.startswith("#")
    return is_hashed or (line.kind is Kind.TEXT and line.is_title and line.size <= _LONGEST_TAG)


def _titles_below(lines: Sequence[Line], start: int, *, plain: bool) -> list[Line]:
    titles: list[Line] = []
    end = start
    for line in lines[start : start + 2 * _MOST_BELOW]:
        # The first card may have its section above it: "Topic: Harbour".
        if (line.kind is Kind.DEBRIS and titles) or (line.kind is Role.TAGS and not titles):
            titles.append(line)
        elif line.kind is Kind.TEXT and _is_pointer(line, plain=plain):
            titles.append(replace(line, kind=Role.RELATED, value=line.text.strip(" •-–—*·▪■●")))
        else:
            break
        end += 1
    followed_by_prose = end < len(lines) and lines[end].kind is Kind.TEXT
    if followed_by_prose and len(titles) > 1 and _is_subhead(titles[-1]):
        titles.pop()
    return titles


def _is_pointer(line: Line, *, plain: bool) -> bool:
    if line.form is PassageKind.SUBHEAD or (line.form is PassageKind.POINTER and not line.links):
        return False
    linked = sum(len(link.text) for link in line.links)
    if plain and not line.links:
        return line.is_title and line.size >= _FEWEST_TITLE_WORDS
    return 2 * linked > len(line.text) or (line.is_title and not line.links)


def _is_subhead(line: Line) -> bool:
    return line.size <= _LONGEST_SUBHEAD and not line.links and not is_bulleted(line.text)
