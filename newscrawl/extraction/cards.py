"""Cards: what microformats say of an author, old and new (hCard, h-card)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from newscrawl.document import Document
from newscrawl.document.model import Element

__all__ = ["find_cards"]

# The author's name in a card, by the class that one of its parts has among the marked elements.
_CARDS = {
    "fn": ".author .fn, .author.fn",
    "p-author": ".p-author .p-name, .p-author",
    "author": ".byline .author",
}


def find_cards(document: Document, marks: Iterable[Element]) -> Sequence[Element]:
    """Return the names in cards of authors, some of whose parts are among *marks*."""
    classes = {name for mark in marks for name in (mark.attributes.get("class") or "").split()}
    wanted = [css for name, css in _CARDS.items() if name in classes]
    return document.select(", ".join(wanted)) if wanted else ()
