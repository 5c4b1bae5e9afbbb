"""Elements: the parser's nodes behind a small face, and the selectors that find them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from selectolax.lexbor import LexborHTMLParser, LexborNode

from newscrawl.document.model import Element
from newscrawl.text.cleaning import clean_line

__all__ = ["Attributes", "NodeElement", "matches"]

Attributes = Mapping[str, str | None]


class NodeElement:
    """An element that a selector found: the parser's node behind a small face."""

    __slots__ = ("_attributes", "_node")

    def __init__(self, node: LexborNode, attributes: Attributes | None = None) -> None:
        self._node = node
        self._attributes = attributes

    @property
    def tag(self) -> str:
        """Its tag name."""
        return self._node.tag or ""

    @property
    def text(self) -> str:
        """Its text and its descendants', tidied."""
        return clean_line(self._node.text(deep=True, separator=" ", skip_empty=True))

    @property
    def source(self) -> str:
        """Its text and its descendants', as it stands."""
        return self._node.text()

    @property
    def attributes(self) -> Attributes:
        """Its attributes."""
        if self._attributes is None:
            self._attributes = self._node.attributes
        return self._attributes

    @property
    def identity(self) -> int:
        """The same number for the same element."""
        return self._node.mem_id

    def select(self, css: str) -> Sequence[Element]:
        """Return the elements within it that *css* matches."""
        return [NodeElement(node) for node in matches(self._node, css)]

    def around(self) -> Iterator[Element]:
        """Yield the elements around it, outwards."""
        node = self._node.parent
        while node is not None:
            yield NodeElement(node)
            node = node.parent


def matches(tree: LexborHTMLParser | LexborNode, css: str) -> Iterable[LexborNode]:
    """Return the elements in *tree* that the selector *css* matches, in page order, each once."""
    found = tree.css(css)
    # The parser finds an element once for each selector of a list that matches it.
    return {node.mem_id: node for node in found}.values() if "," in css else found
