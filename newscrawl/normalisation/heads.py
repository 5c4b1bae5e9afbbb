"""The lines around a headline: what stands behind the labels in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from newscrawl.normalisation.agencies import find_agency
from newscrawl.normalisation.lexicon import Role, key, lexicon
from newscrawl.normalisation.people import read_people, unique
from newscrawl.normalisation.phrases import Phrases
from newscrawl.normalisation.wording import Wording, wording

__all__ = ["LONGEST_HEAD_LINE", "end_of_value", "head_names", "head_sources"]

LONGEST_HEAD_LINE = 160
_LONGEST_SOURCE = 30
_SPACE = re.compile(r"\s+")
_WORD_END = re.compile(r"(?!\w)")
_COLON = re.compile(r"\s?[:：]")
_LABEL_END = re.compile(r"[:：]\s*")
_UNTIL = re.compile(r"\s*(?:\d|[|•·–—]|\s-\s)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def head_names(lines: Iterable[str], role: Role, language: str | None) -> tuple[str, ...]:
    """Return the people behind a label of *role* in *lines*: "Edited by: X | Updated 3 May"."""
    found = (read_people(text, language) for _, text in _values(lines, role, language))
    return unique(name for people in found for name in people.persons if _is_full(name))


def _is_full(name: str) -> bool:
    """Whether *name* has two words; in scripts without capitals one may be all of it.

    "Edición: España" is none.
    """
    return " " in name or name.upper() == name.lower()


def head_sources(lines: Iterable[str], language: str | None) -> Iterator[str]:
    """Yield the sources that *lines* name behind a label: known ones, others beside a date.

    "2026-05-03 08:20 来源：Bay Daily 编辑：...": what stands alone may be a picture's source.
    """
    for line, text in _values(lines, Role.SOURCES, language):
        is_name = "/" not in text and 1 < len(text) <= _LONGEST_SOURCE and _YEAR.search(line)
        if is_name or find_agency(text) is not None:
            yield text


def _values(lines: Iterable[str], role: Role, language: str | None) -> Iterator[tuple[str, str]]:
    """Yield the *lines* with labels of *role*, and what stands behind these.

    That goes up to a figure or another label.
    """
    labelled = (line for line in lines if ":" in line or "：" in line)
    for line in labelled:
        if len(line) > LONGEST_HEAD_LINE:
            continue
        labels, known = _labels(role, language), wording(language)
        folded = key(line)
        for colon in _LABEL_END.finditer(line):
            end = len(folded[: colon.start()].rstrip())
            starts = labels.starts(folded, end)
            # "Pilihan Editor:" points to a story.
            if starts and known.pointers.starts(folded, end):
                continue
            if any(_begins_at(line, start) for start in starts):
                rest = line[colon.end() :]
                if value := rest[: end_of_value(rest, known)].strip():
                    yield line, value


def _begins_at(line: str, start: int) -> bool:
    """Whether a label that is found at *start* in *line* is more than the end of a phrase.

    "Letters to the Editor:", "Photo source:".
    """
    before = line[:start].split()
    if not before or not start:
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


@lru_cache(maxsize=128)
def _labels(role: Role, language: str | None) -> Phrases:
    return Phrases(text for text, its in lexicon(language).labels.items() if its is role)
