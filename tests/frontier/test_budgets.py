from __future__ import annotations

import pytest

from newscrawl.bounds import Bounds
from newscrawl.frontier.budgets import Budgets


def test_a_site_is_told_what_it_has_spent_first() -> None:
    budgets = Budgets(0.0, of_site=Bounds(pages=2, bytes=1_500, seconds=60))
    assert budgets.site_exhausts("a.example", 9.0) is None
    budgets.ask("a.example", 9.0)
    budgets.receive("a.example", 1_499, 9.5)
    assert budgets.site_exhausts("a.example", 68.9) is None
    assert budgets.site_exhausts("a.example", 69.0) == "60 s"
    budgets.receive("a.example", 1, 9.6)
    assert budgets.site_exhausts("a.example", 10.0) == "1,500 bytes"
    budgets.ask("a.example", 9.7)
    assert budgets.site_exhausts("a.example", 10.0) == "2 pages"


def test_each_site_has_its_own_and_the_run_counts_all() -> None:
    budgets = Budgets(100.0, of_run=Bounds(pages=3), of_site=Bounds(pages=2))
    for site in ("a.example", "b.example"):
        budgets.ask(site, 101.0)
        assert budgets.site_exhausts(site, 101.0) is None
    assert budgets.run_exhausts(101.0) is None
    budgets.ask("b.example", 102.0)
    assert budgets.site_exhausts("b.example", 102.0) == "2 pages"
    assert budgets.site_exhausts("a.example", 102.0) is None
    assert budgets.run_exhausts(102.0) == "3 pages"


def test_the_time_of_a_run_counts_from_its_beginning() -> None:
    budgets = Budgets(100.0, of_run=Bounds(seconds=60))
    assert budgets.run_exhausts(159.9) is None
    assert budgets.run_exhausts(160.0) == "60 s"


@pytest.mark.parametrize("budgets", [Budgets(0.0), Budgets(0.0, Bounds(), Bounds())])
def test_without_bounds_nothing_ends(budgets: Budgets) -> None:
    for _ in range(100):
        budgets.ask("a.example", 1.0)
    budgets.receive("a.example", 10**12, 1.0)
    assert budgets.run_exhausts(1e9) is None
    assert budgets.site_exhausts("a.example", 1e9) is None
