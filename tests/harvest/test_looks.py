"""A look at a list, and what it says of the list."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from newscrawl.harvest import Look, Record, State
from newscrawl.harvest.looks import marks_of

NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)


def feed(*numbers: int) -> Look:
    urls = [f"https://a.example/news/{number}" for number in numbers]
    return Look("feed", len(urls), marks_of(urls))


def after(*looks: Look, record: Record | None = None) -> Record:
    record = record or Record()
    for hours, look in enumerate(looks):
        record = record.after(look, NOON + timedelta(hours=hours))
    return record


KNOWN = after(*[feed(*range(n, n + 20)) for n in range(6)])
FORBIDDEN = Look(failure=State.FAILED, reason="status 403")


def test_new_is_what_the_last_look_did_not_show() -> None:
    assert after(feed(1, 2, 3)).fresh == 0, "at first nothing is known to be new"
    assert after(feed(1, 2, 3), feed(3, 4, 2, 5)).fresh == 2
    assert after(feed(1, 2), feed(2, 3)).state is State.NEW
    assert after(feed(1, 2), feed(2, 1)).state is State.QUIET
    assert after(feed(1, 2), Look("feed", 2), feed(1, 2, 3)).fresh == 1


def test_what_cannot_be_read_is_counted_until_it_is_read_again() -> None:
    record = after(FORBIDDEN, FORBIDDEN, record=KNOWN)
    assert (record.state, record.reason, record.bad) == (State.FAILED, "status 403", 2)
    assert (record.bad_since, record.looks) == (NOON, KNOWN.looks)
    again = after(feed(*range(6, 26)), record=record)
    assert (again.state, again.bad, again.bad_since, again.fresh) == (State.NEW, 0, None, 1)


@pytest.mark.parametrize(
    ("look", "words"),
    [
        (Look("page", 30, marks_of(["https://a.example/consent"])), "it was a feed and is a page"),
        (feed(1, 2, 3, 4), "it lists 4 articles, and used to list 20"),
        (feed(), "it lists 0 articles"),
    ],
)
def test_a_list_that_is_not_what_it_was_has_changed(look: Look, words: str) -> None:
    record = after(look, record=KNOWN)
    assert record.state is State.CHANGED
    assert words in record.reason
    assert record.marks == KNOWN.marks


def test_a_list_may_grow_and_shrink_a_little_and_an_empty_one_stay_empty() -> None:
    assert after(feed(*range(100)), feed(*range(5)), record=KNOWN).state.is_good
    empty = after(*[feed()] * 8)
    assert (empty.state, empty.bad) == (State.QUIET, 0)
    assert after(feed(*range(20)), feed()).state.is_good, "two looks make no history"


def test_what_stays_changed_is_how_it_is_now() -> None:
    record = after(feed(1, 2), record=KNOWN)
    weeks = [NOON + timedelta(days=days) for days in (1, 20, 29)]
    states = []
    for at in weeks:
        record = record.after(feed(1, 2), at)
        states.append(record.state)
    assert states[:2] == [State.CHANGED, State.CHANGED]
    assert states[2].is_good
    assert record.bad == 0


def test_the_marks_of_a_very_long_list_are_bounded() -> None:
    urls = [f"https://a.example/{number}" for number in range(50_000)]
    marks = marks_of(urls)
    assert 9_900 < len(marks) <= 10_000
    assert len(marks_of([*urls, "https://a.example/new"]) - marks) in {1, 2}
    assert len(marks_of(["https://a.example/new", *urls]) - marks) in {1, 2}
