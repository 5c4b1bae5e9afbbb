from __future__ import annotations

import pytest

from newscrawl.values import Budget, budget


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", Budget()),
        ("500 pages, 200 MB, 30 min", Budget(500, 200_000_000, 1800)),
        ("1 page", Budget(pages=1)),
        ("2h", Budget(seconds=7200)),
        ("10 GB,90s", Budget(0, 10_000_000_000, 90)),
        ("5 kb", Budget(bytes=5_000)),
    ],
)
def test_a_budget_is_read_in_words(text: str, found: Budget) -> None:
    assert budget(text) == found
    assert bool(budget(text)) is bool(text)


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
        budget(text)
