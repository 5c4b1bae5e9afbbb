"""What a block looks like, in numbers: its structure and place, never its words."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from math import log2
from typing import NamedTuple

from newscrawl.document import Block, Box
from newscrawl.document.box import Likeness
from newscrawl.extraction.comparison import loose
from newscrawl.extraction.lexicon import box_words
from newscrawl.extraction.outline import Outline
from newscrawl.extraction.prose import weight
from newscrawl.text.sentences import ends_sentence

__all__ = ["Features", "Shape", "features", "shapes"]

_DIVISIONS = frozenset(["article", "body", "div", "main", "section"])
_CELLS = frozenset(["td", "th"])
_HEADINGS = frozenset(["h2", "h3", "h4", "h5", "h6"])
_ITEMS = frozenset(["li", "dd", "dt"])
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


Shape = tuple[float, ...]
"""The features of one block, in the order of :class:`Features`."""


def features(outline: Outline, declared: str = "") -> Iterator[tuple[Block, Features]]:
    """Yield each block of *outline* that stands outside of noise, with its features.

    *declared* is the article's body as JSON-LD gives it, in loose form, "" when it gives none.
    """
    blocks = [block for block in outline.blocks if not outline.is_noise(block.box)]
    return zip(blocks, map(Features._make, shapes(outline, blocks, declared)), strict=True)


def shapes(outline: Outline, blocks: Sequence[Block], declared: str = "") -> Iterator[Shape]:
    """Yield the features of each of *blocks*; *declared* is as for :func:`features`."""
    # By column: a page is asked each question once, for all of its blocks.
    return zip(
        *_texts(blocks, outline.masses.prose),
        *_elements(blocks, outline.headline),
        *_Frame(outline).columns(blocks),
        *_witness(blocks, declared),
        strict=True,
    )


def _texts(blocks: Sequence[Block], prose: Sequence[int]) -> Iterator[list[float]]:
    texts = [block.text for block in blocks]
    sizes = [prose[block.index] or weight(block.text) for block in blocks]
    yield [min(1.0, log2(1 + size) / _LONG_TEXT_BITS) for size in sizes]
    yield [size < _SHORT for size in sizes]
    yield list(map(ends_sentence, texts))
    yield [block.linked and min(1.0, block.linked / len(block.text)) for block in blocks]
    yield [block.strong and min(1.0, block.strong / len(block.text)) for block in blocks]


def _elements(blocks: Sequence[Block], headline: Block | None) -> Iterator[list[float]]:
    boxes = [block.box for block in blocks]
    tags = [box.tag for box in boxes]
    # Most stand in the same few elements.
    around = {*boxes, *(box.parent for box in boxes if box.parent)}
    quotes = {box for box in around if box.tag == "blockquote"}
    names = box_words("body")
    named = {box for box in around if box.attributes and not names.isdisjoint(box.words)}
    yield [tag == "p" for tag in tags]
    yield [tag in _HEADINGS for tag in tags]
    yield [tag in _ITEMS for tag in tags]
    yield [box in quotes or box.parent in quotes for box in boxes]
    yield [tag in _DIVISIONS for tag in tags]
    yield [block is headline or block.box.tag == "h1" for block in blocks]
    yield [box in named or box.parent in named for box in boxes]


def _witness(blocks: Sequence[Block], declared: str) -> Iterator[list[float]]:
    if not declared:
        yield from ([0.0] * len(blocks),) * 2
        return
    texts = [loose(block.text) for block in blocks]
    known = [text in declared for text in texts]
    yield [its and len(text) >= _TELLING for its, text in zip(known, texts, strict=True)]
    yield [not its and len(declared) >= _TELLING_BODY for its in known]


class _Frame:
    """The core of a page as the frame of reference for its blocks."""

    def __init__(self, outline: Outline) -> None:
        inside = outline.inside
        self._core = outline.core
        self._relations = _Relations(outline.core)
        self._start = outline.headline.index if outline.headline else -1
        self._first, self._last = (inside[0].index, inside[-1].index) if inside else (0, -1)
        end = len(outline.blocks) + _LONG_GAP
        self._prose = [-_LONG_GAP, *(block.index for block in outline.text), end]
        self._alike: Counter[Likeness] = Counter()
        for block in inside:
            self._alike[block.box.likeness] += outline.masses.prose[block.index]
        self._mass = self._alike.total() or 1

    def columns(self, blocks: Sequence[Block]) -> Iterator[list[float]]:
        """Yield the columns of place and likeness for *blocks*."""
        indexes = [block.index for block in blocks]
        boxes = [block.box for block in blocks]
        relations = [self._relations[box] for box in boxes]
        yield [index < self._start for index in indexes]
        yield [index < self._first for index in indexes]
        yield [index > self._last for index in indexes]
        yield [steps / _FAR for steps, _ in relations]
        yield [min(depth, _FAR) / _FAR for _, depth in relations]
        yield [box is self._core or box.parent is self._core for box in boxes]
        yield [
            steps == 0 and depth > 0 and box.tag in _CELLS
            for (steps, depth), box in zip(relations, boxes, strict=True)
        ]
        yield [self._gap(index) / _LONG_GAP for index in indexes]
        shares = [self._alike[box.likeness] / self._mass for box in boxes]
        yield shares
        yield [0.0 if box.tag == "p" else share for share, box in zip(shares, boxes, strict=True)]

    def _gap(self, index: int) -> int:
        """Return how far from block *index* the nearest other paragraph is, at most 5."""
        place = bisect_left(self._prose, index)
        before = self._prose[place + (self._prose[place] == index)]
        return min(_LONG_GAP, index - self._prose[place - 1], before - index)


class _Relations(dict[Box, tuple[int, int]]):
    """The steps from the *core* up to an element around both, and from there down to a box."""

    def __init__(self, core: Box | None) -> None:
        around = core.lineage() if core else ()
        super().__init__((box, (min(steps, _FAR), 0)) for steps, box in enumerate(around))

    def __missing__(self, box: Box) -> tuple[int, int]:
        steps, depth = self[box.parent] if box.parent is not None else (_FAR, _FAR)
        found = self[box] = steps, depth + 1
        return found
