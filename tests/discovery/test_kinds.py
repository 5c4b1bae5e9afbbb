from __future__ import annotations

import gzip

import pytest

from newscrawl.discovery import Kind, kind_of, read_listing
from newscrawl.page import Page

BODIES = {
    '<?xml version="1.0"?>\n<!-- made by hand -->\n<rss version="2.0"><channel/></rss>': Kind.FEED,
    '<rdf:RDF xmlns:rdf="x"><item/></rdf:RDF>': Kind.FEED,
    '<feed xmlns="http://www.w3.org/2005/Atom"/>': Kind.FEED,
    "<br />Warning: all is well\n<rss><channel/></rss>": Kind.FEED,
    '{"version": "https://jsonfeed.org/version/1.1", "items": []}': Kind.FEED,
    '{"items": []}': Kind.OTHER,
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"/>': Kind.SITEMAP,
    "<sm:sitemapindex xmlns:sm='x'/>": Kind.INDEX,
    "https://a.example/1\r\nhttps://a.example/2\r\n": Kind.SITEMAP,
    "<!DOCTYPE html><html><body><pre><rss></pre></body></html>": Kind.PAGE,
    "<div><p>One</p><p>Two</p></div>": Kind.PAGE,
    "User-agent: *\nDisallow: /": Kind.OTHER,
    "": Kind.OTHER,
    "\x00\x01\x02\x03" * 50: Kind.OTHER,
}


@pytest.mark.parametrize(("body", "kind"), BODIES.items())
def test_the_content_says_what_a_document_is(body: str, kind: Kind) -> None:
    assert kind_of(Page(body.encode())) is kind


def test_packed_and_wide_documents_are_known_too() -> None:
    assert kind_of(Page(gzip.compress(b"<urlset></urlset>"))) is Kind.SITEMAP
    assert kind_of(Page("\ufeff<rss></rss>".encode("utf-16-le"))) is Kind.FEED


def test_each_kind_finds_its_reader() -> None:
    url = "https://a.example/x"
    feed = b"<rss><channel><item><link>/1</link></item></channel></rss>"
    sitemap = b"<urlset><url><loc>https://a.example/1</loc></url></urlset>"
    page = b"<html><a href='/news/2026/11/23/a-new-bridge'>A bridge</a></html>"
    for body in (feed, sitemap, page):
        assert len(read_listing(Page(body, url=url)).articles) == 1
    assert read_listing(Page(b"?", url=url)).problems == ("neither feed, sitemap nor page",)
