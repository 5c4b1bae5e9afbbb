"""Silence where there is always something is told; nights, Sundays and short histories are not."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from math import exp

import pytest

from newscrawl.harvest import Record, State, Tally, period_of, shortfall, stall_of
from newscrawl.harvest.rhythm import start_of

MONDAY = datetime(2026, 11, 23, tzinfo=UTC)
NOW = period_of(MONDAY)
WEEK = 28
Rate = Callable[[int], float]


def newspaper(a_day: float) -> Rate:
    """Most of it at daytime, nothing at night, a fifth on Sundays: articles in six hours."""
    shares = (0.02, 0.4, 0.43, 0.15)

    def rate(period: int) -> float:
        moment = datetime.fromtimestamp(start_of(period), UTC)
        return a_day * shares[moment.hour // 6] * (0.2 if moment.weekday() == 6 else 1.0)

    return rate


def poisson(rate: float, chance: random.Random) -> int:
    limit, count, product = exp(-rate), 0, chance.random()
    while product > limit:
        product *= chance.random()
        count += 1
    return count


def history(rate: Rate, weeks: float = 9, *, seed: int = 1, looks: int = 36) -> dict[int, Tally]:
    chance = random.Random(seed)
    periods = range(NOW - int(weeks * WEEK), NOW)
    return {period: Tally(looks, poisson(rate(period), chance)) for period in periods}


def silent(known: dict[int, Tally], periods: int, until: int = NOW) -> dict[int, Tally]:
    return known | {p: Tally(known[p].looks, 0) for p in range(until - periods, until)}


def told_after(known: dict[int, Tally], until: int = NOW) -> int | None:
    """Return after how many silent periods it is told."""
    for periods in range(1, WEEK + 1):
        if shortfall(silent(known, periods, until), until) is not None:
            return periods
    return None


@pytest.mark.parametrize(("a_day", "most"), [(200, 4), (50, 8), (10, 16), (3, WEEK)])
def test_silence_is_told_in_time(a_day: float, most: int) -> None:
    periods = told_after(history(newspaper(a_day)))
    assert periods is not None
    assert periods <= most


def test_a_list_with_little_to_bring_is_never_told() -> None:
    assert told_after(history(newspaper(0.5))) is None


def test_nights_sundays_and_chance_are_no_stalls() -> None:
    """Two thousand looks at lists that are well, at every hour of the week."""
    alarms = looks = 0
    for seed, a_day in enumerate([2, 5, 10, 20, 50, 100, 200, 500]):
        known = history(newspaper(a_day), weeks=19, seed=seed)
        for now in range(NOW - 9 * WEEK, NOW):
            looks += 1
            alarms += shortfall(known, now) is not None
    assert (looks, alarms) == (8 * 9 * WEEK, 0)


def test_a_trickle_is_told_as_silence_is() -> None:
    known = history(newspaper(50))
    trickle = known | {p: Tally(36, known[p].fresh // 10) for p in range(NOW - WEEK, NOW)}
    found = shortfall(trickle, NOW)
    assert found is not None
    assert 0 <= found.found < found.expected / 4


def test_a_short_history_is_none() -> None:
    assert shortfall(silent(history(newspaper(200), weeks=3), WEEK // 2), NOW) is None
    assert shortfall({}, NOW) is None


def test_a_crawler_that_did_not_look_tells_nothing() -> None:
    known = history(newspaper(200))
    for period in range(NOW - 12, NOW):
        del known[period]
    assert shortfall(known, NOW) is None
    # Its first look after that finds what the list still shows, and no more.
    assert shortfall(known | {NOW - 1: Tally(1, 40)}, NOW) is None


def test_a_crawl_twice_a_day_has_a_rhythm_too() -> None:
    rate = newspaper(30)
    chance = random.Random(3)
    known = {
        period: Tally(1, poisson(rate(period) + rate(period - 1), chance))
        for period in range(NOW - 9 * WEEK, NOW, 2)
    }
    assert shortfall(known, NOW) is None
    stopped = known | {p: Tally(1, 0) for p in known if p >= NOW - 8}
    assert shortfall(stopped, NOW) is not None


def test_an_odd_week_does_not_move_what_is_usual() -> None:
    known = history(newspaper(50))
    odd = known | {p: Tally(36, 400) for p in range(NOW - 3 * WEEK, NOW - 2 * WEEK)}
    assert shortfall(odd, NOW) is None
    down = silent(known, WEEK, NOW - WEEK)
    assert shortfall(down, NOW) is None
    assert told_after(down) is not None


def test_unread_is_told_from_silent() -> None:
    now = MONDAY + timedelta(hours=3)
    known = history(newspaper(100))
    well = Record("feed", looks=40)
    assert stall_of(well, known, now) is None
    since = now - timedelta(days=1)
    bad = Record("feed", State.FAILED, "status 403", looks=40, bad=3, bad_since=since)
    stall = stall_of(bad, silent(known, WEEK), now)
    assert stall is not None
    assert (stall.what, stall.since, stall.detail) == ("unread", since, "status 403")
    stall = stall_of(well, silent(known, 8), now)
    assert stall is not None
    assert stall.what == "silent"
    assert stall.since <= now - timedelta(hours=48)
    assert "0 new in" in stall.detail


@pytest.mark.parametrize(
    "record",
    [
        Record("feed", State.FAILED, "status 403", looks=4, bad=9, bad_since=MONDAY),
        Record("feed", State.FAILED, "status 403", looks=40, bad=2, bad_since=MONDAY),
    ],
)
def test_little_history_and_a_single_failure_are_no_stall(record: Record) -> None:
    assert stall_of(record, silent(history(newspaper(100)), WEEK), MONDAY) is None
