"""What a parsed page consists of."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import Any, NamedTuple, Protocol

from newscrawl.page import Page

__all__ = ["Block", "Box", "Document", "Element", "Link", "Place", "Unit"]

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
# A class that holds on some screens or on paper only, and names no part: "print:hidden".
_VARIANT = re.compile(r"\S+:\S*")
_NO_ATTRIBUTES: Mapping[str, str | None] = {}
_NO_WORDS: frozenset[str] = frozenset()


@lru_cache(maxsize=4096)
def _words(*names: str | None) -> frozenset[str]:
    # Pages repeat the same few names hundreds of times.
    named = " ".join(filter(None, names))
    return frozenset(
        map(str.lower, _WORD.findall(_VARIANT.sub("", named) if ":" in named else named))
    )


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


class Link(NamedTuple):
    """A hyperlink: absolute ``url``, its text, its ``rel`` tokens."""

    url: str
    text: str
    rel: frozenset[str] = frozenset()


class Box:
    """A block-level element, with its place in the tree.

    ``sibling`` tells which of its parent's children of this tag it is, counted from 1.
    ``identity`` is that of an :class:`Element` that a selector finds there.
    ``words`` are the lower-case words of id, class, role and itemprop: what its author calls
    it. ``hidden`` tells whether the page asks not to show it, or one around it. ``place`` is
    what :func:`~newscrawl.document.place.place_of` has found, None until it is asked.
    """

    __slots__ = (
        "_around", "attributes", "hidden", "identity", "parent", "place", "sibling", "tag",
        "words",
    )  # fmt: skip

    def __init__(
        self,
        tag: str,
        parent: Box | None = None,
        attributes: Mapping[str, str | None] = _NO_ATTRIBUTES,
        sibling: int = 1,
        identity: int = 0,
    ) -> None:
        self.tag = tag
        self.parent = parent
        self.attributes = attributes
        self.sibling = sibling
        self.identity = identity
        self.place: Place | None = None
        self._around: tuple[Box, ...] | None = None
        self.hidden: bool = parent is not None and parent.hidden
        if not attributes:
            self.words = _NO_WORDS
            return
        name = attributes.get
        self.words = _words(name("id"), name("class"), name("role"), name("itemprop"))
        if not self.hidden:
            self.hidden = "hidden" in attributes or _is_undisplayed(name("style"))

    def lineage(self) -> tuple[Box, ...]:
        """Return the element itself, then each element around it, outwards."""
        if self._around is None:
            # Without itself: a box that held itself would outlive its page.
            around = []
            box = self.parent
            while box is not None:
                around.append(box)
                box = box.parent
            self._around = tuple(around)
        return (self, *self._around)

    @property
    def path(self) -> str:
        """The element's place, written like a CSS selector, for a person to find it."""
        name = self.tag
        if identity := self.attributes.get("id"):
            return f"{name}#{identity}"
        if self.sibling > 1:
            name += f":nth-of-type({self.sibling})"
        return f"{self.parent.path} > {name}" if self.parent is not None else name


def _is_undisplayed(style: str | None) -> bool:
    return style is not None and "display:none" in style.replace(" ", "").lower()


@dataclass(eq=False, slots=True)
class Block:
    """A run of text that a reader sees as one piece.

    ``text`` has single spaces; a line feed stands where the page breaks the line (``<br>``),
    two where it breaks it twice or more. ``linked`` and ``strong`` count the characters within
    links and within bold type.
    """

    index: int
    text: str
    box: Box
    links: tuple[Link, ...] = ()
    linked: int = 0
    strong: int = 0


@dataclass(eq=False, slots=True)
class Unit:
    """A piece of text to be read for notices, with where it stands.

    ``box`` is the element that holds it, None outside the body; ``label`` says what of the
    element (``img[alt]``), or names the place where there is none (``meta[rights]``).
    ``index`` is its block's, None outside the visible text. ``tail`` is the share of the
    page's visible text that stands before it, from 0 to 1.
    """

    text: str
    place: Place
    label: str = ""
    box: Box | None = None
    index: int | None = None
    tail: float = 0.0

    @property
    def locator(self) -> str:
        """What leads a person to it: an element path, ``meta[rights]``, ``line 17``."""
        return " ".join(part for part in (self.box.path if self.box else "", self.label) if part)


class Element(Protocol):
    """An element found by a selector."""

    @property
    def tag(self) -> str:
        """Lower-case tag name."""

    @property
    def text(self) -> str:
        """Its text and its descendants', white space collapsed, script and style left out."""

    @property
    def attributes(self) -> Mapping[str, str | None]:
        """Its attributes, names in lower case."""

    @property
    def identity(self) -> int:
        """The same number for the same element, also as the ``identity`` of its box."""

    def select(self, css: str) -> Sequence[Element]:
        """Return the elements within it that *css* matches, in page order."""


Selector = Callable[[str], Sequence[Element]]


def _nothing(_: str) -> Sequence[Element]:
    return ()


@dataclass(eq=False)
class Document:
    """A parsed page.

    ``metas`` maps lower-case ``name``, ``property``, ``itemprop`` or ``http-equiv`` to all
    contents in page order. ``nodes`` are the JSON-LD objects, graphs and lists flattened;
    ``items`` those of microdata, in the same shape.
    ``language`` is the declared one, as written. A plain text has blocks and units only.
    """

    page: Page
    base_url: str | None = None
    blocks: Sequence[Block] = ()
    units: Sequence[Unit] = ()
    metas: Mapping[str, Sequence[str]] = field(default_factory=dict)
    nodes: Sequence[Mapping[str, Any]] = ()
    items: Sequence[Mapping[str, Any]] = ()
    links: Sequence[Link] = ()
    head_links: Sequence[Link] = ()
    title: str | None = None
    language: str | None = None
    encoding: str = "utf-8"
    damaged: bool = False
    guessed: bool = False
    select: Selector = field(default=_nothing, repr=False)

    def mentions(self, *words: bytes) -> bool:
        """Whether each of *words* (lower case) stands in the source; what does not, none selects.

        Nobody knows for an encoding that does not write ASCII as it is.
        """
        return all(self._mentions(word) for word in words) or self._mentions(b"\0")

    @cached_property
    def _mentions(self) -> Callable[[bytes], bool]:
        source = self.page.body.lower()
        return lru_cache(maxsize=64)(lambda word: word in source)

    def meta(self, *names: str) -> str | None:
        """Return the first non-empty content of the first of *names* that has one."""
        for name in names:
            for content in self.metas.get(name, ()):
                if content:
                    return content
        return None
