from __future__ import annotations

import gzip
from datetime import UTC, datetime, timedelta

import pytest

from newscrawl.policy.model import Effect, Purpose
from newscrawl.policy.signals.answers import MAX_REDIRECTS, Answer, Outcome
from newscrawl.policy.signals.robots_access import judge_answer, robots_copy
from newscrawl.policy.signals.robots_copy import RobotsCopy, robots_url
from newscrawl.policy.signals.robots_lines import SIZE_LIMIT

NOW = datetime(2026, 11, 23, 12, 0, 0, tzinfo=UTC)
URL = "https://news.test/politics/1"
CLOSED = "https://news.test/closed/1"
BODY = b"User-agent: *\nDisallow: /closed/\n"
HOUR, DAY = 3600, 86_400


def copy_of(answer: Answer, prior: RobotsCopy | None = None) -> RobotsCopy:
    return judge_answer(URL, answer, NOW, prior)


def lifetime(copy: RobotsCopy) -> float:
    return (copy.document.expires_at - copy.fetched_at).total_seconds()


def allowed(copy: RobotsCopy, url: str = URL, now: datetime = NOW) -> bool:
    return copy.decide(url, "newscrawl", now).allowed


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (Answer(200, body=BODY), Outcome.FOUND),
        (Answer(203, body=BODY), Outcome.FOUND),
        (Answer(200, [("Content-Type", "text/html")], BODY), Outcome.FOUND),
        (Answer(200, body=BODY, redirects=MAX_REDIRECTS), Outcome.FOUND),
        (Answer(200, body=b"<html>\n" + BODY), Outcome.FOUND),
        (Answer(200, body=b"# No crawlers, please.\n"), Outcome.FOUND),
        (Answer(200, body=b"\xef\xbb\xbf \n<!doctype html>\na: b"), Outcome.ABSENT),
        (Answer(200, body=b" \n"), Outcome.ABSENT),
        (Answer(204), Outcome.ABSENT),
        (Answer(404, body=BODY), Outcome.ABSENT),
        (Answer(410), Outcome.ABSENT),
        (Answer(418, redirects=1), Outcome.ABSENT),
        (Answer(401), Outcome.REFUSED),
        (Answer(402), Outcome.REFUSED),
        (Answer(403, body=BODY), Outcome.REFUSED),
        (Answer(451), Outcome.REFUSED),
        (Answer(408), Outcome.DEFERRED),
        (Answer(429), Outcome.DEFERRED),
        (Answer(500, body=BODY), Outcome.UNREACHABLE),
        (Answer(503), Outcome.UNREACHABLE),
        (Answer(206, body=BODY), Outcome.UNREACHABLE),
        (Answer(200, body=BODY, complete=False), Outcome.UNREACHABLE),
        (Answer(200, body=BODY, redirects=MAX_REDIRECTS + 1), Outcome.UNREACHABLE),
        (Answer(301, redirects=1), Outcome.UNREACHABLE),
        (Answer(304), Outcome.UNREACHABLE),
        (Answer(999), Outcome.UNREACHABLE),
        (Answer(100), Outcome.UNREACHABLE),
        (Answer(-1), Outcome.UNREACHABLE),
        (Answer(failure="timeout"), Outcome.UNREACHABLE),
        (Answer(200, body=gzip.compress(BODY)), Outcome.FOUND),
        (Answer(200, body=gzip.compress(BODY)[:-9]), Outcome.UNREACHABLE),
        (Answer(200, body=b"\x1f\x8b" + BODY), Outcome.UNREACHABLE),
        (Answer(200, body=gzip.compress(gzip.compress(BODY))), Outcome.UNREACHABLE),
        (Answer(200, body=gzip.compress(b"\n" * 2**23)), Outcome.UNREACHABLE),
    ],
)
def test_what_an_answer_means(answer: Answer, outcome: Outcome) -> None:
    copy = copy_of(answer)
    assert copy.outcome is outcome
    assert copy.outcome.is_passing == (lifetime(copy) == HOUR)
    permits = outcome in {Outcome.FOUND, Outcome.ABSENT}
    assert allowed(copy) is permits
    assert allowed(copy, CLOSED) is (outcome is Outcome.ABSENT or answer.body.startswith(b"#"))
    assert bool(copy.document.body) == bool(copy.sha256) == (outcome is Outcome.FOUND)


@pytest.mark.parametrize(
    ("status", "headers", "granted", "kept"),
    [
        (200, {}, DAY, DAY),
        (200, {"cache-control": "max-age=604800"}, DAY, DAY),
        (200, {"Cache-Control": "max-age=900"}, 900, 900),
        (200, {"cache-control": "no-store"}, 0, 300),
        (404, {"cache-control": "max-age=60"}, 60, 300),
        (403, {}, DAY, DAY),
        (503, {}, HOUR, HOUR),
        (503, {"cache-control": "max-age=60"}, HOUR, HOUR),
        (503, {"retry-after": "7200"}, 7200, 7200),
        (503, {"retry-after": "soon"}, HOUR, HOUR),
        (429, {"Retry-After": "120"}, 120, 120),
        (429, {"retry-after": "Mon, 23 Nov 2026 12:01:00 GMT"}, 60, 60),
        (429, {"retry-after": "0"}, 0, 1),
        (429, {"retry-after": "99999999"}, DAY, DAY),
    ],
)
def test_how_long_an_answer_holds(
    status: int, headers: dict[str, str], granted: int, kept: int
) -> None:
    copy = copy_of(Answer(status, headers.items(), BODY))
    assert lifetime(copy) == granted
    assert copy.expires_at == NOW + timedelta(seconds=kept)
    assert copy.is_fresh(copy.expires_at - timedelta(seconds=1))
    assert not copy.is_fresh(copy.expires_at)


def test_a_stale_copy_only_forbids() -> None:
    copy = copy_of(Answer(200, body=BODY))
    later = copy.expires_at
    assert not allowed(copy, URL, later)
    assert "expired" in copy.decide(URL, "newscrawl", later).text
    assert copy.decide(CLOSED, "newscrawl", later).line == 2
    assert not allowed(copy, URL, NOW - timedelta(seconds=1)), "a clock set back"


def test_not_modified_renews_the_copy() -> None:
    yesterday = judge_answer(URL, Answer(200, body=BODY), NOW - timedelta(days=2))
    assert not allowed(yesterday)
    renewed = copy_of(Answer(304, [("cache-control", "max-age=600")]), yesterday)
    assert (renewed.document.body, renewed.document.status, renewed.fetched_at) == (BODY, 200, NOW)
    assert renewed.expires_at == NOW + timedelta(seconds=600)
    assert allowed(renewed)
    assert not allowed(renewed, CLOSED)


def test_a_failure_leaves_a_fresh_copy_in_force_and_a_stale_one_not() -> None:
    fresh = judge_answer(URL, Answer(200, body=BODY), NOW - timedelta(hours=2))
    stale = judge_answer(URL, Answer(200, body=BODY), NOW - timedelta(days=2))
    failed = judge_answer(URL, Answer(503), NOW - timedelta(minutes=1))
    assert copy_of(Answer(503), fresh) is fresh
    assert copy_of(Answer(503), stale).outcome is Outcome.UNREACHABLE
    assert copy_of(Answer(503), failed).fetched_at == NOW
    assert copy_of(Answer(304), failed).outcome is Outcome.UNREACHABLE
    assert copy_of(Answer(404), fresh).outcome is Outcome.ABSENT


def test_a_copy_that_was_not_to_be_kept_stands_in_for_no_answer() -> None:
    unkept = Answer(200, [("Cache-Control", "no-store")], BODY)
    prior = judge_answer(URL, unkept, NOW - timedelta(minutes=1))
    assert prior.is_fresh(NOW), "in the run that asked, for a while"
    assert copy_of(Answer(503), prior).outcome is Outcome.UNREACHABLE


def test_an_oversize_file_is_cut_at_a_line_end() -> None:
    copy = copy_of(Answer(200, body=BODY + b"Disallow: /x\n" * SIZE_LIMIT))
    assert SIZE_LIMIT - 13 <= len(copy.document.body) <= SIZE_LIMIT
    assert copy.document.body.endswith(b"Disallow: /x\n")
    assert not allowed(copy, CLOSED)


def test_visits_wait_for_the_hours_of_the_file() -> None:
    copy = copy_of(Answer(200, body=BODY + b"Visit-time: 1300-1500\nCrawl-delay: 5\n"))
    decision = copy.decide(URL, "newscrawl", NOW)
    assert (decision.allowed, decision.wait, decision.delay) == (True, HOUR, 5)


def test_a_copy_is_made_anew_of_its_document() -> None:
    for answer in (
        Answer(200, [("Content-Type", "text/plain; charset=utf-8")], BODY, 2),
        Answer(200, body=b"<html>not found</html>"),
        Answer(200, body=BODY, complete=False),
        Answer(301, redirects=6),
        Answer(403),
        Answer(failure="reset"),
        Answer(429),
    ):
        copy = copy_of(answer)
        restored = robots_copy(copy.document)
        assert restored == copy
        assert restored.decide(URL, "newscrawl", NOW) == copy.decide(URL, "newscrawl", NOW)


def test_a_decision_is_evidence() -> None:
    copy = copy_of(Answer(200, body=BODY))
    denied = copy.statement(copy.decide(CLOSED, "newscrawl", NOW))
    assert denied.source == "https://news.test/robots.txt"
    assert (denied.signal, denied.kinds) == ("robots", ("disallow",))
    assert (denied.locator, denied.text) == ("line 2", "Disallow: /closed/")
    assert denied.sha256 == copy.sha256
    assert set(denied.effects.values()) == {Effect.DENY}
    permitted = copy.statement(copy.decide(URL, "newscrawl", NOW))
    assert permitted.effects == dict.fromkeys(Purpose, Effect.NONE)
    refused = copy_of(Answer(403))
    evidence = refused.statement(refused.decide(URL, "newscrawl", NOW))
    assert "403" in evidence.text


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Answer(failure="connection reset"), "connection reset"),
        (Answer(), "no answer"),
        (Answer(302, redirects=9), "redirects more than 5 times"),
        (Answer(200, complete=False), "broke off"),
        (Answer(503), "status 503"),
    ],
)
def test_a_refusal_says_why(answer: Answer, words: str) -> None:
    assert words in copy_of(answer).decide(URL, "newscrawl", NOW).text


@pytest.mark.parametrize(
    ("page", "robots"),
    [
        ("https://news.test/sub/a", "https://news.test/robots.txt"),
        ("https://news.test:443/a", "https://news.test/robots.txt"),
        ("https://NEWS.test./a", "https://news.test/robots.txt"),
        ("https://b\u00fccher.test/a", "https://xn--bcher-kva.test/robots.txt"),
        ("http://news.test/a", "http://news.test/robots.txt"),
        ("https://news.test:8443/a", "https://news.test:8443/robots.txt"),
        ("https://www.news.test/a", "https://www.news.test/robots.txt"),
        ("HTTP://News.Test/a?b#c", "http://news.test/robots.txt"),
        ("https://[::1]:8443/a", "https://[::1]:8443/robots.txt"),
    ],
)
def test_a_file_governs_its_origin_from_the_root(page: str, robots: str) -> None:
    assert robots_url(page) == robots


def test_what_is_no_web_address_has_no_such_file() -> None:
    for url in ("mailto:a@news.test", "https://news.test:99999/a"):
        with pytest.raises(ValueError, match="not a web address"):
            robots_url(url)
