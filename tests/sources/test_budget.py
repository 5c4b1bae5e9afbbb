from __future__ import annotations

from newscrawl.bounds import Bounds
from newscrawl.sources import Budget, Source


def test_a_request_is_counted_once_and_what_is_beyond_the_bound_is_refused() -> None:
    budget = Budget([Source("a", (), max_pages=2), Source("b", ())])
    assert [budget.admits("a", key) for key in (b"1", b"1", b"2")] == [True, True, True]
    assert budget.is_spent("a")
    assert not budget.admits("a", b"3")
    assert budget.admits("a", b"1")
    assert budget.refused == {"a": 1}


def test_bytes_and_time_are_bounded_too() -> None:
    now = 100.0
    sources = [
        Source("bytes", (), budget=Bounds(bytes=1_000)),
        Source("time", (), budget=Bounds(seconds=60)),
    ]
    budget = Budget(sources, lambda: now)
    assert budget.admits("bytes", b"1")
    budget.receive("bytes", 999)
    assert budget.admits("bytes", b"2")
    budget.receive("bytes", 1)
    assert budget.is_spent("bytes")
    assert not budget.admits("bytes", b"3")
    assert not budget.is_spent("time")
    now = 130.0
    assert budget.admits("time", b"1")
    now = 189.9
    assert budget.admits("time", b"2")
    now = 190.0
    assert not budget.admits("time", b"3")
    assert budget.refused == {"bytes": 1, "time": 1}


def test_of_two_bounds_on_pages_the_narrower_holds() -> None:
    for source in (
        Source("a", (), max_pages=2, budget=Bounds(pages=5)),
        Source("a", (), max_pages=5, budget=Bounds(pages=2)),
    ):
        budget = Budget([source])
        assert [budget.admits("a", key) for key in (b"1", b"2", b"3")] == [True, True, False]


def test_a_source_without_a_bound_has_no_end() -> None:
    budget = Budget([Source("b", ())])
    assert all(budget.admits("b", bytes([number])) for number in range(100))
    assert not budget.is_spent("b")
