from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from newscrawl.exceptions import StoreError
from newscrawl.policy.documents import DocumentKind, PolicyDocument
from newscrawl.store import Store, open_store

NOON = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
ORIGIN = "https://news.example:443"


def document(**changes) -> PolicyDocument:
    usual = PolicyDocument(
        DocumentKind.ROBOTS,
        ORIGIN,
        "https://news.example/robots.txt",
        NOON,
        NOON + timedelta(days=1),
        200,
        "text/plain",
        b"User-agent: *\nDisallow: /a\n",
        1,
    )
    return replace(usual, **changes)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(str(tmp_path / "news.db")) as opened:
        yield opened


def keep(store: Store, *documents: PolicyDocument) -> None:
    run = store.runs.start("news", {})
    for each in documents:
        store.documents.keep(run, each)


def test_what_is_kept_comes_back_as_it_was(store: Store) -> None:
    silent = document(status=None, body=b"", redirects=0, failure="timeout", media_type="")
    for each in (document(), silent):
        keep(store, each)
        assert store.documents.latest(each.url) == each


def test_the_newest_fetch_not_after_a_moment_is_found(store: Store) -> None:
    first, second = document(), document(fetched_at=NOON + timedelta(hours=2), body=b"later")
    keep(store, second, first)
    url = first.url
    assert store.documents.latest(url) == second
    assert store.documents.latest(url, NOON + timedelta(hours=1)) == first
    assert store.documents.latest(url, NOON) == first
    assert store.documents.latest(url, NOON - timedelta(seconds=1)) is None
    assert store.documents.fetches(url) == [second, first]
    in_jakarta = (NOON + timedelta(hours=1)).astimezone(timezone(timedelta(hours=7)))
    assert store.documents.latest(url, in_jakarta) == first


def test_of_an_origin_each_document_comes_once(store: Store) -> None:
    mining = document(kind=DocumentKind.TDMREP, url="https://news.example/.well-known/tdmrep.json")
    renewed = document(fetched_at=NOON + timedelta(hours=2), status=404, body=b"")
    foreign = document(origin="http://news.example:80", url="http://news.example/robots.txt")
    keep(store, document(), mining, renewed, foreign)
    assert store.documents.of_origin(ORIGIN) == [mining, renewed]
    assert store.documents.of_origin(ORIGIN, NOON) == [mining, document()]
    assert store.documents.of_origin("https://nobody.example:443") == []


def test_a_body_is_stored_once(store: Store) -> None:
    keep(store, *(document(fetched_at=NOON + timedelta(hours=n)) for n in range(3)))
    with closing(sqlite3.connect(store.name)) as connection:
        (bodies,) = connection.execute("SELECT count(*) FROM policy_bodies").fetchone()
        (fetches,) = connection.execute("SELECT count(*) FROM policy_fetches").fetchone()
    assert (bodies, fetches) == (1, 3)


def test_a_damaged_body_is_told_in_one_line(store: Store) -> None:
    keep(store, document())
    with closing(sqlite3.connect(store.name)) as connection, connection:
        connection.execute("UPDATE policy_bodies SET content = x'00'")
    with pytest.raises(StoreError, match=r"^the fetch 1 of https://news\.example/robots\.txt"):
        store.documents.latest(document().url)


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, True),
        ({"status": 204}, True),
        ({"status": 404}, False),
        ({"status": 301}, False),
        ({"failure": "broke off"}, False),
        ({"status": None}, False),
    ],
)
def test_a_document_is_found_when_it_came_whole(changes: dict, found: bool) -> None:
    assert document(**changes).is_found is found
