"""Lines of a page that may hold the date of its publication or of a change."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from newscrawl.normalisation.layout import Layout
from newscrawl.normalisation.lexicon import Role, key, lexicon
from newscrawl.normalisation.lines import Kind
from newscrawl.normalisation.phrases import Phrases

__all__ = ["LONGEST_DATE_LINE", "beside_change", "change_in", "dates_of"]

LONGEST_DATE_LINE = 160
_MOST_LINES = 40
_DIGIT = re.compile(r"\d")
_WORD_START = re.compile(r"(?<![^\W\d])(?=\S)")
_WORD_END = re.compile(r"(?![^\W\d])")
_FIGURES = re.compile(r"[\d\s.,:/|•()-]+")


def dates_of(layout: Layout, role: Role, language: str | None) -> Iterator[str]:
    """Yield what may hold the date of *role*, publication or change: lines with its label first.

    Of a line that tells of publication or has no label, what follows the word for a change
    ("3 June 2026, updated 4 June 2026") is the date of the change.
    """
    if role is Role.MODIFIED:
        yield from _labelled(layout, role)
    for text in (*_labelled(layout, Role.PUBLISHED), *_loose(layout)):
        change = change_in(text, language)
        end = len(text) if change is None else change[0]
        yield text[end:] if role is Role.MODIFIED else text[:end]


def beside_change(head: Iterable[str], language: str | None) -> Iterator[str]:
    """Yield of the lines of the *head* what stands beside a word for a change."""
    for line in head:
        if len(line) > LONGEST_DATE_LINE or not _DIGIT.search(line):
            continue
        if (change := change_in(line, language)) is not None:
            start, end = change
            after = line[end:]
            yield after if _DIGIT.search(after) else re.split("[(（]", line[:start])[-1]


def change_in(text: str, language: str | None) -> tuple[int, int] | None:
    """Return where in *text* the first word for a change begins and ends; None for none."""
    folded, words = key(text), _changes(language)
    if not words.occur_in(folded):
        return None
    for place in _WORD_START.finditer(folded):
        for end in words.ends(folded, place.start()):
            if _WORD_END.match(folded, end):
                return place.start(), end
    return None


def _labelled(layout: Layout, role: Role) -> list[str]:
    return [line.value for line in layout.editorial if line.kind is role][:_MOST_LINES]


@lru_cache(maxsize=64)
def _changes(language: str | None) -> Phrases:
    labels = lexicon(language).labels.items()
    return Phrases(label for label, role in labels if role is Role.MODIFIED)


def _loose(layout: Layout) -> Iterator[str]:
    """Yield lines without label that may hold the date: a byline, a line of the head or tail."""
    named = [line.text for line in layout.editorial if line.kind is Role.AUTHORS]
    outside = [line.text for line in layout.outside if line.text != layout.headline]
    for text in (*outside[:_MOST_LINES], *named[:_MOST_LINES], *_figures_above(layout)):
        if len(text) <= LONGEST_DATE_LINE and any(char.isdigit() for char in text):
            yield text


def _figures_above(layout: Layout) -> list[str]:
    """Return the lines above the body that are figures and nothing else, as a date can be."""
    first = layout.body[0].passage if layout.body else 0
    above = [line for line in layout.editorial if line.passage < first]
    return [
        line.text for line in above if line.kind is Kind.DEBRIS and _FIGURES.fullmatch(line.text)
    ]
