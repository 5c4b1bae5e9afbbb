"""What a live crawl leaves in the store: every decision, none of them a thousand times."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from newscrawl.demo import Answer, ForwardProxy
from newscrawl.exit_codes import ExitCode
from newscrawl.inquiry import Memory
from newscrawl.policy.model import Purpose
from newscrawl.policy.profile import Profile
from newscrawl.store import open_store
from tests.gate.test_permissions import BAN, CITED, STORIES, permit
from tests.site.crawl import crawl, site_of
from tests.site.pages import article, home, robots

CLOSED = [f"/closed/2026/council-approves-works-in-secret-part-{n}" for n in range(1, 34)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What one crawl leaves: of an open site, one that bans crawlers, and one that permits us."""
    folder = tmp_path_factory.mktemp("evidence")
    permit(folder, "granted.test", "lifts_robots = true")
    sites = [
        site_of(
            "open.test",
            {
                "/": home([*STORIES[:1], *CLOSED]),
                "/robots.txt": robots("Disallow: /closed/", "Disallow: /none/"),
                STORIES[0]: article(1),
            },
        ),
        site_of("banned.test", {"/": home(STORIES[1:2]), STORIES[1]: article(2, after=BAN)}),
        site_of(
            "granted.test",
            {
                "/": home(STORIES[2:3]),
                "/robots.txt": robots("Disallow: /"),
                STORIES[2]: article(3),
            },
        ),
        site_of("down.test", {"/": home(STORIES), "/robots.txt": Answer(503)}),
    ]
    with ForwardProxy(sites) as proxy:
        done = crawl(proxy, folder, *(f"http://{site.host}/" for site in sites))
    assert done.code == 0
    return folder


def rows(folder: Path, query: str) -> list[Any]:
    with closing(sqlite3.connect(folder / "newscrawl.db")) as connection:
        connection.row_factory = sqlite3.Row
        return connection.execute(query).fetchall()


def test_refusals_are_told_once_for_each_ground(folder: Path) -> None:
    query = "SELECT * FROM current_decisions WHERE action = 'refusal' AND key = 'open.test'"
    (refusal,) = rows(folder, query)
    assert refusal["count"] == len(CLOSED)
    assert len(json.loads(refusal["sample"])) == 20
    (ground,) = json.loads(refusal["evidence"])
    assert (ground["locator"], ground["text"]) == ("line 2", "Disallow: /closed/")
    every = "SELECT count FROM decisions WHERE action = 'refusal' AND key = 'open.test'"
    assert [row["count"] for row in rows(folder, every)] == [1, 10, len(CLOSED)]


def test_the_document_of_a_ground_is_kept_under_its_hash(folder: Path) -> None:
    (refusal,) = rows(
        folder, "SELECT * FROM current_decisions WHERE action = 'refusal' AND key = 'open.test'"
    )
    (ground,) = json.loads(refusal["evidence"])
    with open_store(str(folder / "newscrawl.db")) as store:
        document = store.documents.latest(ground["source"])
    assert document is not None
    assert document.sha256 == ground["sha256"]
    assert b"Disallow: /closed/" in document.body


def test_an_answer_that_says_nothing_of_the_policy_is_kept_too(folder: Path) -> None:
    with open_store(str(folder / "newscrawl.db")) as store:
        document = store.documents.latest("http://down.test/robots.txt")
    assert document is not None
    assert (document.status, document.is_found, document.body) == (503, False, b"")


def test_a_stop_is_a_decision_with_the_words_that_asked_for_it(folder: Path) -> None:
    (stop,) = rows(folder, "SELECT * FROM decisions WHERE action = 'stop'")
    assert (stop["key"], stop["decision"]) == ("banned.test", "denied")
    (ground,) = json.loads(stop["evidence"])
    assert "may be crawled" in ground["text"]
    assert ground["sha256"]


def test_what_a_permission_let_through_is_a_decision_that_cites_it(folder: Path) -> None:
    relied = rows(folder, "SELECT * FROM current_decisions WHERE action = 'reliance'")
    (row,) = [each for each in relied if each["key"] == "granted.test"]
    assert (row["decision"], row["permission"]) == ("allowed", CITED)
    urls = json.loads(row["sample"])
    assert row["count"] == len(urls) == len(set(urls))
    assert {"http://granted.test/", f"http://granted.test{STORIES[2]}"} <= set(urls)
    (ground,) = json.loads(row["evidence"])
    assert ground["text"] == "Disallow: /"


def test_a_decision_on_a_page_holds_its_hash(folder: Path) -> None:
    query = "SELECT sha256 FROM decisions WHERE action = 'use' AND key LIKE '%open.test%'"
    (use,) = rows(folder, query)
    assert use["sha256"] == hashlib.sha256(article(1).encode()).hexdigest()


def test_the_chain_is_whole(folder: Path) -> None:
    with open_store(str(folder / "newscrawl.db")) as store:
        assert store.decisions.verify().broken == ""
        assert store.documents.damaged() == ""


@pytest.mark.parametrize(
    ("url", "code", "words"),
    [
        (f"http://open.test{STORIES[0]}", ExitCode.COMPLETED, ""),
        (f"http://open.test{CLOSED[-1]}", ExitCode.NOTHING_PERMITTED, "Disallow: /closed/"),
        ("http://open.test/none/ever", ExitCode.NOTHING_PERMITTED, "Disallow: /none/"),
        ("http://open.test/never/asked", ExitCode.SOMETHING_FAILED, "status 200"),
        (f"http://banned.test{STORIES[3]}", ExitCode.NOTHING_PERMITTED, "may be crawled"),
        (f"http://granted.test{STORIES[2]}", ExitCode.NOTHING_PERMITTED, "Disallow: /"),
        ("http://down.test/", ExitCode.NOTHING_PERMITTED, "answered with status 503"),
        ("http://unknown.test/", ExitCode.SOMETHING_FAILED, ""),
    ],
)
def test_why_an_address_was_not_requested_can_be_answered_later(
    folder: Path, url: str, code: ExitCode, words: str
) -> None:
    with open_store(str(folder / "newscrawl.db")) as store:
        memory = Memory(store, (Purpose.ARCHIVE,), Profile(), timedelta(days=30))
        found = memory.finding(url, datetime.now(UTC))
    assert found.exit_code is code
    assert words in (found.fetch.text if found.fetch else "")
