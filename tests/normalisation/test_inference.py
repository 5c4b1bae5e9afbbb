from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.normalisation.inference import (
    Years,
    infer_change,
    infer_day,
    infer_time,
    mentioned_years,
)

TODAY = date(2026, 11, 23)


def mentioned(*years: int, latest: date | None = TODAY) -> Years:
    return Years(latest, text=" ".join(map(str, years)))


INFERRED = [
    ("id", "Warga bersorak pada Minggu (21/12) di alun-alun.", [2025], date(2025, 12, 21)),
    ("id", "Rabu (31/12)", [2026], date(2025, 12, 31)),
    ("id", "Rabu waktu setempat (7/1)", [2026], date(2026, 1, 7)),
    ("id", "Rabu dini hari waktu setempat (7/1)", [2026], date(2026, 1, 7)),
    ("id", "pada Rabu (7 Januari 2026)", [2026], date(2026, 1, 7)),
    ("id", "pada Selasa (7 Januari 2026)", [2026], date(2026, 1, 7)),
    ("id", "Jum’at pagi (2/1)", [2026], date(2026, 1, 2)),
    ("ms", "Ahad (21 Dis)", [2025], date(2025, 12, 21)),
    ("ms", "KUALA LUMPUR, 22 Nov (Agensi) --", [2025], date(2025, 11, 22)),
    ("en", "on Sunday (21/12)", [2025], date(2025, 12, 21)),
    ("en", "on Friday (3/4)", [2026], date(2026, 4, 3)),
    ("en", "MOSCOW, June 3. /AGENCY/", [2025], date(2025, 6, 3)),
    ("en", "Dec. 21, Sunday, was cold", [2025], date(2025, 12, 21)),
    ("fr", "PARIS, 3 juin (Agence)", [2025], date(2025, 6, 3)),
    ("zh", "某社北京6月3日电", [2025], date(2025, 6, 3)),
    ("ja", "12月21日(日)に", [2025], date(2025, 12, 21)),
    ("ko", "12월 21일(일) 밝혔다", [2025], date(2025, 12, 21)),
    ("de", "am Mittwoch (3. Juni)", [2026], date(2026, 6, 3)),
    ("de", "am Mittwochabend, 3. Juni", [2026], date(2026, 6, 3)),
    ("ru", "в среду, 3 июня", [2026], date(2026, 6, 3)),
    ("pl", "w środę (3 czerwca)", [2026], date(2026, 6, 3)),
    ("ar", "الأحد 21 ديسمبر", [2025], date(2025, 12, 21)),
    (None, "pada Minggu (21/12)", [2025], date(2025, 12, 21)),
]


@pytest.mark.parametrize(("language", "text", "years", "day"), INFERRED)
def test_day_without_its_year(language, text, years, day):
    assert infer_day(text, language=language, years=mentioned(*years)) == day


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "on Monday (21/12)"),
        ("en", "on Wednesday (7/1)"),
        ("en", "on Tuesday, 7 January 2025"),
        ("en", "the wave of Sunday (26 December 2004)"),
        ("en", "3/4 of them"),
        ("en", "(3/4)"),
        ("en", "They may 5 times march 3 miles"),
        ("en", "a ratio of 1.5 to 3.12"),
        ("en", "on 21 December 2025"),
        ("en", "more than in Nov\n22 people came"),
        ("id", "pada 31/2 atau (31/2)"),
        ("id", "berlangsung sampai Minggu (21/12)"),
        ("en", "open until Sunday (21/12)"),
        ("id", ""),
    ],
)
def test_no_day_where_nothing_fits(language, text):
    assert infer_day(text, language=language, years=mentioned(2025)) is None


def test_the_given_year_is_preferred_unless_it_is_to_come():
    def infer(latest):
        return infer_day("22 Nov", language="en", years=mentioned(2025, latest=latest))

    assert infer(None) == date(2025, 11, 22)
    assert infer(date(2025, 11, 22)) == date(2025, 11, 22)
    assert infer(date(2025, 11, 21)) == date(2024, 11, 22)


def test_a_mistaken_weekday_does_not_move_the_day_by_a_year():
    years = mentioned(2026)
    assert infer_day("pada Selasa (7/1)", language="id", years=years) is None
    assert infer_day("pada Selasa (8/12)", language="id", years=years) is None
    assert infer_day("pada Senin (8/12)", language="id", years=years) == date(2025, 12, 8)


def test_a_full_date_in_the_text_needs_its_weekday_and_a_settled_year():
    def infer(text, year, settled=True):
        years = Years(TODAY, year) if settled else mentioned(year)
        return infer_day(text, language="id", years=years)

    assert infer("pada Rabu, 7 Januari 2026", 2026) == date(2026, 1, 7)
    assert infer("pada Rabu, 31 Desember 2025", 2026) == date(2025, 12, 31)
    assert infer("pada Rabu, 7 Januari 2026", 2026, settled=False) is None
    assert infer("pada 7 Januari 2026", 2026) is None
    assert infer("pada Minggu, 26 Desember 2004", 2026) is None
    assert infer("pada Rabu, 8 Januari 2025", 2026) is None


def test_weekday_can_be_demanded():
    text = "22 Nov; pada Minggu (21/12)"
    assert infer_day(text, language="id", years=mentioned(2025)) == date(2025, 11, 22)
    only = infer_day(text, language="id", years=mentioned(2025), weekday_only=True)
    assert only == date(2025, 12, 21)


def test_several_years_in_their_order():
    text = "Minggu (21/12)"
    assert infer_day(text, language="id", years=mentioned(2023, 2025)) == date(2025, 12, 21)


def test_leap_day_only_in_its_year():
    assert infer_day("29 Feb", language="en", years=mentioned(2025)) == date(2024, 2, 29)


def test_years_that_a_text_mentions():
    text = "© 2019-2024 Desk. In 2025, 1999 people; Rp 2.000; พ.ศ. 2568; 2031; 12,2000; 2019"
    assert mentioned_years(text, date(2026, 1, 1)) == [2019, 2024, 2025, 1999]
    assert mentioned_years("2031", None) == [2031]


@given(st.text(max_size=200), st.lists(st.integers(), max_size=3))
def test_never_raises(text, years):
    for language in ("en", "ja", None):
        day = infer_day(text, language=language, years=mentioned(*years))
        assert day is None or day <= TODAY
    assert all(1850 <= year <= 2026 for year in mentioned_years(text, TODAY))


@pytest.mark.parametrize(
    ("language", "text", "time"),
    [
        ("ja", "5月3日 18時32分", "2026-05-03T18:32:00"),
        ("en", "3 May, 09:30", "2026-05-03T09:30:00"),
        ("ja", "5月4日 18時32分", None),
        ("ja", "5月3日", None),
    ],
)
def test_a_day_finds_its_time_beside_it(language: str, text: str, time: str | None) -> None:
    found = infer_time(text, language=language, day=date(2026, 5, 3))
    assert (found.isoformat() if found else None) == time


@pytest.mark.parametrize(
    ("text", "since", "changed"),
    [
        ("2 May", date(2026, 5, 1), date(2026, 5, 2)),
        ("2 May", date(2026, 5, 3), None),
        ("2 January", date(2026, 12, 30), date(2027, 1, 2)),
        ("2 January", date(2026, 5, 3), None),
        ("2 January", date(9999, 12, 30), None),
    ],
)
def test_a_change_without_its_year_is_of_the_next_half_year(
    text: str, since: date, changed: date | None
) -> None:
    assert infer_change(text, language="en", since=since) == changed


def test_a_time_has_the_zone_that_is_written_behind_it() -> None:
    since = date(2026, 5, 3)
    changed = infer_change("14:00 (GMT+0400)", language="en", since=since)
    assert str(changed) == "2026-05-03 14:00:00+04:00"
    told = infer_time("May 3, 9:14 a.m. EDT", language="en", day=since)
    assert str(told) == "2026-05-03 09:14:00-04:00"
