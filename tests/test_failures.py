from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from newscrawl.failures import Failures
from newscrawl.store import Store, open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(str(tmp_path / "news.db")) as opened:
        yield opened


@pytest.fixture
def run(store: Store) -> int:
    return store.runs.start("example", {}, {}, "")


def test_the_first_twenty_are_at_hand_all_in_the_store(store: Store, run: int) -> None:
    failures = Failures(store.runs, run, are_many=False)
    for number in range(25):
        failures.add(f"{number}.html", "empty")
    assert failures.first == [(f"{number}.html", "empty") for number in range(20)]
    assert store.runs.failures(run) == [(f"{number}.html", "empty") for number in range(25)]


def test_one_alone_is_in_the_store_at_once(store: Store, run: int) -> None:
    Failures(store.runs, run, are_many=False).add("x.html", "is empty")
    assert store.runs.failures(run) == [("x.html", "is empty")]


def test_many_are_written_together_and_soon(
    store: Store, run: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newscrawl.failures._LONGEST_WAIT", 0)
    failures = Failures(store.runs, run, are_many=True)
    failed = [(f"{number}.html", "is empty") for number in range(3)]

    async def fail() -> None:
        for name, reason in failed:
            failures.add(name, reason)
        assert store.runs.failures(run) == []
        await asyncio.sleep(0.01)

    asyncio.run(fail())
    assert store.runs.failures(run) == failed, "without another one, or the end"


def test_a_broken_store_does_not_stop_the_counting(store: Store, run: int) -> None:
    with closing(sqlite3.connect(store.name)) as connection:
        connection.execute("DROP TABLE failures")
    failures = Failures(store.runs, run, are_many=False)
    failures.add("x.html", "is empty")
    assert failures.first == [("x.html", "is empty")]


def test_those_that_the_store_did_not_take_are_written_at_the_end(store: Store, run: int) -> None:
    failures = Failures(store.runs, run, are_many=False)
    with closing(sqlite3.connect(store.name)) as connection:
        connection.execute("ALTER TABLE failures RENAME TO elsewhere")
        failures.add("x.html", "is empty")
        assert not failures.are_kept
        connection.execute("ALTER TABLE elsewhere RENAME TO failures")
    failures.add("y.html", "is empty")
    failures.close()
    assert failures.are_kept
    assert sorted(store.runs.failures(run)) == [("x.html", "is empty"), ("y.html", "is empty")]
