"""The second voter: boosted trees over a block's structure, from ``data/extraction/trees.toml``.

A linear score weighs each sign by itself; a tree knows what a sign means beside another. Each
tree adds the value of one leaf, and the splits that lead to it say why.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from newscrawl.exceptions import DataError
from newscrawl.extraction.features import Features
from newscrawl.extraction.lexicon import table
from newscrawl.extraction.surroundings import Company

__all__ = ["reasons", "vote"]

_NAMES = (*Features._fields, *Company._fields)


class _Split(NamedTuple):
    """Where to go by the value of a feature: to a split, or below zero to a leaf."""

    feature: int
    threshold: float
    low: int
    high: int


class _Tree(NamedTuple):
    splits: tuple[_Split, ...]
    leaves: tuple[float, ...]


def vote(shape: Features, company: Company) -> float:
    """Return how much a block is like the text of an article; above zero speaks for the body."""
    found = (*shape, *company)
    total = 0.0
    for splits, leaves in _trees():
        place = 0
        while place >= 0:
            feature, threshold, low, high = splits[place]
            place = low if found[feature] <= threshold else high
        total += leaves[~place]
    return total


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
    return tree
