"""The verdict: the most restrictive statement wins, the rest is kept."""

from __future__ import annotations

import pytest

from newscrawl.policy.model import Decision, Effect, Purpose, Statement
from newscrawl.policy.verdict import judge


def says(**effects: str) -> Statement:
    named = {Purpose(name.replace("_", "-")): Effect(effect) for name, effect in effects.items()}
    return Statement("notice", ("x",), "https://x.example/", "line 1", "words", "ab", named)


@pytest.mark.parametrize(
    ("purposes", "decision"),
    [
        ([Purpose.ARCHIVE], Decision.ALLOWED),
        ([Purpose.TDM], Decision.RESTRICTED),
        ([Purpose.AI_TRAIN], Decision.DENIED),
        ([Purpose.ARCHIVE, Purpose.TDM], Decision.RESTRICTED),
        ([Purpose.TDM, Purpose.AI_TRAIN], Decision.DENIED),
    ],
)
def test_the_strictest_answer_for_a_declared_purpose_decides(
    purposes: list[Purpose], decision: Decision
) -> None:
    verdict = judge([says(tdm="restrict", ai_train="deny")], purposes)
    assert verdict.decision is decision


def test_all_purposes_have_their_strongest_effect() -> None:
    verdict = judge([says(tdm="allow"), says(tdm="restrict", search="deny")], [Purpose.ARCHIVE])
    assert dict(verdict.effects) == {
        Purpose.ARCHIVE: Effect.NONE,
        Purpose.SEARCH: Effect.DENY,
        Purpose.TDM: Effect.RESTRICT,
        Purpose.AI_INPUT: Effect.NONE,
        Purpose.AI_TRAIN: Effect.NONE,
    }


def test_who_decided_and_who_lost() -> None:
    ban, reserve, silence = says(tdm="deny"), says(tdm="restrict"), says(search="deny")
    verdict = judge([reserve, ban, silence], [Purpose.TDM])
    assert verdict.decided == (ban,)
    assert verdict.lost == (reserve, silence)


def test_silence_allows_and_nobody_decided() -> None:
    silent = says()
    assert judge([], [Purpose.ARCHIVE]).decision is Decision.ALLOWED
    verdict = judge([silent], [Purpose.ARCHIVE])
    assert (verdict.decision, verdict.decided, verdict.lost) == (Decision.ALLOWED, (), (silent,))


def test_no_statement_is_looked_for_among_the_others() -> None:
    class Unequal(Statement):
        __hash__ = None  # type: ignore[assignment]

        def __eq__(self, _: object) -> bool:
            pytest.fail("of thousands that takes minutes")

    names = Statement.__slots__
    ban, other = (
        Unequal(*(getattr(each, name) for name in names))
        for each in (says(tdm="deny"), says(search="deny"))
    )
    verdict = judge([ban, other], [Purpose.TDM])
    assert verdict.decided[0] is ban
    assert verdict.lost[0] is other
