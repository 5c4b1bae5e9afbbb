"""Statements in, a verdict out: the most restrictive one wins."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from newscrawl.policy.model import Decision, Effect, Purpose, Statement, Verdict
from newscrawl.policy.permissions import Permission
from newscrawl.policy.profile import Profile

__all__ = ["judge"]

_DECISIONS: Mapping[Effect, Decision] = {
    Effect.DENY: Decision.DENIED,
    Effect.RESTRICT: Decision.RESTRICTED,
}
_USUAL = Profile()


def judge(
    statements: Iterable[Statement],
    purposes: str | Iterable[str],
    profile: Profile = _USUAL,
    granted: Sequence[Permission] = (),
) -> Verdict:
    """Return what *statements* of one page come to for the declared *purposes*.

    Raises ValueError when these are none, or no purposes.

    ``decided`` are the statements with the strongest effect on a declared purpose, as *profile*
    and the permissions *granted* for the page leave it; where none has any, nobody decided and
    silence did. What silence denies is a statement, too. ``effects`` are as published.
    """
    read = tuple(statements)
    declared = Purpose.declared(purposes)
    operator = _Operator(profile, granted)
    strongest = operator.strongest(read, declared)
    lost, decided = list[Statement](), list[Statement]()
    for each in read:
        is_decisive = operator.strongest([each], declared) is strongest is not Effect.NONE
        (decided if is_decisive else lost).append(each)
    decision = _DECISIONS.get(strongest, Decision.ALLOWED)
    silent = [
        purpose
        for purpose in declared
        if purpose in profile.silence_denies and operator.strongest(read, [purpose]) is Effect.NONE
    ]
    closed = [purpose for purpose in silent if operator.leave(purpose) is None]
    if closed:
        decision = Decision.DENIED
        decided = [*map(_silence, closed), *decided]
    relied = operator.relied_on(read, declared, silent) if decision is Decision.ALLOWED else ()
    ends = [each.expires for each in read] + [each.ends for each in relied]
    return Verdict(
        purposes=declared,
        decision=decision,
        effects=_published(read),
        decided=tuple(decided),
        lost=tuple(lost),
        by_specification=_published(_specified(read)),
        valid_until=min(filter(None, ends), default=None),
        permission="; ".join(each.citation for each in relied) or None,
    )


def _published(statements: Sequence[Statement]) -> dict[Purpose, Effect]:
    """Return the strongest effect of *statements* on each purpose, as published."""
    return {purpose: _PUBLISHED.strongest(statements, [purpose]) for purpose in Purpose}


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


class _Operator:
    """Who asks: what they meet, and what they have been granted for the page."""

    def __init__(self, profile: Profile, granted: Sequence[Permission] = ()) -> None:
        self._profile = profile
        self._granted = granted

    def strongest(self, statements: Iterable[Statement], purposes: Iterable[Purpose]) -> Effect:
        declared = tuple(purposes)
        found = (self._effect(each, purpose) for each in statements for purpose in declared)
        return max(found, key=lambda effect: effect.strength, default=Effect.NONE)

    def leave(self, purpose: Purpose) -> Permission | None:
        return next((each for each in self._granted if purpose in each.purposes), None)

    def relied_on(
        self,
        statements: Iterable[Statement],
        purposes: Iterable[Purpose],
        silent: Iterable[Purpose],
    ) -> tuple[Permission, ...]:
        """Return the permissions without which *purposes* would not be allowed, each once."""
        read = tuple(statements)
        lifting = [self._lifting(each, purpose) for purpose in purposes for each in read]
        lifting += map(self.leave, silent)
        return tuple(dict.fromkeys(filter(None, lifting)))

    def _effect(self, statement: Statement, purpose: Purpose) -> Effect:
        if self._lifting(statement, purpose) is not None:
            return Effect.ALLOW
        return self._profile.effect(statement, purpose)

    def _lifting(self, statement: Statement, purpose: Purpose) -> Permission | None:
        """Return what lifts a no of *statement* that the profile leaves; None without a no."""
        if self._profile.effect(statement, purpose) not in _DECISIONS:
            return None
        return next((each for each in self._granted if each.lifts(statement, purpose)), None)


_PUBLISHED = _Operator(Profile(meets=frozenset()))
