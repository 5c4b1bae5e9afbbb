"""JSON-LD feeds, as a JSON-LD processor reads them, and our own reader of pages."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import Any

from pyld import jsonld

from newscrawl import examine
from newscrawl.exporters.jsonld import JsonLdExporter, JsonLdLinesExporter
from newscrawl.items import SCHEMA_ORG, NewsArticle
from tests.crawlers import article
from tests.exporters.feeds import exported, full_article

SCHEMA = "https://schema.org/"
OWN = "urn:newscrawl:"


def no_network(address: str, options: dict[str, Any]) -> Any:
    raise AssertionError(f"{address} is asked for")


def expanded(document: Any) -> list[dict[str, Any]]:
    return jsonld.expand(document, {"documentLoader": no_network})


def test_a_processor_reads_the_feed_without_the_network() -> None:
    document = json.loads(exported(JsonLdExporter, full_article(), article(2)))
    first, second = expanded(document)
    assert [node["@type"] for node in (first, second)] == [[f"{SCHEMA}NewsArticle"]] * 2
    assert first["@id"] == "https://a.example/news/1"
    assert first[f"{SCHEMA}headline"] == [{"@value": 'Harga "naik", kata menteri'}]
    names = [author[f"{SCHEMA}name"][0]["@value"] for author in first[f"{SCHEMA}author"]]
    assert names == ["Ani Contoh", "Budi, S.H."]
    assert first[f"{SCHEMA}author"][0]["@type"] == [f"{SCHEMA}Person"]
    assert first[f"{SCHEMA}mainEntityOfPage"] == [{"@id": "https://a.example/news/one"}]
    assert first[f"{SCHEMA}usageInfo"] == [{"@id": "https://a.example/terms"}]
    assert first[f"{SCHEMA}license"][0][f"{SCHEMA}name"] == [{"@value": "CC BY 4.0"}]
    assert first[f"{SCHEMA}image"][0][f"{SCHEMA}contentUrl"] == [{"@id": "https://a.example/1.jpg"}]
    assert first[f"{SCHEMA}isBasedOn"][0][f"{SCHEMA}sha256"] == [{"@value": "ab" * 32}]
    (access,) = first[f"{SCHEMA}conditionsOfAccess"]
    assert access == {"@value": "denied for ai-train under letter.pdf (sha256 00)"}
    assert f"{SCHEMA}author" not in second


def test_verdict_and_provenance_are_data_of_our_own_vocabulary() -> None:
    (node,) = expanded(json.loads(exported(JsonLdLinesExporter, full_article())))
    assert node[f"{OWN}restricted"] == [{"@value": True}]
    (policy,) = node[f"{OWN}policy"]
    assert policy[f"{OWN}decision"] == [{"@value": "denied"}]
    (said,) = policy[f"{OWN}evidence"]
    assert said[f"{OWN}effects"][0][f"{OWN}ai-train"] == [{"@value": "deny"}]
    assert said[f"{OWN}text"] == [{"@value": "Dilarang memakai isi ini untuk melatih mesin."}]
    (provenance,) = node[f"{OWN}provenance"]
    assert provenance[f"{OWN}inferred"] == [{"@value": "in_language"}]
    assert {key.partition(":")[0] for key in node if not key.startswith("@")} == {"https", "urn"}


def test_a_processor_leaves_out_no_word() -> None:
    item = full_article()
    found = set(_texts(expanded(json.loads(exported(JsonLdExporter, item)))))
    assert set(_texts(asdict(item))) <= found


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    values = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return [text for each in values for text in _texts(each)]


def restored(node: dict[str, Any]) -> dict[str, Any]:
    """Return the item that *node* was made of: every field can be told from its property."""

    def back(name: str, value: Any) -> Any:
        if name in {"policy", "provenance"} or not isinstance(value, dict | list):
            return value
        if isinstance(value, list):
            return [back(name, each) for each in value]
        match name:
            case "images":
                keys = {"url": "contentUrl", "caption": "caption", "credit": "creditText"}
            case "related":
                keys = {"title": "name", "url": "url"}
            case _:
                return value.get("name", value.get("text"))
        return {key: value.get(term) for key, term in keys.items()}

    usual = asdict(NewsArticle())
    return usual | {n: back(n, node[term]) for n, term in SCHEMA_ORG.items() if term in node}


def test_every_field_comes_back() -> None:
    items = [full_article(), article(2)]
    graph = json.loads(exported(JsonLdExporter, *items))["@graph"]
    assert [restored(node) for node in graph] == [asdict(item) for item in items]


def test_our_own_reader_takes_the_node_for_what_it_is() -> None:
    """Pages carry such nodes: what is read of one must be what was written."""
    item = replace(full_article(), authors=["Ani Contoh", "Budi Teladan"])
    node = exported(JsonLdLinesExporter, item).replace("</", "<\\/")
    page = (
        '<html lang="id"><head><script type="application/ld+json">'
        f"{node}</script></head><body><p>{item.article_body}</p></body></html>"
    )
    read = examine(page.encode(), url=item.url).article
    for name in (
        "headline", "description", "article_section", "authors", "publisher", "date_published",
        "date_modified", "copyright_year", "is_accessible_for_free", "usage_info",
    ):  # fmt: skip
        assert getattr(read, name) == getattr(item, name), name
    assert [image.url for image in read.images] == [image.url for image in item.images]


def test_each_line_is_a_document() -> None:
    feed = exported(JsonLdLinesExporter, full_article(), article(2))
    lines = feed.split("\n")
    assert [bool(line) for line in lines] == [True, True, False]
    assert [len(expanded(json.loads(line))) for line in lines[:2]] == [1, 1]


def test_an_empty_feed_is_a_document_too() -> None:
    assert json.loads(exported(JsonLdExporter))["@graph"] == []


def test_fields_can_be_chosen() -> None:
    feed = exported(JsonLdExporter, full_article(), fields_to_export=["url", "headline", "policy"])
    (node,) = json.loads(feed)["@graph"]
    assert set(node) == {"@id", "@type", "url", "headline", "policy", "conditionsOfAccess"}


def test_an_article_without_an_address_is_a_blank_node() -> None:
    (node,) = expanded(json.loads(exported(JsonLdExporter, article(1, url=None))))
    assert "@id" not in node
