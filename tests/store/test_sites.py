from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newscrawl.policy.signals.known_sites import known_site
from newscrawl.store import Store, open_store

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(str(tmp_path / "news.db")) as opened:
        yield opened


def test_a_stop_holds_until_its_time_is_over(store: Store) -> None:
    run = store.runs.start("news", {})
    statement = known_site("https://antaranews.com/")
    assert statement is not None
    store.sites.keep_stop(run, "a.example", statement, NOW + timedelta(days=1))
    store.sites.keep_stop(run, "b.example", statement, NOW + timedelta(days=3))
    assert store.sites.stops(NOW) == {
        "a.example": (statement,),
        "b.example": (statement,),
    }
    assert set(store.sites.stops(NOW + timedelta(days=2))) == {"b.example"}
    assert set(store.sites.stops(NOW)) == {"b.example"}, "what is over is forgotten"


def test_a_stop_for_one_reason_does_not_end_that_for_another(store: Store) -> None:
    run = store.runs.start("news", {})
    known = known_site("https://antaranews.com/")
    assert known is not None
    first, second = replace(known, kinds=("ai_ban",)), replace(known, kinds=("index_ban",))
    for statement in (first, second, first):
        store.sites.keep_stop(run, "a.example", statement, NOW + timedelta(days=1))
    assert sorted(store.sites.stops(NOW)["a.example"], key=lambda s: s.kinds) == [first, second]


def test_what_terms_say_is_kept_by_site_until_its_time_is_over(store: Store) -> None:
    run = store.runs.start("news", {})
    said = known_site("https://antaranews.com/")
    assert said is not None
    store.sites.keep_terms(run, "a.example", "https://a.example/t", [said], NOW)
    store.sites.keep_terms(
        run, "a.example", "https://a.example/t", [said, said], NOW + timedelta(days=1)
    )
    store.sites.keep_terms(run, "a.example", "https://x.example/", [], NOW + timedelta(days=3))
    assert store.sites.terms("b.example", NOW) == {}
    assert store.sites.terms("a.example", NOW) == {
        "https://a.example/t": (said, said),
        "https://x.example/": (),
    }
    later = store.sites.terms("a.example", NOW + timedelta(days=2))
    assert later == {"https://x.example/": ()}
