from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import func, select, update

from newscrawl.exceptions import StoreError
from newscrawl.policy.documents import DocumentKind, PolicyDocument
from newscrawl.store import Store
from newscrawl.store.schema import policy_bodies, policy_fetches

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
    with store._database.transaction() as connection:
        tables = (policy_bodies, policy_fetches)
        counts = [connection.scalar(select(func.count()).select_from(each)) for each in tables]
    assert counts == [1, 3]


def test_a_damaged_body_is_told_in_one_line(store: Store) -> None:
    keep(store, document(), document(body=b"other"))
    assert store.documents.damaged() == ""
    with store._database.transaction() as connection:
        connection.execute(update(policy_bodies).values(content=b"0"))
    with pytest.raises(StoreError, match=r"^the fetch \d of https://news\.example/robots\.txt"):
        store.documents.latest(document().url)
    assert re.fullmatch(
        r"the policy document \w{64} is not as it was kept", store.documents.damaged()
    )


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
