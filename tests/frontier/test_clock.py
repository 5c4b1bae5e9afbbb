from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from newscrawl.frontier.clock import Clock
from newscrawl.frontier.host import Host


def clock_of(*names: str, delay: float = 0.0, concurrency: int = 9, **slots: Any) -> Clock:
    clock = Clock(delay=delay, concurrency=concurrency, slots=slots)
    for number, name in enumerate(names):
        clock.queue(clock.add(name, number), 100)
    return clock


def serve(clock: Clock, now: float) -> str | None:
    """Take a request, let it leave and finish at once; return the host's name."""
    host = clock.due(now)
    if host is None:
        return None
    clock.take(host)
    clock.depart(host, now, served=True)
    clock.land(host)
    return host.name


def only(clock: Clock) -> Host:
    (host,) = clock
    return host


def test_hosts_take_turns_without_a_delay() -> None:
    clock = clock_of("a", "b", "c")
    served = [serve(clock, now) for now in range(1, 10)]
    assert served == ["a", "b", "c"] * 3


def test_a_delayed_host_is_due_after_its_delay_and_not_before() -> None:
    clock = clock_of("a", delay=2.0)
    assert serve(clock, 10.0) == "a"
    assert serve(clock, 11.99) is None
    due = clock.next_turn()
    assert due is not None
    assert 12.0 < due < 12.1
    assert serve(clock, due) == "a"


def answered(clock: Clock, host: Host, *taken: float) -> float:
    """Let requests leave at 10, 20, ...; return how long after the last one *host* is due."""
    for place, seconds in enumerate(taken, 1):
        clock.depart(host, 10.0 * place)
        clock.answer(host, 10.0 * place, seconds)
    return host.due - 10.0 * len(taken)


@pytest.mark.parametrize("taken", [(0.5,), (0.5, 0.5), (0.1, 0.1, 0.5)])
def test_the_first_answers_start_the_delay(taken: tuple[float, ...]) -> None:
    clock = clock_of("a", delay=2.0)
    assert answered(clock, only(clock), *taken) == pytest.approx(2.5, abs=0.05)


def test_later_answers_shift_it_by_as_much_as_they_are_late() -> None:
    usual = 0.9, 0.5, 0.8, 0.5
    clock = clock_of("a", delay=2.0)
    assert answered(clock, only(clock), *usual) == pytest.approx(2.0, abs=0.05)
    clock = clock_of("a", delay=2.0)
    assert answered(clock, only(clock), *usual, 0.7) == pytest.approx(2.2, abs=0.05)
    clock = clock_of("a", delay=2.0)
    assert answered(clock, only(clock), *usual, 1.9) == pytest.approx(3.0, abs=0.05)


def test_the_delay_counts_from_when_the_request_has_come_to_its_connection() -> None:
    clock = clock_of("a", delay=2.0)
    host = only(clock)
    clock.depart(host, 10.0)
    clock.put_off(host, 10.0, 10.4)
    assert 12.4 < host.due < 12.5
    clock.put_off(host, 9.0, 11.0)
    assert host.due < 12.5, "another one has left since"


def test_an_answer_to_an_earlier_request_shifts_nothing() -> None:
    clock = clock_of("a", delay=2.0)
    host = only(clock)
    clock.depart(host, 10.0)
    clock.depart(host, 12.0)
    due = host.due
    clock.answer(host, 10.0, 3.9)
    assert host.due == due


def test_concurrency_counts_until_the_request_lands() -> None:
    clock = clock_of("a", concurrency=2)
    host = only(clock)
    for _ in range(2):
        assert clock.due(1.0) is host
        clock.take(host)
    assert clock.due(1.0) is None
    assert clock.next_turn() is None
    clock.land(host)
    assert clock.due(1.0) is host


def test_a_host_that_is_not_known_is_asked_one_by_one() -> None:
    clock = Clock(delay=0.0, concurrency=2, slots={}, is_wary=True)
    clock.queue(clock.add("a", 0), 9)
    host = only(clock)
    clock.take(host)
    clock.depart(host, 1.0, served=True)
    assert clock.due(1.0) is None
    clock.know("a")
    clock.know("never heard of")
    assert clock.due(1.0) is host


def test_with_a_delay_requests_are_served_one_by_one() -> None:
    clock = clock_of("a", delay=1.0)
    host = only(clock)
    clock.take(host)
    assert clock.due(1.0) is None
    assert clock.next_turn() is None
    clock.depart(host, 1.0, served=True)
    assert clock.due(1.5) is None
    assert clock.due(2.1) is host


def test_a_request_that_was_never_sent_costs_no_delay() -> None:
    clock = clock_of("a", delay=60.0)
    host = only(clock)
    for _ in range(5):
        assert clock.due(1.0) is host
        clock.take(host)
        clock.land(host, left=False)
    assert clock.pending == 95


def test_a_held_host_waits_for_all_who_hold_it() -> None:
    clock = clock_of("a")
    host = only(clock)
    clock.hold(host)
    clock.hold(host)
    clock.free(host)
    assert (clock.due(1.0), clock.pending) == (None, 100)
    clock.free(host)
    assert clock.due(1.0) is host


def test_a_visit_takes_a_place_and_keeps_the_delay() -> None:
    clock = clock_of("a", delay=2.0, concurrency=1)
    host = only(clock)
    assert clock.visit(host, 1.0)
    clock.depart(host, 1.0)
    assert not clock.visit(host, 9.0)
    clock.land(host)
    assert clock.due(2.9) is None
    assert clock.due(3.1) is host


def test_a_request_that_waits_lends_its_place_to_a_visit() -> None:
    clock = clock_of("a", concurrency=1)
    host = only(clock)
    clock.take(host)
    clock.depart(host, 1.0, served=True)
    assert not clock.visit(host, 2.0)
    clock.hold(host)
    clock.lend(host)
    assert clock.visit(host, 2.0)
    clock.land(host)
    clock.reclaim(host)
    clock.free(host)
    assert clock.due(3.0) is None
    clock.land(host)
    assert clock.due(3.0) is host


def test_a_dropped_queue_is_owed_no_more() -> None:
    clock = clock_of("a", "b")
    first, second = clock
    clock.drop(first)
    clock.leave(second, "tired")
    clock.drop(second)
    assert (clock.pending, clock.due(1.0)) == (0, None)


def test_a_host_without_requests_is_not_served() -> None:
    clock = Clock(delay=0.0, concurrency=1, slots={})
    host = clock.add("a", 1)
    clock.queue(host)
    clock.take(host)
    clock.land(host, left=False)
    assert clock.due(1.0) is None
    clock.queue(host)
    assert clock.due(1.0) is host


def test_one_waiting_host_does_not_hold_another() -> None:
    clock = clock_of("a", "b")
    first, second = clock
    first.not_before(50.0)
    assert clock.due(1.0) is second
    second.not_before(20.0)
    assert clock.due(1.0) is None
    assert clock.next_turn() == 20.0
    first.not_before(10.0)  # an earlier moment shortens nothing
    assert clock.due(30.0) is second
    assert clock.due(60.0) is not None


def test_a_left_host_counts_no_more() -> None:
    clock = clock_of("a", "b")
    first, second = clock
    assert clock.pending == 200
    clock.leave(first, "tired")
    clock.leave(first, "very tired")
    clock.queue(first)
    assert clock.pending == 100
    assert clock.due(1.0) is second
    clock.leave(second, "tired")
    assert (clock.pending, clock.due(1.0)) == (0, None)
    assert first.queued == 101


def test_a_request_held_up_must_wait_for_the_one_that_left() -> None:
    clock = clock_of("a", delay=2.0)
    host = only(clock)
    assert clock.may_depart(host, 10.0)
    clock.depart(host, 10.0)
    assert not clock.may_depart(host, 11.9)
    assert clock.may_depart(host, 12.0)


def test_published_delays_only_lengthen() -> None:
    clock = clock_of("a", delay=2.0)
    host = only(clock)
    clock.depart(host, 10.0)
    clock.set_delay(host, 5.0)
    assert host.due > 15.0
    clock.set_delay(host, 1.0)
    assert host.delay == 2.0


def test_a_slot_has_its_own_dials() -> None:
    clock = clock_of("a", "b", delay=1.0, concurrency=4, b={"delay": 7, "concurrency": 0})
    first, second = clock
    assert (first.delay, first.concurrency) == (1.0, 4)
    assert (second.delay, second.concurrency) == (7.0, 1)


def test_many_hosts_are_served_in_the_order_they_are_due() -> None:
    clock = clock_of(*(f"host{number}" for number in range(50)), delay=1.0)
    now, served = 0.0, []
    while len(served) < 500:
        name = serve(clock, now)
        if name is None:
            moment = clock.next_turn()
            assert moment is not None
            assert moment > now
            now = moment
        else:
            served.append((name, now))
    times: dict[str, list[float]] = {}
    for name, at in served:
        times.setdefault(name, []).append(at)
    gaps = [b - a for at in times.values() for a, b in pairwise(at)]
    assert {len(at) for at in times.values()} == {10}
    assert 1.0 <= min(gaps) <= max(gaps) < 1.05
