"""Statements in, a verdict out: the most restrictive one wins."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from newscrawl.policy.model import Decision, Effect, Purpose, Statement, Verdict

__all__ = ["judge"]

_DECISIONS: Mapping[Effect, Decision] = {
    Effect.DENY: Decision.DENIED,
    Effect.RESTRICT: Decision.RESTRICTED,
}


def judge(statements: Iterable[Statement], purposes: str | Iterable[str]) -> Verdict:
    """Return what *statements* of one page come to for the declared *purposes*.

    Raises ValueError when these are none, or no purposes.

    ``decided`` are the statements with the strongest effect on a declared purpose; where none
    has any effect, nobody decided and the page is allowed by silence.
    """
    read = tuple(statements)
    declared = Purpose.declared(purposes)
    effects = {purpose: _strongest(read, [purpose]) for purpose in Purpose}
    strongest = _strongest(read, declared)
    decided = tuple(
        statement
        for statement in read
        if strongest is not Effect.NONE and _strongest([statement], declared) is strongest
    )
    return Verdict(
        purposes=declared,
        decision=_DECISIONS.get(strongest, Decision.ALLOWED),
        effects=effects,
        decided=decided,
        lost=tuple(statement for statement in read if statement not in decided),
    )


def _strongest(statements: Iterable[Statement], purposes: Iterable[Purpose]) -> Effect:
    declared = tuple(purposes)
    found = (
        statement.effects.get(purpose, Effect.NONE)
        for statement in statements
        for purpose in declared
    )
    return max(found, key=lambda effect: effect.strength, default=Effect.NONE)
