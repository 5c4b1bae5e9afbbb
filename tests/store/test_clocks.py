"""The clocks that overlapping runs share."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from newscrawl.exceptions import StoreError
from newscrawl.store.clocks import HostClocks


def test_a_delay_is_kept_together(target: str) -> None:
    one, two = HostClocks(target), HostClocks(target)
    assert one.depart("a.example", 60.0) == 0
    assert 55 < two.depart("a.example", 0.5) <= 60
    assert 55 < one.depart("a.example", 60.0) <= 75
    assert two.depart("b.example", 0.001) == 0
    time.sleep(0.01)
    assert one.depart("b.example", 60.0) == 0
    for clocks in (one, two):
        clocks.close()


def test_a_host_that_asked_for_peace_is_left_in_peace_by_all(target: str) -> None:
    one, two = HostClocks(target), HostClocks(target)
    one.postpone("a.example", 30.0)
    one.postpone("a.example", 10.0)  # the longer one counts
    assert 25 < two.depart("a.example", 0.5) <= 30
    for clocks in (one, two):
        clocks.close()


def test_no_two_leave_in_one_delay_however_many_ask(target: str) -> None:
    delay, left, lock = 0.1, [], threading.Lock()

    def run() -> None:
        clocks = HostClocks(target)
        for _ in range(3):
            while wait := clocks.depart("a.example", delay):
                time.sleep(wait)
            with lock:
                left.append(time.monotonic())
        clocks.close()

    runs = [threading.Thread(target=run) for _ in range(4)]
    for each in runs:
        each.start()
    for each in runs:
        each.join()
    assert len(left) == 12
    assert max(left) - min(left) >= 0.8 * 11 * delay


def test_runs_take_turns(tmp_path: Path, monkeypatch) -> None:
    now = [1_000.0]
    monkeypatch.setattr("newscrawl.store.clocks.time.time", lambda: now[0])
    one, two = (HostClocks(str(tmp_path / "news.db")) for _ in range(2))
    assert one.depart("a.example", 1.0) == 0
    assert two.depart("a.example", 1.0) == 1.0
    now[0] += 1.0
    assert one.depart("a.example", 1.0) == 0.25, "it comes first, and has asked last"
    assert two.depart("a.example", 1.0) == 0
    assert one.depart("a.example", 1.0) == 1.0
    now[0] += 1.0
    assert two.depart("a.example", 1.0) == 0.25
    now[0] += 0.25
    assert two.depart("a.example", 1.0) == 0, "the other one has not come"
    now[0] += 1.0
    assert two.depart("a.example", 1.0) == 0, "and is waited for no more"
    for clocks in (one, two):
        clocks.close()


def test_a_clock_that_was_set_back_blocks_nobody(tmp_path: Path, monkeypatch) -> None:
    clocks = HostClocks(str(tmp_path / "news.db"))
    now = time.time()
    monkeypatch.setattr("newscrawl.store.clocks.time.time", lambda: now + 3600)
    assert clocks.depart("a.example", 1.0) == 0
    monkeypatch.setattr("newscrawl.store.clocks.time.time", lambda: now)
    assert clocks.depart("a.example", 1.0) == 0
    clocks.close()


def test_no_host_is_lost_for_longer_than_a_week(tmp_path: Path, monkeypatch) -> None:
    clocks = HostClocks(str(tmp_path / "news.db"))
    now, week = [1_000_000_000.0], 7 * 86_400
    monkeypatch.setattr("newscrawl.store.clocks.time.time", lambda: now[0])
    clocks.postpone("a.example", 2.0**31)
    assert clocks.depart("a.example", 1.0) == week
    now[0] += week
    assert clocks.depart("a.example", 1.0) == 0
    clocks.postpone("a.example", 60.0)
    now[0] -= 365 * 86_400
    clocks.postpone("a.example", 5.0)
    assert clocks.depart("a.example", 1.0) == 5.0, "the clock was set back by a year"
    now[0] += 5
    assert clocks.depart("a.example", 1.0) == 0
    clocks.close()


def test_an_error_names_the_file_of_the_clocks_and_not_the_articles(tmp_path: Path) -> None:
    (tmp_path / "news.db-clocks").write_bytes(b"no database" * 100)
    clocks = HostClocks(str(tmp_path / "news.db"))
    with pytest.raises(StoreError, match=r"news\.db-clocks: file is not a database"):
        clocks.depart("a.example", 1.0)
    clocks.close()


def test_a_database_in_memory_has_clocks_of_its_own(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    for _ in range(2):
        clocks = HostClocks(":memory:")
        assert clocks.depart("a.example", 60.0) == 0
        clocks.close()
    assert not list(tmp_path.iterdir())
