from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from time import monotonic, time

import pytest
from scrapy.crawler import Crawler

from newscrawl.frontier.breaker import CircuitBreaker
from newscrawl.frontier.clock import Clock
from newscrawl.frontier.health import Outcome
from newscrawl.frontier.host import Host
from newscrawl.frontier.hosts import Hosts
from newscrawl.frontier.memory import HostMemory
from newscrawl.frontier.queue import Entry, RequestQueue
from newscrawl.run import Run, run_of
from newscrawl.store.hosts import Remembered
from tests.crawlers import make_crawler

NAME = "a.example"


class Rig:
    """One host with queued requests, its breaker, and the memory of a run."""

    def __init__(self, run: Run, path: Path | None = None, max_wait: float = 60.0) -> None:
        self.told: list[tuple[str, str]] = []
        self.queue = RequestQueue(path)
        clock = Clock(delay=1.0, concurrency=4, slots={})
        self.hosts = Hosts(
            clock,
            self.queue,
            max_wait=max_wait,
            tell=lambda *what: self.told.append(what),
            memory=HostMemory(run),
        )
        self.breaker = CircuitBreaker(self.hosts, 3)
        self.now = monotonic()
        for number in range(5):
            self.queue.push(self.host.id, Entry(bytes([number]), "{}"))
            clock.queue(self.host)

    @property
    def host(self) -> Host:
        return self.hosts[NAME]

    def come(self, *outcomes: Outcome) -> None:
        """Let requests leave as soon as they may, and their answers come at once."""
        for outcome in outcomes:
            self.now = max(self.now, self.host.due)
            self.host.departed = self.now
            self.now += 0.1
            words = "status 500"
            self.breaker.note(self.host, self.host.departed, self.now, outcome, words)


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Run]:
    crawler: Crawler = make_crawler(tmp_path)
    begun = run_of(crawler)
    yield begun
    begun.store.close()


def recalled(run: Run) -> Remembered:
    return run.store.hosts.recall(NAME) or Remembered()


def test_after_so_many_failures_in_a_row_the_host_has_a_rest(run: Run) -> None:
    rig = Rig(run)
    rig.come(Outcome.FAILED, Outcome.FAILED)
    assert rig.host.due - rig.now < 5
    rig.come(Outcome.FAILED)
    assert rig.host.due - rig.now == pytest.approx(10, abs=0.2)
    assert not rig.hosts.clock.may_depart(rig.host, rig.now + 9)
    assert not rig.host.left
    assert recalled(run) == Remembered()


def test_a_probe_that_succeeds_closes_the_breaker(run: Run) -> None:
    rig = Rig(run)
    rig.come(*[Outcome.FAILED] * 3)
    assert rig.host.has_room
    rig.host.in_flight = 1
    assert not rig.host.has_room  # it is one probe
    rig.come(Outcome.ANSWERED)
    assert rig.host.has_room
    rig.come(Outcome.FAILED, Outcome.ANSWERED, Outcome.FAILED, Outcome.FAILED)
    assert rig.host.paused < rig.now
    assert not rig.told


def test_who_fails_two_probes_is_left_with_its_queue(run: Run) -> None:
    rig = Rig(run)
    rig.come(*[Outcome.FAILED] * 4)
    assert rig.host.due - rig.now == pytest.approx(20, abs=0.2)
    rig.come(Outcome.BUSY)
    assert rig.told == [(NAME, "it failed 5 times in a row, last with status 500")]
    assert rig.host.queued == 5
    known = recalled(run)
    assert known.strikes == 1
    assert known.until == pytest.approx(time() + 600, abs=5)


def test_who_may_not_wait_so_long_leaves_at_once(run: Run) -> None:
    rig = Rig(run, max_wait=9.0)
    rig.come(*[Outcome.FAILED] * 3)
    assert rig.host.left


def test_a_later_run_heeds_the_rest_and_then_probes_once(run: Run) -> None:
    run.store.hosts.keep(1, NAME, Remembered(time() + 300, "it failed 5 times", 1))
    rig = Rig(run)
    assert rig.host.left.startswith("it failed 5 times; it has a rest for ")
    run.store.hosts.keep(1, NAME, Remembered(time() - 1, "it failed 5 times", 1))
    rig = Rig(run)
    rig.host.in_flight = 1
    assert not rig.host.left
    assert not rig.host.has_room
    rig.come(Outcome.FAILED)
    assert rig.told == [(NAME, "it failed once, last with status 500")]
    assert recalled(run).strikes == 2
    assert recalled(run).until == pytest.approx(time() + 1200, abs=5)


def test_a_host_that_is_well_again_is_remembered_no_more(run: Run) -> None:
    run.store.hosts.keep(1, NAME, Remembered(time() - 1, "it failed 5 times", 9))
    rig = Rig(run)
    rig.come(Outcome.ANSWERED, Outcome.FAILED, Outcome.FAILED)
    assert not rig.host.left
    assert recalled(run) == Remembered()


def test_the_longest_rest_is_a_day(run: Run) -> None:
    run.store.hosts.keep(1, NAME, Remembered(time() - 1, "it failed", 500))
    Rig(run).come(Outcome.FAILED)
    assert recalled(run).until == pytest.approx(time() + 86_400, abs=5)


def test_a_wait_that_was_asked_for_holds_in_the_next_run_without_a_job(run: Run) -> None:
    Rig(run).hosts.pause(NAME, time() + 3600)
    rig = Rig(run)
    assert rig.host.left.startswith("it asks for a wait of 3")


def test_a_slow_pace_is_taken_up_by_the_next_run(run: Run) -> None:
    rig = Rig(run)
    rig.host.health.slowed = 8.0
    rig.breaker.close()
    assert Rig(run).host.spacing == pytest.approx(8.0, rel=0.05)


def test_without_a_run_there_is_no_memory() -> None:
    memory = HostMemory()
    memory.keep(NAME, Remembered(strikes=1))
    assert memory.recall(NAME) is None
