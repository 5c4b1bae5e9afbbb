from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

import newscrawl.store.hosts
from newscrawl.store import Store
from newscrawl.store.hosts import Remembered


@pytest.fixture
def begun(store: Store) -> Store:
    store.runs.start("news", {})
    return store


def set_back(monkeypatch: pytest.MonkeyPatch, age: timedelta) -> None:
    moment = (datetime.now(UTC) - age).isoformat(timespec="seconds")
    monkeypatch.setattr(newscrawl.store.hosts, "now", lambda: moment)


def test_what_is_kept_is_recalled(begun: Store) -> None:
    known = Remembered(1_795_000_000.25, "it failed", 2)
    begun.hosts.keep(1, "a.example:8080", known)
    assert begun.hosts.recall("a.example:8080") == known
    assert begun.hosts.recall("b.example") is None


def test_nothing_to_remember_is_forgotten(begun: Store) -> None:
    begun.hosts.keep(1, "a.example", Remembered(strikes=1))
    begun.hosts.keep(1, "a.example", Remembered())
    assert begun.hosts.recall("a.example") is None


def test_the_memory_fades(begun: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    set_back(monkeypatch, timedelta(hours=2))
    begun.hosts.keep(1, "a.example", Remembered(strikes=3, slowed=8.0))
    known = begun.hosts.recall("a.example")
    assert known is not None
    assert known.strikes == 3
    assert known.slowed == pytest.approx(2.0, rel=0.01)


@pytest.mark.parametrize("days", [8, -8], ids=["past", "clock set back"])
def test_after_a_week_all_is_forgotten(
    begun: Store, monkeypatch: pytest.MonkeyPatch, days: int
) -> None:
    set_back(monkeypatch, timedelta(days=days))
    begun.hosts.keep(1, "a.example", Remembered(strikes=3))
    assert begun.hosts.recall("a.example") is None
