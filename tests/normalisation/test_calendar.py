from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from newscrawl.normalisation.calendar import (
    calendar_of,
    calendars_in,
    count_numbers,
    plain,
    readable,
)

TABLE = tomllib.loads(files("newscrawl.data").joinpath("calendar.toml").read_text("utf-8"))
LANGUAGES = sorted(set(TABLE) - {"und"})


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_names_the_year(language):
    calendar = calendar_of(language)
    assert calendar.language == language
    assert set(calendar.months.values()) == set(range(1, 13))
    assert set(calendar.weekdays.values()) == set(range(7))
    assert {"minute", "hour", "day"} <= set(calendar.units.values())
    assert calendar["before"] or calendar["after"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_name_means_two_months_or_two_days(language):
    for kind in ("months", "weekdays"):
        names = [{plain(name) for name in line.split("/")} for line in TABLE[language][kind]]
        assert sum(map(len, names)) == len(set().union(*names))


@pytest.mark.parametrize(
    ("tag", "language"),
    [("id", "id"), ("in", "id"), ("nb-NO", "no"), ("zh-Hant-TW", "zh"), ("tl", "fil"),
     ("xx", "und"), (None, "und"), ("no tag!", "und")],
)  # fmt: skip
def test_calendar_of_a_tag(tag, language):
    assert calendar_of(tag).language == language


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("21 ARALIK", "21 aralik"),
        ("21 İYUN", "21 iyun"),
        ("Jum’at", "jum'at"),
        ("٢١", "21"),
        ("२१", "21"),
        ("२१ फ़रवरी", "21 फरवरी"),
        ("Février", "fevrier"),
        ("２０２５", "2025"),
        ("أبريل", "ابريل"),
    ],
)
def test_plain_form(text, expected):
    assert plain(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("二〇二五年", "2025年"), ("十二月", "12月"), ("三十一日", "31日"), ("二十日", "20日"),
     ("元年", "1年"), ("十十日", "20日"), ("三人", "三人")],
)  # fmt: skip
def test_chinese_numbers(text, expected):
    assert readable(text) == expected


@pytest.mark.parametrize(
    ("text", "count"),
    [("3 May 2026, 14:20", 4), ("28.09.1912:44", 4), ("令和元年六月三日", 3), ("٣ مايو ٢٠٢٦", 2),
     ("no number", 0)],
)  # fmt: skip
def test_numbers_of_a_date(text, count):
    assert count_numbers(text) == count


def test_languages_of_a_text_by_its_words():
    first = calendars_in(plain("Sonntag, 21. Dezember 2025"), "months")[0]
    assert [calendar.language for calendar in first] == ["de"]
    assert calendars_in("nothing here", "months") == []
