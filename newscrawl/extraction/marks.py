"""Marks: what authors mark inline, beneath the level of blocks: times, people, cards."""

from __future__ import annotations

from collections.abc import Sequence

from newscrawl.document import Document
from newscrawl.document.model import Element

__all__ = ["find_cards", "find_marks"]

# Each selector of a list is tried on every element: the fewer the better.
_MARKS = (
    "time[datetime], a[rel~=author], [title]:is(.published, .updated),"
    " .fn, .p-author, .byline .author"
)
_MICRODATA = "[itemprop]:is([itemprop^=date], [itemprop=author])"
# The author's name in a card of microformats, old and new (hCard, h-card), by the class that one
# of its parts has among the marks.
_CARDS = {
    "fn": ".author .fn, .author.fn",
    "p-author": ".p-author .p-name, .p-author",
    "author": ".byline .author",
}


def find_marks(document: Document) -> Sequence[Element]:
    """Return what is marked as a date or as about the author, in page order."""
    named = any(name == "author" or name.startswith("date") for name in document.marks)
    # One search of the tree for all, with no question that has its answer already.
    return document.select(f"{_MARKS}, {_MICRODATA}" if named else _MARKS)


def find_cards(document: Document, marks: Sequence[Element]) -> Sequence[Element]:
    """Return the names in cards of authors, some of whose parts are among *marks*."""
    classes = {name for mark in marks for name in (mark.attributes.get("class") or "").split()}
    wanted = [css for name, css in _CARDS.items() if name in classes]
    return document.select(", ".join(wanted)) if wanted else ()
