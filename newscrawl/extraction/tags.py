"""Tags: the keywords that a page prints as links below its article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import dropwhile, takewhile

from newscrawl.document import Block, Document
from newscrawl.extraction.lexicon import box_words
from newscrawl.extraction.model import Passage

__all__ = ["find_tags"]

_LONGEST = 40
_MOST = 30
# What stands before the links of a line of tags: "Tagged with:".
_LONGEST_LABEL = 24
# How many blocks below the text its tags may begin, how many above it; its own last lines may be.
_FARTHEST_BELOW = 20
_LONGEST_TAIL = 8
_FARTHEST_ABOVE = 6
_NEAR = 3
# How many stories have it: "Harbour (61 posts)".
_COUNT = re.compile(r"\s*[(]\d[^()]{0,12}[)]$")
# What is called so has the tags of a post among its classes, or other things: shares, a cloud.
_OTHERS = frozenset(["cloud", "hentry", "share", "sharing", "sidebar", "social", "widget"])


def find_tags(document: Document, text: Sequence[Passage]) -> list[str]:
    """Return the texts of the links that are tags of the article whose *text* is given.

    Links with ``rel="tag"`` (https://microformats.org/wiki/rel-tag), unless they are categories;
    else the first links near the text in elements that their author calls tags.
    """
    places = [passage.block for passage in text if passage.block >= 0]
    if not places:
        return []
    blocks = document.blocks
    first, last = min(places), max(places)
    below = blocks[max(first, last - _LONGEST_TAIL) : last + 1 + _FARTHEST_BELOW]
    above = blocks[max(0, first - _FARTHEST_ABOVE) : first]
    near = (*below, *above)
    marked = [link.text for block in near for link in block.links if link.rel >= {"tag"}]
    categories = {link.text for block in near for link in block.links if "category" in link.rel}
    named = [text for text in marked if text not in categories] or _named(below) or _named(above)
    return list(dict.fromkeys(filter(None, map(_clean, named))))[:_MOST]


def _named(blocks: Iterable[Block]) -> list[str]:
    """Return the texts of the links of the first *blocks* together that are called tags."""
    names = box_words("tags")
    found = takewhile(
        lambda block: _is_called(block, names),
        dropwhile(lambda block: not (block.linked and _is_called(block, names)), blocks),
    )
    return list(_texts(found))


def _texts(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if len(block.text) - block.linked <= _LONGEST_LABEL + 2 * len(block.links):
            yield from (link.text for link in block.links)


def _is_called(block: Block, names: frozenset[str]) -> bool:
    """Whether an element near around *block* is called tags, and is no post that has some."""
    around = block.box.lineage()[:_NEAR]
    called = next((box for box in around if not names.isdisjoint(box.words)), None)
    return called is not None and called.tag != "article" and _OTHERS.isdisjoint(called.words)


def _clean(text: str) -> str:
    bare = _COUNT.sub("", text.strip(" #,;|·•"))
    return bare if len(bare) <= _LONGEST else ""
