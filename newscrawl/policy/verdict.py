"""Statements in, a verdict out: the most restrictive one wins."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from newscrawl.policy.model import Decision, Effect, Purpose, Statement, Verdict
from newscrawl.policy.profile import Profile

__all__ = ["judge"]

_DECISIONS: Mapping[Effect, Decision] = {
    Effect.DENY: Decision.DENIED,
    Effect.RESTRICT: Decision.RESTRICTED,
}
_PUBLISHED = Profile(meets=frozenset())
_USUAL = Profile()


def judge(
    statements: Iterable[Statement],
    purposes: str | Iterable[str],
    profile: Profile = _USUAL,
) -> Verdict:
    """Return what *statements* of one page come to for the declared *purposes*.

    Raises ValueError when these are none, or no purposes.

    ``decided`` are the statements with the strongest effect on a declared purpose, as *profile*
    leaves it; where none has any, nobody decided and silence did. What silence denies is a
    statement, too. ``effects`` are as published.
    """
    read = tuple(statements)
    declared = Purpose.declared(purposes)
    strongest = _strongest(read, declared, profile)
    decided = tuple(
        statement
        for statement in read
        if strongest is not Effect.NONE and _strongest([statement], declared, profile) is strongest
    )
    decision = _DECISIONS.get(strongest, Decision.ALLOWED)
    silent = (
        purpose for purpose in declared if _strongest(read, [purpose], profile) is Effect.NONE
    )
    closed = [purpose for purpose in silent if purpose in profile.silence_denies]
    if closed:
        decision = Decision.DENIED
        decided = (*map(_silence, closed), *decided)
    return Verdict(
        purposes=declared,
        decision=decision,
        effects={purpose: _strongest(read, [purpose], _PUBLISHED) for purpose in Purpose},
        decided=decided,
        lost=tuple(statement for statement in read if statement not in decided),
        by_specification={
            purpose: _strongest(_specified(read), [purpose], _PUBLISHED) for purpose in Purpose
        },
        valid_until=min((each.expires for each in read if each.expires), default=None),
    )


def _specified(statements: Sequence[Statement]) -> list[Statement]:
    """Return those of *statements* that count when each specification is followed alone."""
    formed = [statement for statement in statements if statement.well_formed]
    ranks: dict[str, int] = {}
    for each in formed:
        ranks[each.signal] = max(each.rank, ranks.get(each.signal, each.rank))
    return [each for each in formed if each.rank == ranks[each.signal]]


def _silence(purpose: Purpose) -> Statement:
    return Statement(
        signal="silence",
        kinds=(str(purpose),),
        source="NEWSCRAWL_ON_SILENCE",
        locator="",
        text=f"nobody says anything about {purpose}",
        sha256="",
        effects={purpose: Effect.DENY},
        well_formed=False,
    )


def _strongest(
    statements: Iterable[Statement], purposes: Iterable[Purpose], profile: Profile
) -> Effect:
    declared = tuple(purposes)
    found = (profile.effect(statement, purpose) for statement in statements for purpose in declared)
    return max(found, key=lambda effect: effect.strength, default=Effect.NONE)
