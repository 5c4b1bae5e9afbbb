"""A permission covers what it names, lifts what it may, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from newscrawl.policy.model import Decision, Effect, Purpose, Statement
from newscrawl.policy.permissions import Permission, grant_host
from newscrawl.policy.profile import Profile
from newscrawl.policy.verdict import judge

DAY = date(2026, 11, 25)
URL = "https://www.post.example/news/a"
GRANT = Permission(
    licensor="Breakwater Post",
    hosts=("post.example",),
    paths=("/news/",),
    purposes=(Purpose.ARCHIVE, Purpose.TDM),
    granted=date(2026, 1, 1),
    expires=date(2026, 12, 31),
    reference="letter.pdf",
    sha256="ab" * 32,
)


def says(
    signal: str = "notice", kind: str = "crawl_ban", effect: Effect = Effect.DENY
) -> Statement:
    return Statement(signal, (kind,), URL, "line 1", "words", "", dict.fromkeys(Purpose, effect))


@pytest.mark.parametrize(
    ("url", "is_covered"),
    [
        ("http://post.example/news/", True),
        ("https://WWW.Post.Example.:8443/news/a?b#c", True),
        ("https://www.post.example/n%65ws/a", True),
        ("https://www.post.example/sport/a", False),
        ("https://www.post.example/news/../sport/a", False),
        ("https://www.post.example/news/%2e%2e/sport/a", False),
        ("https://www.post.example/newsroom", False),
        ("https://signpost.example/news/a", False),
        ("https://post.example.evil.example/news/a", False),
        ("https://post.example@evil.example/news/a", False),
        ("https://example/news/a", False),
        ("ftp://post.example/news/a", False),
        ("https://[post.example/news/a", False),
        ("/news/a", False),
        ("", False),
    ],
)
def test_it_covers_its_hosts_and_paths(url: str, is_covered: bool) -> None:
    assert GRANT.covers(url, Purpose.TDM, DAY) is is_covered


@pytest.mark.parametrize(
    ("day", "changes", "is_covered"),
    [
        (date(2025, 12, 31), {}, False),
        (date(2026, 1, 1), {}, True),
        (date(2026, 12, 31), {}, True),
        (date(2027, 1, 1), {}, False),
        (date(2027, 1, 1), {"expires": None}, True),
        (DAY, {"revoked": DAY}, False),
        (DAY, {"revoked": date(2026, 11, 26)}, True),
    ],
)
def test_it_holds_for_its_days(day: date, changes: dict[str, date], is_covered: bool) -> None:
    assert replace(GRANT, **changes).covers(URL, Purpose.TDM, day) is is_covered


def test_it_covers_its_purposes() -> None:
    covered = [purpose for purpose in Purpose if GRANT.covers(URL, purpose, DAY)]
    assert covered == [Purpose.ARCHIVE, Purpose.TDM]


@pytest.mark.parametrize(
    ("name", "kept"),
    [("Post.Example.", "post.example"), ("münchen.example", "xn--mnchen-3ya.example"),
     ("127.0.0.1", "127.0.0.1"), ("bbc.co.uk", "bbc.co.uk")],
)  # fmt: skip
def test_a_host_is_kept_in_one_form(name: str, kept: str) -> None:
    assert grant_host(name) == kept


@pytest.mark.parametrize(
    "name",
    ["", ".", "com", "co.uk", "github.io", "*.post.example", "https://post.example", "a/b", "a:80",
     "a@b.example", "a b"],
)  # fmt: skip
def test_what_many_share_nobody_grants(name: str) -> None:
    with pytest.raises(ValueError, match="is no host"):
        grant_host(name)


@pytest.mark.parametrize("effect", [Effect.DENY, Effect.RESTRICT])
@pytest.mark.parametrize("signal", ["notice", "known_site", "tdmrep", "x_robots", "schema_org"])
def test_terms_of_use_are_lifted_and_the_document_is_cited(signal: str, effect: Effect) -> None:
    verdict = judge([says(signal, effect=effect)], [Purpose.TDM], granted=[GRANT])
    assert verdict.decision is Decision.ALLOWED
    assert verdict.permission == f"letter.pdf sha256:{'ab' * 32}"
    assert verdict.effects[Purpose.TDM] is effect, "as published"
    assert verdict.valid_until == datetime(2027, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("statement", "lifts_robots", "decision"),
    [
        (says("robots", "disallow"), False, Decision.DENIED),
        (says("robots", "disallow"), True, Decision.ALLOWED),
        (says("robots", "unknown"), True, Decision.DENIED),
        (says("robots", "ai_agents_blocked"), False, Decision.ALLOWED),
        (says("http_status", "paid"), True, Decision.DENIED),
        (says("http_status", "legal"), True, Decision.DENIED),
        (says("address", "private"), True, Decision.DENIED),
    ],
)
def test_what_it_does_not_lift_stands(
    statement: Statement, lifts_robots: bool, decision: Decision
) -> None:
    grant = replace(GRANT, lifts_robots=lifts_robots)
    verdict = judge([says(), statement], [Purpose.TDM], granted=[grant])
    assert verdict.decision is decision
    assert (verdict.permission is not None) is (decision is Decision.ALLOWED)


def test_every_declared_purpose_has_to_be_covered() -> None:
    verdict = judge([says()], [Purpose.TDM, Purpose.AI_TRAIN], granted=[GRANT])
    assert verdict.decision is Decision.DENIED
    assert verdict.permission is None
    other = replace(GRANT, purposes=(Purpose.AI_TRAIN,), reference="second.pdf")
    verdict = judge([says()], [Purpose.TDM, Purpose.AI_TRAIN], granted=[GRANT, other])
    assert verdict.decision is Decision.ALLOWED
    assert verdict.permission == f"{GRANT.citation}; {other.citation}"


def test_it_is_cited_only_where_it_is_relied_on() -> None:
    verdict = judge([says(effect=Effect.ALLOW)], [Purpose.TDM], granted=[GRANT])
    assert verdict.permission is None
    assert verdict.valid_until is None


def test_it_breaks_a_silence_that_denies() -> None:
    profile = Profile(silence_denies=frozenset([Purpose.TDM, Purpose.AI_TRAIN]))
    verdict = judge([], [Purpose.TDM], profile, [GRANT])
    assert (verdict.decision, verdict.permission) == (Decision.ALLOWED, GRANT.citation)
    assert judge([], [Purpose.AI_TRAIN], profile, [GRANT]).decision is Decision.DENIED
    other = replace(GRANT, purposes=(Purpose.AI_TRAIN,), reference="second.pdf")
    both = judge([], [Purpose.AI_TRAIN, Purpose.TDM], profile, [GRANT, other])
    assert both.permission == f"{other.citation}; {GRANT.citation}"


def test_a_profile_knows_what_is_in_force_for_a_page() -> None:
    moment = datetime(2026, 12, 31, 23, 59, tzinfo=UTC)
    profile = Profile(permissions=(GRANT,))
    assert profile.granted(URL, moment) == (GRANT,)
    assert profile.granted(URL, moment.replace(year=2027)) == ()
    assert profile.granted("https://other.example/news/a", moment) == ()
    assert profile.granted(None, moment) == ()
