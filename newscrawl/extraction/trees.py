"""The second voter: boosted trees over a block's structure, from ``data/extraction/trees.toml``.

A linear score weighs each sign by itself; a tree knows what a sign means beside another. Each
tree adds the value of one leaf, and the splits that lead to it say why.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from operator import getitem, or_
from typing import Any, NamedTuple

from newscrawl.exceptions import DataError
from newscrawl.extraction.features import FEATURES, Features
from newscrawl.extraction.lexicon import table
from newscrawl.extraction.surroundings import Company

__all__ = ["reasons", "vote"]

_NAMES = (*FEATURES, *Company._fields)
_BITS = 8


class _Split(NamedTuple):
    """Where to go by the value of a feature: to a split, or below zero to a leaf."""

    feature: int
    threshold: float
    low: int
    high: int


class _Tree(NamedTuple):
    splits: tuple[_Split, ...]
    leaves: tuple[float, ...]


class _Forest:
    """All trees at once: of each a byte with a bit for each leaf, the lowest side first.

    A split below which a block does not stay rules out the leaves on its low side; the first one
    left is where the tree leads (QuickScorer, Lucchese et al., SIGIR 2015).
    """

    def __init__(self, trees: Sequence[_Tree]) -> None:
        self._size = len(trees)
        self._ones = sum(1 << _BITS * number for number in range(self._size))
        self._every = 0
        self._values: list[dict[int, float]] = []
        ruled: defaultdict[int, list[tuple[float, int]]] = defaultdict(list)
        for number, tree in enumerate(trees):
            bits = {leaf: 1 << place for place, leaf in enumerate(_leaves(tree.splits, 0))}
            self._every |= sum(bits.values()) << _BITS * number
            self._values.append({bit: tree.leaves[leaf] for leaf, bit in bits.items()})
            for split in tree.splits:
                low = sum(bits[leaf] for leaf in _leaves(tree.splits, split.low))
                ruled[split.feature].append((split.threshold, low << _BITS * number))
        # By feature its thresholds in order, and what is ruled out above none of them, one, two ...
        self._ruled = [
            (
                feature,
                sorted(threshold for threshold, _ in splits),
                list(accumulate((low for _, low in sorted(splits)), or_, initial=0)),
            )
            for feature, splits in sorted(ruled.items())
        ]

    def value(self, found: Sequence[float]) -> float:
        """Return the sum of the leaves to which the values *found* of the features lead."""
        ruled = 0
        for feature, thresholds, lows in self._ruled:
            ruled |= lows[bisect_left(thresholds, found[feature])]
        left = self._every & ~ruled
        first = left & ~(left - self._ones)
        return sum(map(getitem, self._values, first.to_bytes(self._size, "little")))


def _leaves(splits: Sequence[_Split], place: int) -> Iterator[int]:
    """Yield the leaves to which *place* leads, a split or a leaf, those on the low side first."""
    if place < 0:
        yield ~place
        return
    yield from _leaves(splits, splits[place].low)
    yield from _leaves(splits, splits[place].high)


def vote(shape: Features, company: Company) -> float:
    """Return how much a block is like the text of an article; above zero speaks for the body."""
    return _forest().value((*shape, *company))


def reasons(shape: Features, company: Company) -> list[tuple[float, list[str]]]:
    """Return what each tree adds to :func:`vote`, and the splits that led there."""
    found = (*shape, *company)
    return [_followed(tree, found) for tree in _trees()]


def _followed(tree: _Tree, found: Sequence[float]) -> tuple[float, list[str]]:
    place, passed = 0, []
    while place >= 0:
        split = tree.splits[place]
        low = found[split.feature] <= split.threshold
        passed.append(f"{_NAMES[split.feature]} {'<=' if low else '>'} {split.threshold}")
        place = split.low if low else split.high
    return tree.leaves[~place], passed


@lru_cache(maxsize=1)
def _forest() -> _Forest:
    return _Forest(_trees())


@lru_cache(maxsize=1)
def _trees() -> tuple[_Tree, ...]:
    return tuple(map(_read, table("trees")["trees"]))


def _read(data: dict[str, Any]) -> _Tree:
    try:
        splits = [
            _Split(_NAMES.index(name), float(threshold), int(low), int(high))
            for name, threshold, low, high in data["splits"]
        ]
        tree = _Tree(tuple(splits), tuple(map(float, data["leaves"])))
    except (KeyError, TypeError, ValueError) as error:
        raise DataError(f"trees.toml: {error}") from error
    # Onwards only: so every way ends at a leaf.
    for place, split in enumerate(splits):
        for target in (split.low, split.high):
            if not (place < target < len(splits) or -len(tree.leaves) <= target < 0):
                raise DataError(f"trees.toml: there is no way {target} from split {place}")
    leaves = sorted(_leaves(splits, 0)) if splits else []
    if leaves != list(range(len(tree.leaves))) or len(leaves) > _BITS:
        raise DataError(f"trees.toml: not one way to each of at most {_BITS} leaves")
    return tree
