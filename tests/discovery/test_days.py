from __future__ import annotations

from datetime import date

import pytest

from newscrawl.discovery.days import days_of


@pytest.mark.parametrize(
    ("path", "first", "last"),
    [
        ("/2026/11/23/slug", "2026-11-23", "2026-11-23"),
        ("/news/2026-2-3/slug.html", "2026-02-03", "2026-02-03"),
        ("/read/20261123/slug", "2026-11-23", "2026-11-23"),
        ("/indeks/2026/11/", "2026-11-01", "2026-11-30"),
        ("/2024/02/a-slug", "2024-02-01", "2024-02-29"),
        ("/archive/2025", "2025-01-01", "2025-12-31"),
    ],
)
def test_days_are_read_from_the_path(path: str, first: str, last: str) -> None:
    expected = date.fromisoformat(first), date.fromisoformat(last)
    assert days_of(f"https://news.example{path}") == expected


@pytest.mark.parametrize(
    "path",
    ["/", "/2026/13/01/x", "/2026/02/31/x", "/news/20269923/x", "/a/2026-world-cup",
     "/1066/10/14/x", "/x?d=2026/11/23", "/2099999"],
)  # fmt: skip
def test_no_day_is_guessed(path: str) -> None:
    assert days_of(f"https://news.example{path}") is None
