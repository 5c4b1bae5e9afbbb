from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from newscrawl.sources import values

NOW = datetime(2026, 11, 23, 1, 30, tzinfo=timezone(timedelta(hours=7)))


@pytest.mark.parametrize(
    ("written", "bound"),
    [
        ("2026-11-20", date(2026, 11, 20)),
        (date(2026, 11, 20), date(2026, 11, 20)),
        ("2026-11-20T08:00+07:00", datetime(2026, 11, 20, 1, tzinfo=UTC)),
        ("2026-11-20 08:00", datetime(2026, 11, 20, 8, tzinfo=UTC)),
        (datetime(2026, 11, 20, 8), datetime(2026, 11, 20, 8, tzinfo=UTC)),  # noqa: DTZ001
        ("today", date(2026, 11, 22)),
        ("Yesterday", date(2026, 11, 21)),
        ("7 days", date(2026, 11, 15)),
        ("2w", date(2026, 11, 8)),
        ("36h", datetime(2026, 11, 21, 6, 30, tzinfo=UTC)),
        ("90 minutes ago", datetime(2026, 11, 22, 17, tzinfo=UTC)),
    ],
)
def test_bounds(written: Any, bound: date) -> None:
    assert values.bound(written, NOW) == bound


@pytest.mark.parametrize("written", ["", "soon", "20.11.2026", "2026-13-01", "7", 7, "99999999d"])
def test_what_is_no_bound_is_told(written: Any) -> None:
    with pytest.raises(ValueError, match="neither a date"):
        values.bound(written, NOW)


def test_an_age_before_all_time_is_no_bound() -> None:
    with pytest.raises(ValueError, match="neither a date"):
        values.bound("99999w", datetime(100, 1, 1, tzinfo=UTC))


def test_lists() -> None:
    assert values.lines("a, b,a,") == ("a", "b")
    assert values.lines(["a", "b"]) == ("a", "b")
    assert values.languages("ID,zh-TW") == {"id", "zh-Hant"}
    assert [pattern.pattern for pattern in values.patterns("^https://a,b/")] == ["^https://a,b/"]
    assert values.span("90 minutes") == timedelta(hours=1.5)
    assert values.zone("Asia/Jakarta") == "Asia/Jakarta"


@pytest.mark.parametrize(
    ("read", "written"),
    [
        (values.count, "-1"), (values.count, "x"), (values.count, True), (values.count, 1.5),
        (values.line, " "), (values.line, "a\nb"), (values.line, 1),
        (values.lines, ""), (values.lines, []), (values.lines, [1]), (values.lines, 1),
        (values.span, "soon"), (values.span, 10), (values.span, ""),
        (values.languages, "bahasa indonesia"), (values.patterns, "("), (values.patterns, 1),
        (values.patterns, "x" * 501), (values.zone, "WIB/Jakarta"), (values.switch, "yes"),
    ],
)  # fmt: skip
def test_what_is_something_else_is_refused(read: Any, written: Any) -> None:
    with pytest.raises(ValueError, match=r"."):
        read(written)
