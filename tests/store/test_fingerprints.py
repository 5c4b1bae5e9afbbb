from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from newscrawl.exceptions import StoreError
from newscrawl.store import Store, open_store
from newscrawl.store.appearances import Appearance, Forerunners
from newscrawl.store.identity import Identity
from newscrawl.text.fingerprint import Fingerprint, digest
from tests.crawlers import story


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(str(tmp_path / "news.db")) as store:
        store.runs.start("local", {})
        yield store


def sight(store: Store, url: str, text: str, run: int = 1) -> Forerunners:
    identity = Identity.of({"url": url})
    return store.fingerprints.sight(run, Appearance(identity, digest(text), Fingerprint.of(text)))


def test_an_exact_copy_on_the_host_names_the_first(store: Store) -> None:
    assert sight(store, "https://a.example/1", story(1)) == Forerunners()
    assert sight(store, "https://a.example/2", story(1)).exact == "https://a.example/1"


def test_of_articles_looked_at_together_each_sees_those_before_it(store: Store) -> None:
    looks = [
        Appearance(Identity.of({"url": url}), digest(story(1)), Fingerprint.of(story(1)))
        for url in ("https://a.example/1", "https://b.example/1", "https://a.example/2")
    ]
    first, near, exact = store.fingerprints.sight_all(1, looks)
    assert first == Forerunners()
    assert [found.name for found in near.near] == ["https://a.example/1"]
    assert exact.exact == "https://a.example/1"


def test_articles_looked_at_together_are_seen_as_one_by_one(tmp_path: Path) -> None:
    lead = story(1, 300)
    texts = [f"{lead} {story(number, 40)}" for number in range(2, 32)]  # more than are weighed
    texts += [story(50), lead, story(51), f"{story(52, 30)} {lead}"]
    looks = [
        Appearance(
            Identity.of({"url": f"https://{n}.example/a"}), digest(each), Fingerprint.of(each)
        )
        for n, each in enumerate(texts)
    ]
    found = []
    for name, most in (("alone.db", 1), ("together.db", len(looks))):
        with open_store(str(tmp_path / name)) as store:
            for run in (1, 2):  # the second finds what is there already
                store.runs.start("local", {})
                for start in range(0, len(looks), most):
                    found += store.fingerprints.sight_all(run, looks[start : start + most])
    alone, together = found[: len(found) // 2], found[len(found) // 2 :]
    assert [each.near for each in together] == [each.near for each in alone]
    assert [_standing(each) for each in together] == [_standing(each) for each in alone]
    assert max(len(each.near) for each in alone) == 20


def _standing(forerunners: Forerunners) -> tuple[object, ...] | None:
    what = forerunners.membership
    return what and (what.cluster, what.role, what.similarity, what.original, what.ground)


def test_an_exact_copy_on_another_host_is_only_near(store: Store) -> None:
    sight(store, "https://a.example/1", story(1))
    found = sight(store, "https://b.example/1", story(1))
    assert found.exact is None
    assert [(near.name, near.similarity) for near in found.near] == [("https://a.example/1", 1.0)]


def test_the_same_address_is_a_canonical_copy(store: Store) -> None:
    sight(store, "https://a.example/1", story(1))
    assert sight(store, "https://a.example/1?fbclid=x", story(2)).canonical == "https://a.example/1"


def test_near_ones_are_listed_nearest_first(store: Store) -> None:
    words = story(1, 300).split()
    sight(store, "https://a.example/cut", " ".join(words[:200]))
    sight(store, "https://a.example/lead", " ".join(["baru", *words]))
    found = sight(store, "https://b.example/1", " ".join(words))
    assert [near.name[-4:] for near in found.near] == ["lead", "/cut"]


def test_an_earlier_run_has_copies_but_no_exact_ones(store: Store) -> None:
    sight(store, "https://a.example/1", story(1))
    store.runs.start("local", {})
    found = sight(store, "https://a.example/2", story(1), run=2)
    assert (found.exact, [near.name for near in found.near]) == (None, ["https://a.example/1"])
    assert sight(store, "https://a.example/1", story(1), run=2).exact == "https://a.example/2"


def test_a_link_is_from_the_later_to_the_earlier_whoever_is_seen_again(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "news.db")) as store:
        store.runs.start("local", {})
        store.runs.start("local", {})
        for run in (1, 2):
            sight(store, "https://a.example/1", story(1), run)
            sight(store, "https://b.example/1", story(1), run)
    with closing(sqlite3.connect(tmp_path / "news.db")) as connection:
        links = connection.execute("SELECT key, other FROM near_duplicates").fetchall()
    assert links == [("https://b.example/1", "https://a.example/1")]


def test_a_changed_text_is_found_as_it_is_now(store: Store) -> None:
    sight(store, "https://a.example/1", story(1))
    store.runs.start("local", {})
    sight(store, "https://a.example/1", story(2), run=2)
    assert sight(store, "https://b.example/old", story(1), run=2) == Forerunners()
    assert sight(store, "https://b.example/new", story(2), run=2).near


def test_links_are_bounded(store: Store) -> None:
    found = [sight(store, f"https://{number}.example/", story(1)) for number in range(60)]
    assert max(len(forerunners.near) for forerunners in found) == 20


def test_what_could_not_be_stored_has_no_copies(store: Store) -> None:
    sight(store, "https://a.example/1", story(1))
    store.fingerprints.forget(1, Identity.of({"url": "https://a.example/1"}))
    assert sight(store, "https://a.example/2", story(1)).exact is None
    assert sight(store, "https://a.example/1", story(2)).canonical is None


def test_what_cannot_be_forgotten_at_once_is_before_the_next_look(
    store: Store, tmp_path: Path
) -> None:
    sight(store, "https://a.example/1", story(1))
    with closing(sqlite3.connect(tmp_path / "news.db")) as database:
        database.execute(
            "CREATE TRIGGER full BEFORE DELETE ON fingerprints"
            " BEGIN SELECT RAISE(ABORT, 'full'); END"
        )
        with pytest.raises(StoreError, match="full"):
            store.fingerprints.forget(1, Identity.of({"url": "https://a.example/1"}))
        with pytest.raises(StoreError, match="full"):
            sight(store, "https://a.example/2", story(1))
        database.execute("DROP TRIGGER full")
    assert sight(store, "https://a.example/2", story(1)).exact is None
    assert sight(store, "https://a.example/3", story(1)).exact == "https://a.example/2"
