from __future__ import annotations

import asyncio
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


def test_of_several_delays_the_longest_holds_in_a_run() -> None:
    queue = RequestQueue()
    hosts = hosts_of(queue)
    for seconds in (4.0, 9.0, 2.0):
        hosts.set_delay("a.example", seconds)
    assert hosts["a.example"].delay == 9.0
    queue.close()


def test_no_later_run_keeps_a_pause_for_longer_than_a_week() -> None:
    queue = RequestQueue()
    hosts_of(queue).pause("a.example", time() + 2**31)
    (row,) = queue.hosts()
    assert 0 < row.ready_at - time() <= 7 * 86_400
    queue.close()


def test_what_is_dropped_is_owed_no_more(tmp_path: Path) -> None:
    queue = RequestQueue(tmp_path / "frontier.db")
    hosts = hosts_of(queue)
    for number in range(3):
        queue.push(hosts["gone.example"].id, Entry(bytes([number]), "{}"))
    queue.lease(hosts["gone.example"].id)
    assert hosts.drop("gone.example".__eq__) == 2
    assert not queue.push(hosts["gone.example"].id, Entry(b"\x02", "{}")), "it was seen"
    queue.close()


def test_who_is_left_is_told_once() -> None:
    queue = RequestQueue()
    told: list[tuple[str, str]] = []
    clock = Clock(delay=1.0, concurrency=2, slots={})
    hosts = Hosts(clock, queue, max_wait=60.0, tell=lambda *what: told.append(what))
    hosts.leave("a.example", "tired")
    hosts.pause("a.example", time() + 3600)
    assert told == [("a.example", "tired")]
    queue.close()


async def _visits(hosts: Hosts, name: str) -> list[str]:
    """Return what happens, in order, when two ask ahead of a host with one place."""
    happened: list[str] = []

    async def visit(visitor: str) -> None:
        async with hosts.ahead(name):
            happened.append(f"{visitor} in")
            await asyncio.sleep(0.01)
            happened.append(f"{visitor} out")

    await asyncio.gather(visit("a"), visit("b"))
    return happened


def test_who_asks_ahead_waits_for_room_and_holds_the_queue() -> None:
    queue = RequestQueue()
    clock = Clock(delay=0.0, concurrency=1, slots={})
    hosts = Hosts(clock, queue, max_wait=60.0)
    host = hosts["a.example"]
    clock.queue(host)
    assert asyncio.run(_visits(hosts, "a.example")) == ["a in", "a out", "b in", "b out"]
    assert (host.holds, host.in_flight) == (0, 0)
    assert clock.due(monotonic()) is host
    queue.close()


def test_a_visit_that_fails_frees_the_host() -> None:
    async def fail(hosts: Hosts) -> None:
        async with hosts.ahead("a.example"):
            raise RuntimeError

    queue = RequestQueue()
    hosts = hosts_of(queue)
    with pytest.raises(RuntimeError):
        asyncio.run(fail(hosts))
    assert (hosts["a.example"].holds, hosts["a.example"].in_flight) == (0, 0)
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
