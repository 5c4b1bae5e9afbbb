from __future__ import annotations

from newscrawl.discovery import Kind
from newscrawl.page import MediaType, Page
from newscrawl.policy.model import Purpose
from newscrawl.survey import survey
from tests.site.pages import article, feed, home, paragraphs, sitemap

URL = "https://post.test/news/2026/council-approves-works-on-amber-street"


def look(body: str, url: str = URL, **details: object) -> object:
    page = Page(body.encode(), url=url, **details)
    return survey(page, purposes=[Purpose.ARCHIVE])


def test_an_article_is_examined_and_its_links_are_listed() -> None:
    found = look(article(1, after='<p><a href="/news/2026/another-story-from-the-old-town">On</a>'))
    assert found.is_article
    assert found.examination.article.article_body.split("\n") == paragraphs(1)
    assert found.examination.links == ()
    assert [each.url for each in found.listing.articles] == [
        "https://post.test/news/2026/another-story-from-the-old-town"
    ]


def test_a_front_page_is_no_article_but_may_speak() -> None:
    ban = "No part of this website may be crawled without the written permission of the publisher."
    found = look(home(["/a/story-of-the-harbour-wall-in-spring"], footer=ban), "https://post.test/")
    assert not found.is_article
    assert found.examination.statements[0].kinds[0] == "crawl_ban"


def test_documents_are_listed_whatever_they_are_called() -> None:
    for body in (feed("https://post.test", ["/a"]), sitemap("https://post.test", ["/a"])):
        found = look(body, "https://post.test/page.html")
        assert (found.examination, found.judgement, found.is_article) == (None, None, False)
        assert [each.url for each in found.listing.candidates] == ["https://post.test/a"]
    assert look(article(1), media_type=MediaType.TEXT).is_article


def test_what_is_neither_yields_nothing() -> None:
    for body in (b"", b"%PDF-1.7\x00\xff", b"\x89PNG\r\n\x1a\n\x00"):
        found = survey(Page(body, url=URL), purposes=[Purpose.ARCHIVE])
        assert (found.listing.kind, found.is_article) == (Kind.OTHER, False)
