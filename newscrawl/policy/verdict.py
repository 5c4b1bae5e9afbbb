"""Statements in, a verdict out: the most restrictive one wins."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from newscrawl.policy.model import Decision, Effect, Purpose, Statement, Verdict

__all__ = ["DEFAULT_PROFILE", "judge"]

DEFAULT_PROFILE = ("attribution",)
"""What is always met: author, source and licence stay with the item."""

_DECISIONS: Mapping[Effect, Decision] = {
    Effect.DENY: Decision.DENIED,
    Effect.RESTRICT: Decision.RESTRICTED,
}


def judge(
    statements: Iterable[Statement],
    purposes: str | Iterable[str],
    profile: Iterable[str] = DEFAULT_PROFILE,
    on_silence: Iterable[Purpose] = (),
) -> Verdict:
    """Return what *statements* of one page come to for the declared *purposes*.

    *profile* are the duties that the operator meets: a restriction whose duties are all among
    them is lifted. For a purpose of *on_silence* a page is denied unless it is permitted in so
    many words. Raises ValueError when *purposes* are none, or no purposes.

    ``decided`` are the statements with the strongest effect on a declared purpose; where none
    has any effect, nobody decided and silence did.
    """
    read = tuple(statements)
    met = frozenset(profile)
    declared = Purpose.declared(purposes)
    effects = {purpose: _strongest(read, [purpose]) for purpose in Purpose}
    strongest = _strongest(read, declared, met)
    decided = tuple(
        statement
        for statement in read
        if strongest is not Effect.NONE and _strongest([statement], declared, met) is strongest
    )
    decision = _DECISIONS.get(strongest, Decision.ALLOWED)
    denied = set(on_silence) & set(declared)
    if any(_strongest(read, [purpose], met) is Effect.NONE for purpose in denied):
        decision = Decision.DENIED
    return Verdict(
        purposes=declared,
        decision=decision,
        effects=effects,
        decided=decided,
        lost=tuple(statement for statement in read if statement not in decided),
        valid_until=min(filter(None, (each.expires for each in read)), default=None),
    )


def _strongest(
    statements: Iterable[Statement],
    purposes: Iterable[Purpose],
    met: frozenset[str] = frozenset(),
) -> Effect:
    declared = tuple(purposes)
    found = (_effect(statement, purpose, met) for statement in statements for purpose in declared)
    return max(found, key=lambda effect: effect.strength, default=Effect.NONE)


def _effect(statement: Statement, purpose: Purpose, met: frozenset[str]) -> Effect:
    """Return the effect of *statement*; a restriction whose duties are *met* permits."""
    effect = statement.effects.get(purpose, Effect.NONE)
    duties = statement.conditions.duties
    if effect is Effect.RESTRICT and duties and met.issuperset(duties):
        return Effect.ALLOW
    return effect
