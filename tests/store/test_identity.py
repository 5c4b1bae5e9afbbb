from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import pytest
from itemadapter import ItemAdapter

from newscrawl.items import NewsArticle, Provenance
from newscrawl.store.identity import Identity, adapt, plain


def key(**fields: Any) -> str:
    return Identity.of(NewsArticle(**fields)).key


def test_addresses_are_compared_in_canonical_form() -> None:
    assert key(url="HTTPS://A.example:443/x?utm_source=feed#top") == key(url="https://a.example/x")


def test_the_canonical_address_of_the_same_site_counts() -> None:
    canonical = "https://www.a.example/x"
    assert key(url="https://m.a.example/x?page=1", canonical_url=canonical) == canonical


@pytest.mark.parametrize(
    "front",
    ["https://a.example", "https://a.example/", "https://a.example/id/", "https://a.example/en-gb",
     "https://a.example/index.html", "https://a.example/id/index.php"],
)  # fmt: skip
def test_a_front_page_is_no_canonical_address(front: str) -> None:
    assert key(url="https://a.example/x", canonical_url=front) == "https://a.example/x"


def test_another_site_cannot_claim_an_article() -> None:
    claimed = key(url="https://a.example/x", canonical_url="https://b.example/x")
    assert claimed == "https://a.example/x"


def test_a_file_without_address_is_its_path_and_record() -> None:
    place = Provenance(path="pages/a.warc", record="7")
    identity = Identity.of(NewsArticle(provenance=place))
    assert identity == Identity("pages/a.warc!7", "", "pages/a.warc!7")


def test_items_of_other_projects_have_an_identity() -> None:
    assert Identity.of({"url": "https://a.example/x"}).host == "a.example"
    assert Identity.of({"title": "one"}).key != Identity.of({"title": "two"}).key
    assert Identity.of({"title": "one"}) == Identity.of({"title": "one"})


@pytest.mark.parametrize(
    "item",
    [None, 7, {}, {"url": 5, "provenance": "x"}, {"url": "http://[", "canonical_url": "//"},
     {"url": "https://a.example:99999999/x"}, {"provenance": {"path": "\ud800\0"}},
     {"url": "https://a.example/\ud800"}],
)  # fmt: skip
def test_no_item_is_too_odd(item: Any) -> None:
    Identity.of(item).key.encode("utf-8")


def test_a_name_is_one_line_without_control_characters() -> None:
    name = Identity.of({"provenance": {"path": "a\nb\x1b[31m\u202e.html"}}).name
    assert name == "a b[31m.html"


@dataclass
class Foreign:
    """An item of another project."""

    kind: ClassVar[str] = "foreign"
    url: str
    tags: list[str]


def test_a_dataclass_is_adapted_as_itemadapter_does_it() -> None:
    item, usual = (Foreign("https://a.example/x", ["a"]) for _ in range(2))
    for adapter in (adapt(item), ItemAdapter(usual)):
        assert dict(adapter) == {"url": "https://a.example/x", "tags": ["a"]}
        adapter["tags"] = ["b"]
        with pytest.raises(KeyError):
            adapter["kind"] = "other"
        assert adapter.get("kind") is None
    assert item == usual
    assert plain([item, {"in": usual}]) == [dict(adapt(item)), {"in": dict(adapt(item))}]
    assert dict(adapt("no item")) == {}
