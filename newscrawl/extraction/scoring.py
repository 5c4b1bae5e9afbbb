"""How much a block is like the text of an article: one linear score, weights from data.

A score above zero speaks for the body. The weights were fitted to structure alone (see
``data/extraction/weights.toml``). A thorough extraction asks a second voter
(:mod:`~newscrawl.extraction.trees`) where the score leaves a doubt.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from operator import mul

from newscrawl.document import Block
from newscrawl.exceptions import DataError
from newscrawl.extraction.features import FEATURES, Features, textures
from newscrawl.extraction.lexicon import table
from newscrawl.extraction.mode import Mode
from newscrawl.extraction.outline import Outline
from newscrawl.extraction.standings import Standing, Standings
from newscrawl.extraction.surroundings import Surroundings
from newscrawl.extraction.trees import vote

__all__ = ["explain", "scores"]

# More of a block is a link: then there is little besides.
_LINK = 0.8
# A score nearer to zero leaves a doubt.
_SURE = 1.5
# What share of the text both judgements must have, the longer one's taken as the whole.
_OVERTURNED = 0.8


def scores(outline: Outline, declared: str = "", mode: Mode = Mode.FAST) -> dict[int, float]:
    """Return the score of each block outside of noise, by its index; in *mode* fast those near.

    What is hardly more than a link has none outside of the core: whatever else, it is no text.
    *declared* is the article's body as JSON-LD gives it, in loose form. A doubtful score is in
    the thorough mode the mean of the linear score and the second voter's.
    """
    near = outline.near() if mode is Mode.FAST else outline.blocks
    is_noise, held = outline.is_noise, outline.held
    blocks = [
        block
        for block in near
        if (block.linked / len(block.text) <= _LINK or block.index in held)
        and not is_noise(block.box)
    ]
    own = list(textures(outline, blocks, declared))
    standings = Standings(outline)
    numbers = list(standings.numbers(blocks))
    bias, weights = _weights()
    shared = weights[-len(Standing._fields) :]
    worths = [bias + sum(map(mul, shared, standing)) for standing in standings.found]
    scored = {
        # The weights of what is the block's own come first.
        block.index: worths[number] + sum(map(mul, weights, texture))
        for block, texture, number in zip(blocks, own, numbers, strict=True)
    }
    if mode is Mode.FAST:
        return scored
    doubtful = [
        (block, (*texture, *standings.found[number]))
        for block, texture, number in zip(blocks, own, numbers, strict=True)
        if -_SURE < scored[block.index] < _SURE
    ]
    return _reconsidered(scored, doubtful, outline) if doubtful else scored


def _reconsidered(
    found: dict[int, float], doubtful: Sequence[tuple[Block, Features]], outline: Outline
) -> dict[int, float]:
    """Return the scores *found*, with the second voter's share in those of *doubtful* blocks.

    It corrects; where it would overturn what was found, what was found stands.
    """
    surroundings = Surroundings(outline)
    corrected = dict(found)
    for block, shape in doubtful:
        corrected[block.index] = (found[block.index] + vote(shape, surroundings.of(block))) / 2
    less, more = sorted((_taken(found, outline), _taken(corrected, outline)))
    return corrected if less >= _OVERTURNED * more else found


def _taken(scored: dict[int, float], outline: Outline) -> int:
    taken = (outline.blocks[index] for index, score in scored.items() if score > 0)
    return sum(map(outline.masses.weight, taken))


def explain(found: Features) -> dict[str, float]:
    """Return what each feature of a block adds to its score, the bias included."""
    bias, weights = _weights()
    parts = {
        name: weight * value for name, weight, value in zip(FEATURES, weights, found, strict=True)
    }
    return {"bias": bias, **parts}


@lru_cache(maxsize=1)
def _weights() -> tuple[float, tuple[float, ...]]:
    data = table("weights")
    names = set(data["weights"])
    if names != set(FEATURES):
        raise DataError(f"weights.toml: {sorted(names ^ set(FEATURES))} do not match")
    return float(data["bias"]), tuple(float(data["weights"][name]) for name in FEATURES)
