"""Masses: how much of a page's prose each of its elements holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from newscrawl.document import Block, Box
from newscrawl.document.box import Likeness
from newscrawl.extraction.prose import weight

__all__ = ["Masses"]

_MOST = 0.5


class Masses:
    """Paragraphs and the elements around them, weighed.

    ``prose`` is the weight of each block by its index, 0 for what is no paragraph; ``paragraphs``
    are those that are one; ``total`` is what they weigh together.
    """

    def __init__(self, paragraphs: Iterable[tuple[Block, int]], blocks: Sequence[Block]) -> None:
        self.prose = [0] * len(blocks)
        self.paragraphs: list[Block] = []
        held: defaultdict[Box, int] = defaultdict(int)
        around: defaultdict[Box, int] = defaultdict(int)
        for block, size in paragraphs:
            self.prose[block.index] = size
            self.paragraphs.append(block)
            held[block.box] += size
            if block.box.parent is not None:
                around[block.box.parent] += size
        # Most paragraphs stand in the same few elements: what is around these is told once.
        for parent, size in around.items():
            for box in parent.lineage():
                held[box] += size
        self._of = dict(held)
        self.total = sum(self.prose)
        self._wider: dict[Box, Box | None] = {}
        self._alike: dict[str, Mapping[Likeness, int]] = {}

    def of(self, box: Box) -> int:
        """Return the weight of the prose within *box*."""
        return self._of.get(box, 0)

    def weight(self, block: Block) -> int:
        """Return the weight of *block*, whether it is a paragraph or not."""
        return self.prose[block.index] or weight(block.text)

    def within(self, box: Box) -> Sequence[Box]:
        """Return the children of *box* that hold prose."""
        return self._within.get(box, ())

    @cached_property
    def _within(self) -> Mapping[Box | None, list[Box]]:
        """The elements that hold prose, by what is around them."""
        within: defaultdict[Box | None, list[Box]] = defaultdict(list)
        for box in self._of:
            within[box.parent].append(box)
        return within

    def wider(self, box: Box) -> Box | None:
        """Return the nearest element around *box* that holds more prose; None where none does."""
        if box not in self._wider:
            around = box.parent
            more = around is None or self._of.get(around, 0) > self._of.get(box, 0)
            self._wider[box] = around if more or around is None else self.wider(around)
        return self._wider[box]

    @cached_property
    def are_hidden(self) -> bool:
        """Whether the page hides most of its prose: then a script shows it."""
        hidden = sum(self.prose[block.index] for block in self.paragraphs if block.box.hidden)
        return hidden > _MOST * self.total

    def prevails(self, box: Box) -> bool:
        """Whether elements of the kind of *box* hold most of the prose."""
        # Of most tags of furniture not even all elements together do, whatever their kinds.
        if self._by_tag.get(box.tag, 0) <= _MOST * self.total:
            return False
        if box.tag not in self._alike:
            alike: defaultdict[Likeness, int] = defaultdict(int)
            for each, size in self._of.items():
                if each.tag == box.tag:
                    alike[each.likeness] += size
            self._alike[box.tag] = alike
        return self._alike[box.tag].get(box.likeness, 0) > _MOST * self.total

    @cached_property
    def _by_tag(self) -> Mapping[str, int]:
        weights: defaultdict[str, int] = defaultdict(int)
        for box, size in self._of.items():
            weights[box.tag] += size
        return weights
