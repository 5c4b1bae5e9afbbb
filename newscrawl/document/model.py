"""What a parsed page consists of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import Any, Protocol

from newscrawl.page import Page

__all__ = ["Block", "Box", "Document", "Element", "Link", "Place", "Unit"]

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")


@lru_cache(maxsize=4096)
def _words(names: str) -> frozenset[str]:
    # Pages repeat the same few names hundreds of times.
    return frozenset(word.lower() for word in _WORD.findall(names))


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


@dataclass(frozen=True, slots=True)
class Link:
    """A hyperlink: absolute ``url``, its text, its ``rel`` tokens."""

    url: str
    text: str
    rel: frozenset[str] = frozenset()


@dataclass(eq=False)
class Box:
    """A block-level element, with its place in the tree."""

    tag: str
    parent: Box | None = field(default=None, repr=False)
    attributes: Mapping[str, str | None] = field(default_factory=dict)
    sibling: int = 1
    """Which of its parent's children of this tag it is, counted from 1."""

    @cached_property
    def words(self) -> frozenset[str]:
        """The lower-case words of id, class, role and itemprop: what its author calls it."""
        values = (self.attributes.get(name) for name in ("id", "class", "role", "itemprop"))
        return _words(" ".join(value for value in values if value))

    @cached_property
    def hidden(self) -> bool:
        """Whether the page asks not to show the element, or one around it."""
        if self.parent is not None and self.parent.hidden:
            return True
        style = (self.attributes.get("style") or "").replace(" ", "").lower()
        return "hidden" in self.attributes or "display:none" in style

    def lineage(self) -> Iterator[Box]:
        """Yield the element itself, then each element around it, outwards."""
        box: Box | None = self
        while box is not None:
            yield box
            box = box.parent

    @cached_property
    def path(self) -> str:
        """The element's place, written like a CSS selector, for a person to find it."""
        name = self.tag
        if identity := self.attributes.get("id"):
            return f"{name}#{identity}"
        if self.sibling > 1:
            name += f":nth-of-type({self.sibling})"
        return f"{self.parent.path} > {name}" if self.parent is not None else name


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


@dataclass(frozen=True, slots=True)
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

    def meta(self, *names: str) -> str | None:
        """Return the first non-empty content of the first of *names* that has one."""
        for name in names:
            for content in self.metas.get(name, ()):
                if content:
                    return content
        return None
