"""The history of each list, kept for some weeks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from newscrawl.harvest import Look, State, Tally, period_of
from newscrawl.harvest.looks import marks_of
from newscrawl.store import Store
from newscrawl.store.lists import Place

NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)
FEED = Place("Breakwater Post", "https://post.example/feed.xml")
DOWN = Look(failure=State.FAILED, reason="status 503")


def feed(*numbers: int) -> Look:
    return Look("feed", len(numbers), marks_of(f"https://post.example/{n}" for n in numbers))


def test_looks_add_up_to_a_history(store: Store) -> None:
    run = store.runs.start("news", {})
    store.lists.look(run, FEED, feed(1, 2), NOON)
    store.lists.look(run, FEED, feed(2, 3, 4), NOON + timedelta(hours=1))
    store.lists.look(run, FEED, DOWN, NOON + timedelta(hours=2))
    store.lists.look(run, FEED, feed(4, 5), NOON + timedelta(hours=8))
    period = period_of(NOON)
    assert store.lists.history(FEED, NOON + timedelta(days=1)) == {
        period: Tally(2, 2),
        period + 1: Tally(1, 1),
    }
    other = Place("Another Post", FEED.url)
    assert store.lists.history(other, NOON) == {}
    assert store.lists.look(run, other, feed(9), NOON).looks == 1


def test_what_was_bad_is_known_at_the_next_look(store: Store) -> None:
    run = store.runs.start("news", {})
    for hour in range(3):
        record = store.lists.look(run, FEED, DOWN, NOON + timedelta(hours=hour))
    assert (record.bad, record.bad_since, record.reason) == (3, NOON, "status 503")
    assert store.lists.look(run, FEED, feed(1), NOON + timedelta(hours=4)).bad == 0


def test_a_source_as_a_whole_brings_what_it_is_said_to(store: Store) -> None:
    run = store.runs.start("news", {})
    whole = Place("Breakwater Post")
    for fresh in (3, 0, 4):
        store.lists.look(run, whole, Look("source"), NOON, fresh)
    assert store.lists.history(whole, NOON) == {period_of(NOON): Tally(3, 7)}


def test_a_year_of_runs_takes_no_more_room_than_some_weeks(store: Store) -> None:
    run = store.runs.start("news", {})
    forgotten = Place("", "https://post.example/sitemap-2026-01-01.xml")
    store.lists.look(run, forgotten, feed(1), NOON)
    for day in range(0, 365, 5):
        at = NOON + timedelta(days=day)
        store.lists.look(run, FEED, feed(day), at)
        store.lists.forget(at)
    history = store.lists.history(FEED, at)
    assert len(history) == 13
    with store.lists._database.transaction() as connection:
        counts = [
            connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar()
            for table in ("lists", "harvests")
        ]
    assert counts == [1, 13]
