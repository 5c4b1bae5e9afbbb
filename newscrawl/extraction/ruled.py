"""What the rules for a publisher say of a page, put before what was found without them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from newscrawl.document import Block, Box, Document
from newscrawl.document.model import Element
from newscrawl.extraction.body import passages_of
from newscrawl.extraction.comparison import loose
from newscrawl.extraction.lexicon import noise_tags
from newscrawl.extraction.model import RawArticle, RawDate
from newscrawl.extraction.nodes import StructuredData
from newscrawl.publishers import EXPECTED, Rules

__all__ = ["apply_rules"]

_SOURCE = "rule"
_LONGEST = 300
_MOST = 20


def apply_rules(
    article: RawArticle, document: Document, data: StructuredData, rules: Rules
) -> None:
    """Put what *rules* find into *article*; where they find nothing it stays as it is.

    A rule of an expected field that matches nothing on an article is told in ``stale_rules``.
    """
    found = {name: _selected(document, css) for name, css in rules.select.items()}
    if headline := _texts(found.get("headline", ())):
        article.headlines = list(dict.fromkeys((headline[0], *article.headlines)))
    if byline := _texts(found.get("byline", ())):
        article.authors, article.bylines = byline, byline
    article.published = [*_dates(found.get("published", ())), *article.published]
    article.modified = [*_dates(found.get("modified", ())), *article.modified]
    _bound_body(article, document, found)
    _know_publisher(article, rules)
    if any(found.values()) or (article.passages and _is_article(document, data)):
        article.stale_rules = [
            f"{rules.file}: select.{name} matches nothing"
            for name in EXPECTED
            if name in found and not found[name]
        ]


def _selected(document: Document, selectors: Iterable[str]) -> Sequence[Element]:
    """Return the elements that the first of *selectors* with any matches, those with content."""
    for css in selectors:
        if elements := [element for element in document.select(css) if _value(element)]:
            return elements
    return ()


def _value(element: Element) -> str:
    attributes = element.attributes
    stated = attributes.get("content") if element.tag == "meta" else attributes.get("datetime")
    return (stated or element.text).strip()


def _texts(elements: Iterable[Element]) -> list[str]:
    values = (_value(element) if element.tag == "meta" else element.text for element in elements)
    return list(dict.fromkeys(text for text in values if len(text) <= _LONGEST))[:_MOST]


def _dates(elements: Iterable[Element]) -> list[RawDate]:
    values = (_value(element) for element in elements)
    return [RawDate(text, _SOURCE) for text in values if any(map(str.isdigit, text))][:1]


def _bound_body(
    article: RawArticle, document: Document, found: dict[str, Sequence[Element]]
) -> None:
    """Leave in the body what stands in its element and in no noise.

    Where the general method found nothing in there, all that it holds is the body.
    """
    bodies, noise = _Parts(found.get("body", ())), _Parts(found.get("noise", ()))
    if not bodies.are_some and not noise.are_some:
        return

    def is_within(block: Block) -> bool:
        # No body is no bound.
        return not noise[block.box] and (bodies[block.box] or not bodies.are_some)

    on_page = (passage for passage in article.passages if passage.block >= 0)
    bounded = [each for each in on_page if is_within(document.blocks[each.block])]
    if not bounded:
        blocks = filter(is_within, document.blocks)
        bounded = [each for block in blocks if _is_text(block) for each in passages_of(block)]
    article.passages = bounded or article.passages


class _Parts(dict[Box, bool]):
    """Whether a box is one of *elements* or stands in one, found when asked for."""

    def __init__(self, elements: Iterable[Element]) -> None:
        super().__init__()
        self._identities = {element.identity for element in elements}

    @property
    def are_some(self) -> bool:
        """Whether there are any elements."""
        return bool(self._identities)

    def __missing__(self, box: Box) -> bool:
        around = box.parent
        held = box.identity in self._identities or (around is not None and self[around])
        self[box] = held
        return held


def _is_text(block: Block) -> bool:
    """Whether *block* is shown, and stands in no furniture, such as a form or a figure."""
    tags = noise_tags()
    return not block.box.hidden and all(box.tag not in tags for box in block.box.lineage())


def _know_publisher(article: RawArticle, rules: Rules) -> None:
    article.publisher = article.publisher or rules.name
    article.language = rules.language or article.language
    article.zone, article.agency = rules.zone, rules.agency
    unwanted = {loose(name) for name in rules.not_authors}
    for names in (article.authors, article.organisations, article.bylines):
        names[:] = [name for name in names if loose(name) not in unwanted]


def _is_article(document: Document, data: StructuredData) -> bool:
    """Whether the page says that it is an article, and no list of them."""
    return bool(data.linked) or document.meta("og:type") == "article"
