"""Microdata (WHATWG HTML, "Microdata") as nodes like those of JSON-LD."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from selectolax.lexbor import LexborNode

from newscrawl.document.base import Base
from newscrawl.text.cleaning import clean_line

__all__ = ["read_microdata"]

# Where the value of a property stands, by the element that has it; elsewhere it is the text.
_VALUES: Mapping[str, str] = {
    "a": "href", "area": "href", "link": "href", "audio": "src", "embed": "src", "iframe": "src",
    "img": "src", "source": "src", "track": "src", "video": "src", "object": "data",
    "data": "value", "meter": "value", "meta": "content", "time": "datetime",
}  # fmt: skip
_ADDRESSES = frozenset(["href", "src", "data"])
# The text of the article is read from the blocks of the page, which keep its paragraphs.
_LEFT_OUT = frozenset(["articlebody", "text", "comment"])
_DEEPEST = 6
_MOST = 2_000


def read_microdata(scopes: Iterable[LexborNode], base: Base) -> list[Mapping[str, Any]]:
    """Return the items of *scopes* that are no property of another, in their order.

    A property that is named again has a list of values; addresses are absolute. ``itemref`` is
    not followed.
    """
    tops = (node for node in scopes if "itemprop" not in node.attributes)
    reader = _Reader(base)
    return [item for node in tops if (item := reader.item(node))]


class _Reader:
    def __init__(self, base: Base) -> None:
        self._base = base
        self._read = 0

    def item(self, node: LexborNode, depth: int = 0) -> dict[str, Any]:
        found: dict[str, Any] = {}
        if depth > _DEEPEST:
            return found
        for element in _within(node):
            self._read += 1
            if self._read > _MOST:
                break
            value = self._value(element, depth)
            if value:
                for name in (element.attributes.get("itemprop") or "").split():
                    _add(found, name, value)
        kinds = (node.attributes.get("itemtype") or "").split()
        return {"@type": kinds, **found} if found and kinds else found

    def _value(self, node: LexborNode, depth: int) -> Any:
        attributes = node.attributes
        if set((attributes.get("itemprop") or "").lower().split()) <= _LEFT_OUT:
            return None
        if "itemscope" in attributes:
            return self.item(node, depth + 1)
        place = _VALUES.get(node.tag or "", "")
        stated = attributes.get("content") or (attributes.get(place) if place else None)
        if stated is None:
            return clean_line(node.text(deep=True, separator=" ", skip_empty=True))
        if place in _ADDRESSES:
            return self._base.resolve(stated.strip()) or ""
        return clean_line(stated)


def _within(node: LexborNode) -> Iterator[LexborNode]:
    """Yield the elements with ``itemprop`` beneath *node*, not those of items within it."""
    pending = list(reversed(list(node.iter())))
    while pending:
        element = pending.pop()
        attributes = element.attributes
        if "itemprop" in attributes:
            yield element
        if "itemscope" not in attributes:
            pending.extend(reversed(list(element.iter())))


def _add(found: dict[str, Any], name: str, value: Any) -> None:
    if name not in found:
        found[name] = value
    elif isinstance(found[name], list):
        found[name].append(value)
    else:
        found[name] = [found[name], value]
