from __future__ import annotations

from datetime import UTC, datetime

import pytest

from newscrawl.policy.signals.http_date import http_date
from newscrawl.policy.signals.retry_after import LONGEST_WAIT, retry_after

NOW = datetime(2026, 11, 23, 12, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        (" 120 ", 120),
        ("0", 0),
        ("000", 0),
        ("00120", 120),
        ("9" * 6000, LONGEST_WAIT),
        ("4294967296", LONGEST_WAIT),
        ("Mon, 23 Nov 2026 12:05:00 GMT", 300),
        ("Monday, 23-Nov-26 12:05:00 GMT", 300),
        ("Mon Nov 23 12:05:00 2026", 300),
        ("Wed Dec  2 12:00:00 2026", 9 * 86_400),
        ("mon, 23 nov 2026 12:05:00 gmt", 300),
        ("Mon, 23 Nov 2026 12:05:00", 300),
        ("Mon, 23 Nov 2026 12:05:00 UTC", 300),
        ("Mon, 23 Nov 2026 19:05:00 +0700", 300),
        ("Mon, 23 Nov 2026 07:05:00 -0500", 300),
        ("Mon, 23 Nov 2026 12:00:60 GMT", 59),
        ("Mon, 23 Nov 2026 11:59:00 GMT", 0),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
        ("Sunday, 06-Nov-94 08:49:37 GMT", 0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", LONGEST_WAIT),
    ],
)
def test_what_is_understood(value: str, seconds: int) -> None:
    assert retry_after(value, NOW) == seconds


@pytest.mark.parametrize(
    "value",
    [
        None, "", "soon", "-5", "+5", "1.5", "1e3", "0x10", "\u00b3", "\u0661\u0662", "120, 240",
        "12 0", "120s", "2026-11-23T12:05:00Z", "Mon, 23 Foo 2026 12:05:00 GMT",
        "Mon, 31 Nov 2026 12:05:00 GMT", "Mon, 23 Nov 2026 25:05:00 GMT",
        "Mon, 23 Nov 2026 19:05:00 WIB", "Mon, 01 Jan 0000 00:00:00 GMT",
        "Fri, 31 Dec 9999 23:59:59 -2359", "M" * 100_000,
    ],
)  # fmt: skip
def test_what_is_not(value: str | None) -> None:
    assert retry_after(value, NOW) is None


def test_the_servers_own_clock_counts() -> None:
    value, date = "Mon, 23 Nov 2026 14:05:00 GMT", "Mon, 23 Nov 2026 14:00:00 GMT"
    assert retry_after(value, NOW, date) == 300
    assert retry_after(value, NOW, "no date") == 7500
    assert retry_after("60", NOW, date) == 60


def test_part_of_a_second_is_waited_for() -> None:
    now = NOW.replace(microsecond=1)
    assert retry_after("Mon, 23 Nov 2026 12:00:10 GMT", now) == 10


def test_two_digits_of_a_year_lie_within_fifty_years() -> None:
    assert http_date("Monday, 23-Nov-76 12:00:00 GMT", NOW) == NOW.replace(year=2076)
    assert http_date("Tuesday, 23-Nov-77 12:00:00 GMT", NOW) == NOW.replace(year=1977)
