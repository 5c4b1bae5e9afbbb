"""The dates of a page weighed against each other."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from newscrawl.extraction import RawDate
from newscrawl.normalisation.candidates import Clock, choose, choose_first
from newscrawl.page import Page

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def clock(url: str | None = None, language: str | None = "en") -> Clock:
    known = Clock.for_page(Page(b"", url=url), language, None)
    return Clock(language, known.zone, NOW, known.place)


def chosen(*dates: tuple[str, str], url: str | None = None, language: str | None = "en") -> object:
    raw = [RawDate(text, source) for source, text in dates]
    return choose(raw, clock(url, language))


def test_a_meta_element_and_a_printed_date_outvote_structured_data() -> None:
    old, new = ("json-ld[datePublished]", "2021-12-06 14:36"), ("meta[x]", "2022-12-15T09:13:00")
    printed = ("visible", "15 December 2022")
    assert chosen(old, new, printed) == "2022-12-15T09:13:00"
    assert chosen(old, new) == "2021-12-06T14:36:00"
    assert chosen(old, new, ("visible", "6 December 2021")) == "2021-12-06T14:36:00"


def test_the_day_in_the_address_decides_between_printed_dates() -> None:
    event, byline, address = (
        ("visible", "19 May 2026"),
        ("visible", "By Ann | 20 May 2026"),
        ("url", "2026-05-20"),
    )
    assert chosen(event, byline, address) == "2026-05-20"
    assert chosen(event, address) == "2026-05-19"
    assert chosen(("visible", "4 March 2019"), address) == "2026-05-20"


@pytest.mark.parametrize(
    ("url", "others", "iso"),
    [
        # The page itself says the day, and the country's clock agrees.
        ("https://x.example.it/a", [("url", "2026-11-02")], "2026-11-02T00:01:00+01:00"),
        ("https://x.example.it/a", [], "2026-11-01T23:01:00+00:00"),
        ("https://x.example/a", [("url", "2026-11-02")], "2026-11-01T23:01:00+00:00"),
        ("https://x.example.ru/a", [("url", "2026-11-02")], "2026-11-01T23:01:00+00:00"),
    ],
)
def test_an_instant_in_utc_is_told_by_the_clock_of_the_country(url, others, iso) -> None:
    assert chosen(("json-ld", "2026-11-01T23:01:00Z"), *others, url=url) == iso


def test_midnight_in_the_country_was_a_day() -> None:
    instant = ("meta", "2026-11-06T23:00:00.000Z")
    assert chosen(instant, url="https://x.example.de/a") == "2026-11-07T00:00:00+01:00"
    assert chosen(instant, url="https://x.example/a") == "2026-11-06T23:00:00+00:00"


def test_the_zone_of_a_country_proves_nothing_of_a_time_without_one() -> None:
    local = ("visible", "6 November 2026, 10:22")
    assert chosen(local, url="https://x.example.de/a") == "2026-11-06T10:22:00"


def test_what_cannot_be_read_is_passed_over() -> None:
    refused = [RawDate("2027-01-01", "json-ld"), RawDate("31.02.2026", "meta")]
    assert choose_first([*refused, RawDate("2026-05-04", "url")], clock()) == "2026-05-04"
    assert choose_first(refused, clock()) is None


def test_a_printed_zone_is_that_of_the_same_time_without_one() -> None:
    local = ("meta", "2026/11/06 10:22:30")
    printed = ("visible", "Friday, 6 November 2026 10:22 WIB")
    assert chosen(local, printed) == "2026-11-06T10:22:30+07:00"
    assert chosen(local, ("visible", "6 November 2026 10:23 WIB")) == "2026-11-06T10:22:30"
    assert chosen(local, ("time", "2026-11-06T10:22:30Z")) == "2026-11-06T10:22:30"


def test_a_day_has_the_time_that_another_source_gives_to_it() -> None:
    day = ("meta[x]", "2026-05-20")
    assert chosen(day, ("visible", "20 May 2026, 9:14")) == "2026-05-20T09:14:00"
    assert chosen(day, ("visible", "21 May 2026, 9:14")) == "2026-05-20"
    # The day by the clock of UTC; midnight is no time.
    evening = ("time[datetime]", "2026-05-19T20:08:00-04:00")
    assert chosen(day, evening) == "2026-05-19T20:08:00-04:00"
    # Anywhere in the page may stand that of a comment.
    assert chosen(day, ("time", evening[1])) == "2026-05-20"
    assert chosen(day, ("visible", "20 May 2026, 0:00")) == "2026-05-20"
