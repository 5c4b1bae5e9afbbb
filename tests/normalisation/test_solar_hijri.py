"""Dates of Iran's calendar: converted, and read where Persian texts write them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from newscrawl.normalisation.dates import find_date
from newscrawl.normalisation.solar_hijri import to_gregorian

NOW = datetime(2026, 6, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("solar", "gregorian"),
    [
        ((1405, 2, 22), date(2026, 5, 12)),
        ((1403, 12, 30), date(2025, 3, 20)),
        ((1404, 1, 1), date(2025, 3, 21)),
        ((1399, 1, 1), date(2020, 3, 20)),
        ((1357, 11, 22), date(1979, 2, 11)),
    ],
)
def test_conversion(solar: tuple[int, int, int], gregorian: date) -> None:
    assert to_gregorian(*solar) == gregorian


@pytest.mark.parametrize("solar", [(1405, 0, 1), (1405, 13, 1), (1405, 7, 31), (1405, 1, 32)])
def test_no_such_day(solar: tuple[int, int, int]) -> None:
    assert to_gregorian(*solar) is None


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("سه‌شنبه ۲۲ اردیبهشت ۱۴۰۵ ساعت ۱۴:۰۵", "2026-05-12T14:05:00"),
        ("۱۴۰۵/۰۲/۲۲ - ۱۴:۰۵", "2026-05-12T14:05:00"),
        ("22 اردیبهشت 1405", "2026-05-12"),
        ("30 آذر 1404", "2025-12-21"),
        ("۲۲ اردیبهشت ماه ۱۴۰۵", "2026-05-12"),
        ("۲۲ اردیبهشت سال ۱۴۰۵", "2026-05-12"),
        ("۱۲ مه ۲۰۲۶", "2026-05-12"),
    ],
)
def test_persian_texts(text: str, iso: str) -> None:
    moment = find_date(text, language="fa", now=NOW).moment
    assert moment is not None
    assert moment.iso == iso


def test_other_languages_count_otherwise() -> None:
    assert find_date("1405/02/22", language="en", now=NOW).moment is None
