from __future__ import annotations

from datetime import UTC, datetime

import pytest

from newscrawl.normalisation.dates import is_relative_age, read_date

NOW = datetime(2026, 11, 23, 12, 30, 45, tzinfo=UTC)


def read(text: str, language: str | None = None, **known) -> str | None:
    moment = read_date(text, language=language, **{"now": NOW} | known).moment
    return moment.iso if moment else None


AGES = [
    ("en", "5 days ago", "2026-11-18"),
    ("en", "Updated 5 days ago", "2026-11-18"),
    ("en", "an hour ago", "2026-11-23T11:00:00+00:00"),
    ("en", "1 hour, 5 minutes ago", "2026-11-23T11:25:00+00:00"),
    ("en", "just now", "2026-11-23T12:30:00+00:00"),
    ("id", "5 hari lalu", "2026-11-18"),
    ("id", "kemarin", "2026-11-22"),
    ("id", "Hari ini, 10:22 WIB", "2026-11-23"),
    ("de", "vor 5 Tagen", "2026-11-18"),
    ("fr", "il y a 2 heures", "2026-11-23T10:00:00+00:00"),
    ("es", "hace 5 días", "2026-11-18"),
    ("pt", "há 5 dias", "2026-11-18"),
    ("vi", "3 giờ trước", "2026-11-23T09:00:00+00:00"),
    ("ko", "5일 전", "2026-11-18"),
    ("ja", "5分前", "2026-11-23T12:25:00+00:00"),
    ("zh", "5天前", "2026-11-18"),
    ("th", "5 นาทีที่แล้ว", "2026-11-23T12:25:00+00:00"),
    ("ar", "منذ 5 أيام", "2026-11-18"),
    ("ar", "منذ ساعتين", "2026-11-23T10:00:00+00:00"),
    ("ru", "5 дней назад", "2026-11-18"),
    ("cs", "před 5 dny", "2026-11-18"),
    ("sw", "siku 5 zilizopita", "2026-11-18"),
    ("hi", "5 दिन पहले", "2026-11-18"),
]


@pytest.mark.parametrize(("language", "text", "iso"), AGES)
def test_age_counts_from_the_fetch(language, text, iso):
    assert read(text, language) == iso
    assert read_date(text, language=language).moment is None
    assert is_relative_age(text, language)
    assert is_relative_age(text)


@pytest.mark.parametrize(
    "line",
    ["", "5", "5 days", "The best of today's news", "He left 5 days ago, they said.", "5 min read"],
)
def test_a_line_that_says_more_is_no_age(line):
    assert not is_relative_age(line, "en")
    assert read(line, "en") is None


def test_age_by_the_publishers_clock():
    assert read("kemarin", "id", zone="Pacific/Kiritimati") == "2026-11-23"
