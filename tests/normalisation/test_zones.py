from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from newscrawl.normalisation.dates import read_date
from newscrawl.normalisation.zones import localize, zone_of

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def offset(zone: str, *, day: str = "21 December 2025", language="en", publisher=None) -> str:
    moment = read_date(f"{day} 10:22 {zone}", language=language, zone=publisher, now=NOW).moment
    return moment.iso.partition("T10:22:00")[2]


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("WIB", "+07:00"),
        ("WITA", "+08:00"),
        ("WIT", "+09:00"),
        ("MSK", "+03:00"),
        ("JST", "+09:00"),
        ("KST", "+09:00"),
        ("ET", "-05:00"),
        ("EDT", "-04:00"),
        ("AEDT", "+11:00"),
        ("(GMT+7)", "+07:00"),
        ("UTC+05:30", "+05:30"),
        ("GMT -3", "-03:00"),
        ("-0330", "-03:30"),
        ("GMT", "+00:00"),
        ("Moscow time", "+03:00"),
        ("Eastern Time", "-05:00"),
        ("Central European Summer Time", "+02:00"),
    ],
)
def test_written_zones(zone, expected):
    assert offset(zone) == expected


def test_a_clock_that_changes_with_the_season():
    assert offset("ET", day="3 June 2024") == "-04:00"
    assert offset("BST", day="3 June 2024") == "+01:00"
    assert offset("BST", day="3 December 2024") == ""


@pytest.mark.parametrize("word", ["et", "est", "wit", "xyz", "Wit", "+99:00", "UTC+15"])
def test_words_and_impossible_offsets_are_no_zones(word):
    assert offset(word) == ""


@pytest.mark.parametrize(
    ("zone", "language", "expected"),
    [
        ("IST", "hi", "+05:30"),
        ("IST", "en-IN", "+05:30"),
        ("IST", "he", "+02:00"),
        ("IST", "en", ""),
        ("CST", "en", "-06:00"),
        ("CST", "zh", "+08:00"),
        ("PST", "fil", "+08:00"),
        ("PST", "en", "-08:00"),
        ("AST", "en", ""),
    ],
)
def test_language_settles_an_abbreviation(zone, language, expected):
    assert offset(zone, language=language) == expected


def test_publisher_settles_an_abbreviation_that_can_mean_its_zone():
    assert offset("IST", publisher="Asia/Kolkata") == "+05:30"
    assert offset("IST", publisher="America/New_York") == ""


@pytest.mark.parametrize(
    ("name", "hours"), [("Asia/Jakarta", 7), ("+07:00", 7), ("UTC+7", 7), ("-0330", -3.5), ("Z", 0)]
)
def test_zone_of_a_name(name, hours):
    there = localize(datetime(2025, 12, 21, 10, 22), zone_of(name))  # noqa: DTZ001
    assert there.utcoffset() == timedelta(hours=hours)


@pytest.mark.parametrize("name", ["", "Nowhere/Land", "../etc/passwd", "+25:00", "\0", None])
def test_no_zone_of_another_name(name):
    assert zone_of(name) is None


def test_local_mean_time_has_no_iso_offset():
    local = datetime(1870, 1, 1)  # noqa: DTZ001
    assert localize(local, ZoneInfo("Asia/Jakarta")) == local
