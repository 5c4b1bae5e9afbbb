"""Pointers: lists of links under a heading of their own, such as "Related stories"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from newscrawl.document import Block
from newscrawl.extraction.lexicon import box_words
from newscrawl.extraction.model import Passage, PassageKind
from newscrawl.extraction.outline import Outline
from newscrawl.extraction.prose import link_share, weight

__all__ = ["find_pointers"]

_LONGEST_HEADING = 60
# A shorter one is the name of a topic.
_SHORTEST_TITLE = 20
_LINKED = 0.8
_MOST_TITLES = 12
# How far below the text a list may begin, in blocks.
_FARTHEST = 20
_FURNITURE = frozenset(["button", "footer", "form", "nav"])
_NEAR = 4


def find_pointers(outline: Outline, text: Sequence[Passage]) -> list[Passage]:
    """Return the headings and links of the lists that stand in an article's *text* or just below.

    Whether they point to related stories is for their heading's words to say: no text of the
    article is among them.
    """
    places = {passage.block for passage in text if passage.block >= 0}
    if not places:
        return []
    found = sorted(set(_link_lists(outline, min(places), max(places))) - places)
    return [_pointer(outline.blocks[index]) for index in found]


def _pointer(block: Block) -> Passage:
    return Passage(block.text, block.index, PassageKind.POINTER, block.links)


def _link_lists(outline: Outline, first: int, last: int) -> Iterator[int]:
    """Yield the blocks of lists between the blocks *first* and *last*, and just below."""
    blocks = outline.blocks
    index = first
    while index < min(last + _FARTHEST, len(blocks)):
        heading = blocks[index]
        index += 1
        below = blocks[index : index + _MOST_TITLES]
        if not (_is_heading(heading) and below and _is_title(below[0])):
            continue
        titles = _titles(below, heading)
        if titles and not _is_furniture(outline, heading):
            yield from (heading.index, *titles)
            index = titles[-1] + 1


def _titles(below: Sequence[Block], heading: Block) -> list[int]:
    """Return the indexes of the linked titles that open *below* and stand with their *heading*."""
    around = set(heading.box.lineage()[1:_NEAR])
    linked = takewhile(_is_title, below)
    near = takewhile(lambda block: not around.isdisjoint(block.box.lineage()), linked)
    return [block.index for block in near]


def _is_title(block: Block) -> bool:
    return link_share(block) >= _LINKED and weight(block.text) >= _SHORTEST_TITLE


def _is_heading(block: Block) -> bool:
    return not block.linked and len(block.text) <= _LONGEST_HEADING


def _is_furniture(outline: Outline, block: Block) -> bool:
    if block.box.hidden or outline.in_comments(block.box):
        return True
    return any(
        box.tag in _FURNITURE or not box_words("menus").isdisjoint(box.words)
        for box in block.box.lineage()
    )
