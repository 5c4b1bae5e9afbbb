"""What a block looks like, in numbers: its structure and place, never its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import log2
from typing import NamedTuple

from newscrawl.document import Block
from newscrawl.extraction.comparison import loose
from newscrawl.extraction.masses import Masses
from newscrawl.extraction.outline import Outline
from newscrawl.extraction.standings import Standing, Standings
from newscrawl.text.sentences import ends_sentence

__all__ = ["FEATURES", "Features", "Texture", "features", "textures"]

_LONG_GAP = 5
_SHORT = 40
_LONG_TEXT_BITS = 10
_TELLING = 20
_TELLING_BODY = 800

Features = tuple[float, ...]
"""One block's shape, in the order of ``FEATURES``: flags 0 or 1, everything else from 0 to 1."""


class Texture(NamedTuple):
    """The features of one block that are its own.

    Its text, where in the page's order it stands, the ``gap`` to the nearest prose. ``declared``
    and ``undeclared`` compare it with the body that JSON-LD gives.
    """

    size: float
    short: float
    sentence: float
    links: float
    strong: float
    headline: float
    before_headline: float
    before_core: float
    after_core: float
    gap: float
    declared: float
    undeclared: float


# First a block's own, then those that it shares with its element's kind.
FEATURES = (*Texture._fields, *Standing._fields)


def features(outline: Outline, declared: str = "") -> Iterator[tuple[Block, Features]]:
    """Yield each block of *outline* that stands outside of noise, with its features.

    *declared* is the article's body as JSON-LD gives it, in loose form, "" when it gives none.
    """
    blocks = [block for block in outline.blocks if not outline.is_noise(block.box)]
    standings = Standings(outline)
    own = textures(outline, blocks, declared)
    for block, texture, number in zip(blocks, own, standings.numbers(blocks), strict=True):
        yield block, (*texture, *standings.found[number])


def textures(outline: Outline, blocks: Sequence[Block], declared: str = "") -> Iterator[Features]:
    """Yield the features of each of *blocks* that are its own, in the order of :class:`Texture`.

    *declared* is as for :func:`features`.
    """
    # By column: a page is asked each question once, for all of its blocks.
    return zip(
        *_texts(blocks, outline.masses),
        *_places(blocks, outline),
        *_witness(blocks, declared),
        strict=True,
    )


def _texts(blocks: Sequence[Block], masses: Masses) -> Iterator[list[float]]:
    sizes = list(map(masses.weight, blocks))
    yield [min(1.0, log2(1 + size) / _LONG_TEXT_BITS) for size in sizes]
    yield [size < _SHORT for size in sizes]
    yield [ends_sentence(block.text) for block in blocks]
    yield [block.linked and min(1.0, block.linked / len(block.text)) for block in blocks]
    yield [block.strong and min(1.0, block.strong / len(block.text)) for block in blocks]


def _places(blocks: Sequence[Block], outline: Outline) -> Iterator[list[float]]:
    headline, inside = outline.headline, outline.inside
    start = headline.index if headline else -1
    first, last = (inside[0].index, inside[-1].index) if inside else (0, -1)
    gaps = _gaps([block.index for block in outline.text])
    indexes = [block.index for block in blocks]
    yield [block is headline or block.box.tag == "h1" for block in blocks]
    yield [index < start for index in indexes]
    yield [index < first for index in indexes]
    yield [index > last for index in indexes]
    yield [gaps.get(index, _LONG_GAP) / _LONG_GAP for index in indexes]


def _gaps(prose: Sequence[int]) -> dict[int, int]:
    """Return how far from a block the nearest other one of *prose* is, where it is less than 5."""
    gaps = {}
    for distance in range(_LONG_GAP - 1, 0, -1):
        for index in prose:
            gaps[index - distance] = gaps[index + distance] = distance
    return gaps


def _witness(blocks: Sequence[Block], declared: str) -> Iterator[list[float]]:
    if not declared:
        yield from ([0.0] * len(blocks),) * 2
        return
    texts = [loose(block.text) for block in blocks]
    known = list(_within(declared, texts))
    yield [its and len(text) >= _TELLING for its, text in zip(known, texts, strict=True)]
    yield [not its and len(declared) >= _TELLING_BODY for its in known]


def _within(whole: str, texts: Iterable[str]) -> Iterator[bool]:
    """Yield whether each of *texts* is in the *whole*: mostly right behind the one before."""
    end = 0
    for text in texts:
        place = end if whole.startswith(text, end) else whole.find(text)
        if place >= 0:
            end = place + len(text)
        yield place >= 0
