"""What a parsed page consists of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple, Protocol

from newscrawl.document.box import Box
from newscrawl.document.place import Place
from newscrawl.page import Page

__all__ = ["Block", "Document", "Element", "Link", "Unit", "rel_tokens"]


class Link(NamedTuple):
    """A hyperlink: absolute ``url``, its text, its ``rel`` tokens."""

    url: str
    text: str
    rel: frozenset[str] = frozenset()


# The same few return on all pages; what a crawl could meet has no end.
@lru_cache(maxsize=1024)
def rel_tokens(rel: str) -> frozenset[str]:
    """Return the tokens of a *rel* attribute, in lower case."""
    return frozenset(rel.lower().split())


@dataclass(eq=False, slots=True)
class Unit:
    """A piece of text to be read for notices, with where it stands.

    ``box`` is the element that holds it, None outside the body; ``label`` says what of the
    element (``img[alt]``), or names the place where there is none (``meta[rights]``).
    ``apart`` is the place of what is no visible text of the page, None for that.
    ``index`` is its block's, None outside the visible text.
    """

    text: str
    apart: Place | None
    label: str = ""
    box: Box | None = None
    index: int | None = None

    @property
    def place(self) -> Place:
        """The part of the page that it belongs to."""
        return self.apart or (self.box.place if self.box else Place.BODY)

    @property
    def locator(self) -> str:
        """What leads a person to it: an element path, ``meta[rights]``, ``line 17``."""
        return " ".join(part for part in (self.box.path if self.box else "", self.label) if part)

    def tail(self, blocks: Sequence[Block]) -> float:
        """Return the share of the text of *blocks*, its page's, that stands before it: 0 to 1."""
        if self.index is None or self.index >= len(blocks):
            return 0.0
        last = blocks[-1]
        return blocks[self.index].before / (last.before + len(last.text))


class Block(Unit):
    """A run of visible text that a reader sees as one piece.

    ``text`` has single spaces; a line feed stands where the page breaks the line (``<br>``),
    two where it breaks it twice or more. ``linked`` and ``strong`` count the characters within
    links and within bold type, ``before`` those of the blocks before it.
    """

    __slots__ = ("before", "linked", "links", "strong")

    box: Box
    index: int

    def __init__(  # noqa: PLR0913, PLR0917  # written out, as a page has hundreds
        self,
        index: int,
        text: str,
        box: Box,
        before: int,
        links: tuple[Link, ...] = (),
        linked: int = 0,
        strong: int = 0,
    ) -> None:
        self.text = text
        self.apart = None
        self.label = ""
        self.box = box
        self.index = index
        self.before = before
        self.links = links
        self.linked = linked
        self.strong = strong


class Element(Protocol):
    """An element found by a selector."""

    @property
    def tag(self) -> str:
        """Lower-case tag name."""

    @property
    def text(self) -> str:
        """Its text and its descendants', white space collapsed, script and style left out."""

    @property
    def source(self) -> str:
        """Its text and its descendants' as it stands in the source, for what is no prose."""

    @property
    def attributes(self) -> Mapping[str, str | None]:
        """Its attributes, names in lower case."""

    @property
    def identity(self) -> int:
        """The same number for the same element, also as the ``identity`` of its box."""

    def select(self, css: str) -> Sequence[Element]:
        """Return the elements within it that *css* matches, in page order."""

    def around(self) -> Iterator[Element]:
        """Yield the elements around it, outwards, and the document itself."""


Selector = Callable[[str], Sequence[Element]]


def _nothing(_: str) -> Sequence[Element]:
    return ()


@dataclass(eq=False)
class Document:
    """A parsed page.

    ``metas`` maps lower-case ``name``, ``property``, ``itemprop`` or ``http-equiv`` to all
    contents in page order. ``nodes`` are the JSON-LD objects, graphs and lists flattened;
    ``items`` those of microdata, in the same shape.
    ``marks`` are the lower-case names by which its markup speaks to machines: each ``itemprop``,
    ``rel`` (of links in the body: of those to an author or a licence), type of data, and
    ``data-nosnippet``. ``marked`` are, in page order, the elements that have an ``itemprop`` or
    are marked in the body: times, links to an author, parts of microformats and RDFa.
    ``head_links`` are its ``link`` elements, but for those to what it is only shown with.
    ``language`` is the declared one, as written. ``units`` of markup begin with its ``blocks``;
    a plain text has nothing but blocks, and units of their own.
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
    marks: frozenset[str] = frozenset()
    marked: Sequence[Element] = ()
    select: Selector = field(default=_nothing, repr=False)

    def with_itemprop(self, name: str) -> list[Element]:
        """Return the elements that microdata marks with *name*, in page order."""
        # The names of all are known: most pages have none, and no element need be asked.
        marked = self.marked if name.lower() in self.marks else ()
        return [each for each in marked if name in (each.attributes.get("itemprop") or "").split()]

    def meta(self, *names: str) -> str | None:
        """Return the first non-empty content of the first of *names* that has one."""
        for name in names:
            for content in self.metas.get(name, ()):
                if content:
                    return content
        return None
