"""Footnotes: what stands below an article and says how its text was changed."""

from __future__ import annotations

from collections.abc import Sequence

from newscrawl.document import Block, Box
from newscrawl.extraction.lexicon import box_words
from newscrawl.extraction.model import Passage, PassageKind
from newscrawl.extraction.outline import Outline

__all__ = ["find_footnotes"]

_FARTHEST = 15
_LONGEST = 1_000


def find_footnotes(outline: Outline, text: Sequence[Passage]) -> list[Passage]:
    """Return the blocks just below an article's *text* that are called notes on it.

    Whether they are is for their words to say: no text of the article is among them.
    """
    last = max((passage.block for passage in text), default=-1)
    if last < 0:
        return []
    below = [
        block
        for block in outline.blocks[last + 1 : last + 1 + _FARTHEST]
        # What is all link leads somewhere else.
        if block.linked < len(block.text) <= _LONGEST
    ]
    named = _called_notes(below)
    return [
        Passage(block.text, block.index, PassageKind.PARAGRAPH, block.links)
        for block in below
        if not named.isdisjoint(block.box.lineage())
    ]


def _called_notes(blocks: Sequence[Block]) -> set[Box]:
    """Return the elements that are called notes among those in which *blocks* stand."""
    names = box_words("notes")
    # Most stand in the same few elements.
    around = {box for block in blocks for box in block.box.lineage()}
    return {box for box in around if box.attributes and not names.isdisjoint(box.words)}
