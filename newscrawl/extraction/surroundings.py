"""What stands around a block, in numbers: what the second voter asks besides its own shape."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from typing import NamedTuple

from newscrawl.document import Block
from newscrawl.extraction.lexicon import box_words
from newscrawl.extraction.outline import Outline

__all__ = ["Company", "Surroundings"]

_DIGIT = re.compile(r"\d")
_NEAR = 3
_FAR = 5


class Company(NamedTuple):
    """What stands around one block: flags 0 or 1, everything else from 0 to 1.

    Whether an element near it is called one of pictures; whether its text stands on the page
    ``repeated``; the share of its ``digits``; whether it stands between the headline and the
    core's first paragraph; the share of the page's prose in its ``home``, the element around
    it; how many blocks behind the nearest paragraph it ``follows``, and it ``precedes``.
    """

    named_media: float
    repeated: float
    digits: float
    below_headline: float
    home: float
    follows: float
    precedes: float


class Surroundings:
    """One page as that which surrounds each of its blocks."""

    def __init__(self, outline: Outline) -> None:
        blocks = outline.blocks
        self._masses = outline.masses
        self._total = outline.masses.total or 1
        self._start = outline.headline.index if outline.headline else -1
        self._first = outline.inside[0].index if outline.inside else 0
        self._texts = Counter([block.text for block in blocks])
        self._prose = [-_FAR, *(block.index for block in outline.text), len(blocks) + _FAR]

    def of(self, block: Block) -> Company:
        """Return what stands around *block*."""
        media = box_words("media")
        near = block.box.lineage()[:_NEAR]
        behind = self._prose[bisect_left(self._prose, block.index) - 1]
        before = self._prose[bisect_right(self._prose, block.index)]
        return Company(
            float(any(not media.isdisjoint(box.words) for box in near)),
            float(self._texts[block.text] > 1),
            len(_DIGIT.findall(block.text)) / len(block.text),
            float(self._start < block.index < self._first),
            min(1.0, self._masses.of(block.box.parent or block.box) / self._total),
            min(_FAR, block.index - behind) / _FAR,
            min(_FAR, before - block.index) / _FAR,
        )
