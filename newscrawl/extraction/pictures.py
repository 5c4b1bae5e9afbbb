"""Pictures among the paragraphs: the lines that stand with one and say what it shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from newscrawl.document import Block
from newscrawl.extraction.captions import Attributes
from newscrawl.extraction.outline import Outline
from newscrawl.extraction.prose import is_light
from newscrawl.text.sentences import ends_sentence

__all__ = ["CREDIT_MARKS", "paragraph_captions", "picture_lines"]

_LONGEST = 180
# Where more of the text than this is set in the middle, that tells no caption apart.
_MOST_CENTRED = 0.5
# Elements for a line of its own, which a caption may be.
_LINES = frozenset(["center", "div", "p"])
_FEWEST_SPACES = 4
CREDIT_MARKS = frozenset("/©:：")
"""What a credit has, behind its label or between names."""
# What ends so heads the text below.
_COLONS = (":", "：")
_PICTURE = "img:not(.emoji), amp-img"


def picture_lines(outline: Outline, chosen: AbstractSet[int]) -> Iterator[int]:
    """Yield the blocks among those *chosen* that are captions set as paragraphs.

    What is no sentence and stands beside a picture in one element; a line in the middle, just
    below one.
    """
    among = [outline.blocks[index] for index in chosen]
    shared = Counter(block.box for block in among)
    lines = [
        block
        for block in among
        if block.box.tag in _LINES and shared[block.box] == 1 and block.box is not outline.core
    ]
    centred = {block.index for block in lines if block.box.centred}
    if len(centred) > _MOST_CENTRED * len(among):
        centred.clear()
    for block in lines:
        if is_light(block.text, _LONGEST) and (
            _is_beside(block) or (block.index in centred and _is_below(block))
        ):
            yield block.index


def paragraph_captions(outline: Outline) -> Iterator[tuple[Attributes, str]]:
    """Yield the pictures that share a paragraph of the core with words but no sentence.

    With each go those words: several, or with a mark of credits, since icons have a word, too.
    """
    for index in outline.held:
        block = outline.blocks[index]
        if block.box.tag not in _LINES or block.linked or block.box is outline.core:
            continue
        text = block.text
        told = text.count(" ") >= _FEWEST_SPACES or not CREDIT_MARKS.isdisjoint(text)
        if told and is_light(text, _LONGEST) and not ends_sentence(text):
            picture = None if text.endswith(_COLONS) else block.box.first(_PICTURE)
            if picture is not None and not outline.is_noise(block.box):
                yield picture, text


def _is_below(block: Block) -> bool:
    """Whether a picture stands in the element just above *block*, with no text."""
    return block.box.above("img, amp-img") is not None


def _is_beside(block: Block) -> bool:
    """Whether *block* is words but no sentence, and shares its element with a picture."""
    if ends_sentence(block.text) or "://" in block.text:
        return False
    return block.box.first(_PICTURE) is not None
