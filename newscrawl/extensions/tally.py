"""What a summary needs of every item, counted as they pass, in bounded memory."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from newscrawl.policy.model import STOPPING, Decision, Level, Statement
from newscrawl.store.decisions import Ruling, decision_of
from newscrawl.store.identity import Identity, adapt
from newscrawl.text.cleaning import excerpt
from newscrawl.urls import host

__all__ = ["Refusals", "Restriction", "Review", "Tally"]

_MOST_GROUPS = 50
_MOST_REVIEWS = 20
_QUOTE_LENGTH = 100


@dataclass(slots=True)
class Restriction:
    """Items restricted for one reason; ``quote`` is the line that decided on the first."""

    decision: str
    kind: str
    holder: str | None
    quote: str | None
    count: int = 0


@dataclass(slots=True)
class Review:
    """A notice that probably stops some use, for a person to confirm.

    ``name`` is the page or file it was first read in, ``count`` on how many items it bears.
    """

    host: str
    kind: str
    quote: str
    name: str
    count: int = 0


@dataclass(slots=True)
class Refusals:
    """URLs of one host that were not requested, all for the same words."""

    signal: str
    host: str
    quote: str | None
    count: int = 0


class Tally:
    """Restrictions by reason, refusals by host and words, and notices to review."""

    def __init__(self) -> None:
        self._refusals: dict[tuple[str, str, str | None], Refusals] = {}
        self._restrictions: dict[tuple[str, str, str | None], Restriction] = {}
        self._reviews: dict[tuple[str, str, str], Review] = {}
        self._review_count = 0

    def add(self, item: Any) -> None:
        """Count what was decided on *item*."""
        if _is_quiet(item) or (ruling := Ruling.of(item)) is None:
            return
        if ruling.restricted:
            self._restriction(ruling).count += 1
        for evidence in ruling.evidence:
            if evidence.get("level") == Level.PROBABLE and _stops(evidence):
                self._review(Identity.of(item), evidence)

    def refuse(self, url: str, statement: Statement) -> None:
        """Count that *url* was not requested, for what *statement* says."""
        key = (statement.signal, host(url) or "", _shortened(statement.text))
        if key not in self._refusals and len(self._refusals) >= _MOST_GROUPS:
            key = (statement.signal, "other hosts", None)
        self._refusals.setdefault(key, Refusals(*key)).count += 1

    def as_dict(self) -> dict[str, Any]:
        """Return the counts as JSON values, the most frequent reason first."""
        restrictions = sorted(self._restrictions.values(), key=lambda group: -group.count)
        refusals = sorted(self._refusals.values(), key=lambda group: -group.count)
        return {
            "refused": [asdict(group) for group in refusals],
            "restricted": [asdict(group) for group in restrictions],
            "review": [asdict(review) for review in self._reviews.values()],
            "review_count": self._review_count,
        }

    def _restriction(self, ruling: Ruling) -> Restriction:
        holder = ruling.ground.get("holder")
        key = (ruling.decision, ruling.kind, holder)
        if key not in self._restrictions and len(self._restrictions) >= _MOST_GROUPS:
            key = (ruling.decision, "other", None)
        decision, kind, holder = key
        quote = _shortened(ruling.ground.get("text")) if kind != "other" else None
        return self._restrictions.setdefault(key, Restriction(decision, kind, holder, quote))

    def _review(self, item: Identity, evidence: dict[str, Any]) -> None:
        kinds = ", ".join(map(str, evidence.get("kinds") or [evidence.get("signal")]))
        key = (item.host, kinds, _shortened(evidence.get("text")) or "")
        known = self._reviews.get(key)
        if known is None:
            self._review_count += 1
            if len(self._reviews) >= _MOST_REVIEWS:
                return
            known = self._reviews[key] = Review(*key, str(evidence.get("source") or item.name))
        known.count += 1


def _is_quiet(item: Any) -> bool:
    """Whether nothing is to be told of *item*: it is allowed, and nothing is only probable."""
    if decision_of(item) != Decision.ALLOWED:
        return False
    statements = adapt(adapt(item).get("policy")).get("evidence") or ()
    return not any(adapt(each).get("level") == Level.PROBABLE for each in statements)


def _stops(evidence: dict[str, Any]) -> bool:
    """Whether *evidence* stops some use: whatever else it says, nothing hangs on it."""
    return not STOPPING.isdisjoint((evidence.get("effects") or {}).values())


def _shortened(text: Any) -> str | None:
    """Return *text* as one line that fits a summary; None for no text."""
    return excerpt(str(text or ""), _QUOTE_LENGTH) or None
