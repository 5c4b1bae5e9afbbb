"""How much a block is like the text of an article: one linear score, weights from data.

A score above zero speaks for the body. The weights were fitted to structure alone (see
``data/extraction/weights.toml``); another classifier only has to offer :func:`scores`.
"""

from __future__ import annotations

from functools import lru_cache

from newscrawl.exceptions import DataError
from newscrawl.extraction.features import Features, features
from newscrawl.extraction.lexicon import table
from newscrawl.extraction.outline import Outline

__all__ = ["explain", "scores"]


def scores(outline: Outline, declared: str = "") -> dict[int, float]:
    """Return the score of each block outside of noise, by its index.

    *declared* is the article's body as JSON-LD gives it, in loose form.
    """
    bias, weights = _weights()
    return {
        block.index: bias + sum(map(float.__mul__, weights, found))
        for block, found in features(outline, declared)
    }


def explain(found: Features) -> dict[str, float]:
    """Return what each feature of a block adds to its score, the bias included."""
    bias, weights = _weights()
    parts = {
        name: weight * value
        for name, weight, value in zip(Features._fields, weights, found, strict=True)
    }
    return {"bias": bias, **parts}


@lru_cache(maxsize=1)
def _weights() -> tuple[float, tuple[float, ...]]:
    data = table("weights")
    names = set(data["weights"])
    if names != set(Features._fields):
        raise DataError(f"weights.toml: {sorted(names ^ set(Features._fields))} do not match")
    return float(data["bias"]), tuple(float(data["weights"][name]) for name in Features._fields)
