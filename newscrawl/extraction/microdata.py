"""Microdata as nodes like those of JSON-LD, so that one reader serves both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from newscrawl.document import Document
from newscrawl.document.model import Element

__all__ = ["article_items"]

_ITEMS = '[itemscope][itemtype*="Article" i], [itemscope][itemtype*="Posting" i]'
_ADDRESSES = {"a": "href", "area": "href", "link": "href", "img": "src", "source": "src"}
_MOST_ITEMS = 20
_DEEPEST = 4
# Dates and the body are read where they stand: beside the headline, in their paragraphs.
_PROPERTIES = frozenset(
    "alternativeHeadline articleSection author copyrightHolder copyrightYear creator description"
    " editor headline image inLanguage isAccessibleForFree keywords license publisher url".split()
)


def article_items(document: Document) -> Iterator[Mapping[str, Any]]:
    """Yield the articles that microdata marks, in page order: their plain properties."""
    for element in document.select(_ITEMS)[:_MOST_ITEMS]:
        found = _read(element, 0)
        item = {name: value for name, value in found.items() if name in _PROPERTIES}
        yield {"@type": element.attributes.get("itemtype") or "", **item}


def _read(element: Element, depth: int) -> dict[str, Any]:
    """Return the properties of one item; those of an item within it are that one's own."""
    found: dict[str, Any] = {}
    # A selection within an element may begin with the element itself.
    position = int("itemprop" in element.attributes)
    properties = element.select("[itemprop]")
    while position < len(properties):
        inner = properties[position]
        if "itemscope" in inner.attributes:
            position += len(inner.select("[itemprop]"))
            kind = {"@type": inner.attributes.get("itemtype") or ""}
            value: Any = kind | _read(inner, depth + 1) if depth < _DEEPEST else None
        else:
            position += 1
            value = _value(inner)
        for name in (inner.attributes.get("itemprop") or "").split():
            found.setdefault(name, []).append(value)
    return found


def _value(element: Element) -> str:
    attributes = element.attributes
    address = attributes.get(_ADDRESSES.get(element.tag, ""))
    return attributes.get("content") or address or element.text
