"""Bylines: the visible lines that name people, and those around the headline that may."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice

from newscrawl.document import Block, Document
from newscrawl.document.model import Element
from newscrawl.extraction.cards import find_cards
from newscrawl.extraction.comparison import loose
from newscrawl.extraction.inline import lines_of
from newscrawl.extraction.lexicon import box_words, table
from newscrawl.extraction.people import is_name

__all__ = [
    "find_bylines",
    "find_head_lines",
    "find_inline_bylines",
    "is_byline",
    "leads_to_somebody",
]

_AUTHOR_WORDS = (
    "author", "autor", "auteur", "byline", "journalist", "penulis", "reporter", "szerzo", "yazar",
)  # fmt: skip
# Each selector is tried on every element: what several of the words have in common goes before.
_INLINE = (
    "[class*=aut], [class*=byline], [class*=reporter],"
    " [class*=lis]:is([class*=journalist], [class*=penulis]),"
    " [class*=z]:is([class*=szerzo], [class*=yazar])"
)
_LONGEST_NAME = 100
_LONGEST_BYLINE = 200
_LINES_AROUND = 12
_LINES_ABOVE = 6
_FARTHEST_APART = 3
_MOST = 20
# How many marks of authors are read: one may hold all others, and is read with them.
_MOST_MARKS = 100


def find_bylines(document: Document, headline: Block | None) -> list[str]:
    """Return the visible lines that name people, as they stand: named so by their elements.

    Of several groups of lines it is the first below the headline; those of teasers follow.
    """
    above, below = _around(document, headline)
    lines = _first_bylines(below) or _first_bylines(above)
    if not lines:
        marks = filter(_is_byline_mark, document.marked)
        lines = [mark.text for mark in islice(marks, _MOST_MARKS)]
    lines += _cards(document, (*above, *below))
    found = [line for line in lines if 1 < len(line) <= _LONGEST_BYLINE]
    return list(dict.fromkeys(found))[:_MOST]


def find_inline_bylines(document: Document, lines: Sequence[str]) -> list[str]:
    """Return what stands in *lines* around the headline in elements with a name for authors.

    Such an element may be a part of a line: ``Updated 3 May <span class="post__author">``.
    """
    if not lines:
        return []
    around = list(map(loose, lines))
    texts = (each.text for each in document.select(_INLINE) if _is_called_author(each))
    short = (text for text in texts if 1 < len(text) <= _LONGEST_NAME and is_name(text))
    return list(
        dict.fromkeys(text for text in short if any(loose(text) in line for line in around))
    )


def _is_called_author(element: Element) -> bool:
    names = (element.attributes.get("class") or "").split()
    before = [name.partition(word)[0] for name in names for word in _AUTHOR_WORDS if word in name]
    return any(not any(map(each.__contains__, box_words("other_bylines"))) for each in before)


def _first_bylines(blocks: Iterable[Block]) -> list[str]:
    """Return the first bylines of *blocks*, those that stand together."""
    lines: list[str] = []
    last = None
    for block in blocks:
        if last is not None and block.index - last > _FARTHEST_APART:
            break
        if is_byline(block):
            last = block.index
            lines.extend(lines_of(block))
    return lines


def find_head_lines(document: Document, headline: Block | None, title: str | None) -> list[str]:
    """Return the short lines around the headline, those below it first.

    Without a headline of its own those below the *title* in a block of several lines.
    """
    if headline is None:
        return _lines_below(document, loose(title)) if title else []
    below = document.blocks[headline.index + 1 : headline.index + 1 + _LINES_AROUND]
    above = document.blocks[max(0, headline.index - _LINES_ABOVE) : headline.index]
    around = (*below, *reversed(above))
    return [line for each in around if len(each.text) <= _LONGEST_BYLINE for line in lines_of(each)]


def _lines_below(document: Document, title: str) -> list[str]:
    """Return the short lines below the *title*, in loose form, where one block holds both.

    Old pages set headline, byline and text in one cell of a table.
    """
    for block in document.blocks:
        lines = [line for line in block.text.splitlines() if line]
        told = list(map(loose, lines[:_LINES_AROUND])) if len(lines) > 1 else []
        if title in told:
            below = lines[told.index(title) + 1 :][:_LINES_AROUND]
            return [line for line in below if len(line) <= _LONGEST_BYLINE]
    return []


def _cards(document: Document, around: Sequence[Block]) -> Iterator[str]:
    """Yield the names that microformats mark within the blocks *around* the headline."""
    for name in [element.text for element in find_cards(document)] if around else ():
        if name and any(name in block.text for block in around):
            yield name


def is_byline(block: Block) -> bool:
    """Whether its element calls *block* a line about the author."""
    names, box = _byline_words(), block.box
    if not names.isdisjoint(box.words):
        return True
    return box.parent is not None and not names.isdisjoint(box.parent.words)


@lru_cache(maxsize=1)
def _byline_words() -> frozenset[str]:
    return frozenset(table("signs")["byline"].split())


def leads_to_somebody(url: str) -> bool:
    """Whether a step of *url* says that it leads to a person: "/author/mia-hale"."""
    names = _byline_words().union(table("signs")["somebody"].split())
    return not names.isdisjoint(url.casefold().split("/"))


def _around(document: Document, headline: Block | None) -> tuple[Sequence[Block], Sequence[Block]]:
    """Return the blocks near above the headline, and it with those near below it."""
    if headline is None:
        return (), ()
    start, place = max(0, headline.index - _LINES_AROUND), headline.index
    return document.blocks[start:place], document.blocks[place : place + _LINES_AROUND]


def _is_byline_mark(mark: Element) -> bool:
    attributes = mark.attributes
    return "author" in f"{attributes.get('rel') or ''} {attributes.get('itemprop') or ''}".split()
