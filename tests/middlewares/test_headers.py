"""What the headers forbid is not read: real crawls of sites on loopback."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from newscrawl.demo import Answer, ForwardProxy, Misbehaviour, Site
from newscrawl.page import Page
from newscrawl.policy.signals.page import header_statements, page_statements
from tests.policy.signals.pages import NOW, page
from tests.site.crawl import crawl, site_of
from tests.site.pages import article, feed, home, title

BASE = "http://post.test"
STORY = "/news/2026/council-approves-works-on-amber-street-part-1"
OTHER = "/news/2026/council-approves-works-on-birch-street-part-2"
LARGE = 5_000_000


class Flood:
    """A page of 5 MB, and how much of it went over the wire."""

    def __init__(self, *lines: str, status: str = "200 OK") -> None:
        self.lines = lines
        self.status = status
        self.written = 0

    async def __call__(self, writer: asyncio.StreamWriter) -> None:
        head = [f"HTTP/1.1 {self.status}", f"Content-Length: {LARGE}", *self.lines, "", ""]
        writer.write("\r\n".join(head).encode())
        markup = article(1).encode()
        while self.written < LARGE:
            writer.write(markup)
            await writer.drain()
            self.written += len(markup)
            await asyncio.sleep(0)


def answer(misbehave: Misbehaviour) -> Answer:
    return Answer(misbehave=misbehave)


def post(**answers: Answer | str) -> Site:
    return site_of("post.test", {"/": home([STORY]), STORY: answers["story"]})


@pytest.mark.parametrize(
    ("header", "purpose"),
    [
        ("X-Robots-Tag: noarchive", "archive"),
        ("X-Robots-Tag: newscrawl: noindex", "search"),
        ("TDM-Reservation: 1", "ai-train"),
        ("Content-Usage: train-ai=n", "ai-train"),
        ("Content-Signal: ai-input=no", "ai-input"),
    ],
)
def test_a_denied_page_is_a_stub_and_its_body_is_not_read(
    tmp_path: Path, header: str, purpose: str
) -> None:
    flood = Flood("Content-Type: text/html; charset=utf-8", header)
    with ForwardProxy([post(story=answer(flood))]) as proxy:
        done = crawl(proxy, tmp_path, f"{BASE}/", NEWSCRAWL_PURPOSE=purpose)
    assert flood.written < LARGE
    assert (done.code, set(done.stubs), done.articles) == (0, {BASE + STORY}, {})
    (stub,) = done.items
    assert stub["policy"]["decision"] == "denied"
    assert stub["policy"]["effects"][purpose] == "deny"
    name, _, _ = header.partition(":")
    assert stub["policy"]["evidence"][0]["locator"] == f"header {name.lower()}"
    assert (stub["provenance"]["origin"], stub["provenance"]["status"]) == ("live", 200)
    kept = {"url", "restricted", "policy", "provenance"}
    assert {name for name, value in stub.items() if value} == kept
    assert title(1).encode() not in done.written


def test_what_denies_another_purpose_is_read(tmp_path: Path) -> None:
    story = Answer(headers={"TDM-Reservation": "1"}, body=article(1).encode())
    with ForwardProxy([post(story=story)]) as proxy:
        done = crawl(proxy, tmp_path, f"{BASE}/")
    assert set(done.articles) == {BASE + STORY}


@pytest.mark.parametrize("kind", ["image/png", "video/mp4", "font/woff2", "application/zip"])
def test_what_is_no_page_is_not_read_and_no_failure(tmp_path: Path, kind: str) -> None:
    flood = Flood(f"Content-Type: {kind}")
    with ForwardProxy([post(story=answer(flood))]) as proxy:
        done = crawl(proxy, tmp_path, f"{BASE}/", NEWSCRAWL_STRICT_EXIT=1)
    assert flood.written < LARGE
    assert done.items == []
    assert done.code != 4, done.err


def test_ways_in_are_read_whatever_their_headers_say(tmp_path: Path) -> None:
    closed = {"X-Robots-Tag": "noarchive"}
    front = home([OTHER]).replace(
        "</head>", '<link rel="alternate" type="application/rss+xml" href="/feed"></head>'
    )
    site = site_of(
        "post.test",
        {
            "/robots.txt": Answer(headers={**closed, "content-type": "text/plain"}, body=b""),
            "/": Answer(headers=closed, body=front.encode()),
            "/feed": Answer(headers=closed, body=feed(BASE, [STORY]).encode()),
            STORY: Answer(headers=closed, body=article(1).encode()),
            OTHER: article(2),
        },
    )
    with ForwardProxy([site]) as proxy:
        done = crawl(proxy, tmp_path, f"{BASE}/")
    assert set(done.stubs) == {BASE + STORY}
    assert set(done.articles) == {BASE + OTHER}


def test_a_redirect_and_an_error_keep_their_ways(tmp_path: Path) -> None:
    closed = {"X-Robots-Tag": "noarchive", "content-type": "text/html"}
    site = site_of(
        "post.test",
        {
            "/": home([STORY, "/news/2026/a-page-that-has-been-gone-for-years"]),
            STORY: Answer(302, {**closed, "location": OTHER}, b"Moved"),
            OTHER: article(2),
        },
    )
    site.default = Answer(404, closed, b"Gone")
    with ForwardProxy([site]) as proxy:
        done = crawl(proxy, tmp_path, f"{BASE}/")
    assert set(done.articles) == {BASE + OTHER}
    assert not done.stubs


def test_headers_say_alone_what_they_say_with_the_page() -> None:
    headers = {
        "X-Robots-Tag": "noindex, noai",
        "TDM-Reservation": "1",
        "Content-Usage": "train-ai=n",
        "Content-Signal": "ai-train=no",
        "Link": '<https://a.example/l.xml>; rel="license"; type="application/rsl+xml"',
    }
    document = page(headers=headers)
    empty = Page.of_response(b"", url=document.page.url, headers=headers.items())
    alone, whole = header_statements(empty, NOW), page_statements(document, NOW)
    assert [(each.signal, each.kinds, each.text) for each in alone] == [
        (each.signal, each.kinds, each.text) for each in whole
    ]
    assert {each.sha256 for each in alone} == {""}
