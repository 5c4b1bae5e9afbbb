"""Declarations: what a page says to machines, in its head and by the marks of its body."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from newscrawl.document.base import Base
from newscrawl.document.elements import Attributes, NodeElement, matches
from newscrawl.document.microdata import read_microdata
from newscrawl.document.model import Element, Link, rel_tokens
from newscrawl.document.structured import read_json_ld
from newscrawl.text.cleaning import clean_line
from newscrawl.urls import is_web_url

__all__ = ["Declarations"]

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
# Elements that speak of the page, unless they have an ``itemprop``.
_HEAD = frozenset(["base", "link", "meta", "script", "title"])
_JSON = "ld+json"
_NO_SNIPPET = "data-nosnippet"
_MARKING = ("itemprop", "rel", "type", _NO_SNIPPET)
# Types of links to what a page is shown with (HTML Standard, 4.6.7), which lead a reader nowhere.
_RESOURCES = frozenset(
    "apple-touch-icon apple-touch-icon-precomposed dns-prefetch icon manifest mask-icon"
    " modulepreload preconnect prefetch preload shortcut stylesheet".split()
)

_Metas = Mapping[str, Sequence[str]]
_Stated = tuple[LexborNode, Attributes]


class Declarations:
    """What a page declares; the attributes are those of ``Document``.

    ``base`` is what its addresses are relative to.
    """

    def __init__(self, tree: LexborHTMLParser, url: str | None) -> None:
        # Not kept: they would only take up room while the page is examined.
        speaking = _Speaking(tree)
        root = tree.root
        self.marked: list[Element] = speaking.marked
        self.marks = speaking.marks()
        self.metas = speaking.metas()
        self.base = Base(speaking.base_url(self.metas, url))
        self.title = speaking.title()
        self.language = _language(root.attributes if root is not None else {}, self.metas)
        self.nodes = speaking.nodes()
        self.items = speaking.items(self.base)
        self.head_links = speaking.links(self.base)


class _Speaking:
    """The elements by which a page speaks to machines, each with its attributes."""

    def __init__(self, tree: LexborHTMLParser) -> None:
        _meet(tree, _RARE)
        self._all = [(node, node.attributes) for node in matches(tree, _SPEAKING)]
        self._by_tag: dict[str | None, list[_Stated]] = {}
        self.marked: list[Element] = []
        for element in self._all:
            tag = element[0].tag
            self._by_tag.setdefault(tag, []).append(element)
            if tag not in _HEAD or "itemprop" in element[1]:
                self.marked.append(NodeElement(*element))

    def _named(self, tag: str, *names: str) -> list[Attributes]:
        """Return the attributes of the elements of that *tag* that have all those *names*."""
        found = [stated for _, stated in self._by_tag.get(tag, ())]
        for name in names:
            found = [stated for stated in found if name in stated]
        return found

    def marks(self) -> frozenset[str]:
        """Return the names by which the markup speaks, in lower case."""
        stated = [
            name if name == _NO_SNIPPET else attributes[name]
            for _, attributes in self._all
            for name in _MARKING
            if name in attributes
        ]
        return frozenset(" ".join(filter(None, stated)).lower().split())

    def metas(self) -> dict[str, list[str]]:
        """Return the contents of the ``meta`` elements by their names."""
        found: dict[str, list[str]] = {}
        for attributes in self._named("meta", "content"):
            content = clean_line(attributes.get("content") or "")
            for key in ("name", "property", "itemprop", "http-equiv"):
                if name := attributes.get(key):
                    found.setdefault(name.strip().lower(), []).append(content)
        return found

    def base_url(self, metas: _Metas, url: str | None) -> str | None:
        """Return the base of the page at *url*, as it states it itself."""
        url = url or self._stated_address(metas)
        stated = next(iter(self._named("base", "href")), None)
        if stated is None:
            return url
        base = Base(url).resolve((stated["href"] or "").strip())
        return base if base is not None and is_web_url(base) else url

    def _stated_address(self, metas: _Metas) -> str | None:
        """Return the address that a page without one, from a file, says it belongs to."""
        links = self._named("link", "href", "rel")
        named = (link for link in links if "canonical" in _lower(link["rel"]).split())
        stated = [link.get("href") or "" for link in islice(named, 1)]
        stated += metas.get("og:url", ())
        return next((address for address in map(str.strip, stated) if is_web_url(address)), None)

    def title(self) -> str | None:
        """Return the text of the ``title`` in the head, else of the first one."""
        nodes = [node for node, _ in self._by_tag.get("title", ())]
        inside = (node for node in nodes if node.parent is not None and node.parent.tag == "head")
        node = next(inside, nodes[0] if nodes else None)
        return (clean_line(node.text(deep=True)) or None) if node is not None else None

    def nodes(self) -> list[Mapping[str, Any]]:
        """Return the objects of JSON-LD."""
        scripts = self._by_tag.get("script", ())
        texts = (node.text() for node, stated in scripts if _JSON in _lower(stated.get("type")))
        return [node for text in texts for node in read_json_ld(text)]

    def items(self, base: Base) -> list[Mapping[str, Any]]:
        """Return the items of microdata, with addresses relative to *base* made absolute."""
        marked = (
            element
            for element in self._all
            if "itemprop" in element[1] or "itemscope" in element[1]
        )
        return read_microdata(marked, base)

    def links(self, base: Base) -> list[Link]:
        """Return the ``link`` elements, but for those to what the page is only shown with."""
        links = []
        for attributes in self._named("link", "href", "rel"):
            rel = rel_tokens(attributes["rel"] or "")
            if rel and rel <= _RESOURCES:
                continue
            url = base.resolve((attributes["href"] or "").strip())
            if url is not None:
                links.append(Link(url, attributes.get("type") or "", rel))
        return links


def _language(attributes: Attributes, metas: _Metas) -> str | None:
    """Return the language that the root says in its *attributes*, else one of *metas*."""
    declared = attributes.get("lang") or attributes.get("xml:lang")
    for name in ("content-language", "og:locale"):
        declared = declared or next(iter(metas.get(name, ())), None)
    return declared or None


def _meet(tree: LexborHTMLParser, names: Iterable[str]) -> None:
    """Let the parser have met attributes of those *names*, in an element that stands nowhere."""
    attributes = tree.create_node("meta").attrs
    for name in names:
        attributes[name] = ""


def _lower(value: str | None) -> str:
    return value.lower() if value else ""
