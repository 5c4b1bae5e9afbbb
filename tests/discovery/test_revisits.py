from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from newscrawl.discovery import Candidate, Filter, Kind, Listing, Role, Window
from newscrawl.discovery.records import from_record, to_record
from newscrawl.discovery.revisits import (
    Demand,
    Known,
    Outcome,
    Rounds,
    Wish,
    changed,
    demand_of,
)
from newscrawl.normalisation.moments import Moment

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def is_due(
    known: Known, after: timedelta, told: Moment | None = None, role: Role = Role.FEED, **asked: str
) -> bool:
    return known.is_due(AT + after, role, told, Wish(Demand(**asked), 12 * HOUR))


@pytest.mark.parametrize(
    ("outcome", "vain", "not_yet", "due"),
    [
        (Outcome.LIST, 4, timedelta(minutes=9), timedelta(minutes=10)),
        (Outcome.LIST, 5, timedelta(minutes=19), timedelta(minutes=20)),
        (Outcome.LIST, 99, 0.9 * HOUR, HOUR),
        (Outcome.GONE, 0, 23 * HOUR, 24 * HOUR),
        (Outcome.GONE, 99, 29 * 24 * HOUR, 30 * 24 * HOUR),
        (Outcome.ARTICLE, 0, 11 * HOUR, 12 * HOUR),
        (Outcome.ARTICLE, 2, 47 * HOUR, 48 * HOUR),
    ],
)
def test_waits_grow(outcome: Outcome, vain: int, not_yet: timedelta, due: timedelta) -> None:
    known = Known(outcome, AT, vain)
    assert not is_due(known, not_yet)
    assert is_due(known, due)


def test_a_list_is_due_at_once_until_it_has_brought_nothing_for_a_while() -> None:
    assert all(is_due(Known(Outcome.LIST, AT, vain), timedelta()) for vain in range(4))
    assert not is_due(Known(Outcome.LIST, AT, 99), 23 * HOUR, role=Role.OTHER)


def test_a_sitemap_is_not_due_when_its_index_says_that_it_is_as_it_was() -> None:
    assert not is_due(Known(Outcome.LIST, AT, 1), HOUR, Moment(AT - HOUR), Role.SITEMAP)
    assert is_due(Known(Outcome.LIST, AT, 1), HOUR, Moment(AT + HOUR), Role.SITEMAP)
    assert is_due(Known(Outcome.LIST, AT, 0), HOUR, Moment(AT - HOUR), Role.SITEMAP)


def test_an_article_that_never_changes_is_left_for_good() -> None:
    assert not is_due(Known(Outcome.ARTICLE, AT, 7), timedelta(days=9000))
    assert not Known(Outcome.ARTICLE, AT).is_due(AT + 99 * HOUR, Role.ARTICLE, None, Wish())


def test_a_told_change_counts_when_it_is_certainly_later() -> None:
    known = Known(Outcome.ARTICLE, AT)
    assert is_due(known, HOUR, Moment(AT + timedelta(minutes=1)))
    assert is_due(known, HOUR, Moment(date(2026, 11, 24)))
    assert not is_due(known, HOUR, Moment(AT))
    assert not is_due(known, HOUR, Moment(date(2026, 11, 23)))
    assert not is_due(known, HOUR, Moment(datetime(2026, 11, 24)))  # noqa: DTZ001


def test_a_sitemap_of_today_is_asked_again_today() -> None:
    """A day without its hours goes on after the look at it."""
    assert is_due(Known(Outcome.LIST, AT, 1), HOUR, Moment(AT.date()), Role.SITEMAP)
    yesterday = Moment(AT.date() - timedelta(days=1))
    assert not is_due(Known(Outcome.LIST, AT, 1), HOUR, yesterday, Role.SITEMAP)


def test_another_change_than_last_time_counts_however_old_it_is() -> None:
    def listing(**told: int | None) -> Listing:
        days = {name: Moment(date(2026, 11, day)) if day else None for name, day in told.items()}
        return Listing(
            Kind.SITEMAP, tuple(Candidate(name, modified=day) for name, day in days.items())
        )

    before = listing(a=1, b=2, c=None, d=4)
    assert changed(before, listing(a=1, b=3, c=3, d=None, e=5)) == {"b"}
    for outcome in (Outcome.ARTICLE, Outcome.GONE, Outcome.LIST):
        known, told, wish = Known(outcome, AT, 1), Moment(AT - 9 * HOUR), Wish()
        assert not known.is_due(AT + HOUR, Role.SITEMAP, told, wish)
        assert known.is_due(AT + HOUR, Role.SITEMAP, told, wish, changed=True)


def test_who_cries_wolf_is_believed_less_and_less() -> None:
    told = Moment(AT + timedelta(seconds=1))
    assert not is_due(Known(Outcome.ARTICLE, AT, 4), HOUR, told)
    assert is_due(Known(Outcome.ARTICLE, AT, 4), 2 * HOUR, told)


def test_what_was_left_is_due_when_more_is_asked_for() -> None:
    left = Known(Outcome.LEFT, AT, demand=Demand("k", "2026-11-10", "2026-11-20"))
    same = {"key": "k", "since": "2026-11-10", "until": "2026-11-20"}
    assert not is_due(left, HOUR, **same)
    assert not is_due(left, HOUR, **same | {"since": "2026-11-12"})
    for more in ({"key": "j"}, {"since": "2026-11-09"}, {"until": "2026-11-21"}):
        assert is_due(left, HOUR, **same | more)


def test_of_the_sections_of_a_site_seen_lately_two_are_looked_at_again_each_time_others() -> None:
    def seen(name: str, hours: float, vain: int, role: Role = Role.SECTION) -> tuple[Any, ...]:
        return f"https://{name}", role, Known(Outcome.LIST, AT - hours * HOUR, vain)

    lists = [
        seen("a.example/sport", 1, 1), seen("www.a.example/world", 2, 1),
        seen("a.example/old", 3, 2), seen("a.example/arts", 0.5, 1), seen("b.example/sport", 1, 3),
        seen("a.example/cut-short", 1, 0), seen("a.example/yesterday", 24, 3),
        seen("a.example/feed", 1, 3, Role.FEED), seen("a.example/map", 1, 3, Role.SITEMAP),
    ]  # fmt: skip
    rounds = Rounds()
    assert rounds.put_off(lists, AT, Wish()) == {"https://a.example/old", "https://a.example/arts"}
    late = [seen("a.example/late", 2, 1), seen("c.example/late", 2, 1)]
    assert rounds.put_off(late, AT, Wish()) == {"https://a.example/late"}, "two in all"
    assert not rounds.put_off(late, AT, Wish(Demand("more")))


def test_a_demand_tells_filters_apart() -> None:
    filters = [
        Filter(), Filter(keywords=("a",)), Filter(sections=("a",)),
        Filter(languages=frozenset(["id"])), Filter(include=(re.compile("a"),)),
        Filter(exclude=(re.compile("a"),)),
    ]  # fmt: skip
    assert len({demand_of(each).key for each in filters}) == len(filters)
    demand = demand_of(Filter(Window(date(2026, 11, 1), AT)))
    assert (demand.since, demand.until) == ("2026-11-01", "2026-11-23")
    assert demand_of(Filter(Window())).exceeds(demand)


def test_a_listing_survives_as_json() -> None:
    found = (
        Candidate("https://a.example/1", "https://a.example/f", 0, title="T", language="id",
                  published=Moment(AT), modified=Moment(date(2026, 11, 24)), keywords=("k",)),
        Candidate("https://a.example/f2", "https://a.example/f", 1, Role.FEED),
    )  # fmt: skip
    listing = Listing(Kind.FEED, found)
    assert from_record(to_record(listing), "https://a.example/f") == listing
