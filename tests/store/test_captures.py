from __future__ import annotations

from newscrawl.archive import Capture
from newscrawl.store import open_store


def test_the_last_capture_of_an_address_counts(target: str) -> None:
    first = Capture("https://a.example/", "2026-11-28T05:00:00Z", "sha1:A", "<urn:uuid:1>", "k")
    second = Capture("https://a.example/", "2026-11-29T05:00:00Z", "sha1:B", "<urn:uuid:2>", "k")
    with open_store(target) as store:
        run = store.runs.start("news", {})
        assert store.captures.latest(first.url) is None
        store.captures.keep(run, first)
        assert store.captures.latest(first.url) == first
        store.captures.keep(run, second)
        assert store.captures.latest(first.url) == second
        assert store.captures.latest("https://a.example/other") is None
