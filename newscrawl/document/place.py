"""Places: the parts of a page, and by what its author calls an element one of them."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["TAGS", "Place", "place_called"]


class Place(StrEnum):
    """Where on a page a piece of text stands: half of what it may mean."""

    TITLE = "title"
    HEADER = "header"
    NAVIGATION = "navigation"
    ARTICLE = "article"
    BODY = "body"
    ASIDE = "aside"
    COMMENTS = "comments"
    FOOTER = "footer"
    META = "meta"
    STRUCTURED = "structured data"
    ALTERNATIVE = "alternative text"
    HTML_COMMENT = "HTML comment"
    ROBOTS = "robots.txt comment"
    TEXT = "text"


TAGS = {
    "article": Place.ARTICLE,
    "aside": Place.ASIDE,
    "footer": Place.FOOTER,
    "header": Place.HEADER,
    "main": Place.ARTICLE,
    "nav": Place.NAVIGATION,
}
"""The elements that are a part of a page by their tag."""
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
_TELLING = frozenset(_WORDS)


def place_called(words: frozenset[str]) -> Place | None:
    """Return the part of a page that an element is by the *words* of its names, None for none."""
    # Most elements are none.
    if _TELLING.isdisjoint(words):
        return None
    return next(place for word, place in _WORDS.items() if word in words)
