from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest

from newscrawl.discovery import Candidate, Filter, Window, newest_first
from newscrawl.normalisation.dates import Moment, read_date

URL = "https://www.kabar.example/politik/1"


def moment(text: str) -> Moment:
    found = read_date(text, now=datetime(2027, 1, 1, tzinfo=UTC)).moment
    assert found is not None
    return found


CASES = [
    (Filter(), {}, None),
    (Filter(Window(date(2026, 11, 23))), {"published": moment("2026-11-22T23:59:00Z")}, "date"),
    (Filter(Window(date(2026, 11, 23))), {"published": moment("2026-11-23T00:00:00Z")}, None),
    (Filter(Window(date(2026, 11, 23))), {"modified": moment("2026-11-01")}, "date"),
    (Filter(Window(until=date(2026, 11, 23))), {"published": moment("2026-11-24")}, "date"),
    (Filter(Window(until=date(2026, 11, 23))), {"modified": moment("2026-11-24")}, None),
    (Filter(languages=frozenset(["id"])), {"language": "en"}, "language"),
    (Filter(languages=frozenset(["zh"])), {"language": "zh-Hant"}, None),
    (Filter(languages=frozenset(["id"])), {}, None),
    (Filter(sections=("Politik",)), {"section": "Olahraga"}, None),
    (Filter(sections=("Ekonomi",)), {"section": "Olahraga"}, "section"),
    (Filter(sections=("Ekonomi",)), {}, None),
    (Filter(keywords=("bay",)), {"title": "Ferries cross the Bay"}, None),
    (Filter(keywords=("bay",)), {"title": "Bayonets and ebay"}, "keywords"),
    (Filter(keywords=("大橋",)), {"title": "新大橋開通"}, None),
    (Filter(keywords=("bay",)), {}, None),
    (Filter(include=(re.compile("/politik/"),)), {}, None),
    (Filter(include=(re.compile("/sport/"),)), {}, "address"),
    (Filter(exclude=(re.compile("/politik/"),)), {}, "address"),
]


@pytest.mark.parametrize(("asked", "said", "refusal"), CASES)
def test_refusals(asked: Filter, said: dict[str, object], refusal: str | None) -> None:
    assert asked.refusal(Candidate(URL, **said)) == refusal  # type: ignore[arg-type]


def test_an_instant_is_exact_and_a_day_is_given_the_benefit_of_the_doubt() -> None:
    window = Window(since=datetime(2026, 11, 23, 12, tzinfo=UTC))
    assert window.misses(moment("2026-11-23T11:59:00Z"))
    assert window.misses(moment("2026-11-23T18:59:00+07:00"))
    assert not window.misses(moment("2026-11-23T12:00:00Z"))
    assert not window.misses(moment("2026-11-23"))
    assert window.misses(moment("2026-11-21"))


@pytest.mark.parametrize("bound", [date.min, date.max, datetime.max.replace(tzinfo=UTC)])
def test_the_ends_of_time(bound: date) -> None:
    window = Window(bound, bound)
    assert window.misses_text("2026-11-23T10:00:00Z") or window.misses(moment("2026-11-23"))


def test_the_newest_come_first_and_the_undated_last() -> None:
    days = ["2026-11-21", None, "2026-11-23T10:00:00Z", "2026-11-23T18:00:00+07:00", None]
    found = [
        Candidate(f"{URL}{rank}", rank=rank, published=moment(day) if day else None)
        for rank, day in enumerate(days)
    ]
    assert [each.rank for each in newest_first(reversed(found))] == [3, 2, 0, 1, 4]
