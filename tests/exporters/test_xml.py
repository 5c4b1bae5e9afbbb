"""XML feeds: well-formed whatever the text, nested items as elements."""

from __future__ import annotations

from lxml import etree

from newscrawl.exporters.xml import XmlExporter
from tests.crawlers import article
from tests.exporters.feeds import exported, full_article


def tree(*items: object) -> etree._Element:
    return etree.fromstring(exported(XmlExporter, *items).encode())


def test_nested_items_are_elements() -> None:
    (item,) = tree(full_article())
    assert item.findtext("images/value/url") == "https://a.example/1.jpg"
    assert item.findtext("policy/evidence/value/effects/ai-train") == "deny"
    assert item.findtext("policy/evidence/value/conditions/exceptions/value") == "search engines"
    assert [each.text for each in item.findall("authors/value")] == ["Ani Contoh", "Budi, S.H."]
    assert item.findtext("article_body") == "Jakarta - Satu, dua.\nTiga; empat."
    assert item.findtext("copyright_year") == "2026"


def test_null_is_empty_and_booleans_are_those_of_xml() -> None:
    (item,) = tree(article(2))
    assert item.find("canonical_url").text is None
    assert item.find("authors").text is None
    assert item.findtext("restricted") == "false"
    assert "None" not in exported(XmlExporter, article(2))


def test_what_no_document_can_hold_is_replaced() -> None:
    first, second = tree(full_article(), article(2, headline="\x0b𝄞\ufffe\ud800"))
    assert first.findtext("provenance/path") == "pages/1\ufffd.html"
    assert second.findtext("headline") == "\ufffd𝄞\ufffd\ufffd"
