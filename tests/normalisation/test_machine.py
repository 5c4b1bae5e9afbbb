from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.normalisation.dates import read_date

NOW = datetime(2026, 11, 23, 12, 30, 45, tzinfo=UTC)


def read(text: str, language: str | None = None, **known) -> str | None:
    moment = read_date(text, language=language, **{"now": NOW} | known).moment
    return moment.iso if moment else None


MACHINE = [
    ("2025-12-21", "2025-12-21"),
    ("20251221", "2025-12-21"),
    ("2025-5-1", "2025-05-01"),
    ("2025-12-5T9:15:0Z", "2025-12-05T09:15:00+00:00"),
    ("2025-12-21T10:22", "2025-12-21T10:22:00"),
    ("2025-12-21 10:22:33", "2025-12-21T10:22:33"),
    ("2025-12-21T10:22:00Z", "2025-12-21T10:22:00+00:00"),
    ("2025-12-21T10:22:00+07:00", "2025-12-21T10:22:00+07:00"),
    ("2025-12-21T10:22:00.000+0700", "2025-12-21T10:22:00+07:00"),
    ("2025-12-21T10:22:00.9999999Z", "2025-12-21T10:22:00+00:00"),
    ("2025-12-21T10:22-05:00", "2025-12-21T10:22:00-05:00"),
    ("2025-12-21 10:22:00 +0700", "2025-12-21T10:22:00+07:00"),
    ("2025-12-21 10:22:00 UTC", "2025-12-21T10:22:00+00:00"),
    ("2025-12-21T10:22:00Z[UTC]", "2025-12-21T10:22:00+00:00"),
    ("20251221102233", "2025-12-21T10:22:33"),
    ("1766287320", "2025-12-21T03:22:00+00:00"),
    ("1766287320000", "2025-12-21T03:22:00+00:00"),
    ("Sun, 21 Dec 2025 10:22:00 +0700", "2025-12-21T10:22:00+07:00"),
    ("Sun, 21 Dec 2025 10:22:00 GMT", "2025-12-21T10:22:00+00:00"),
    ("Sun, 21 Dec 2025 10:22:00 WIB", "2025-12-21T10:22:00+07:00"),
    ("Sun, 21 Dec 2025 10:22:00 -0000", "2025-12-21T10:22:00"),
    ("Sun Dec 21 10:22:00 UTC 2025", "2025-12-21T10:22:00+00:00"),
    ("Sun Dec 21 10:22:00 2025", "2025-12-21T10:22:00"),
]


@pytest.mark.parametrize(("text", "iso"), MACHINE)
@pytest.mark.parametrize("language", [None, "id", "de"])
def test_machine_forms_mean_the_same_in_every_language(text, iso, language):
    assert read(text, language) == iso


@given(st.datetimes(datetime(1971, 1, 1), datetime(2026, 11, 23)), st.integers(-720, 840))  # noqa: DTZ001
def test_every_instant_comes_back(local, minutes):
    moment = local.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=minutes)))
    assert read(moment.isoformat()) == moment.isoformat()
    assert read(f"{moment:%d.%m.%Y %H:%M:%S %z}", "de") == moment.isoformat()
