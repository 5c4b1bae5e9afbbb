"""The lines around a headline: what stands behind the labels in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from newscrawl.normalisation.agencies import find_agency
from newscrawl.normalisation.lexicon import Role, key
from newscrawl.normalisation.people import read_people, unique
from newscrawl.normalisation.wording import Wording, wording

__all__ = [
    "LONGEST_HEAD_LINE",
    "Labelled",
    "end_of_value",
    "head_names",
    "head_sources",
    "labelled_values",
]

LONGEST_HEAD_LINE = 160
_LONGEST_SOURCE = 30
_LONGEST_PHRASED = 80
_SPACE = re.compile(r"\s+")
_JOINT = re.compile(r"[,|;•·]\s+")
_WORD_END = re.compile(r"(?!\w)")
_COLON = re.compile(r"\s?[:：]")
_LABEL_END = re.compile(r"[:：]\s*")
_UNTIL = re.compile(r"\s*(?:\d|[|•·–—]|\s-\s)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_ROLES = frozenset([Role.EDITORS, Role.TRANSLATORS, Role.CONTRIBUTORS, Role.SOURCES])


class Labelled(NamedTuple):
    """A label in a line, by its role, and what stands behind it."""

    role: Role
    value: str
    line: str


def head_names(values: Iterable[Labelled], role: Role, language: str | None) -> tuple[str, ...]:
    """Return the people behind the labels of *role*: "Edited by: X | Updated 3 May"."""
    found = (read_people(each.value, language) for each in values if each.role is role)
    return unique(name for people in found for name in people.persons if _is_full(name))


def _is_full(name: str) -> bool:
    """Whether *name* has two words; in scripts without capitals one may be all of it.

    "Edición: España" is none.
    """
    return " " in name or name.upper() == name.lower()


def head_sources(values: Iterable[Labelled]) -> Iterator[str]:
    """Yield the sources among *values*: known ones, others beside a date.

    "2026-05-03 08:20 来源：Bay Daily 编辑：...": what stands alone may be a picture's source.
    """
    for role, text, line in values:
        if role is not Role.SOURCES:
            continue
        is_name = "/" not in text and 1 < len(text) <= _LONGEST_SOURCE and _YEAR.search(line)
        if is_name or find_agency(text) is not None:
            yield text


def labelled_values(lines: Iterable[str], language: str | None) -> Iterator[Labelled]:
    """Yield what stands in *lines* behind labels of sources and of people but the authors.

    That goes up to a figure or another label.
    """
    known = wording(language)
    for line in lines:
        if len(line) <= _LONGEST_PHRASED:
            yield from _phrased_values(line, known)
        if len(line) > LONGEST_HEAD_LINE or not (":" in line or "：" in line):
            continue
        folded = key(line)
        for colon in _LABEL_END.finditer(line):
            end = len(folded[: colon.start()].rstrip())
            starts = known.labels.starts(folded, end)
            roles = {
                known.words.labels[folded[start:end]] for start in starts if _begins_at(line, start)
            }
            # "Pilihan Editor:" points to a story.
            if Role.RELATED in roles:
                continue
            rest = line[colon.end() :]
            for role in roles & _ROLES:
                if value := rest[: end_of_value(rest, known)].strip():
                    yield Labelled(role, value, line)


def _phrased_values(line: str, known: Wording) -> Iterator[Labelled]:
    """Yield what stands behind words that need no colon, "PAP, oprac. Jan Nowak"."""
    for place in (0, *(mark.end() for mark in _JOINT.finditer(line))):
        phrase = known.phrases.at_start(line, _SPACE, since=place)
        role = known.words.phrases[phrase.phrase] if phrase else None
        if phrase is None or role not in _ROLES or not role.names_people:
            continue
        if _credits(line[:place], known):
            rest = line[phrase.rest :]
            yield Labelled(role, rest[: end_of_value(rest, known)].strip(), line)


def _credits(before: str, known: Wording) -> bool:
    """Whether what stands *before* a phrase credits, too, and is no book: "The Ferry, ..."."""
    name = before.strip(" ,|;•·")
    if not name or find_agency(name) is not None or known.phrases.at_start(name, _SPACE):
        return True
    return read_people(name, known.language).persons == (name,) and " " in name


def _begins_at(line: str, start: int) -> bool:
    """Whether a label that is found at *start* in *line* is more than the end of a phrase.

    "Letters to the Editor:", "Photo source:".
    """
    before = line[:start].split()
    if not before or not start:
        return True
    if before[-1][-1].isdecimal() and not line[start - 1].isalnum():
        # Behind a date: "2026. május 3., 11:16 forrás: MTI".
        return True
    if line[start - 1].isalnum() or line[start].islower():
        return False
    return not before[-1].islower()


def end_of_value(text: str, known: Wording) -> int:
    """Return where in *text* ends what a label before it can mean.

    That is before a figure, a mark, the word of a stamp, another label.
    """
    mark = _UNTIL.search(text, 1)
    end = mark.start() if mark else len(text)
    folded = key(text)
    for space in _SPACE.finditer(text, 1, end):
        for words, after in ((known.stamps, _WORD_END), (known.labels, _COLON)):
            if any(after.match(text, stop) for stop in words.ends(folded, space.end())):
                return space.start()
    return end
