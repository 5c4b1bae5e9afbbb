"""Footnotes: what stands below an article and says how its text was changed, or who helped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from newscrawl.document import Block, Box
from newscrawl.extraction.lexicon import box_words
from newscrawl.extraction.model import Passage, PassageKind
from newscrawl.extraction.outline import Outline

__all__ = ["find_footnotes"]

_FARTHEST = 15
_LONGEST = 1_000
_NEAR = 3


def find_footnotes(outline: Outline, text: Sequence[Passage]) -> list[Passage]:
    """Return the blocks at the end of an article's *text* that may be notes on it.

    Those just below that are called so, and those beside its last paragraphs that scored too low
    for text. Whether they are notes is for their words to say: no text of the article is among
    them.
    """
    places = {passage.block for passage in text}
    last = max(places, default=-1)
    if last < 0:
        return []
    below = [
        block
        for block in outline.blocks[last + 1 : last + 1 + _FARTHEST]
        # What is all link leads somewhere else.
        if block.linked < len(block.text) <= _LONGEST
    ]
    # On most pages nothing is called so.
    named = _called_notes(below)
    notes = [block for block in below if named and not named.isdisjoint(block.box.lineage())]
    beside = (block for block in _beside(outline, last) if block.index not in places)
    return [
        Passage(block.text, block.index, PassageKind.PARAGRAPH, block.links)
        for block in (*beside, *notes)
    ]


def _beside(outline: Outline, last: int) -> Iterator[Block]:
    """Yield the blocks near the *last* one of a text that stand in one element with it."""
    home = outline.blocks[last].box.parent
    for block in outline.blocks[max(0, last - _NEAR) : last + 1 + _NEAR]:
        stands = home in block.box.lineage() and not outline.is_noise(block.box)
        if stands and block.linked < len(block.text) <= _LONGEST:
            yield block


def _called_notes(blocks: Sequence[Block]) -> set[Box]:
    """Return the elements that are called notes among those in which *blocks* stand."""
    names = box_words("notes")
    # Most stand in the same few elements.
    around: set[Box] = set()
    for block in blocks:
        box: Box | None = block.box
        while box is not None and box not in around:
            around.add(box)
            box = box.parent
    return {box for box in around if not names.isdisjoint(box.words)}
