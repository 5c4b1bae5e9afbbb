from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from newscrawl.policy.model import Decision, Effect, Purpose, Statement
from newscrawl.policy.records import cite
from newscrawl.store import Store, groups, open_store
from newscrawl.store.decisions import Action, Ruling, Subject
from newscrawl.store.groups import Groups

STATEMENT = Statement(
    signal="robots",
    kinds=("disallow",),
    source="https://a.example/robots.txt",
    locator="line 2",
    text="Disallow: /x",
    sha256="5a" * 32,
    effects=dict.fromkeys(Purpose, Effect.DENY),
)
RULING = Ruling.on(Decision.DENIED, [Purpose.ARCHIVE], STATEMENT)


def subject(host: str) -> Subject:
    return Subject(Action.REFUSAL, host, cite(STATEMENT))


def rows(path: Path, query: str) -> list[Any]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def test_a_hundred_thousand_refusals_are_a_few_rows(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    with open_store(str(path)) as store:
        gathered = Groups(store.decisions, store.runs.start("news", {}))
        for number in range(100_005):
            gathered.add(subject("a.example"), f"https://a.example/x/{number}", RULING)
        gathered.add(subject("b.example"), "https://b.example/x", RULING)
        gathered.close()
        gathered.close()
        assert not store.decisions.verify().broken
    counts = rows(path, "SELECT key, count FROM decisions ORDER BY id")
    powers = [("a.example", 10**n) for n in range(6)]
    assert counts == [*powers, ("b.example", 1), ("a.example", 100_005)]
    current = rows(path, "SELECT count, json_array_length(sample) FROM current_decisions")
    assert sorted(current) == [(1, 1), (100_005, 20)]
    (found,) = rows(path, "SELECT DISTINCT action, decision, name FROM decisions")
    assert found == ("refusal", "denied", cite(STATEMENT))


def test_memory_is_bounded_and_nothing_is_lost(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(groups, "_MOST_GROUPS", 3)
    path = tmp_path / "news.db"
    with open_store(str(path)) as store:
        gathered = Groups(store.decisions, store.runs.start("news", {}))
        for host in "abcdeabcde":
            for number in range(2):
                gathered.add(subject(host), f"https://{host}.example/{number}", RULING)
        gathered.close()
        assert len(gathered._groups) <= 3
    found = rows(path, "SELECT key, count(*) FROM decisions WHERE count = 2 GROUP BY key")
    assert found == [(host, 2) for host in "abcde"]


def test_what_was_written_within_a_day_stands(tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "news.db"
    other = Ruling.on(Decision.DENIED, [Purpose.ARCHIVE], replace(STATEMENT, sha256="6b" * 32))

    def refuse(store: Store, urls: int, ruling: Ruling = RULING) -> None:
        gathered = Groups(store.decisions, store.runs.start("news", {}))
        for number in range(urls):
            gathered.add(subject("a.example"), f"https://a.example/x/{number}", ruling)
        gathered.close()

    query = "SELECT run, count FROM decisions ORDER BY id"
    with open_store(str(path)) as store:
        for _ in range(5):
            refuse(store, 7)
        assert rows(path, query) == [(1, 1), (1, 7)]
        refuse(store, 12)
        assert rows(path, query)[2:] == [(6, 10), (6, 12)]
        refuse(store, 1, other)
        assert rows(path, query)[4:] == [(7, 1)], "other words are another ground"
        tomorrow = datetime.now(UTC) + timedelta(hours=25)

        class Tomorrow(datetime):
            @classmethod
            def now(cls, tz: Any = None) -> datetime:
                return tomorrow

        monkeypatch.setattr("newscrawl.store.decisions.datetime", Tomorrow)
        refuse(store, 7)
        assert rows(path, query)[5:] == [(8, 1), (8, 7)]
        assert not store.decisions.verify().broken
