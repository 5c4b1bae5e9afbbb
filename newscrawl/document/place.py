"""Which part of a page an element belongs to."""

from __future__ import annotations

from newscrawl.document.model import Box, Place

__all__ = ["place_of"]

_TAGS = {
    "article": Place.ARTICLE,
    "aside": Place.ASIDE,
    "footer": Place.FOOTER,
    "header": Place.HEADER,
    "main": Place.ARTICLE,
    "nav": Place.NAVIGATION,
}
_WORDS = {
    "footer": Place.FOOTER,
    "contentinfo": Place.FOOTER,
    "comments": Place.COMMENTS,
    "disqus": Place.COMMENTS,
    "nav": Place.NAVIGATION,
    "navbar": Place.NAVIGATION,
    "navigation": Place.NAVIGATION,
    "sidebar": Place.ASIDE,
    "complementary": Place.ASIDE,
}


def place_of(box: Box) -> Place:
    """Return the part of the page that *box* stands in, judged by the innermost sign."""
    if box.place is None:
        parent = box.parent
        box.place = _own_place(box) or (place_of(parent) if parent is not None else Place.BODY)
    return box.place


def _own_place(box: Box) -> Place | None:
    if (place := _TAGS.get(box.tag)) is not None:
        return place
    if _WORDS.keys().isdisjoint(box.words):
        return None
    return next(place for word, place in _WORDS.items() if word in box.words)
