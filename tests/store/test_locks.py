"""A lock is held by one, and as long as the process that has it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from newscrawl.exceptions import StoreError
from newscrawl.store.locks import take_lock
from tests.programs import ROOT
from tests.waiting import until

HOLD = """
import sys
from newscrawl.store.locks import take_lock
lock = take_lock(sys.argv[1], "nightly")
print(lock is not None, flush=True)
sys.stdin.read()
"""


def test_one_has_it_at_a_time(target: str) -> None:
    first = take_lock(target, "nightly")
    assert first is not None
    assert take_lock(target, "nightly") is None
    other = take_lock(target, "another job")
    assert other is not None
    assert first.is_held()
    first.release()
    first.release()
    second = take_lock(target, "nightly")
    assert second is not None
    assert other.is_held()
    for lock in (second, other):
        lock.release()


def test_it_ends_with_a_killed_process(target: str) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, target],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"True\n"
    assert take_lock(target, "nightly") is None
    holder.kill()
    holder.communicate()
    lock = until(lambda: take_lock(target, "nightly"))
    lock.release()


def test_whose_file_is_taken_away_has_lost_it(tmp_path: Path) -> None:
    target = str(tmp_path / "news.db")
    first = take_lock(target, "nightly")
    assert first is not None
    (file,) = tmp_path.glob("*.lock")
    file.unlink()
    assert first.is_held(), "nobody else has it: it is taken again"
    assert take_lock(target, "nightly") is None
    file.unlink()
    second = take_lock(target, "nightly")
    assert second is not None
    assert not first.is_held()
    first.release()
    assert take_lock(target, "nightly") is None, "the file of the second is left alone"
    second.release()
    assert not file.exists()


def test_a_database_is_the_same_by_every_way_that_leads_to_it(tmp_path: Path) -> None:
    (tmp_path / "news.db").touch()
    (tmp_path / "link.db").symlink_to("news.db")
    lock = take_lock(str(tmp_path / "news.db"), "nightly")
    assert lock is not None
    assert take_lock(f"sqlite:///{tmp_path}/link.db", "nightly") is None
    lock.release()


def test_a_database_in_memory_is_nobody_elses() -> None:
    for _ in range(2):
        lock = take_lock(":memory:", "nightly")
        assert lock is not None
        assert lock.is_held()
        lock.release()


def test_what_cannot_be_locked_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "news.db").touch()
    with pytest.raises(StoreError, match="no directory"):
        take_lock(str(tmp_path / "nowhere" / "news.db"), "nightly")
    with pytest.raises(StoreError):
        take_lock("postgresql+psycopg://nobody@127.0.0.1:1/news", "nightly")


def test_a_broken_connection_takes_the_lock_again_unless_another_run_has_it(
    postgresql: str,
) -> None:
    target = f"{postgresql}/postgres"
    lock = take_lock(target, "nightly")
    assert lock is not None
    server = create_engine(target, isolation_level="AUTOCOMMIT")
    end = text(
        "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted"
    )
    with server.connect() as connection:
        connection.execute(end).all()
        assert lock.is_held()
        assert take_lock(target, "nightly") is None
        connection.execute(end).all()
        other = until(lambda: take_lock(target, "nightly"))
        assert not lock.is_held()
        other.release()
    lock.release()
    server.dispose()
