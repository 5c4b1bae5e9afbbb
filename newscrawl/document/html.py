"""One HTML parse: what the page declares, its links, and the blocks of its body."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, SelectolaxError

from newscrawl.document.declarations import Declarations
from newscrawl.document.elements import NodeElement, matches
from newscrawl.document.excess import without_excess
from newscrawl.document.hints import hints
from newscrawl.document.model import Element, Unit
from newscrawl.document.place import Place
from newscrawl.document.walk import Walk
from newscrawl.text.cleaning import clean, clean_line

__all__ = ["HtmlPage"]

# Nothing is copied to where it does not stand, as the chosen option of a list would be.
_AS_WRITTEN = LexborDocumentOptions.WO_EVENTS
_DEEPEST_RIGHTS = 4
_MOST_RIGHTS = 50
_RIGHTS = ("copyrightNotice", "usageInfo", "conditionsOfAccess", "license", "acquireLicensePage")


class HtmlPage:
    """The parts of an HTML document in UTF-8: what is ``declared``, its ``blocks`` and ``links``.

    Raises MemoryError.
    """

    def __init__(self, markup: bytes, url: str | None) -> None:
        try:
            self._tree = LexborHTMLParser(without_excess(markup), options=_AS_WRITTEN)
        except SelectolaxError as error:
            # Whatever the markup, it fails for want of memory only.
            raise MemoryError from error
        self.declared = Declarations(self._tree, url)
        root = self._tree.root
        self._walk = Walk(root, self.declared.base) if root is not None else None
        self.blocks = self._walk.blocks if self._walk else []
        self.links = self._walk.links if self._walk else []

    def select(self, css: str) -> Sequence[Element]:
        """Return the elements that *css* matches, in page order.

        Raises ValueError when *css* is no selector.
        """
        try:
            return [NodeElement(node) for node in matches(self._tree, css)]
        except (SelectolaxError, ValueError) as error:
            raise ValueError(f"not a CSS selector: {css!r}") from error

    def scripts(self) -> list[str]:
        """Return the text of each script that the page holds itself."""
        return [node.text() for node in self._tree.css("script:not([src])")]

    def unseen_units(self) -> Iterator[Unit]:
        """Yield what is no running text: title, meta, rights fields, alt, drawings, comments."""
        if self.declared.title:
            yield Unit(self.declared.title, Place.TITLE, "title")
        for name, contents in self.declared.metas.items():
            for content in contents:
                yield Unit(content, Place.META, f"meta[{name}]")
        yield from self._rights_units()
        if self._walk is not None:
            for alternative, box in self._walk.alternatives:
                yield Unit(alternative, Place.ALTERNATIVE, "img[alt]", box)
            yield from hints(self._tree)
            for tag, text, box in self._walk.asides:
                yield Unit(text, None, tag, box)
            for comment in self._walk.comments:
                yield Unit(clean_line(comment), Place.HTML_COMMENT, "comment")

    def _rights_units(self) -> Iterator[Unit]:
        for node in self.declared.nodes:
            for key, value in _rights(node, 0):
                yield Unit(clean(value), Place.STRUCTURED, f"json-ld[{key}]")


def _rights(value: Any, depth: int) -> Iterator[tuple[str, str]]:
    """Yield what the JSON-LD *value* and the values within it say of rights, with their names."""
    if isinstance(value, list) and depth < _DEEPEST_RIGHTS:
        for member in value[:_MOST_RIGHTS]:
            yield from _rights(member, depth + 1)
    elif isinstance(value, dict) and depth < _DEEPEST_RIGHTS:
        for key, inner in value.items():
            if key in _RIGHTS:
                yield from ((key, text) for text in _said(inner))
            elif key != "@graph":
                yield from _rights(inner, depth + 1)


def _said(value: Any) -> Iterator[str]:
    """Yield the texts of a rights property: text itself, or a work that holds or is called it."""
    if isinstance(value, list):
        for member in value[:_MOST_RIGHTS]:
            yield from _said(member)
    elif isinstance(value, dict):
        texts = (value.get(name) for name in ("text", "description", "name"))
        yield from (text for text in texts if isinstance(text, str))
    elif isinstance(value, str):
        yield value
