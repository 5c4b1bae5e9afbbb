from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

from newscrawl.normalisation.moments import Moment, Precision


def test_moments_say_how_much_is_known():
    day = Moment(date(2025, 12, 21))
    local = Moment(datetime(2025, 12, 21, 10, 22))  # noqa: DTZ001
    there = Moment(datetime(2025, 12, 21, 10, 22, tzinfo=timezone(timedelta(hours=7))))
    instant = Moment(datetime(2025, 12, 21, 3, 22, tzinfo=UTC))
    assert [m.precision for m in (day, local, there)] == list(Precision)
    assert day.agrees(local)
    assert local.agrees(there)
    assert there.agrees(instant)
    assert not local.agrees(instant)
    assert not Moment(date(2025, 12, 20)).agrees(there)
    assert {moment.day for moment in (day, local, there)} == {date(2025, 12, 21)}
