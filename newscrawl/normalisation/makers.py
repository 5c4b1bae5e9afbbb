"""Who made an article: its authors, and those who helped them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from newscrawl.extraction import RawArticle
from newscrawl.normalisation.authors import find_authors, read_all
from newscrawl.normalisation.bare_credits import marked
from newscrawl.normalisation.credits import Credits, read_credits
from newscrawl.normalisation.heads import Labelled, head_names, head_sources, labelled_values
from newscrawl.normalisation.layout import Layout
from newscrawl.normalisation.lexicon import Role
from newscrawl.normalisation.lines import Line
from newscrawl.normalisation.people import unique
from newscrawl.normalisation.wording import wording

__all__ = ["Makers", "find_makers"]

_HELPERS = frozenset([Role.EDITORS, Role.TRANSLATORS, Role.CONTRIBUTORS])


class Makers(NamedTuple):
    """Persons by what they did, and the organisations that are named where they are."""

    authors: tuple[str, ...]
    editors: tuple[str, ...]
    translators: tuple[str, ...]
    contributors: tuple[str, ...]
    organisations: tuple[str, ...]


def find_makers(
    raw: RawArticle,
    layout: Layout,
    notes: Iterable[Line],
    *,
    publisher: str | None,
    language: str | None,
) -> Makers:
    """Return who made the article; those who helped may be named in the *notes* below it."""
    helped = (line for line in notes if line.kind in _HELPERS)
    credited = read_credits((*layout.editorial, *helped), language)
    told = _with_marks(raw, language)
    headed = tuple(labelled_values(told.head_lines, language))
    authors = find_authors(told, layout, credited, publisher=publisher, language=language)
    return Makers(
        authors.persons,
        _names(raw.editors, headed, credited, Role.EDITORS, language),
        _names(raw.translators, headed, credited, Role.TRANSLATORS, language),
        _names(raw.contributors, headed, credited, Role.CONTRIBUTORS, language),
        (*authors.organisations, *head_sources(headed), *credited.organisations),
    )


def _with_marks(raw: RawArticle, language: str | None) -> RawArticle:
    """Return *raw* with marks in those lines around the headline that credit people without any."""
    known = wording(language)
    head_lines = [marked(line, known) for line in raw.head_lines]
    if head_lines == raw.head_lines:
        return raw
    bylines = [marked(line, known) for line in raw.bylines]
    return replace(raw, head_lines=head_lines, bylines=bylines)


def _names(
    declared: Iterable[str],
    headed: Iterable[Labelled],
    credited: Credits,
    role: Role,
    language: str | None,
) -> tuple[str, ...]:
    named = head_names(headed, role, language)
    return unique((*read_all(declared, language).persons, *named, *credited.of(role)))
