from __future__ import annotations

import pytest

from newscrawl.bounds import Bounds, bounds


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", Bounds()),
        ("500 pages, 200 MB, 30 min", Bounds(500, 200_000_000, 1800)),
        ("1 page", Bounds(pages=1)),
        ("2h", Bounds(seconds=7200)),
        ("10 GB,90s", Bounds(0, 10_000_000_000, 90)),
        ("5 kb", Bounds(bytes=5_000)),
    ],
)
def test_a_budget_is_read_in_words(text: str, found: Bounds) -> None:
    assert bounds(text) == found
    assert bool(bounds(text)) is bool(text)


@pytest.mark.parametrize(
    "text",
    [
        "500",
        "pages",
        "0 pages",
        "-5 pages",
        "5 tons",
        "5 pages, 6 pages",
        "1 kB, 5 MB",
        "1.5 h",
        "9" * 20 + " s",
    ],
)
def test_what_is_no_budget_is_named(text: str) -> None:
    with pytest.raises(ValueError, match="is neither pages, nor bytes, nor a time"):
        bounds(text)
