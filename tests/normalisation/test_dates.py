from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.normalisation.dates import (
    Moment,
    find_date,
    read_date,
)

NOW = datetime(2026, 11, 23, 12, 30, 45, tzinfo=UTC)


def read(text: str, language: str | None = None, **known) -> str | None:
    moment = read_date(text, language=language, **{"now": NOW} | known).moment
    return moment.iso if moment else None


def refusal(text: str, language: str | None = None, **known) -> str | None:
    return read_date(text, language=language, **{"now": NOW} | known).reason


def test_a_month_that_differs_between_languages_is_refused():
    assert refusal("21 listopada 2024") == "ambiguous month 21 listopada 2024"
    assert read("21 listopada 2024", "pl") == "2024-11-21"
    assert read("21. listopada 2024.", "hr") == "2024-10-21"


def test_an_english_date_on_a_page_in_another_language():
    assert read("Sunday, 21 December 2025", "id") == "2025-12-21"


def test_the_first_of_several_dates_keeps_its_own_time():
    text = "Published 20 May 2025, updated 21 May 2025 10:22"
    assert read(text, "en") == "2025-05-20"


def test_publisher_zone_serves_times_without_one_only():
    assert read("21 Des 2025 10:22", "id", zone="Asia/Jakarta") == "2025-12-21T10:22:00+07:00"
    assert read("2025-12-21T10:22:00", zone="+05:30") == "2025-12-21T10:22:00+05:30"
    assert read("2025-07-21 10:22", zone="Europe/Paris") == "2025-07-21T10:22:00+02:00"
    assert read("2025-12-21T10:22:00Z", zone="Asia/Jakarta") == "2025-12-21T10:22:00+00:00"
    assert read("2025-12-21", zone="Asia/Jakarta") == "2025-12-21"


ORDERS = [
    ("03/04/2026", "id", "2026-04-03"),
    ("03/04/2026", "fr", "2026-04-03"),
    ("03/04/2026", "en-GB", "2026-04-03"),
    ("03.04.2026", None, "2026-04-03"),
    ("12/21/2025", "en", "2025-12-21"),
    ("21/12/2025", "en", "2025-12-21"),
    ("/2026/03/04/", None, "2026-03-04"),
    ("05/05/2026", "en", "2026-05-05"),
    ("Friday 03/04/2026", "en", "2026-04-03"),
    ("Wednesday, 03/04/2026", "en", "2026-03-04"),
    ("2026/03/04", "en", "2026-03-04"),
]


@pytest.mark.parametrize(("text", "language", "iso"), ORDERS)
def test_order_of_numbers_is_known_or_proven(text, language, iso):
    assert read(text, language) == iso


@pytest.mark.parametrize("language", ["en", "en-US", None])
def test_order_that_nothing_proves_is_refused(language):
    assert refusal("03/04/2026", language) == "ambiguous 03/04/2026"


REFUSED = [
    ("", None, "no date"),
    ("no figures", "en", "no date"),
    ("31 April 2026", "en", "impossible day 31 april 2026"),
    ("29 février 2025", "fr", "impossible day 29 fevrier 2025"),
    ("2025-02-30", None, "impossible day 2025-02-30"),
    ("2027-01-01", None, "in the future: 2027-01-01"),
    ("1 Januari 2027", "id", "in the future: 2027-01-01"),
    ("1066-10-14", None, "before 1850: 1066-10-14"),
    ("12 رمضان 1446", "ar", "Islamic calendar"),
    ("December 2025", "en", "no date"),
    ("June 3", "en", "no date"),
    ("2 weeks ago", "en", "an age too vague for a day"),
]


@pytest.mark.parametrize(("text", "language", "reason"), REFUSED)
def test_refuses_with_the_reason(text, language, reason):
    assert refusal(text, language) == reason
    assert read(text, language) is None


def test_a_refusal_stands_whatever_other_languages_say():
    assert refusal("03/04/2026, mars", "en") == "ambiguous 03/04/2026"


def test_a_number_after_a_thai_date_is_no_year():
    assert read("21 ธ.ค. 10 คน", "th") is None


def test_two_days_of_tolerance_for_clocks_ahead():
    assert read("2026-11-25") == "2026-11-25"
    assert read("2026-11-26") is None


def test_finds_a_full_date_in_a_line():
    line = "He was born on 21 December 1985 in the north."
    assert find_date(line, language="en").moment == Moment(date(1985, 12, 21))
    assert find_date(line, language="en", standalone=True).moment is None
    assert find_date("born on 21 December", language="en").moment is None


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "21 December 2025"),
        ("en", "Last updated on Sunday, 21 December 2025 at 10:22 p.m. ET"),
        ("en", "First seen: 21 December 2025"),
        ("id", "Minggu, 21 Desember 2025 | 10:22 WIB"),
        ("de", "Stand: 21.12.2025, 10:22 Uhr"),
        ("ko", "입력 2025.12.21 10:22"),
    ],
)
def test_a_line_that_is_only_a_date(language, line):
    found = find_date(line, language=language, standalone=True)
    assert found.moment is not None
    assert found.moment.day == date(2025, 12, 21)


@given(st.text(max_size=400), st.sampled_from([None, "en", "id", "th", "zh", "ar", "xx", "?"]))
def test_never_raises(text, language):
    for reading in (
        read_date(text, language=language, now=NOW),
        find_date(text, language=language, standalone=True),
    ):
        assert (reading.moment is None) != (reading.reason is None)


@given(st.from_regex(r"\A[0-9 ,.:/年月日dec+\-TZ]{1,40}\Z"))
def test_never_raises_on_what_looks_like_dates(text):
    reading = read_date(text, language="en", zone="Europe/Paris", now=NOW)
    assert (reading.moment is None) != (reading.reason is None)


MONTHS = {
    "id": "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października "
    "listopada grudnia",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "tr": "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
}


@given(st.dates(date(1850, 1, 1), date(2026, 11, 23)), st.sampled_from(sorted(MONTHS)))
def test_every_day_comes_back(day, language):
    month = MONTHS[language].split()[day.month - 1]
    for text in (f"{day.day} {month} {day.year}", f"{day:%d/%m/%Y}", f"{day:%Y-%m-%d}"):
        assert read(text, language) == day.isoformat()


@pytest.mark.parametrize("piece", ["1 ", "21/12/", "21 december ", "10:22 ", "一二三", "ago ", "("])
def test_only_the_beginning_is_examined(piece):
    assert read_date(piece * 200_000 + "21 May 2025", language="en", now=NOW).moment is None


def test_a_space_behind_the_colon_of_a_time_as_papers_of_bangladesh_have_it():
    assert read("প্রকাশ: ১২ নভেম্বর ২০২৫, ১১: ৩০", "bn") == "2025-11-12T11:30:00"
