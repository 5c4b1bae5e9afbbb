"""The operator's profile: conditions met, silence, and until when a verdict holds."""

from __future__ import annotations

from datetime import timedelta

import pytest

from newscrawl.config import Config
from newscrawl.exceptions import SettingError
from newscrawl.policy.model import Decision, Effect, Purpose, Statement
from newscrawl.policy.profile import Profile
from newscrawl.policy.signals.page import page_statements
from newscrawl.policy.signals.source import Source
from newscrawl.policy.verdict import judge
from tests.policy.signals.pages import NOW, page

RESERVED = Source("https://news.example/a").statement("tdmrep", ["reserved"], "x", "1")


@pytest.mark.parametrize(
    ("meets", "purpose", "decision"),
    [
        ("", Purpose.TDM, Decision.RESTRICTED),
        ("attribution", Purpose.TDM, Decision.RESTRICTED),
        ("attribution, research", Purpose.TDM, Decision.ALLOWED),
        ("research", Purpose.AI_TRAIN, Decision.DENIED),
        ("research", Purpose.ARCHIVE, Decision.ALLOWED),
    ],
)
def test_a_restriction_is_lifted_by_those_who_meet_it(
    meets: str, purpose: Purpose, decision: Decision
) -> None:
    verdict = judge([RESERVED], [purpose], Config({"NEWSCRAWL_PROFILE": meets}).profile)
    assert verdict.decision is decision
    assert verdict.effects[Purpose.TDM] is Effect.RESTRICT


def test_attribution_is_met_by_everybody() -> None:
    duties = ["attribution", "non-commercial"]
    asked = Source("x").statement("licence", ["attribution"], "x", "CC BY-NC", duties)
    profile = Config({"NEWSCRAWL_PROFILE": "non-commercial"}).profile
    assert judge([asked], [Purpose.ARCHIVE], profile).decision is Decision.ALLOWED


def test_a_restriction_without_a_duty_stands() -> None:
    bare = Statement("notice", ("x",), "a", "b", "c", "", {Purpose.ARCHIVE: Effect.RESTRICT})
    everything = Profile(frozenset(["attribution", "research", "subscription"]))
    assert judge([bare], [Purpose.ARCHIVE], everything).decision is Decision.RESTRICTED


@pytest.mark.parametrize(
    ("said", "decision"),
    [([], Decision.DENIED), (["train-ai=y"], Decision.ALLOWED), (["search=y"], Decision.DENIED)],
)
def test_silence_may_be_a_no(said: list[str], decision: Decision) -> None:
    profile = Config({"NEWSCRAWL_ON_SILENCE": "ai-train"}).profile
    source = Source("https://news.example/a")
    statements = [source.statement("aipref", said, "header", "x")] if said else []
    verdict = judge(statements, [Purpose.AI_TRAIN], profile)
    assert verdict.decision is decision
    assert (verdict.decided[0].signal == "silence") is (decision is Decision.DENIED)
    assert judge(statements, [Purpose.ARCHIVE], profile).decision is Decision.ALLOWED


@pytest.mark.parametrize("name", ["NEWSCRAWL_PROFILE", "NEWSCRAWL_ON_SILENCE"])
def test_a_slip_is_no_condition(name: str) -> None:
    with pytest.raises(SettingError, match=name):
        Config({name: "reserach"}).check()


def test_a_verdict_holds_until_the_first_of_its_statements_ends() -> None:
    headers = {"X-Robots-Tag": "unavailable_after: 2026-12-24", "tdm-reservation": "1"}
    verdict = judge(page_statements(page(headers=headers), NOW), [Purpose.ARCHIVE])
    assert verdict.decision is Decision.ALLOWED
    assert verdict.valid_until is not None
    assert verdict.valid_until.date() - NOW.date() == timedelta(days=29)
    assert judge([RESERVED], [Purpose.ARCHIVE]).valid_until is None
