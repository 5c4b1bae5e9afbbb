"""The people a page names: in structured data, in meta elements, in visible bylines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any

from newscrawl.document import Block, Document
from newscrawl.document.model import Element
from newscrawl.extraction.cards import find_cards
from newscrawl.extraction.comparison import loose
from newscrawl.extraction.inline import lines_of
from newscrawl.extraction.lexicon import box_words, table
from newscrawl.extraction.nodes import StructuredData, plain, types
from newscrawl.extraction.sites import Site
from newscrawl.extraction.titles import Titles

__all__ = [
    "find_authors",
    "find_bylines",
    "find_editors",
    "find_head_lines",
    "find_inline_bylines",
    "find_people",
    "is_byline",
    "leads_to_somebody",
]

_ADDRESS = re.compile(r"https?://|www\.|@\w+\.|/")
# "Mia Hale mhale@post.example": the address behind a name.
_ELECTRONIC = re.compile(r"(?<=\w)[\s,|(]+[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,32}){1,4}\)?$")
_WORD = re.compile(r"\w+")
_AUTHOR_WORDS = (
    "author", "autor", "auteur", "byline", "journalist", "penulis", "reporter", "szerzo", "yazar",
)  # fmt: skip
# Each selector is tried on every element: what several of the words have in common goes before.
_INLINE = (
    "[class*=aut], [class*=byline], [class*=reporter],"
    " [class*=lis]:is([class*=journalist], [class*=penulis]),"
    " [class*=z]:is([class*=szerzo], [class*=yazar])"
)
_DOMAIN = re.compile(r"^[\w\-]+(?:\.[\w\-]+)+$")
_MAKER = "sioc:has_creator"
_RDFA = '[rel~="sioc:has_creator"] [property~="foaf:name"]'
_LONGEST_NAME = 100
_LONGEST_BYLINE = 200
_LINES_AROUND = 12
_LINES_ABOVE = 6
_FARTHEST_APART = 3
_MOST = 20
# How many marks of authors are read: one may hold all others, and is read with them.
_MOST_MARKS = 100
_MOST_DIGITS = 2


def find_authors(
    document: Document,
    data: StructuredData,
    marks: Sequence[Element],
    lines: Sequence[str],
    titles: Titles,
) -> tuple[list[str], list[str]]:
    """Return the authors that structured data names, and the organisations among them.

    JSON-LD; meta elements; ``itemprop="author"``; links with ``rel="author"``;
    then RDFa: the first that names somebody other than an organisation. What the site calls
    itself is one. A value may still hold several names. *lines* are those around the headline.
    """
    value = data["author"] or data["creator"]
    site = Site(document, data, titles)
    organisations = _organisations(value)
    for source in _sources(document, value, marks, lines):
        names = list(map(site.without_house, _names(source)))
        if not names:
            continue
        own = [name for name in names if name in organisations or site.is_called(name)]
        if people := [name for name in names if name not in own]:
            return people, own
        organisations = organisations or own
    return [], organisations


def _sources(
    document: Document, value: Any, marks: Sequence[Element], lines: Sequence[str]
) -> Iterator[Iterable[str]]:
    """Yield what each source says of the authors, JSON-LD's *value* first."""
    yield find_people(value)
    yield _from_metas(document, "authors")
    yield _from_marks(marks, "itemprop", lines)
    yield _from_marks(marks, "rel", lines)
    yield _from_rdfa(document, marks, lines)


def _organisations(value: Any) -> list[str]:
    """Return the names in a JSON-LD *value* that it calls names of organisations."""
    members = value if isinstance(value, list) else [value]
    nodes = [member for member in members if isinstance(member, dict)]
    named = [node for node in nodes if any(name.endswith("Organization") for name in types(node))]
    return _names(find_people(named))


def find_people(value: Any) -> list[str]:
    """Return the names in a JSON-LD *value*: texts, persons, organisations, or a list of them."""
    members = value if isinstance(value, list) else [value]
    names = (
        plain(member.get("name")) if isinstance(member, dict) else plain(member)
        for member in members
        # "NaN" is a number in JSON as many read it, and would pass for a name.
        if not isinstance(member, float)
    )
    named = (_without_address(name) for name in names if name)
    return [name for name in named if _is_name(name)][:_MOST]


def _without_address(name: str) -> str:
    return _ELECTRONIC.sub("", name) if "@" in name else name


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
    short = (text for text in texts if 1 < len(text) <= _LONGEST_NAME and _is_name(text))
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


def find_editors(document: Document, data: StructuredData) -> list[str]:
    """Return the editors that structured data names, or else a meta element."""
    declared = find_people(data["editor"])
    contents = (document.metas.get(name, ()) for name in table("metas")["editors"])
    named = next((content for content in contents if content), ())
    return declared or [text for text in named if _is_name(text)]


def _from_metas(document: Document, kind: str) -> Iterator[str]:
    """Yield the names of the first meta element that has any, of those whose name ends so last."""
    known = table("metas")[kind]
    endings = tuple(table("metas")[f"{kind}_endings"])
    others = [name for name in document.metas if name.endswith(endings) and name not in known]
    for name in (*known, *others):
        contents = list(map(_without_address, document.metas.get(name, ())))
        if contents := list(filter(_is_name, contents)):
            yield from contents
            return


def _from_marks(marks: Iterable[Element], attribute: str, lines: Sequence[str]) -> list[str]:
    """Return the names in elements marked as the author's: near the headline, or an only one."""
    marked = (mark for mark in marks if "author" in _tokens(mark, attribute))
    first = islice(marked, _MOST_MARKS)
    texts = dict.fromkeys(mark.attributes.get("content") or mark.text for mark in first)
    near = [text for text in texts if text and any(text in line for line in lines)]
    return near or (list(texts) if len(texts) == 1 else [])


def _from_rdfa(document: Document, marks: Iterable[Element], lines: Sequence[str]) -> list[str]:
    """Return the name that RDFa marks near the headline as the maker's, as Drupal does."""
    if not any(_MAKER in _tokens(mark, "rel") for mark in marks):
        return []
    names = [element.text.strip() for element in document.select(_RDFA)]
    return [name for name in names if name and any(name in line for line in lines)][:1]


def _tokens(mark: Element, attribute: str) -> list[str]:
    return (mark.attributes.get(attribute) or "").lower().split()


def _names(texts: Iterable[str]) -> list[str]:
    distinct = dict.fromkeys(text.strip() for text in texts)
    return [text for text in distinct if _is_name(text)][:_MOST]


def _is_name(text: str) -> bool:
    folded = text.strip().lower()
    if not 1 < len(folded) <= _LONGEST_NAME or _ADDRESS.search(folded) or _DOMAIN.match(folded):
        return False
    if sum(map(str.isdigit, folded)) > _MOST_DIGITS or not any(map(str.isalpha, folded)):
        return False
    whole, parts = _no_names()
    return folded not in whole and parts.isdisjoint(_WORD.findall(folded))


@lru_cache(maxsize=1)
def _no_names() -> tuple[frozenset[str], frozenset[str]]:
    """Return what is no name, and the words that stand in none."""
    known = table("names")
    return frozenset(known["not_names"]), frozenset(known["not_in_names"])
