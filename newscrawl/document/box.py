"""Boxes: the block-level elements of a page, and which part of it each belongs to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from newscrawl.document.node import Node
from newscrawl.document.place import TAGS, Place, place_called

__all__ = ["Box", "Likeness", "Part"]

# The likeliest first: most are in lower case.
_WORD = re.compile(r"[a-z]+|[A-Z]+(?![a-z])|[A-Z][a-z]+")
# What parts words in names that have no capitals.
_APART = bytes(number if number in b"abcdefghijklmnopqrstuvwxyz" else 32 for number in range(256))
# A class that holds on some screens or on paper only, and names no part: "print:hidden".
_VARIANT = re.compile(r"\S+:\S*")
_DIGITS = re.compile(r"[0-9]+")
_NO_WORDS: frozenset[str] = frozenset()
_NO_ATTRIBUTES: Mapping[str, str | None] = {}

Likeness = tuple[str, str | None]


class Part(NamedTuple):
    """What stands directly in a box: its tag, ``-text`` for a text, and its node."""

    tag: str
    node: Node

    @property
    def text(self) -> str:
        """Its text, and what stands within it."""
        return self.node.text()

    @property
    def words(self) -> frozenset[str]:
        """The words of its class."""
        names = None if self.node.is_text_node else self.node.attributes.get("class")
        return _words(None, names, None, None) if names else _NO_WORDS


class Box:
    """A block-level element, with its place in the tree.

    What the parser knows of it besides is asked only when it is wanted: of most boxes nothing is.
    """

    __slots__ = (
        "_around", "_attributes", "_hidden", "_likeness", "_node", "_numbers", "_place", "_words",
        "parent", "tag",
    )  # fmt: skip

    def __init__(self, tag: str, parent: Box | None = None, node: Node | None = None) -> None:
        self.tag = tag
        self.parent = parent
        self._node = node
        self._attributes: Mapping[str, str | None] | None = None
        self._words: frozenset[str] | None = None
        self._hidden: bool | None = None
        self._likeness: Likeness | None = None
        self._place: Place | None = None
        self._around: tuple[Box, ...] | None = None
        self._numbers: dict[int, int] | None = None

    @property
    def attributes(self) -> Mapping[str, str | None]:
        """Its attributes, names in lower case."""
        if self._attributes is None:
            self._attributes = self._node.attributes if self._node is not None else _NO_ATTRIBUTES
        return self._attributes

    @property
    def identity(self) -> int:
        """The ``identity`` of the :class:`~.model.Element` that a selector finds there."""
        return self._node.mem_id if self._node is not None else 0

    @property
    def words(self) -> frozenset[str]:
        """The lower-case words of id, class, role and itemprop: what its author calls it.

        Figures are none.
        """
        if self._words is None:
            said = self.attributes
            self._words = (
                _words(said.get("id"), said.get("class"), said.get("role"), said.get("itemprop"))
                if said
                else _NO_WORDS
            )
        return self._words

    @property
    def likeness(self) -> Likeness:
        """What elements of one kind have in common; numbers in a class tell them apart."""
        if self._likeness is None:
            names = self.attributes.get("class")
            self._likeness = self.tag, _without_digits(names) if names else names
        return self._likeness

    @property
    def hidden(self) -> bool:
        """Whether the page asks not to show it, or one around it."""
        if self._hidden is None:
            said = self.attributes
            hidden = bool(said) and (
                "hidden" in said or ("style" in said and _is_undisplayed(said["style"]))
            )
            self._hidden = hidden or (self.parent is not None and self.parent.hidden)
        return self._hidden

    @property
    def place(self) -> Place:
        """The part of the page that it stands in, judged by the innermost sign."""
        if self._place is None:
            around = self.parent.place if self.parent is not None else Place.BODY
            self._place = TAGS.get(self.tag) or place_called(self.words) or around
        return self._place

    def lineage(self) -> tuple[Box, ...]:
        """Return the element itself, then each element around it, outwards."""
        if self._around is None:
            # Without itself: a box that held itself would outlive its page.
            self._around = self.parent.lineage() if self.parent is not None else ()
        return (self, *self._around)

    def first(self, css: str) -> Mapping[str, str | None] | None:
        """Return the attributes of the first element within it that *css* matches."""
        found = self._first(css)
        return found.attributes if found is not None else None

    def text_of(self, css: str) -> str | None:
        """Return the text of the first element within it that *css* matches."""
        found = self._first(css)
        return found.text() if found is not None else None

    def parts(self) -> Iterator[Part]:
        """Yield what stands directly within it, texts and elements, in page order."""
        node = self._node.first_child if self._node is not None else None
        while node is not None:
            yield Part(node.tag or "", node)
            node = node.next

    def sets_side_by_side(self) -> bool:
        """Whether two elements meet directly within it, with no text between."""
        node = self._node.first_child if self._node is not None else None
        beside = False
        while node is not None:
            is_element = not node.is_text_node
            if is_element and beside:
                return True
            beside = is_element
            node = node.next
        return False

    def _first(self, css: str) -> Node | None:
        # Most lines are text alone, and a search is dear.
        if (node := self._node) is None or _is_text(node):
            return None
        found = node.css_first(css)
        if found is None or found.mem_id != node.mem_id:
            return found
        # The parser matches the element itself, too.
        return next((each for each in node.css(css) if each.mem_id != node.mem_id), None)

    @property
    def centred(self) -> bool:
        """Whether its own style sets its text in the middle."""
        said = self.attributes
        if not said:
            return False
        style = (said.get("style") or "").replace(" ", "").lower()
        return "text-align:center" in style or said.get("align") == "center"

    def above(self, css: str) -> Mapping[str, str | None] | None:
        """Return the attributes of what *css* matches in the element just above, with no text."""
        above = self._node.prev if self._node is not None else None
        while above is not None and above.tag == "-text" and not above.text().strip():
            above = above.prev
        if above is None or above.text().strip() or not (found := above.css(css)):
            return None
        return found[0].attributes

    @property
    def path(self) -> str:
        """The element's place, written like a CSS selector, for a person to find it."""
        name = self.tag
        if identity := self.attributes.get("id"):
            return f"{name}#{identity}"
        if self.parent is None:
            return name
        if self._node is not None and (number := self.parent.number_of(self._node)) > 1:
            name += f":nth-of-type({number})"
        return f"{self.parent.path} > {name}"

    def number_of(self, node: Node) -> int:
        """Return which of its tag *node* is among the elements beside it, counted from 1.

        It stands within this box, perhaps in elements that are no boxes.
        """
        if self._numbers is None:
            self._numbers = {}
        if node.mem_id not in self._numbers and node.parent is not None:
            # All at once: a notice in each of many must not count them all again.
            met = Counter[str | None]()
            for each in node.parent.iter():
                met[each.tag] += 1
                self._numbers[each.mem_id] = met[each.tag]
        return self._numbers.get(node.mem_id, 1)


@lru_cache(maxsize=4096)
def _words(
    identity: str | None, classes: str | None, role: str | None, itemprop: str | None
) -> frozenset[str]:
    # Pages repeat the same few names hundreds of times.
    named = f"{identity or ''} {classes or ''} {role or ''} {itemprop or ''}"
    if ":" in named:
        named = _VARIANT.sub("", named)
    octets = named.encode(errors="replace")
    if octets.islower():
        return frozenset(octets.translate(_APART).decode().split())
    return frozenset(map(str.lower, _WORD.findall(named)))


@lru_cache(maxsize=4096)
def _without_digits(names: str) -> str:
    return _DIGITS.sub("", names)


def _is_text(node: Node) -> bool:
    """Whether *node* holds one text and nothing else."""
    child = node.first_child
    return child is not None and child.is_text_node and child.next is None


def _is_undisplayed(style: str | None) -> bool:
    return style is not None and "display:none" in style.replace(" ", "").lower()
