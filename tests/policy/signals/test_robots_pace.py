from __future__ import annotations

from datetime import UTC, datetime, time, timedelta, timezone

import pytest

from newscrawl.policy.signals.robots import read_robots
from newscrawl.policy.signals.robots_pace import (
    LONGEST_DELAY,
    VisitTime,
    crawl_delay,
    request_rate,
    visit_time,
)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("10", 10.0),
        ("0.5", 0.5),
        ("0,5", 0.5),
        (".5", 0.5),
        ("10s", 10.0),
        ("10 seconds", 10.0),
        ("1e9", 1.0),
        ("9" * 400, LONGEST_DELAY),
        ("-3", None),
        ("soon", None),
        ("inf", None),
        ("nan", None),
        (".", None),
        ("", None),
    ],
)
def test_crawl_delay(value: str, seconds: float | None) -> None:
    assert crawl_delay(value) == seconds


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("1/5", 5.0),
        ("2/1m", 30.0),
        ("1 / 2h", 7200.0),
        ("1/2d", LONGEST_DELAY),
        ("1/10 0600-0845", 10.0),
        ("0/5", None),
        ("1", None),
        ("1/", None),
        ("often", None),
    ],
)
def test_request_rate(value: str, seconds: float | None) -> None:
    assert request_rate(value) == seconds


@pytest.mark.parametrize(
    ("value", "hours"),
    [
        ("0600-0845", VisitTime(time(6), time(8, 45))),
        ("22:00 - 02:30", VisitTime(time(22), time(2, 30))),
        ("0400 0845", VisitTime(time(4), time(8, 45))),
        ("0600-2400", VisitTime(time(6), time(0))),
        ("0660-0700", None),
        ("6-8", None),
        ("night", None),
    ],
)
def test_visit_time(value: str, hours: VisitTime | None) -> None:
    assert visit_time(value) == hours


@pytest.mark.parametrize(
    ("value", "clock", "seconds"),
    [
        ("0600-0845", time(7), 0),
        ("0600-0845", time(5, 59), 60),
        ("0600-0845", time(9), 21 * 3600),
        ("2200-0200", time(23), 0),
        ("2200-0200", time(1), 0),
        ("2200-0200", time(21), 3600),
        ("0000-2400", time(12), 0),
    ],
)
def test_visits_wait_for_the_hour(value: str, clock: time, seconds: float) -> None:
    hours = visit_time(value)
    assert hours is not None
    now = datetime.combine(datetime(2026, 11, 23, tzinfo=UTC), clock, UTC)
    assert hours.wait(now) == seconds
    assert hours.wait(now.astimezone(timezone(timedelta(hours=7)))) == seconds


def test_any_of_several_hours_will_do() -> None:
    group = read_robots(b"User-agent: *\nVisit-time: 0600-0700\nVisit-time: 1200-1300\n").group("x")
    assert group.wait(datetime(2026, 11, 23, 11, tzinfo=UTC)) == 3600
    assert read_robots(b"User-agent: *\n").group("x").wait(datetime(2026, 1, 1, tzinfo=UTC)) == 0
