"""Is a page an article? One judgement from address, structured data and page structure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from newscrawl.discovery.lexicon import table
from newscrawl.discovery.traits import Traits, traits
from newscrawl.document import Document
from newscrawl.exceptions import DataError
from newscrawl.extraction import RawArticle
from newscrawl.page import MediaType

__all__ = ["Judgement", "judge_page", "judge_traits"]

_MOST_REASONS = 3


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether a page is an article; ``reasons`` are the traits that said so, the strongest first.

    ``score`` is the logarithm of the odds: zero is undecided, and then it is none.
    """

    score: float
    reasons: tuple[str, ...] = ()

    @property
    def is_article(self) -> bool:
        """Whether the page tells one story, rather than listing, serving or standing in the way."""
        return self.score > 0


def judge_page(document: Document, raw: RawArticle) -> Judgement:
    """Judge *document*, of which *raw* was extracted. Never raises.

    A page without a body is none. A plain text is one as soon as it has a body: whoever gives
    it to us says so.
    """
    if not raw.passages:
        return Judgement(-1.0, ("no body",))
    if document.page.media_type is MediaType.TEXT:
        return Judgement(1.0, ("plain text",))
    return judge_traits(traits(document, raw))


def judge_traits(found: Traits) -> Judgement:
    """Judge a page by its traits alone."""
    bias, weights = _weights()
    parts = {
        name: weight * value
        for name, weight, value in zip(Traits._fields, weights, found, strict=True)
    }
    score = bias + sum(parts.values())
    sign = 1 if score > 0 else -1
    speaking = sorted(
        (name for name in parts if parts[name] * sign > 0), key=lambda n: -parts[n] * sign
    )
    return Judgement(score, tuple(speaking[:_MOST_REASONS]))


@lru_cache(maxsize=1)
def _weights() -> tuple[float, tuple[float, ...]]:
    data = table("weights")
    names = set(data["weights"])
    if names != set(Traits._fields):
        raise DataError(f"weights.toml: {sorted(names ^ set(Traits._fields))} do not match")
    return float(data["bias"]), tuple(float(data["weights"][name]) for name in Traits._fields)
