"""One HTML parse: head values, links, JSON-LD, and the blocks of the body."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from selectolax.lexbor import (
    LexborDocumentOptions,
    LexborHTMLParser,
    LexborNode,
    SelectolaxError,
)

from newscrawl.document.base import Base
from newscrawl.document.box import Place
from newscrawl.document.excess import without_excess
from newscrawl.document.hints import hints
from newscrawl.document.microdata import read_microdata
from newscrawl.document.model import Element, Link, Unit, rel_tokens
from newscrawl.document.structured import read_json_ld
from newscrawl.document.walk import Walk
from newscrawl.text.cleaning import clean, clean_line
from newscrawl.urls import is_web_url

__all__ = ["HtmlPage"]

# Whatever speaks to machines, of the page or of a part of it: one search of the tree for all.
# Each selector is tried on every element: what most elements lack is asked first, and the types
# of data, JSON-LD and RSL, share a plus sign. Times, RDFa and microformats stand last.
_SPEAKING = (
    '[rel]:is(link[href], a[rel~="license" i], a[rel~=author], [rel~="sioc:has_creator"]),'
    ' [content]:is(meta, [property~="dc:created"]), base[href], title, [itemscope], [itemprop],'
    ' [data-nosnippet], script[type*="+"],'
    " time[datetime], [title]:is(.published, .updated), .fn, .p-author, .byline .author"
)
# The parser looks for the name of an attribute that it has not met in a page at each element anew.
_RARE = ("aria-label", "data-nosnippet", "datetime", "itemprop", "itemscope", "property")
# Nothing is copied to where it does not stand, as the chosen option of a list would be.
_AS_WRITTEN = LexborDocumentOptions.WO_EVENTS
# Elements that speak of the page, unless they have an ``itemprop``.
_HEAD = frozenset(["base", "link", "meta", "script", "title"])
_DEEPEST_RIGHTS = 4
_MOST_RIGHTS = 50
_JSON = "ld+json"
_NO_SNIPPET = "data-nosnippet"
_MARKING = ("itemprop", "rel", "type", _NO_SNIPPET)
# Types of links to what a page is shown with (HTML Standard, 4.6.7), which lead a reader nowhere.
_RESOURCES = frozenset(
    "apple-touch-icon apple-touch-icon-precomposed dns-prefetch icon manifest mask-icon"
    " modulepreload preconnect prefetch preload shortcut stylesheet".split()
)
_RIGHTS = ("copyrightNotice", "usageInfo", "conditionsOfAccess", "license", "acquireLicensePage")

_Attributes = Mapping[str, str | None]
_Speaking = tuple[LexborNode, _Attributes]


class _NodeElement:
    """An element that a selector found: the parser's node behind a small face."""

    __slots__ = ("_attributes", "_node")

    def __init__(self, node: LexborNode, attributes: _Attributes | None = None) -> None:
        self._node = node
        self._attributes = attributes

    @property
    def tag(self) -> str:
        return self._node.tag or ""

    @property
    def text(self) -> str:
        return clean_line(self._node.text(deep=True, separator=" ", skip_empty=True))

    @property
    def source(self) -> str:
        return self._node.text()

    @property
    def attributes(self) -> _Attributes:
        if self._attributes is None:
            self._attributes = self._node.attributes
        return self._attributes

    @property
    def identity(self) -> int:
        return self._node.mem_id

    def select(self, css: str) -> Sequence[Element]:
        return [_NodeElement(node) for node in _matches(self._node, css)]

    def around(self) -> Iterator[Element]:
        node = self._node.parent
        while node is not None:
            yield _NodeElement(node)
            node = node.parent


class HtmlPage:
    """The parts of an HTML document in UTF-8; the attributes are those of ``Document``.

    Raises MemoryError.
    """

    def __init__(self, markup: bytes, url: str | None) -> None:
        try:
            self._tree = LexborHTMLParser(without_excess(markup), options=_AS_WRITTEN)
        except SelectolaxError as error:
            # Whatever the markup, it fails for want of memory only.
            raise MemoryError from error
        _meet(self._tree, _RARE)
        self._speaking = [(node, node.attributes) for node in _matches(self._tree, _SPEAKING)]
        self._by_tag: dict[str | None, list[_Speaking]] = {}
        self.marked: list[Element] = []
        for element in self._speaking:
            tag = element[0].tag
            self._by_tag.setdefault(tag, []).append(element)
            if tag not in _HEAD or "itemprop" in element[1]:
                self.marked.append(_NodeElement(*element))
        self.marks = self._marks()
        self.metas = self._metas()
        self._base = Base(self._base_url(url))
        self.base_url = self._base.url
        self.title = self._title()
        root = self._tree.root
        self.language = self._language(root.attributes if root is not None else {})
        self.nodes = self._nodes()
        self.items = self._items()
        self.head_links = self._head_links()
        self._walk = Walk(root, self._base) if root is not None else None
        self.blocks = self._walk.blocks if self._walk else []
        self.links = self._walk.links if self._walk else []

    def select(self, css: str) -> Sequence[Element]:
        """Return the elements that *css* matches, in page order.

        Raises ValueError when *css* is no selector.
        """
        try:
            return [_NodeElement(node) for node in _matches(self._tree, css)]
        except (SelectolaxError, ValueError) as error:
            raise ValueError(f"not a CSS selector: {css!r}") from error

    def scripts(self) -> list[str]:
        """Return the text of each script that the page holds itself."""
        return [node.text() for node in self._tree.css("script:not([src])")]

    def unseen_units(self) -> Iterator[Unit]:
        """Yield what is no running text: title, meta, rights fields, alt, drawings, comments."""
        if self.title:
            yield Unit(self.title, Place.TITLE, "title")
        for name, contents in self.metas.items():
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
        for node in self.nodes:
            for key, value in _rights(node, 0):
                yield Unit(clean(value), Place.STRUCTURED, f"json-ld[{key}]")

    def _named(self, tag: str, *names: str) -> list[_Attributes]:
        """Return the attributes of the elements of that *tag* that have all those *names*."""
        found = [stated for _, stated in self._by_tag.get(tag, ())]
        for name in names:
            found = [stated for stated in found if name in stated]
        return found

    def _marks(self) -> frozenset[str]:
        stated = [
            name if name == _NO_SNIPPET else attributes[name]
            for _, attributes in self._speaking
            for name in _MARKING
            if name in attributes
        ]
        return frozenset(" ".join(filter(None, stated)).lower().split())

    def _metas(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for attributes in self._named("meta", "content"):
            content = clean_line(attributes.get("content") or "")
            for key in ("name", "property", "itemprop", "http-equiv"):
                if name := attributes.get(key):
                    found.setdefault(name.strip().lower(), []).append(content)
        return found

    def _base_url(self, url: str | None) -> str | None:
        url = url or self._stated_address()
        stated = next(iter(self._named("base", "href")), None)
        if stated is None:
            return url
        base = Base(url).resolve((stated["href"] or "").strip())
        return base if base is not None and is_web_url(base) else url

    def _stated_address(self) -> str | None:
        """Return the address that a page without one, from a file, says it belongs to."""
        links = self._named("link", "href", "rel")
        named = (link for link in links if "canonical" in _lower(link["rel"]).split())
        stated = [link.get("href") or "" for link in islice(named, 1)]
        stated += self.metas.get("og:url", [])
        return next((address for address in map(str.strip, stated) if is_web_url(address)), None)

    def _title(self) -> str | None:
        nodes = [node for node, _ in self._by_tag.get("title", ())]
        inside = (node for node in nodes if node.parent is not None and node.parent.tag == "head")
        node = next(inside, nodes[0] if nodes else None)
        return (clean_line(node.text(deep=True)) or None) if node is not None else None

    def _language(self, attributes: _Attributes) -> str | None:
        declared = attributes.get("lang") or attributes.get("xml:lang")
        for name in ("content-language", "og:locale"):
            declared = declared or next(iter(self.metas.get(name, ())), None)
        return declared or None

    def _nodes(self) -> list[Mapping[str, Any]]:
        scripts = self._by_tag.get("script", ())
        texts = (node.text() for node, stated in scripts if _JSON in _lower(stated.get("type")))
        return [node for text in texts for node in read_json_ld(text)]

    def _items(self) -> list[Mapping[str, Any]]:
        marked = (
            element
            for element in self._speaking
            if "itemprop" in element[1] or "itemscope" in element[1]
        )
        return read_microdata(marked, self._base)

    def _head_links(self) -> list[Link]:
        links = []
        for attributes in self._named("link", "href", "rel"):
            rel = rel_tokens(attributes["rel"] or "")
            if rel and rel <= _RESOURCES:
                continue
            url = self._base.resolve((attributes["href"] or "").strip())
            if url is not None:
                links.append(Link(url, attributes.get("type") or "", rel))
        return links


def _meet(tree: LexborHTMLParser, names: Iterable[str]) -> None:
    """Let the parser have met attributes of those *names*, in an element that stands nowhere."""
    attributes = tree.create_node("meta").attrs
    for name in names:
        attributes[name] = ""


def _matches(tree: LexborHTMLParser | LexborNode, css: str) -> Iterable[LexborNode]:
    found = tree.css(css)
    # The parser finds an element once for each selector of a list that matches it.
    return {node.mem_id: node for node in found}.values() if "," in css else found


def _lower(value: str | None) -> str:
    return value.lower() if value else ""


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
