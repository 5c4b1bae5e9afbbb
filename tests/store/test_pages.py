from __future__ import annotations

from datetime import UTC, datetime

from newscrawl.discovery.revisits import Known, Outcome
from newscrawl.store import Store
from newscrawl.store.pages import Address, Sighting

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_a_list_of_which_all_was_taken_is_in_vain_from_then_on(store: Store) -> None:
    earlier, run = (store.runs.start("news", {}) for _ in range(2))
    looks = {
        "https://a.example/sport": (run, Outcome.LIST, 0),
        "https://a.example/world": (run, Outcome.LIST, 3),
        "https://a.example/story": (run, Outcome.ARTICLE, 0),
        "https://left.example/sport": (run, Outcome.LIST, 0),
        "https://a.example/arts": (earlier, Outcome.LIST, 0),
    }
    for url, (number, outcome, vain) in looks.items():
        store.pages.record(number, Sighting(Address(url, "t"), Known(outcome, AT, vain)))
    store.pages.settle(run, lambda url: "left" in url)
    known = store.pages.known(Address(url, "t") for url in looks)
    assert [known[url].vain for url in looks] == [1, 3, 0, 0, 0]
