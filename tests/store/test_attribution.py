from __future__ import annotations

from newscrawl.items import NewsArticle, Provenance
from newscrawl.store.attribution import Attribution


def test_what_an_item_says_of_its_origin() -> None:
    item = NewsArticle(
        url="https://www.paper.example/news/1",
        canonical_url="https://bureau.example/story/1?utm_source=feed",
        publisher="Paper",
        source_organization=["ANTARA"],
        copyright_holder="PT Paper Media",
        date_published="2026-11-24",
    )
    found = Attribution.of(item)
    assert found == Attribution(
        "paper.example", "Paper", ("ANTARA",), "2026-11-24", "https://bureau.example/story/1"
    )
    item.provenance = Provenance(inferred=["date_published"])
    item.copyright_holder = "AFP"
    item.canonical_url = "https://paper.example/1"
    found = Attribution.of(item)
    assert (found.credits, found.date_published, found.canonical) == (("ANTARA", "AFP"), None, None)


def test_items_of_other_projects_are_read_as_far_as_they_go() -> None:
    assert Attribution.of({"title": "x"}) == Attribution()
    assert Attribution.of({"source_organization": "dpa", "url": 5}).credits == ("dpa",)
