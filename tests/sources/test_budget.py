from __future__ import annotations

from newscrawl.sources import Budget, Source


def test_a_request_is_counted_once_and_what_is_beyond_the_bound_is_refused() -> None:
    budget = Budget([Source("a", (), max_pages=2), Source("b", ())])
    assert [budget.admits("a", key) for key in (b"1", b"1", b"2")] == [True, True, True]
    assert budget.is_spent("a")
    assert not budget.admits("a", b"3")
    assert budget.admits("a", b"1")
    assert budget.refused == {"a": 1}


def test_a_source_without_a_bound_has_no_end() -> None:
    budget = Budget([Source("b", ())])
    assert all(budget.admits("b", bytes([number])) for number in range(100))
    assert not budget.is_spent("b")
