from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from newscrawl.exit_codes import ExitCode
from newscrawl.inquiry import Finding, Memory
from newscrawl.inquiry.keeping import keep
from newscrawl.policy.documents import DocumentKind, PolicyDocument
from newscrawl.policy.model import Decision, Effect, Purpose, Statement
from newscrawl.policy.permissions import Permission
from newscrawl.policy.profile import Profile
from newscrawl.policy.signals.answers import Answer
from newscrawl.policy.signals.robots_access import judge_answer
from newscrawl.store import Store, open_store, runs
from newscrawl.store.decisions import Action, Ruling, Subject
from newscrawl.store.identity import Identity

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
URL = "https://news.example/story"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(str(tmp_path / "news.db")) as opened:
        opened.runs.start("news", {})
        yield opened


def memory(store: Store, *purposes: Purpose, permission: Permission | None = None) -> Memory:
    profile = Profile(permissions=(permission,) if permission else ())
    return Memory(store, purposes or (Purpose.ARCHIVE,), profile, timedelta(days=30))


def keep_robots(store: Store, body: bytes, at: datetime, status: int = 200) -> None:
    copy = judge_answer(URL, Answer(status, body=body), at)
    store.documents.keep(1, copy.document)


def keep_page(monkeypatch, store: Store, at: datetime, *said: Statement) -> Finding:
    monkeypatch.setattr("newscrawl.store.decisions.now", lambda: at.isoformat(timespec="seconds"))
    finding = Finding(URL, at, (Purpose.ARCHIVE,), statements=said, page_sha256="6b" * 32)
    finding.identity = Identity.of({"url": URL})
    keep(store, 1, finding)
    return finding


def statement(**changes) -> Statement:
    values = {
        "signal": "tdmrep",
        "kinds": ("reserved",),
        "source": URL,
        "locator": "header tdm-reservation",
        "text": "tdm-reservation: 1",
        "sha256": "5a" * 32,
        "effects": {Purpose.AI_TRAIN: Effect.DENY},
    }
    return Statement(**values | changes)


def test_nothing_is_known_of_a_stranger(store: Store) -> None:
    found = memory(store).finding(URL, NOON)
    assert (found.exit_code, found.known_at) == (ExitCode.SOMETHING_FAILED, None)
    assert found.failure == "nothing is known of it"


def test_a_page_that_was_never_asked_for_is_not_allowed(store: Store) -> None:
    keep_robots(store, b"User-agent: *\nDisallow: /private/\n", NOON)
    found = memory(store).finding(URL, NOON + HOUR)
    assert found.exit_code is ExitCode.SOMETHING_FAILED
    assert "never asked for" in found.failure


def test_what_robots_txt_forbade_on_a_day_is_known(store: Store) -> None:
    keep_robots(store, b"User-agent: *\nDisallow: /story\n", NOON)
    keep_robots(store, b"User-agent: *\nDisallow:\n", NOON + 2 * DAY)
    before = memory(store).finding(URL, NOON - HOUR)
    then = memory(store).finding(URL, NOON + HOUR)
    later = memory(store).finding(URL, NOON + 2 * DAY)
    assert before.failure
    assert (then.exit_code, then.may_fetch) == (ExitCode.NOTHING_PERMITTED, False)
    assert then.fetch is not None
    assert (then.fetch.locator, then.fetch.text) == ("line 2", "Disallow: /story")
    assert (then.known_at, then.fetch.sha256) == (NOON, then.documents[0].sha256)
    assert later.may_fetch


def test_what_the_page_said_is_known_with_what_its_robots_txt_says(monkeypatch, store) -> None:
    keep_robots(store, b"User-agent: *\nAllow: /\nContent-Signal: ai-train=no\n", NOON)
    keep_page(monkeypatch, store, NOON, statement())
    found = memory(store, Purpose.AI_TRAIN).finding(URL, NOON + HOUR)
    assert found.verdict.decision is Decision.DENIED
    assert [each.signal for each in found.statements] == ["content_signal", "tdmrep"]
    assert found.page_sha256 == "6b" * 32
    assert found.exit_code is ExitCode.NOTHING_PERMITTED
    assert memory(store).finding(URL, NOON + HOUR).exit_code is ExitCode.COMPLETED
    earlier = memory(store).finding(URL, NOON - HOUR)
    assert earlier.exit_code is ExitCode.SOMETHING_FAILED


def test_what_has_expired_permits_nothing_and_forbids_still(monkeypatch, store: Store) -> None:
    keep_robots(store, b"User-agent: *\nDisallow: /x\n", NOON)
    keep_page(monkeypatch, store, NOON)
    fresh, old = (memory(store).finding(URL, NOON + days * DAY) for days in (0, 3))
    assert (fresh.stale, fresh.exit_code) == (False, ExitCode.COMPLETED)
    assert (old.stale, old.exit_code) == (True, ExitCode.SOMETHING_FAILED)
    assert old.may_fetch, "it was allowed while the copy held"
    closed = memory(store)
    keep_robots(store, b"User-agent: *\nDisallow: /story\n", NOON + HOUR)
    assert closed.finding(URL, NOON + 3 * DAY).exit_code is ExitCode.NOTHING_PERMITTED


def test_an_answer_to_an_inquiry_that_was_refused_is_no_page(monkeypatch, store: Store) -> None:
    refused = Finding(URL, NOON, (Purpose.ARCHIVE,), statement(), may_fetch=False)
    refused.identity = Identity.of({"url": URL})
    keep(store, 1, refused)
    assert refused.recorded
    keep_robots(store, b"", NOON + HOUR)
    assert "never asked for" in memory(store).finding(URL, NOON + HOUR).failure


def test_robots_txt_that_could_not_be_fetched_is_no_answer(store: Store) -> None:
    copy = judge_answer(URL, Answer(failure="timeout"), NOON)
    store.documents.keep(1, copy.document)
    found = memory(store).finding(URL, NOON)
    assert (found.exit_code, found.failure) == (
        ExitCode.SOMETHING_FAILED,
        "robots.txt could not be fetched: timeout",
    )
    keep_robots(store, b"", NOON, status=503)
    assert memory(store).finding(URL, NOON).exit_code is ExitCode.NOTHING_PERMITTED


def test_a_stopped_site_is_remembered_as_long_as_it_is_stopped(monkeypatch, store: Store) -> None:
    monkeypatch.setattr("newscrawl.store.decisions.now", NOON.isoformat)
    ban = statement(signal="notice", effects=dict.fromkeys(Purpose, Effect.DENY))
    ruling = Ruling.on(Decision.DENIED, [Purpose.ARCHIVE], ban)
    store.decisions.record_on(1, Subject(Action.STOP, "news.example", "a ban"), ruling)
    keep_robots(store, b"", NOON)
    assert memory(store).finding(URL, NOON + DAY).exit_code is ExitCode.NOTHING_PERMITTED
    assert memory(store).finding(URL, NOON + 31 * DAY).exit_code is ExitCode.SOMETHING_FAILED
    assert memory(store).finding(URL, NOON - DAY).exit_code is ExitCode.SOMETHING_FAILED


def test_a_site_known_to_forbid_is_known_without_any_evidence(store: Store) -> None:
    found = memory(store).finding("https://www.antaranews.com/berita/1", NOON)
    assert found.exit_code is ExitCode.NOTHING_PERMITTED


@pytest.mark.parametrize("lifts_robots", [True, False])
def test_a_permission_counts_on_the_days_that_it_holds(
    monkeypatch, store: Store, lifts_robots: bool
) -> None:
    granted = Permission(
        licensor="News",
        hosts=("news.example",),
        purposes=(Purpose.ARCHIVE,),
        granted=date(2026, 11, 20),
        expires=date(2026, 11, 20),
        reference="letter.pdf",
        sha256="0" * 64,
        lifts_robots=lifts_robots,
    )
    keep_robots(store, b"User-agent: *\nDisallow: /story\n", NOON)
    keep_page(monkeypatch, store, NOON)
    known = memory(store, permission=granted)
    found = known.finding(URL, NOON)
    assert found.may_fetch is lifts_robots
    assert found.verdict.permission == (granted.citation if lifts_robots else None)
    assert not known.finding(URL, NOON + DAY).may_fetch


def test_the_store_writes_seconds() -> None:
    assert datetime.fromisoformat(runs.now()).microsecond == 0


def test_documents_elsewhere_are_evidence_where_they_are_cited(monkeypatch, store: Store) -> None:
    licence = PolicyDocument(
        DocumentKind.RSL,
        "https://licences.example:443",
        "https://licences.example/rsl.xml",
        NOON,
        NOON + DAY,
        200,
        body=b"<rsl/>",
    )
    store.documents.keep(1, licence)
    keep_robots(store, b"User-agent: *", NOON)
    keep_page(monkeypatch, store, NOON, statement(source=licence.url))
    found = memory(store).finding(URL, NOON)
    assert [each.kind for each in found.documents] == [DocumentKind.ROBOTS, DocumentKind.RSL]
