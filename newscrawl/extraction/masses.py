"""Masses: how much of a page's prose each of its elements holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property

from newscrawl.document import Block, Box
from newscrawl.document.box import Likeness

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
        self._of: dict[Box, int] = {}
        around: Counter[Box] = Counter()
        for block, size in paragraphs:
            self.prose[block.index] = size
            self.paragraphs.append(block)
            self._add(block.box, size)
            if block.box.parent is not None:
                around[block.box.parent] += size
        # Most paragraphs stand in the same few elements: what is around these is told once.
        for parent, size in around.items():
            for box in parent.lineage():
                self._add(box, size)
        self.total = sum(self.prose)
        self._wider: dict[Box, Box | None] = {}

    def _add(self, box: Box, size: int) -> None:
        self._of[box] = self._of.get(box, 0) + size

    def of(self, box: Box) -> int:
        """Return the weight of the prose within *box*."""
        return self._of.get(box, 0)

    def within(self, box: Box) -> list[Box]:
        """Return the children of *box* that hold prose."""
        return [inner for inner in self._of if inner.parent is box]

    def wider(self, box: Box) -> Box | None:
        """Return the nearest element around *box* that holds more prose; None where none does."""
        if box not in self._wider:
            around = box.parent
            more = around is None or self.of(around) > self.of(box)
            self._wider[box] = around if more or around is None else self.wider(around)
        return self._wider[box]

    @cached_property
    def are_hidden(self) -> bool:
        """Whether the page hides most of its prose: then a script shows it."""
        hidden = sum(self.prose[block.index] for block in self.paragraphs if block.box.hidden)
        return hidden > _MOST * self.total

    @cached_property
    def prevailing(self) -> frozenset[Likeness]:
        """The kinds of elements of which those of one kind hold most of the prose."""
        alike: Counter[Likeness] = Counter()
        for box, size in self._of.items():
            alike[box.likeness] += size
        return frozenset(kind for kind, size in alike.items() if size > _MOST * self.total)
