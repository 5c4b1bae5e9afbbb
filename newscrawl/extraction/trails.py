"""Trails: the steps from the front page to an article, "Home > City > Harbour"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import dropwhile, islice, takewhile
from typing import Any
from urllib.parse import urlsplit

from newscrawl.document import Block, Box, Document
from newscrawl.extraction.comparison import loose
from newscrawl.extraction.lexicon import box_words
from newscrawl.extraction.nodes import StructuredData, plain, types
from newscrawl.extraction.titles import Titles

__all__ = ["is_home", "last_step"]

_LONGEST = 40
_MOST_CRUMBS = 8
# How many blocks above the headline its trail may stand; from the top of a page without one.
_FARTHEST = 40
_NEAR = 3
_SIGN = b"crumb"
_YEAR = re.compile(r"(?:19|20)\d\d")

# The address that a step of a trail leads to, "" for none, and its name.
_Step = tuple[str, str]


def last_step(
    document: Document, data: StructuredData, titles: Titles, headline: Block | None
) -> str | None:
    """Return the name of the last step that is neither the site nor the article, None for none.

    Of the trail that JSON-LD declares, or else of the one that the page shows.
    """
    others = {*titles.site_names, *map(loose, titles.given)}
    # What the page shows is looked at where it declares none.
    for trail in (partial(_declared_trail, data), partial(_printed_trail, document, headline)):
        steps = _before_archive(list(trail()))
        found = [name for url, name in steps if not is_home(url) and loose(name) not in others]
        if found and len(steps) > 1:
            return found[-1] if len(found[-1]) <= _LONGEST else None
    return None


def _before_archive(steps: list[_Step]) -> list[_Step]:
    """Return the *steps* before a year: "Home > City > 2026 > Week 15"; all where none is left."""
    before = list(takewhile(lambda step: _YEAR.fullmatch(step[1]) is None, steps))
    return before if any(not is_home(url) for url, _ in before) else steps


def is_home(url: str) -> bool:
    """Whether *url* is the front page of its site."""
    try:
        return bool(url) and urlsplit(url).path in {"", "/"}
    except ValueError:
        return False


def _declared_trail(data: StructuredData) -> Iterator[_Step]:
    trails = (node for node in data.nodes if "BreadcrumbList" in types(node))
    steps = next(trails, {}).get("itemListElement")
    known = [step for step in steps if isinstance(step, dict)] if isinstance(steps, list) else []
    for step in islice(known, _MOST_CRUMBS):
        item: Any = step.get("item")
        node = item if isinstance(item, dict) else {"@id": item}
        name = plain(step.get("name")) or plain(node.get("name"))
        if name:
            yield plain(node.get("@id")) or plain(node.get("url")) or "", name


def _printed_trail(document: Document, headline: Block | None) -> Iterable[_Step]:
    """Return the links of the nearest lines above the headline that are called a trail."""
    # Most pages that have none say the word nowhere.
    if _SIGN not in document.page.body:
        return ()
    end = headline.index if headline else _FARTHEST
    above = document.blocks[max(0, end - _FARTHEST) : end]
    trails = _Trails()
    found = dropwhile(lambda block: not trails.hold(block), reversed(above))
    lines = list(takewhile(trails.hold, found))
    links = (link for block in reversed(lines) for link in block.links if link.text)
    return ((link.url, link.text) for link in islice(links, _MOST_CRUMBS))


class _Trails:
    """The elements of a page that their author calls a trail, each asked once."""

    def __init__(self) -> None:
        self._names = box_words("trails")
        self._known: dict[Box, bool] = {}

    def hold(self, block: Block) -> bool:
        """Whether *block* stands in a trail, not far within it."""
        return any(map(self._is_one, block.box.lineage()[:_NEAR]))

    def _is_one(self, box: Box) -> bool:
        if box not in self._known:
            self._known[box] = not self._names.isdisjoint(box.words)
        return self._known[box]
