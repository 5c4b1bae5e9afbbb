from __future__ import annotations

from math import inf, nan
from pathlib import Path
from time import monotonic, time

import pytest

from newscrawl.frontier.clock import Clock
from newscrawl.frontier.hosts import Hosts
from newscrawl.frontier.queue import Entry, RequestQueue


def hosts_of(queue: RequestQueue, max_wait: float = 60.0) -> Hosts:
    return Hosts(Clock(delay=1.0, concurrency=2, slots={}), queue, max_wait=max_wait)


def test_a_host_is_made_known_once() -> None:
    queue = RequestQueue()
    hosts = hosts_of(queue)
    assert hosts["a.example"] is hosts["a.example"]
    assert [row.name for row in queue.hosts()] == ["a.example"]
    queue.close()


@pytest.mark.parametrize(("seconds", "left"), [(-5.0, 0), (59.0, 0), (61.0, 1), (inf, 1), (nan, 1)])
def test_too_long_a_pause_leaves_the_host(seconds: float, left: int) -> None:
    queue = RequestQueue()
    hosts = hosts_of(queue)
    hosts.pause("a.example", time() + seconds)
    assert len(list(hosts.left)) == left
    queue.close()


@pytest.mark.parametrize(
    ("seconds", "left"), [(-inf, 1), (-3.0, 0), (300.0, 0), (inf, 1), (nan, 1)]
)
def test_only_a_delay_that_is_none_leaves_the_host(seconds: float, left: int) -> None:
    queue = RequestQueue()
    hosts = hosts_of(queue)
    hosts.set_delay("a.example", seconds)
    assert len(list(hosts.left)) == left
    assert hosts["a.example"].delay == max(1.0, seconds if not left else 1.0)
    queue.close()


def test_what_was_asked_for_holds_in_the_next_run(tmp_path: Path) -> None:
    queue = RequestQueue(tmp_path / "frontier.db")
    hosts = hosts_of(queue)
    queue.push(hosts["slow.example"].id, Entry(b"1", "{}"))
    hosts.set_delay("slow.example", 7.0)
    hosts.pause("slow.example", time() + 30)
    hosts.leave("slow.example", "tired")
    queue.commit()
    queue.close()
    queue = RequestQueue(tmp_path / "frontier.db")
    hosts = hosts_of(queue)
    slow = hosts["slow.example"]
    assert (slow.delay, slow.queued, slow.left) == (7.0, 1, "")
    assert 25 < slow.due - monotonic() <= 30
    assert list(hosts_of(queue, max_wait=5.0).left)
    queue.close()
