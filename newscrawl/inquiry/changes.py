"""What has changed between two decisions on one page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from newscrawl.policy.model import Effect, Purpose

__all__ = ["Changes", "compared"]

Record = Mapping[str, Any]
"""A statement, as ``newscrawl.policy.records`` writes it."""


@dataclass(frozen=True, slots=True)
class Changes:
    """How a decision differs from the one before, which was taken at the moment ``since``.

    ``since`` is None where there was none; it was taken for ``purposes``, and the decision is
    ``before`` and ``after``. ``effects`` holds for each purpose that changed what
    was published before and is now; ``new`` and ``gone`` are statements. A statement that only
    stands elsewhere, or in another version of its document, is the same.
    """

    since: str | None
    purposes: tuple[str, ...] = ()
    before: str | None = None
    after: str | None = None
    effects: Mapping[Purpose, tuple[Effect, Effect]] | None = None
    new: tuple[Record, ...] = ()
    gone: tuple[Record, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing has changed."""
        return self.before == self.after and not (self.effects or self.new or self.gone)


def compared(before: Record | None, after: Record) -> Changes:
    """Return how *after* differs from *before*, both rows of decisions of the store."""
    if before is None:
        return Changes(None)
    old, new = _by_words(before["evidence"]), _by_words(after["evidence"])
    effects = {
        purpose: (_effect(before, purpose), _effect(after, purpose))
        for purpose in Purpose
        if _effect(before, purpose) is not _effect(after, purpose)
    }
    return Changes(
        before["at"],
        tuple(before["purposes"]),
        before["decision"],
        after["decision"],
        effects,
        tuple(new[words] for words in new if words not in old),
        tuple(old[words] for words in old if words not in new),
    )


def _by_words(evidence: Iterable[Record]) -> dict[tuple[Any, ...], Record]:
    return {
        (each["signal"], *each["kinds"], each["source"], " ".join(each["text"].split())): each
        for each in evidence
    }


def _effect(row: Record, purpose: Purpose) -> Effect:
    return Effect(row["effects"].get(purpose, Effect.NONE))
