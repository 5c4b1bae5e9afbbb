"""The people a page names: in structured data, in meta elements, in visible bylines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from newscrawl.document import Block, Document
from newscrawl.document.model import Element
from newscrawl.extraction.comparison import loose
from newscrawl.extraction.lexicon import table
from newscrawl.extraction.nodes import StructuredData, plain
from newscrawl.extraction.titles import site_names

__all__ = ["find_authors", "find_bylines", "find_people", "is_byline"]

_ADDRESS = re.compile(r"https?://|www\.|@\w+\.|/")
_WORD = re.compile(r"\w+")
_DOMAIN = re.compile(r"^[\w\-]+(?:\.[\w\-]+)+$")
# The author's name in a card of microformats, old and new: hCard, h-card.
_CARDS = ".author .fn, .author.fn, .p-author .p-name, .byline .author, .p-author"
_LONGEST_NAME = 100
_LONGEST_BYLINE = 200
_LINES_AROUND = 12
_MOST = 20
_MOST_DIGITS = 2


def find_authors(document: Document, data: StructuredData, marks: Iterable[Element]) -> list[str]:
    """Return the authors that structured data names, of the first source that names any.

    JSON-LD; then meta elements; then ``itemprop="author"``; then links with ``rel="author"``.
    The site itself is an author only where JSON-LD says so and nothing names another. A value
    may still hold several names.
    """
    marks = list(marks)
    declared = find_people(data["author"] or data["creator"])
    sites = _site_names(document, data)
    if names := _names(declared, sites):
        return names
    others = (
        _from_metas(document, "authors"),
        _from_marks(marks, "itemprop"),
        _from_marks(marks, "rel"),
    )
    return next((names for source in others if (names := _names(source, sites))), declared)


def find_people(value: Any) -> list[str]:
    """Return the names in a JSON-LD *value*: texts, persons, organisations, or a list of them."""
    members = value if isinstance(value, list) else [value]
    names = (
        plain(member.get("name")) if isinstance(member, dict) else plain(member)
        for member in members
    )
    return [name for name in names if name and _is_name(name)][:_MOST]


def find_bylines(document: Document, marks: Iterable[Element], headline: Block | None) -> list[str]:
    """Return the visible lines that name people, as they stand: named so by their elements."""
    lines = [block.text for block in _around(document, headline) if is_byline(block)]
    lines += [mark.text for mark in marks if _is_byline_mark(mark)]
    lines += _cards(document, headline)
    found = [line for line in lines if 1 < len(line) <= _LONGEST_BYLINE]
    return list(dict.fromkeys(found))[:_MOST]


def _cards(document: Document, headline: Block | None) -> Iterator[str]:
    """Yield the names that microformats mark within the lines around the headline."""
    lines = [block.text for block in _around(document, headline)]
    for name in (element.text for element in document.select(_CARDS)):
        if name and any(name in line for line in lines):
            yield name


def is_byline(block: Block) -> bool:
    """Whether its element calls *block* a line about the author."""
    names = block.box.words | (block.box.parent.words if block.box.parent else frozenset())
    return not names.isdisjoint(_byline_words())


@lru_cache(maxsize=1)
def _byline_words() -> frozenset[str]:
    return frozenset(table("signs")["byline"].split())


def _around(document: Document, headline: Block | None) -> Iterable[Block]:
    if headline is None:
        return ()
    start = max(0, headline.index - _LINES_AROUND)
    return document.blocks[start : headline.index + _LINES_AROUND]


def _is_byline_mark(mark: Element) -> bool:
    attributes = mark.attributes
    return "author" in f"{attributes.get('rel') or ''} {attributes.get('itemprop') or ''}".split()


def _from_metas(document: Document, kind: str) -> Iterator[str]:
    for name in table("metas")[kind]:
        if contents := [content for content in document.metas.get(name, ()) if _is_name(content)]:
            yield from contents
            return


def _from_marks(marks: Iterable[Element], attribute: str) -> Iterator[str]:
    for mark in marks:
        if "author" in (mark.attributes.get(attribute) or "").lower().split():
            yield mark.attributes.get("content") or mark.text


def _site_names(document: Document, data: StructuredData) -> frozenset[str]:
    """Return what the site calls itself: no author, unless JSON-LD names nobody else."""
    publisher = (data.text("publisher"), document.meta(*table("metas")["publisher"]))
    return frozenset([*site_names(document), *(loose(name) for name in publisher if name)])


def _names(texts: Iterable[str], sites: frozenset[str]) -> list[str]:
    distinct = dict.fromkeys(text.strip() for text in texts)
    return [text for text in distinct if _is_name(text) and loose(text) not in sites][:_MOST]


def _is_name(text: str) -> bool:
    folded = text.strip().lower()
    if not 1 < len(folded) <= _LONGEST_NAME or _ADDRESS.search(folded) or _DOMAIN.match(folded):
        return False
    if sum(map(str.isdigit, folded)) > _MOST_DIGITS or not any(map(str.isalpha, folded)):
        return False
    known = table("names")
    if folded in known["not_names"]:
        return False
    return set(known["not_in_names"]).isdisjoint(_WORD.findall(folded))
