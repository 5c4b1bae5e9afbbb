"""Microdata (WHATWG HTML, "Microdata") as nodes like those of JSON-LD."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
# Characters of all values together: one element may hold all others, and is read with them.
_LONGEST = 2_000_000

_Element = tuple[LexborNode, Mapping[str, str | None]]


def read_microdata(elements: Iterable[_Element], base: Base) -> list[Mapping[str, Any]]:
    """Return the items of a page that are no property of another, in their order.

    *elements* are those with ``itemscope`` or ``itemprop``, with their attributes, in page order.
    A property that is named again has a list of values; addresses are absolute. ``itemref`` is
    not followed.
    """
    marked = list(elements)
    scopes = [element for element in marked if "itemscope" in element[1]]
    if not scopes:
        return []
    reader = _Reader(marked, (node.mem_id for node, _ in scopes), base)
    tops = (element for element in scopes if "itemprop" not in element[1])
    return [item for element in tops if (item := reader.item(element))]


class _Reader:
    def __init__(self, marked: Iterable[_Element], scopes: Iterable[int], base: Base) -> None:
        self._base = base
        self._read = 0
        self._left = _LONGEST
        # By the number of an element the item that it is, or is part of; None outside of all.
        self._items: dict[int, int | None] = {scope: scope for scope in scopes}
        self._properties: dict[int | None, list[_Element]] = {}
        for element in marked:
            if "itemprop" in element[1]:
                self._properties.setdefault(self._item_around(element[0]), []).append(element)

    def _item_around(self, node: LexborNode) -> int | None:
        passed = []
        around = node.parent
        while around is not None and (number := around.mem_id) not in self._items:
            passed.append(number)
            around = around.parent
        item = self._items[around.mem_id] if around is not None else None
        self._items.update(dict.fromkeys(passed, item))
        return item

    def item(self, element: _Element, depth: int = 0) -> dict[str, Any]:
        node, attributes = element
        found: dict[str, Any] = {}
        if depth > _DEEPEST:
            return found
        for one in self._properties.get(node.mem_id, ()):
            self._read += 1
            if self._read > _MOST:
                break
            value = self._value(one, depth)
            if value:
                for name in (one[1].get("itemprop") or "").split():
                    _add(found, name, value)
        kinds = (attributes.get("itemtype") or "").split()
        return {"@type": kinds, **found} if found and kinds else found

    def _value(self, element: _Element, depth: int) -> Any:
        node, attributes = element
        if set((attributes.get("itemprop") or "").lower().split()) <= _LEFT_OUT:
            return None
        if "itemscope" in attributes:
            return self.item(element, depth + 1)
        place = _VALUES.get(node.tag or "", "")
        stated = attributes.get("content") or (attributes.get(place) if place else None)
        if stated is None:
            return self._text(node)
        if place in _ADDRESSES:
            return self._base.resolve(stated.strip()) or ""
        return clean_line(stated)

    def _text(self, node: LexborNode) -> str:
        if self._left <= 0:
            return ""
        text = node.text(deep=True, separator=" ", skip_empty=True)
        self._left -= len(text)
        return clean_line(text)


def _add(found: dict[str, Any], name: str, value: Any) -> None:
    if name not in found:
        found[name] = value
    elif isinstance(found[name], list):
        found[name].append(value)
    else:
        found[name] = [found[name], value]
