from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from newscrawl.exceptions import StoreError
from newscrawl.frontier.queue import Entry, RequestQueue


def entry(name: str, priority: int = 0, depth: int = 0) -> Entry:
    return Entry(name.encode(), name, priority, depth)


def drain(queue: RequestQueue, host: int) -> list[str]:
    return [body for _, body in iter(lambda: queue.lease(host), None)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "frontier.db"


def test_each_host_has_its_own_order() -> None:
    queue = RequestQueue()
    one, two = queue.host_id("one.example"), queue.host_id("two.example")
    for item in (entry("b", depth=2), entry("c", depth=1), entry("d", depth=1), entry("a", 9, 9)):
        queue.push(one, item)
    queue.push(two, entry("e", -(10**30)))
    queue.push(two, entry("f", 10**30))
    assert drain(queue, one) == ["a", "c", "d", "b"]
    assert drain(queue, two) == ["f", "e"]
    assert queue.host_id("one.example") == one
    queue.close()


def test_a_duplicate_is_queued_on_demand_only() -> None:
    queue = RequestQueue()
    host = queue.host_id("one.example")
    assert queue.push(host, entry("a"), unique=False)
    assert not queue.push(host, entry("a"))
    assert queue.push(host, entry("a"), unique=False)
    assert drain(queue, host) == ["a", "a"]
    queue.close()


def test_what_is_released_gets_its_place_back() -> None:
    queue = RequestQueue()
    host = queue.host_id("one.example")
    for name in "abc":
        queue.push(host, entry(name))
    (first, _), (second, _) = queue.lease(host), queue.lease(host)
    queue.release(second)
    queue.release(first, "a, changed")
    assert drain(queue, host) == ["a, changed", "b", "c"]
    queue.close()


def test_what_was_not_committed_was_never_there(path: Path) -> None:
    queue = RequestQueue(path)
    host = queue.host_id("one.example")
    queue.push(host, entry("parent"))
    queue.commit()
    row, _ = queue.lease(host)
    queue.push(host, entry("child"))
    queue.acknowledge(row)
    assert queue.unsaved == 1
    queue.close()
    queue = RequestQueue(path)
    assert drain(queue, host) == ["parent"]
    queue.close()


def test_leases_end_with_the_run(path: Path) -> None:
    queue = RequestQueue(path)
    host = queue.host_id("one.example")
    for name in "abc":
        queue.push(host, entry(name))
    done, _ = queue.lease(host)
    queue.lease(host)
    queue.acknowledge(done)
    queue.commit()
    assert queue.unsaved == 0
    queue.close()
    queue = RequestQueue(path)
    assert (queue.recovered, queue.resumed) == (1, True)
    assert [(row.name, row.queued) for row in queue.hosts()] == [("one.example", 2)]
    assert drain(queue, host) == ["b", "c"]
    assert not queue.push(host, entry("a"))
    queue.close()


def test_a_finished_job_forgets_what_it_saw_but_not_what_it_owes(path: Path) -> None:
    queue = RequestQueue(path)
    host = queue.host_id("one.example")
    queue.push(host, entry("done"))
    queue.push(host, entry("owed"))
    row, _ = queue.lease(host)
    queue.acknowledge(row)
    queue.finish()
    queue.commit()
    queue.close()
    queue = RequestQueue(path)
    assert queue.push(host, entry("done"))
    assert not queue.push(host, entry("owed"))
    queue.close()


def test_clocks_are_kept(path: Path) -> None:
    queue = RequestQueue(path)
    host = queue.host_id("one.example")
    queue.keep_delay(host, 2.5)
    queue.keep_pause(host, 4e9)
    queue.commit()
    queue.close()
    queue = RequestQueue(path)
    assert list(queue.hosts()) == [(host, "one.example", 2.5, 4e9, 0)]
    queue.close()


def test_a_temporary_queue_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    queue = RequestQueue()
    queue.push(queue.host_id("one.example"), entry("a"))
    queue.commit()
    queue.close()
    assert not list(tmp_path.iterdir())


def test_one_queue_has_one_owner(path: Path) -> None:
    queue = RequestQueue(path)
    with pytest.raises(StoreError, match=r"frontier\.db: in use by another run"):
        RequestQueue(path)
    queue.close()
    RequestQueue(path).close()


@pytest.mark.parametrize(
    "content", [b"no database at all" * 100, b"SQLite format 3\x00" + b"?" * 99]
)
def test_a_file_that_is_no_frontier_is_told_in_one_line(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(StoreError, match=r"frontier\.db: [^\n]+$"):
        RequestQueue(path)
    assert path.read_bytes() == content


def test_another_database_is_left_alone(path: Path) -> None:
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE articles (url TEXT)")
    other.close()
    with pytest.raises(StoreError, match="not a frontier of this version"):
        RequestQueue(path)


def test_a_folder_that_is_missing_is_told_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"frontier\.db: unable to open database file$"):
        RequestQueue(tmp_path / "missing" / "frontier.db")


def test_it_knows_what_it_has_seen_whether_it_is_still_owed_or_not() -> None:
    queue = RequestQueue()
    host = queue.host_id("one.example")
    assert not queue.has_seen(b"a")
    queue.push(host, entry("a"))
    assert queue.has_seen(b"a")
    drain(queue, host)
    queue.acknowledge(1)
    assert queue.has_seen(b"a")
    queue.close()
