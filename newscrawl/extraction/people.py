"""The people that a page declares: in structured data, in meta elements, in marked ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any

from newscrawl.document import Document
from newscrawl.document.model import Element
from newscrawl.extraction.lexicon import table
from newscrawl.extraction.nodes import StructuredData, plain, types
from newscrawl.extraction.sites import Site
from newscrawl.extraction.titles import Titles

__all__ = ["find_authors", "find_editors", "find_people", "is_name"]

_ADDRESS = re.compile(r"https?://|www\.|@\w+\.|/")
# "Mia Hale mhale@post.example": the address behind a name.
_ELECTRONIC = re.compile(r"(?<=\w)[\s,|(]+[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,32}){1,4}\)?$")
_WORD = re.compile(r"\w+")
_DOMAIN = re.compile(r"^[\w\-]+(?:\.[\w\-]+)+$")
_MAKER = "sioc:has_creator"
_RDFA = '[rel~="sioc:has_creator"] [property~="foaf:name"]'
_LONGEST_NAME = 100
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
    return [name for name in named if is_name(name)][:_MOST]


def _without_address(name: str) -> str:
    return _ELECTRONIC.sub("", name) if "@" in name else name


def find_editors(document: Document, data: StructuredData) -> list[str]:
    """Return the editors that structured data names, or else a meta element."""
    declared = find_people(data["editor"])
    contents = (document.metas.get(name, ()) for name in table("metas")["editors"])
    named = next((content for content in contents if content), ())
    return declared or [text for text in named if is_name(text)]


def _from_metas(document: Document, kind: str) -> Iterator[str]:
    """Yield the names of the first meta element that has any, of those whose name ends so last."""
    known = table("metas")[kind]
    endings = tuple(table("metas")[f"{kind}_endings"])
    others = [name for name in document.metas if name.endswith(endings) and name not in known]
    for name in (*known, *others):
        contents = list(map(_without_address, document.metas.get(name, ())))
        if contents := list(filter(is_name, contents)):
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
    return [text for text in distinct if is_name(text)][:_MOST]


def is_name(text: str) -> bool:
    """Whether *text* may be a name of somebody: no address, no word that stands in none."""
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
