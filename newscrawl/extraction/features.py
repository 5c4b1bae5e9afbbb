"""What a block looks like, in numbers: its structure and place, never its words."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from newscrawl.document import Block, Box
from newscrawl.extraction.comparison import loose
from newscrawl.extraction.lexicon import box_words
from newscrawl.extraction.outline import Likeness, Outline, likeness, link_share, weight
from newscrawl.text.sentences import ends_sentence

__all__ = ["Features", "features"]

_DIVISIONS = frozenset(["article", "body", "div", "main", "section"])
_CELLS = frozenset(["td", "th"])
_HEADINGS = frozenset(["h2", "h3", "h4", "h5", "h6"])
_FAR = 6
_LONG_GAP = 5
_SHORT = 40
_LONG_TEXT_BITS = 10
_TELLING = 20
_TELLING_BODY = 800


class Features(NamedTuple):
    """One block's shape: flags 0 or 1, everything else from 0 to 1.

    Where it stands is told by its relation to the core: the ``steps`` from the core up to an
    element around both, the ``depth`` from there down to the block, the ``gap`` to the nearest
    prose, and the share of the core's prose that stands in elements ``alike``.
    ``declared`` and ``undeclared`` compare it with the body that JSON-LD gives.
    """

    size: float
    short: float
    sentence: float
    links: float
    strong: float
    paragraph: float
    heading: float
    item: float
    quote: float
    division: float
    headline: float
    named_body: float
    before_headline: float
    before_core: float
    after_core: float
    steps: float
    depth: float
    beside_core: float
    cell_in_core: float
    gap: float
    alike: float
    alike_division: float
    declared: float
    undeclared: float


def features(outline: Outline, declared: str = "") -> Iterator[tuple[Block, Features]]:
    """Yield each block of *outline* that stands outside of noise, with its features.

    *declared* is the article's body as JSON-LD gives it, in loose form, "" when it gives none.
    """
    frame = _Frame(outline)
    for block in outline.blocks:
        if outline.is_noise(block.box):
            continue
        numbers = (
            *_shape(block),
            *_element(block),
            float(block is outline.headline or block.box.tag == "h1"),
            _named_body(block.box),
            *frame.place(block),
            *frame.likeness(block),
            *_witness(block, declared),
        )
        yield block, Features._make(numbers)


def _shape(block: Block) -> tuple[float, ...]:
    size = weight(block.text)
    return (
        min(1.0, math.log2(1 + size) / _LONG_TEXT_BITS),
        float(size < _SHORT),
        float(ends_sentence(block.text)),
        link_share(block),
        min(1.0, block.strong / len(block.text)),
    )


def _element(block: Block) -> tuple[float, ...]:
    tag = block.box.tag
    parent = block.box.parent
    return (
        float(tag == "p"),
        float(tag in _HEADINGS),
        float(tag in {"li", "dd", "dt"}),
        float(tag == "blockquote" or (parent is not None and parent.tag == "blockquote")),
        float(tag in _DIVISIONS),
    )


def _named_body(box: Box) -> float:
    words = box.words | box.parent.words if box.parent else box.words
    return float(not box_words("body").isdisjoint(words))


def _witness(block: Block, declared: str) -> tuple[float, float]:
    if not declared:
        return 0.0, 0.0
    text = loose(block.text)
    known = text in declared
    return float(known and len(text) >= _TELLING), float(
        not known and len(declared) >= _TELLING_BODY
    )


class _Frame:
    """The core of a page as the frame of reference for its blocks."""

    def __init__(self, outline: Outline) -> None:
        core = outline.core
        prose = [
            b for b in outline.blocks if outline.prose[b.index] and not outline.is_noise(b.box)
        ]
        inside = [block for block in prose if outline.in_core(block.box)]
        self._core = core
        self._steps = {box: step for step, box in enumerate(core.lineage())} if core else {}
        self._start = outline.headline.index if outline.headline else -1
        self._first, self._last = (inside[0].index, inside[-1].index) if inside else (0, -1)
        self._gaps = _gaps({block.index for block in prose}, len(outline.blocks))
        self._alike: Counter[Likeness] = Counter()
        for block in inside:
            self._alike[likeness(block.box)] += outline.prose[block.index]
        self._mass = self._alike.total() or 1

    def place(self, block: Block) -> tuple[float, ...]:
        steps, depth = self._relation(block.box)
        return (
            float(block.index < self._start),
            float(block.index < self._first),
            float(block.index > self._last),
            min(steps, _FAR) / _FAR,
            min(depth, _FAR) / _FAR,
            float(block.box is self._core or block.box.parent is self._core),
            float(steps == 0 and depth > 0 and block.box.tag in _CELLS),
            self._gaps[block.index] / _LONG_GAP,
        )

    def likeness(self, block: Block) -> tuple[float, float]:
        share = self._alike[likeness(block.box)] / self._mass
        return share, share * (block.box.tag != "p")

    def _relation(self, box: Box) -> tuple[int, int]:
        for depth, around in enumerate(box.lineage()):
            if (steps := self._steps.get(around)) is not None:
                return steps, depth
        return _FAR, _FAR


def _gaps(prose: set[int], count: int) -> list[int]:
    """Return for each of *count* blocks how far the nearest of *prose* is, itself left out."""
    gaps = [_LONG_GAP] * count
    for index in prose:
        for other in range(max(0, index - _LONG_GAP), min(count, index + _LONG_GAP + 1)):
            if other != index:
                gaps[other] = min(gaps[other], abs(other - index))
    return gaps
