from __future__ import annotations

import threading
from typing import Any

import pytest

from newscrawl.store import Store, open_store
from newscrawl.store.appearances import Appearance, Forerunners
from newscrawl.store.attribution import Attribution
from newscrawl.store.identity import Identity
from newscrawl.store.memberships import Membership
from newscrawl.store.selection import Selection
from newscrawl.text.fingerprint import Fingerprint, Likeness, digest
from tests.crawlers import article, story

WIRE = story(1, 400)
CUT = " ".join(WIRE.split()[:150])
LEAD = f"{story(8, 40)} {CUT}"


def sight(store: Store, name: str, text: str, run: int = 1, **said: Any) -> Forerunners:
    identity = Identity.of({"url": f"https://{name}.example/1"})
    attribution = Attribution(**{"site": f"{name}.example", **said})
    found = Fingerprint.of(text)
    return store.fingerprints.sight(run, Appearance(identity, digest(text), found, attribution))


def of(store: Store, *names: str) -> list[Membership | None]:
    keys = [f"https://{name}.example/1" for name in names]
    found = store.clusters.of(keys)
    return [found.get(key) for key in keys]


def roles(store: Store, *names: str) -> list[str | None]:
    return [each and each.role for each in of(store, *names)]


@pytest.fixture
def begun(store: Store) -> Store:
    for _ in range(3):
        store.runs.start("news", {})
    return store


def test_an_article_by_itself_is_in_no_cluster(begun: Store) -> None:
    assert sight(begun, "a", WIRE).membership is None
    assert sight(begun, "b", story(2, 300)).membership is None
    assert of(begun, "a", "b") == [None, None]


def test_copies_of_several_runs_are_one_cluster(begun: Store) -> None:
    sight(begun, "a", WIRE, run=1, date_published="2026-11-24T08:00:00+07:00")
    found = sight(begun, "b", CUT, run=2, date_published="2026-11-24T09:00:00+07:00").membership
    assert found is not None
    assert (found.role, found.similarity, found.original) == ("copy", 1.0, "https://a.example/1")
    assert (found.ground, found.reason) == ("date", "published first, 2026-11-24T08:00:00+07:00")
    lead = sight(begun, "c", LEAD, run=3).membership
    assert lead is not None
    assert lead.cluster == found.cluster
    assert 0.6 < lead.similarity < 1
    assert begun.clusters.members(found.cluster) == [f"https://{x}.example/1" for x in "abc"]
    assert roles(begun, "a", "b", "c") == ["original", "copy", "copy"]


def test_the_true_original_is_known_when_it_comes_at_last(begun: Store) -> None:
    sight(begun, "paper", CUT, credits=("ANTARA",), date_published="2026-11-24")
    sight(begun, "other", LEAD, run=2, date_published="2026-11-26")
    assert roles(begun, "paper", "other") == ["original", "copy"]
    sight(begun, "bureau", WIRE, run=3, publisher="ANTARA News", date_published="2026-11-28")
    assert roles(begun, "paper", "other", "bureau") == ["copy", "copy", "original"]
    assert {each.ground for each in of(begun, "paper", "other") if each} == {"credit"}
    (other,) = of(begun, "other")
    assert other is not None
    assert other.reason == "https://paper.example/1 credits ANTARA"
    assert other.similarity == sight(begun, "again", LEAD, run=3).membership.similarity


def test_another_text_of_the_publisher_is_a_version(begun: Store) -> None:
    sight(begun, "a", WIRE, publisher="Harian Satu")
    sight(begun, "m", CUT, publisher="Harian Satu")
    assert roles(begun, "a", "m") == ["original", "version"]


def test_one_that_is_near_two_clusters_makes_them_one(begun: Store) -> None:
    words = WIRE.split()
    first, second = " ".join(words[:180]), " ".join(words[220:])
    sight(begun, "a", first)
    sight(begun, "b", first)
    sight(begun, "c", second)
    sight(begun, "d", second)
    before = {each.cluster for each in of(begun, "a", "b", "c", "d") if each}
    assert len(before) == 2
    found = sight(begun, "e", WIRE).membership
    assert {each.cluster for each in of(begun, "a", "b", "c", "d") if each} == {found.cluster}
    assert found.cluster == min(before)


def test_an_article_that_is_another_one_by_now_leaves_its_cluster(begun: Store) -> None:
    sight(begun, "a", WIRE)
    sight(begun, "b", WIRE)
    sight(begun, "c", WIRE)
    assert sight(begun, "a", story(2, 300), run=2).membership is None
    assert roles(begun, "a", "b", "c") == [None, "original", "copy"]
    assert sight(begun, "b", story(3, 300), run=2).membership is None
    assert of(begun, "a", "b", "c") == [None, None, None]


def test_an_update_of_one_address_is_no_copy_of_itself(begun: Store) -> None:
    sight(begun, "live", WIRE)
    assert sight(begun, "live", f"{story(5, 60)} {WIRE}", run=2) == Forerunners()


def test_what_is_seen_again_stays_what_it_was(begun: Store) -> None:
    sight(begun, "a", WIRE)
    sight(begun, "b", WIRE)
    before = of(begun, "a", "b")
    sight(begun, "a", WIRE, run=2)
    assert of(begun, "a", "b") == before


def test_what_could_not_be_stored_is_in_no_cluster(begun: Store) -> None:
    sight(begun, "a", WIRE)
    sight(begun, "b", WIRE)
    begun.fingerprints.forget(1, Identity.of({"url": "https://b.example/1"}))
    assert of(begun, "a", "b") == [None, None]


def test_a_story_that_hundreds_print_is_one_cluster(begun: Store) -> None:
    for number in range(260):
        sight(begun, f"s{number}", WIRE, date_published=f"2026-11-24T10:{number % 60:02}:00+00:00")
    found = sight(begun, "first", WIRE, date_published="2026-11-20").membership
    assert found is not None
    assert len(begun.clusters.members(found.cluster)) == 261
    assert roles(begun, "s0", "s250") == ["original", "copy"]


def test_one_member_more_costs_a_large_cluster_no_more_than_a_small_one(
    begun: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[Fingerprint] = []
    likeness = Fingerprint.likeness

    def counted(own: Fingerprint, other: Fingerprint) -> Likeness:
        compared.append(own)
        return likeness(own, other)

    monkeypatch.setattr(Fingerprint, "likeness", counted)
    costs = []
    for number in range(130):
        compared.clear()
        sight(begun, f"s{number}", WIRE)
        costs.append(len(compared))
    assert costs[129] == costs[60]
    assert roles(begun, "s0", "s60", "s129") == ["original", "copy", "copy"]


def test_stored_items_tell_their_cluster_as_it_is_by_now(begun: Store) -> None:
    for number in (1, 2):
        begun.articles.store(1, article(number))
        found = Fingerprint.of(WIRE)
        begun.fingerprints.sight(1, Appearance(Identity.of(article(number)), "x" * number, found))
    items = list(begun.articles)
    clusters = [item["provenance"]["cluster"] for item in items]
    assert [each["role"] for each in clusters] == ["original", "copy"]
    assert clusters[1]["original"] == "https://a.example/news/1"
    assert clusters[1].keys() == {"id", "role", "similarity", "original", "ground", "reason"}
    assert list(begun.articles.selected(Selection(), clusters=True)) == items
    told = [item["provenance"]["cluster"] for item in begun.articles.selected(Selection())]
    assert told == [None, None], "as when they were stored"


def test_of_two_writers_at_once_each_sees_what_the_other_has_seen(target: str) -> None:
    with open_store(target) as store:
        store.runs.start("news", {})
    failures: list[BaseException] = []

    def write(writer: int) -> None:
        try:
            with open_store(target) as own:
                for number in range(25):
                    sight(own, f"w{writer}n{number}", story(number, 200))
        except BaseException as error:  # noqa: BLE001  # told to the test below
            failures.append(error)

    writers = [threading.Thread(target=write, args=(number,)) for number in range(2)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert not failures
    with open_store(target) as store:
        for number in range(25):
            one, other = of(store, f"w0n{number}", f"w1n{number}")
            assert one is not None
            assert other is not None
            assert one.cluster == other.cluster
            assert {one.role, other.role} == {"original", "copy"}


def test_what_changes_and_its_new_copy_may_come_together(begun: Store) -> None:
    later = story(3, 400)
    sight(begun, "a", WIRE, run=1)
    sight(begun, "b", CUT, run=1)
    appearances = [
        Appearance(Identity.of({"url": f"https://{name}.example/1"}), digest(later), found)
        for name in ("c", "a")
        if (found := Fingerprint.of(later)) is not None
    ]
    told = begun.fingerprints.sight_all(2, appearances)
    assert [each.membership and each.membership.original for each in told] == [
        None,
        "https://a.example/1",
    ]
    assert roles(begun, "a", "b", "c") == ["original", None, "copy"]


def test_what_has_lost_its_text_has_no_copy_among_those_that_come_with_it(begun: Store) -> None:
    sight(begun, "a", WIRE, run=1)
    sight(begun, "b", CUT, run=1)
    copy, emptied = (Identity.of({"url": f"https://{name}.example/1"}) for name in "ca")
    appearances = [
        Appearance(copy, digest(WIRE), Fingerprint.of(WIRE)),
        Appearance(emptied),
    ]
    of_copy, of_emptied = begun.fingerprints.sight_all(2, appearances)
    assert [near.name for near in of_copy.near] == ["https://b.example/1"]
    assert of_emptied == Forerunners()
    assert roles(begun, "a", "b", "c") == [None, "original", "copy"]
