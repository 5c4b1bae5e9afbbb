"""What a page looks like as a whole, in numbers: whether it tells one story or lists many."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import NamedTuple

from newscrawl.discovery.lexicon import table
from newscrawl.discovery.shape import Shape, shape_of
from newscrawl.document import Block, Document
from newscrawl.extraction import RawArticle
from newscrawl.extraction.comparison import loose
from newscrawl.extraction.nodes import StructuredData, plain, types
from newscrawl.extraction.prose import link_share, weight
from newscrawl.text.cleaning import clean, collapse

__all__ = ["Traits", "traits"]

_TEXT_BITS = 13
_PARAGRAPH = 100
_MANY = 5
_TEASER = 20
_TEASER_BITS = 7
_SHORTEST = 10
_LONGEST_TEASER = 250
_MOST_ARTICLES = 3
_ERRORS = 400
_LINKED = 0.6
_TITLE_END = re.compile(r"\s+[|–—·»:-]\s+|\s*[|»]\s*")
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5"])
_AGAINST = frozenset([Shape.SERVICE, Shape.SEARCH, Shape.FILE])


class Traits(NamedTuple):
    """One page: flags 0 or 1, everything else from 0 to 1.

    ``prose`` is the length of the body found and ``paragraphs`` its number of real paragraphs;
    ``share`` what the body makes of all text, ``links`` what links make of it. ``teasers``
    counts the linked headlines on the page and ``interleaved`` those that stand between the
    parts of the body; ``introduced`` is by how much more than half of them follow right on one.
    """

    prose: float
    paragraphs: float
    share: float
    links: float
    teasers: float
    interleaved: float
    introduced: float
    declared: float
    typed: float
    declared_other: float
    many_declared: float
    website: float
    headline: float
    linked_headline: float
    dated: float
    signed: float
    named_wall: float
    password: float
    error: float
    address_article: float
    address_list: float
    address_home: float
    address_against: float
    address_media: float


def traits(document: Document, raw: RawArticle) -> Traits:
    """Return the traits of *document*, of which *raw* was extracted."""
    body = _prose(document, raw)
    total = sum(weight(block.text) for block in document.blocks) or 1
    linked = sum(block.linked for block in document.blocks)
    shape = shape_of(document.page.url) if document.page.url else Shape.OPEN
    long = sum(size >= _PARAGRAPH for size in body)
    numbers = (
        min(1.0, math.log2(1 + sum(body)) / _TEXT_BITS),
        min(1.0, long / _MANY),
        min(1.0, sum(body) / total),
        min(1.0, linked / total),
        *_teasers(document, raw),
        *_declared(document),
        *_heading(document),
        bool(any(date.source != "url" for date in raw.published)),
        bool(raw.authors or raw.bylines),
        _is_wall(document),
        bool(document.select("input[type=password]")) and not long,
        (document.page.status or 0) >= _ERRORS,
        shape is Shape.ARTICLE,
        shape in {Shape.LIST, Shape.ARCHIVE},
        shape is Shape.HOME,
        shape in _AGAINST,
        shape is Shape.MEDIA,
    )
    return Traits._make(map(float, numbers))


def _prose(document: Document, raw: RawArticle) -> list[int]:
    """Return the weights of the passages that are prose and no teasers."""
    return [
        weight(passage.text)
        for passage in raw.passages
        if passage.block < 0 or link_share(document.blocks[passage.block]) <= _LINKED
    ]


def _teasers(document: Document, raw: RawArticle) -> tuple[float, float, float]:
    """Return the traits ``teasers``, ``interleaved`` and ``introduced``."""
    places = {passage.block for passage in raw.passages if passage.block >= 0}
    found = [block.index for block in document.blocks if _is_teaser(block)]
    many = min(1.0, math.log2(1 + len(found)) / _TEASER_BITS)
    if not places:
        return many, 0.0, 0.0
    first, last = min(places), max(places)
    within = sum(first - 2 <= index <= last for index in found)
    after = places & {index + step for index in found for step in (1, 2)} - set(found)
    return many, min(1.0, within / len(places)), max(0.0, 2 * len(after) / len(places) - 1)


def _is_teaser(block: Block) -> bool:
    if link_share(block) < _LINKED or not _TEASER <= weight(block.text) <= _LONGEST_TEASER:
        return False
    return " " in block.text or not block.text.isascii()


def _declared(document: Document) -> tuple[float, ...]:
    """Return what the page's own data says: this article, any, another kind, many, a website."""
    data = StructuredData(document)
    listed = [node for node in data.nodes if _is_article(node)]
    others = set(table("walls")["types"])
    kinds = {kind.lower() for kind in document.metas.get("og:type", ())}
    described = bool(data.article) and _describes(data.article, document)
    return (
        float(described),
        float(any("article" in kind for kind in kinds) or _has_microdata(document)),
        float(any(types(node) & others for node in data.nodes)),
        float(len(listed) >= _MOST_ARTICLES and not described),
        float(bool(kinds & {"website", "profile", "object"})),
    )


def _is_article(node: object) -> bool:
    return isinstance(node, dict) and any(
        name.endswith(("Article", "Posting")) for name in types(node)
    )


def _describes(node: object, document: Document) -> bool:
    """Whether a node of structured data is about this page rather than one it links to."""
    if not isinstance(node, dict):
        return False
    headline = loose(plain(node.get("headline")) or plain(node.get("name")) or "")
    shown = [*_titles(document), *(b.text for b in document.blocks if b.box.tag == "h1")]
    return bool(headline) and any(
        headline in title or title in headline for text in shown if (title := loose(text))
    )


def _has_microdata(document: Document) -> bool:
    found = document.select('[itemtype$="Article"], [itemtype$="BlogPosting"]')
    return len(found) == 1


def _titles(document: Document) -> list[str]:
    return [title for title in (document.title, document.meta("og:title")) if title]


def _heading(document: Document) -> tuple[float, float]:
    """Return whether a heading is the page's title, and whether it is a link elsewhere."""
    titles = [loose(title) for title in _titles(document)]
    for block in document.blocks:
        text = loose(block.text) if block.box.tag in _HEADINGS else ""
        if len(text) >= _SHORTEST and any(text in title for title in titles):
            return 1.0, float(link_share(block) > _LINKED)
    return 0.0, 0.0


def _is_wall(document: Document) -> bool:
    """Whether the page is called like one that stands in place of an article."""
    openings = tuple(table("walls")["openings"])
    return any(name in _walls() or name.startswith(openings) for name in _names(document))


def _names(document: Document) -> Iterator[str]:
    for title in _titles(document):
        yield collapse(clean(_TITLE_END.split(title)[0])).lower()
    headings = [block for block in document.blocks if block.box.tag == "h1"]
    if len(headings) == 1:
        yield collapse(headings[0].text).lower().rstrip(".!…")


def _walls() -> frozenset[str]:
    return frozenset(table("walls")["titles"])
