from __future__ import annotations

import pytest

from newscrawl.page import Page
from newscrawl.policy.model import Effect, Purpose
from newscrawl.policy.signals.page import page_statements
from newscrawl.policy.signals.rsl import declared_documents, linked_documents
from newscrawl.policy.signals.rsl_document import read_rsl
from tests.policy.signals.pages import NOW, URL, page

NAMESPACE = "https://rslstandard.org/rsl"


def document(licence: str, attributes: str = 'url="/"') -> bytes:
    content = f"<content {attributes}><license>{licence}</license></content>"
    return f'<?xml version="1.0"?><rsl xmlns="{NAMESPACE}">{content}</rsl>'.encode()


PERMITS = '<permits type="usage">{}</permits>'
PROHIBITS = '<prohibits type="usage">{}</prohibits>'


@pytest.mark.parametrize(
    ("licence", "effects"),
    [
        (PROHIBITS.format("search"), "none deny none none none"),
        (PROHIBITS.format("ai-index, AI-Train"), "none none none deny deny"),
        (PROHIBITS.format("unheard-of"), "none none none none none"),
        (PERMITS.format("ai-all"), "deny deny allow allow allow"),
        (PERMITS.format(""), "deny deny deny deny deny"),
        (PERMITS.format("all") + PROHIBITS.format("ai-train"), "allow allow allow allow deny"),
        (PERMITS.format("all") + '<payment type="free"/>', "allow allow allow allow allow"),
        ('<payment type="training"/>', "none none none none deny"),
        (PERMITS.format("all") + '<payment type="training"/>', "allow allow allow allow deny"),
        (PERMITS.format("all") + "<payment/>", "deny deny deny deny deny"),
        ('<payment type="attribution"/>', "none restrict restrict restrict restrict"),
        (PERMITS.format("search") + '<permits type="user">non-commercial</permits>',
         "deny restrict deny deny deny"),
        ("<!-- <permits>all</permits> -->", "none none none none none"),
    ],
)  # fmt: skip
def test_what_a_licence_comes_to(licence: str, effects: str) -> None:
    found = read_rsl(document(licence), URL)
    assert [str(found.effects[purpose]) for purpose in Purpose] == effects.split()


@pytest.mark.parametrize(
    ("attributes", "found"),
    [
        ('url="https://news.example/"', True),
        ('url="https://other.example/"', False),
        ('url="/*/b$"', False),
        ('url="a"', True),
        ("", True),
    ],
)
def test_whom_a_content_element_is_about(attributes: str, found: bool) -> None:
    assert read_rsl(document(PERMITS.format("all"), attributes), URL).found is found


@pytest.mark.parametrize(
    "body",
    [
        document(PERMITS.format("search")).replace(NAMESPACE.encode(), b"https://else.example/"),
        document(PERMITS.format("search")).replace(f' xmlns="{NAMESPACE}"'.encode(), b""),
        document(PERMITS.format("search"), ""),
    ],
)
def test_without_namespace_or_address_nothing_is_permitted(body: bytes) -> None:
    effects = {str(effect) for effect in read_rsl(body, URL).effects.values()}
    assert "allow" not in effects


def test_what_is_prohibited_in_another_namespace_is_prohibited() -> None:
    body = document("<prohibits type='usage'>ai-train</prohibits>")
    found = read_rsl(body.replace(NAMESPACE.encode(), b"https://else.example/"), URL)
    assert found.found
    assert found.effects[Purpose.AI_TRAIN] is Effect.DENY


def test_what_stands_in_another_namespace_hides_nothing() -> None:
    body = document(PROHIBITS.format("ai-train"))
    other = b'<x:content xmlns:x="https://else.example/" url="/a"/></rsl>'
    found = read_rsl(body.replace(b"</rsl>", other), URL)
    assert found.effects[Purpose.AI_TRAIN] is Effect.DENY


@pytest.mark.parametrize(
    "body",
    [
        b"", b"\0", b"<rsl", b"<html><body>404</body></html>", b"<rsl>" * 9_000,
        b"<!DOCTYPE r [<!ENTITY a 'x'>]><rsl>&a;</rsl>", b"<rsl>" + b" " * 2**21 + b"</rsl>",
    ],
)  # fmt: skip
def test_what_cannot_be_read_licenses_nothing(body: bytes) -> None:
    assert not read_rsl(body, URL).is_read


def test_a_token_or_a_payment_for_each_fetch() -> None:
    served = read_rsl(document("", 'url="/" server="https://l.example"'), URL)
    assert (served.may_fetch, served.remedy) == (False, "https://l.example")
    paid = read_rsl(document('<payment type="crawl"/>'), URL)
    assert (paid.may_fetch, paid.duties) == (False, ("payment:crawl",))


@pytest.mark.parametrize(
    ("header", "documents"),
    [
        ('<https://a.example/>; rel=next, </l>; type="application/rsl+xml"; rel="x license"',
         ["https://news.example/l"]),
        ("</l>; rel='license'; type='application/rsl+xml'", ["https://news.example/l"]),
        ("</l>; rel=license", []),
        ("</l; rel=license; type=application/rsl+xml", []),
        ("<javascript:x>; rel=license; type=application/rsl+xml", []),
        ("<" * 20_000, []),
    ],
)  # fmt: skip
def test_link_headers(header: str, documents: list[str]) -> None:
    found = linked_documents(Page.of_response(b"", url=URL, headers=[("link", header)]))
    assert list(found) == documents


def test_a_page_declares_and_carries_its_terms() -> None:
    script = document(PROHIBITS.format("ai-train")).decode()
    markup = (
        '<link rel=license type="application/rsl+xml" href=/l.xml>'
        f'<script type="application/rsl+xml">{script}</script>'
    )
    assert declared_documents(page(markup)) == ("https://news.example/l.xml", "inline")
    inline, link = page_statements(page(markup), NOW)
    assert [str(inline.effects[purpose]) for purpose in Purpose][-1] == "deny"
    assert (link.kinds, link.text) == (("unread",), "https://news.example/l.xml")


@pytest.mark.parametrize("kind", ["application/rsl+xml", "Application/RSL+xml; charset=utf-8"])
def test_a_link_for_readers_declares_terms(kind: str) -> None:
    found = page(f'<p>x <a rel="license" type="{kind}" href="/l.xml">Terms</a>')
    assert declared_documents(found) == ("https://news.example/l.xml",)
    effects = page_statements(found, NOW)[0].effects
    assert effects[Purpose.AI_TRAIN] is Effect.RESTRICT


def test_a_feed_carries_terms_for_its_entries() -> None:
    feed = (
        f'<rss xmlns:r="{NAMESPACE}"><channel><item><r:content url="{URL}"><r:license>'
        "<r:prohibits>ai-train</r:prohibits></r:license></r:content></item></channel></rss>"
    ).encode()
    assert read_rsl(feed, URL).effects[Purpose.AI_TRAIN] == "deny"
    assert not read_rsl(feed, "https://news.example/b").found
