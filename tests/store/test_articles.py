from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

import pytest

from newscrawl.exceptions import StoreError
from newscrawl.store import Store, open_store
from tests.crawlers import article, restricted_article


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "news.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with open_store(str(path)) as store:
        store.runs.start("local", {"path": "pages"})
        yield store


def test_an_item_comes_back_whole(store: Store) -> None:
    item = restricted_article()
    store.articles.store(1, item)
    assert list(store.articles) == [json.loads(json.dumps(asdict(item)))]


def test_the_same_article_is_one_row(store: Store) -> None:
    store.articles.store(1, article(headline="Old"))
    store.runs.start("local", {})
    store.articles.store(2, article(headline="New"))
    assert [item["headline"] for item in store.articles] == ["New"]
    assert (store.articles.count(1), store.articles.count(2)) == (0, 1)


def test_another_process_sees_it_at_once(store: Store, path: Path) -> None:
    store.articles.store(1, restricted_article())
    query = "SELECT key, host, decision, restricted FROM articles"
    with closing(sqlite3.connect(path)) as connection:
        row = connection.execute(query).fetchone()
    assert row == ("https://a.example/news/1", "a.example", "denied", 1)


def test_the_decision_is_kept_with_its_evidence(store: Store) -> None:
    store.articles.store(1, restricted_article())
    found = store.decisions.latest("https://a.example/news/1")
    assert found is not None
    assert (found["run"], found["decision"], found["purposes"]) == (1, "denied", ["ai-train"])
    assert found["evidence"][0]["text"].startswith("Dilarang memakai")
    assert store.decisions.latest("https://a.example/other") is None


def test_more_articles_than_one_batch_are_read(store: Store) -> None:
    for number in range(205):
        store.articles.store(1, {"url": f"https://a.example/{number}"})
    assert [item["url"] for item in store.articles][-1] == "https://a.example/204"
    assert store.articles.count() == 205


def test_odd_values_are_stored(store: Store) -> None:
    store.articles.store(
        1, {"url": "https://a.example/1", "x": {1, (2,)}, "y": object, 3: "\ud800"}
    )
    (item,) = store.articles
    assert item["3"] == "\ufffd"


def test_a_run_keeps_its_end_and_its_failures(store: Store, path: Path) -> None:
    store.runs.fail(1, [("pages/\x1bx.html", "is\nempty")])
    store.runs.finish(1, "finished", {"newscrawl/articles": 0}, {"run": 1})
    assert store.runs.failures(1) == [("pages/x.html", "is empty")]
    with closing(sqlite3.connect(path)) as connection:
        row = connection.execute("SELECT arguments, reason, summary FROM runs").fetchone()
    assert row == ('{"path": "pages"}', "finished", '{"run": 1}')


def test_a_locked_database_is_one_clear_error(store: Store, path: Path) -> None:
    with store.articles._database.transaction() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 1")
    with closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreError, match=r"news\.db: database is locked"):
            store.articles.store(1, article())


def test_articles_stored_together_are_as_if_one_by_one(store: Store) -> None:
    store.articles.store(1, article(1, headline="Old"))
    looks = [(article(1, headline="New"), None), (restricted_article(2), None)]
    again = [(article(1, headline="Newest"), None)]
    changes = store.articles.store_all(1, [*looks, *again])
    assert [change.fields for change in changes] == [("headline",), (), ("headline",)]
    assert next(iter(store.articles))["headline"] == "Newest"
    former = store.articles.revisions("https://a.example/news/1")
    assert [each["item"]["headline"] for each in former] == ["Old", "New"]
    assert store.decisions.verify().length == 4


def test_of_articles_stored_together_all_or_none_are(store: Store) -> None:
    with pytest.raises(StoreError):
        store.articles.store_all(7, [(article(1), None), (article(2), None)])
    assert store.articles.count() == 0
