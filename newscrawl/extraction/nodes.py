"""Structured data: the node that describes the article, and its values as text."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from newscrawl.document import Document
from newscrawl.text.cleaning import clean, collapse, fold

__all__ = ["Node", "StructuredData", "plain", "types"]

Node = Mapping[str, Any]

_ARTICLE = re.compile(r"(?:Article|Posting|Report|NewsItem|Review|Obituary)$")
_PAGE = frozenset(["WebPage", "ItemPage", "AboutPage"])
_VOCABULARY = re.compile(r"[/#:]")
_BREAK = re.compile(r"\n|<br ?/?>|</p>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{1,200}>")
_MOST_VALUES = 200
_DEEPEST = 4


def plain(value: Any) -> str | None:
    """Return *value* as one line of text, markup and entities resolved; None when it has none.

    A number is written out; of an object its ``@value``, ``name`` or ``@id`` counts, of a list
    the first member with a text.
    """
    if isinstance(value, str):
        return _line(value) or None
    # Most of what is asked for is not there.
    return None if value is None else next(_texts(value), None)


def _line(text: str) -> str:
    text = html.unescape(html.unescape(text)) if "&" in text else text
    return collapse(clean(_TAG.sub(" ", text) if "<" in text else text))


def _texts(value: Any, depth: int = 0) -> Iterator[str]:
    if depth > _DEEPEST:
        return
    if isinstance(value, str):
        if text := _line(value):
            yield text
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield str(value)
    elif isinstance(value, list):
        for member in value[:_MOST_VALUES]:
            yield from _texts(member, depth + 1)
    elif isinstance(value, dict):
        named = (value[key] for key in ("@value", "name", "url", "@id") if value.get(key))
        yield from _texts(next(named, None), depth + 1)


def types(node: Node) -> frozenset[str]:
    """Return the types of *node*, without the vocabulary's address."""
    value = node.get("@type")
    names = value if isinstance(value, list) else [value]
    return frozenset([_VOCABULARY.split(name)[-1] for name in names if isinstance(name, str)])


class StructuredData:
    """The structured data of a page, read as one description of its article.

    ``article`` is the node of the article, ``page`` that of the web page around it; each is
    empty when the page has none. Microdata describes the article where JSON-LD does not.
    References by ``@id`` are followed.
    """

    def __init__(self, document: Document) -> None:
        nodes = [node for top in document.nodes for node in (top, *_main_entities(top))]
        self._by_id = {
            node["@id"]: node
            for node in reversed(nodes)
            if isinstance(node.get("@id"), str) and len(node) > 1
        }
        articles = list(filter(_is_article, nodes)) or list(filter(_is_article, document.items))
        self.article: Node = _likeliest(articles, document)
        self.linked = self.article if any(node is self.article for node in nodes) else {}
        """``article`` where it is JSON-LD, whose dates and titles are more exact; else empty."""
        self.page: Node = next((node for node in nodes if _PAGE & types(node)), {})
        self.nodes = nodes

    def __getitem__(self, key: str) -> Any:
        """Return the value of *key* for the article, with references followed; or None."""
        return self.resolve(self.article.get(key))

    def resolve(self, value: Any) -> Any:
        """Return *value*, or each member of it, with what its ``@id`` refers to put in."""
        if isinstance(value, list):
            return [self._followed(member) for member in value[:_MOST_VALUES]]
        return self._followed(value)

    def _followed(self, value: Any) -> Any:
        if isinstance(value, dict) and isinstance(identity := value.get("@id"), str):
            return {**self._by_id.get(identity, {}), **value}
        return value

    def text(self, *keys: str) -> str | None:
        """Return the text of the first of the article's *keys* that has one."""
        return next((text for key in keys if (text := plain(self[key]))), None)

    def paragraphs(self, key: str) -> list[str]:
        """Return the article's *key* parted where it breaks the line."""
        value = self.article.get(key)
        parts = _BREAK.split(value) if isinstance(value, str) else []
        return [text for part in parts if (text := plain(part))]

    def texts(self, key: str) -> list[str]:
        """Return every text of the article's *key*."""
        return list(_texts(self[key]))


def _is_article(node: Node) -> bool:
    return any(map(_ARTICLE.search, types(node)))


def _main_entities(node: Node) -> list[Node]:
    values = (node.get("mainEntity"), node.get("mainEntityOfPage"))
    return [value for value in values if isinstance(value, dict) and len(value) > 2]  # noqa: PLR2004


def _likeliest(articles: Sequence[Node], document: Document) -> Node:
    """Return which of *articles* is that of the page: an only one is, as on most pages."""
    if len(articles) == 1:
        return articles[0]
    return max(articles, key=lambda node: _likeness(node, document), default={})


def _likeness(node: Node, document: Document) -> tuple[int, int]:
    """Rank how likely *node* describes this page: address and headline, then completeness."""
    headline = fold(plain(node.get("headline")) or plain(node.get("name")) or "")
    titles = [fold(title) for title in (document.title, document.meta("og:title")) if title]
    named = bool(headline) and any(headline in title or title in headline for title in titles)
    address = plain(node.get("url")) or plain(node.get("mainEntityOfPage")) or ""
    here = document.page.url or document.meta("og:url") or ""
    same = bool(here) and _path(address) == _path(here)
    known = ("headline", "datePublished", "author", "articleBody", "dateModified", "image")
    return 2 * named + same, sum(key in node for key in known)


def _path(url: str) -> str:
    try:
        return urlsplit(url).path.rstrip("/")
    except ValueError:
        return ""
