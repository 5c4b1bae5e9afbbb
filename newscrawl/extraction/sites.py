"""What a site calls itself: a name that stands where an author's should is often the site's."""

from __future__ import annotations

from functools import cached_property
from itertools import filterfalse
from unicodedata import combining, normalize

from newscrawl.document import Document
from newscrawl.extraction.comparison import loose
from newscrawl.extraction.lexicon import table
from newscrawl.extraction.nodes import StructuredData
from newscrawl.extraction.titles import Titles
from newscrawl.urls import host

__all__ = ["Site"]

_SHORTEST = 4


class Site:
    """The names of the site that a page belongs to, in loose form; read when first asked for."""

    def __init__(self, document: Document, data: StructuredData, titles: Titles) -> None:
        self._document = document
        self._data = data
        self._titles = titles

    @cached_property
    def _names(self) -> frozenset[str]:
        declared = self._document.meta(*table("metas")["publisher"])
        publisher = (self._data.text("publisher"), declared)
        names = (*self._titles.site_names, *(loose(name) for name in publisher if name))
        return frozenset(filter(None, names))

    @cached_property
    def _labels(self) -> frozenset[str]:
        return frozenset(map(loose, (host(self._document.page.url or "") or "").split(".")))

    @cached_property
    def _long_names(self) -> frozenset[str]:
        """The names of several words."""
        declared = self._document.meta(*table("metas")["publisher"])
        names = (self._data.text("publisher"), declared)
        return frozenset(loose(name) for name in names if name and " " in name)

    def is_called(self, name: str) -> bool:
        """Whether *name* is what the site calls itself, or begins with it, or the other way round.

        Or it is several words, and one or two more stand before them: "Redaction Bay Post".
        """
        text, words = loose(name), name.split(" ", 2)
        ends = (loose(" ".join(words[count:])) for count in range(1, len(words)))
        if self._is_just_called(name) or not self._long_names.isdisjoint(ends):
            return True
        return any(
            (len(own) >= _SHORTEST and text.startswith(own))
            or (" " not in name and own.startswith(text))
            for own in self._names
        )

    def without_house(self, name: str) -> str:
        """Return *name* without the site's that stands behind it: "Jane Doe, Bay Post"."""
        person, comma, house = name.rpartition(", ")
        return person if comma and self._is_just_called(house) else name

    def _is_just_called(self, name: str) -> bool:
        """Whether *name* is what the site calls itself and nothing besides.

        So is a label of its host, which has no accents there.
        """
        text = loose(name)
        return _without_accents(text) in self._labels or text in self._names


def _without_accents(text: str) -> str:
    return text if text.isascii() else "".join(filterfalse(combining, normalize("NFKD", text)))
