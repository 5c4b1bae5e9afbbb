"""What is asked of stored articles, and which of them answer to it."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from newscrawl.discovery.revisits import Demand, Known, Outcome
from newscrawl.discovery.window import Window
from newscrawl.store import Store, open_store
from newscrawl.store.pages import Address, Sighting
from newscrawl.store.selection import Selection
from tests.crawlers import article, restricted_article

TODAY = datetime.now(UTC).date()


@pytest.fixture
def store(target: str) -> Iterator[Store]:
    with open_store(target) as store:
        store.runs.start("local", {})
        yield store


def numbers(store: Store, **asked: object) -> list[int]:
    found = store.articles.selected(Selection(**asked))
    return [int(item["url"].rpartition("/")[2]) for item in found]


def test_by_day_and_by_instant(store: Store) -> None:
    dates = ["2026-11-20", "2026-11-21T01:00:00+07:00", "2026-11-21T23:30:00", "2026-11-22", None]
    for number, day in enumerate(dates):
        store.articles.store(1, article(number, date_published=day))
    assert numbers(store) == [0, 1, 2, 3, 4]
    day = date(2026, 11, 21)
    assert numbers(store, window=Window(day, day)) == [1, 2]
    # 01:00 in Jakarta is 18:00 UTC of the day before; the days and the local time may be meant.
    noon = datetime(2026, 11, 21, 13, tzinfo=UTC)
    assert numbers(store, window=Window(noon, noon)) == [2, 3]
    assert numbers(store, window=Window(TODAY - timedelta(1))) == [4], "undated: when first seen"
    assert numbers(store, window=Window(date.min, date.max)) == [0, 1, 2, 3, 4]


def test_by_site_language_and_verdict(store: Store) -> None:
    urls = ["https://a.example/1", "https://www.a.example/2", "https://ba.example/3"]
    tags = ["zh-Hant", "id", "zh"]
    for number, (url, tag) in enumerate(zip(urls, tags, strict=True)):
        make = restricted_article if number == 1 else article
        store.articles.store(1, make(number, url=url, in_language=tag))
    assert numbers(store, sites=frozenset(["a.example"])) == [1, 2]
    assert numbers(store, sites=frozenset(["www.a.example", "ba.example"])) == [2, 3]
    assert numbers(store, sites=frozenset(["%.example"])) == []
    assert numbers(store, languages=frozenset(["zh"])) == [1, 3]
    assert numbers(store, languages=frozenset(["zh-Hant", "id"])) == [1, 2]
    assert numbers(store, restricted=True) == [2]
    assert numbers(store, restricted=False, languages=frozenset(["zh", "id"])) == [1, 3]


def look(number: int) -> Sighting:
    at = datetime(2026, 11, 28, tzinfo=UTC)
    known = Known(Outcome.ARTICLE, at, demand=Demand())
    return Sighting(Address(f"https://a.example/news/{number}", ""), known)


def test_a_run_has_told_what_was_new_or_changed_in_it(store: Store) -> None:
    for number in (1, 2):
        store.articles.store(1, article(number), look(number))
    store.runs.start("news", {})
    store.articles.store(2, article(1), look(1))
    store.articles.store(2, article(2, headline="Changed"), look(2))
    store.articles.store(2, article(3), look(3))
    assert numbers(store, runs=frozenset([1])) == [1]
    assert numbers(store, runs=frozenset([2])) == [2, 3]
    changed = [item["provenance"]["changed"] for item in store.articles]
    assert changed == [[], ["headline"], []]
    store.runs.start("news", {})
    store.articles.store(3, article(2, headline="Changed"), look(2))
    assert numbers(store, runs=frozenset([2])) == [2, 3], "seen again is not told again"
    assert [item["provenance"]["changed"] for item in store.articles][1] == ["headline"]
    assert store.articles.count(run=3) == 1


def test_what_they_were_before_comes_first(store: Store) -> None:
    for headline in ("One", "Two", "Three"):
        store.articles.store(1, article(1, headline=headline))
        store.articles.store(1, article(2))
    found = store.articles.selected(Selection(), revisions=True)
    assert [item["headline"] for item in found] == ["One", "Two", "Three", "Story 2"]


def test_what_they_were_before_is_asked_for_its_restriction_too(store: Store) -> None:
    store.articles.store(1, restricted_article(1, headline="Flagged"))
    store.articles.store(1, article(1, headline="Free"))
    told = {
        asked: [
            item["headline"]
            for item in store.articles.selected(Selection(restricted=asked), revisions=True)
        ]
        for asked in (None, False, True)
    }
    assert told == {None: ["Flagged", "Free"], False: ["Free"], True: []}


def test_its_revisions_are_not_held_all_at_once(store: Store) -> None:
    for number in range(60):
        store.articles.store(1, article(1, headline=f"{number}", article_body="x" * 200_000))
    tracemalloc.start()
    try:
        found = store.articles.selected(Selection(), revisions=True)
        assert [item["headline"] for item in found] == [str(number) for number in range(60)]
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 10_000_000


def test_a_reader_who_leaves_early_gives_the_connection_back(store: Store) -> None:
    for number in range(3):
        store.articles.store(1, article(number))
    found = store.articles.selected(Selection())
    next(found)
    found.close()
    store.articles.store(1, article(4))
    assert store.articles.count() == 4
