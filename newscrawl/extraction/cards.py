"""Cards: what microformats say of an author, old and new (hCard, h-card)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from newscrawl.document import Document
from newscrawl.document.model import Element

__all__ = ["find_cards"]

_NEW_CARDS = ".p-author .p-name, .p-author"
# So many elements around a name are asked: a page may nest thousands around thousands of names.
_OUTWARDS = 32


def find_cards(document: Document) -> Iterator[Element]:
    """Yield the names in cards of authors, in page order.

    Most of them are among the marked elements of *document*, so that no other need be searched.
    """
    if any("p-author" in _classes(mark) for mark in document.marked):
        yield from document.select(_NEW_CARDS)
    yield from filter(_is_name, document.marked)


def _is_name(mark: Element) -> bool:
    """Whether *mark* is the name in an author's hCard, or an author's in a byline."""
    classes = _classes(mark)
    if "fn" in classes and ("author" in classes or _is_within(mark, "author")):
        return True
    return "author" in classes and _is_within(mark, "byline")


def _is_within(mark: Element, name: str) -> bool:
    return any(name in _classes(around) for around in islice(mark.around(), _OUTWARDS))


def _classes(element: Element) -> list[str]:
    return (element.attributes.get("class") or "").split()
