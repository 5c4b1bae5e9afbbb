"""What the headers restrict is not read: one crawl of sites on loopback, each for its purpose."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from newscrawl.demo import Answer, ForwardProxy, Site, page
from newscrawl.page import Page
from newscrawl.policy.signals.page import header_statements, page_statements
from tests.policy.signals.pages import NOW
from tests.policy.signals.pages import page as document_of
from tests.site.crawl import site_of
from tests.site.crowd import crawl_all
from tests.site.pages import article, home, title

STORY = "/news/2026/council-approves-works-on-amber-street-part-1"
OTHER = "/news/2026/council-approves-works-on-birch-street-part-2"
LARGE = 20_000_000
"""More than a page may have, and more than a socket takes that nobody reads."""
HTML = "Content-Type: text/html; charset=utf-8"


@dataclass
class Flood:
    """A site whose one story is a flood, and how much of it went over the wire."""

    purpose: str
    lines: tuple[str, ...]
    more: Mapping[str, str | Answer] = field(default_factory=dict)
    path: str = STORY
    written: int = field(default=0, init=False)

    async def __call__(self, writer: asyncio.StreamWriter) -> None:
        head = ["HTTP/1.1 200 OK", f"Content-Length: {LARGE}", *self.lines, "", ""]
        writer.write("\r\n".join(head).encode())
        markup = article(1).encode()
        while self.written < LARGE:
            writer.write(markup)
            await writer.drain()
            self.written += len(markup)
            await asyncio.sleep(0)

    def site(self, host: str) -> Site:
        answers = {"/": home([self.path]), self.path: Answer(misbehave=self), **self.more}
        return site_of(host, answers)


def flood(purpose: str, *lines: str) -> Flood:
    return Flood(purpose, lines or (HTML,))


LINK = '<http://licence.test/l.xml>; rel="license"; type="application/rsl+xml"'
LICENCE: dict[str, str | Answer] = {
    "/": home([OTHER]),
    OTHER: page(article(2, after=f'<p><a href="{STORY}">Amber Street</a></p>'), {"Link": LINK}),
    "/l.xml": Answer(
        headers={"content-type": "application/rsl+xml"},
        body=b'<rsl xmlns="https://rslstandard.org/rsl"><content url="/"><license>'
        b'<prohibits type="usage">all</prohibits></license></content></rsl>',
    ),
}
DENIED = {
    "archive": flood("archive", HTML, "X-Robots-Tag: noarchive"),
    "search": flood("search", HTML, "x-robots-tag: newscrawl: noindex"),
    "reserved": flood("ai-train", HTML, "TDM-Reservation: 1"),
    "usage": flood("ai-train", HTML, "Content-Usage: train-ai=n"),
    "signal": flood("ai-input", HTML, "Content-Signal: ai-input=no"),
    "licence": Flood("tdm", (HTML, f"Link: {LINK}"), LICENCE),
    "headline": Flood("archive", (HTML, "X-Robots-Tag: noarchive"), path="/articles/42"),
    "label": Flood(
        "archive",
        (HTML, "X-Robots-Tag: noarchive"),
        {"/": home([OTHER]).replace("</main>", '<a href="/harbour">Harbour</a></main>')},
        "/harbour",
    ),
    "packed": flood("archive", HTML, "Content-Encoding: gzip", "X-Robots-Tag: noarchive"),
    "untyped": flood("archive", "X-Robots-Tag: all", "X-Robots-Tag: noarchive"),
}
NO_PAGES = {
    f"kind{number}": flood("archive", f"Content-Type: {kind}")
    for number, kind in enumerate(["image/png", "video/mp4", "font/woff2", "application/zip"])
}


@dataclass(frozen=True)
class Kept:
    """A site whose story is read, whatever its headers say, for its purpose."""

    purpose: str
    headers: Mapping[str, str]

    def site(self, host: str) -> Site:
        return site_of(host, {"/": home([STORY]), STORY: page(article(1), self.headers)})


KEPT = {
    "other-purpose": Kept("archive", {"TDM-Reservation": "1", "Content-Usage": "train-ai=n"}),
    "other-crawler": Kept("archive", {"X-Robots-Tag": "otherbot: noarchive"}),
    "condition-met": Kept("tdm", {"TDM-Reservation": "1"}),
    "permitted": Kept("archive", {"X-Robots-Tag": "noarchive"}),
}
CLOSED = {"X-Robots-Tag": "noarchive", "content-type": "text/html"}
PERMISSION = f"""
[[permission]]
licensor = "Breakwater Post"
hosts = ["permitted.test"]
purposes = ["archive"]
granted = 2026-01-01
reference = "letter.pdf"
sha256 = "{"5a" * 32}"
"""


class Town:
    """All sites, and what the crawl made of them."""

    def __init__(self, folder: Path) -> None:
        subjects: dict[str, Any] = {**DENIED, **NO_PAGES, **KEPT}
        sites = [subject.site(f"{name}.test") for name, subject in subjects.items()]
        purposes = {name: subject.purpose for name, subject in subjects.items()}
        sites.append(self._ways())
        tables = [
            f'[[source]]\nname = "{name}"\nseeds = "http://{name}.test/"\npurpose = "{purpose}"\n'
            for name, purpose in {**purposes, "ways": "archive"}.items()
        ]
        (folder / "sources.toml").write_text("\n".join(tables))
        (folder / "permissions.toml").write_text(PERMISSION)
        settings = {"NEWSCRAWL_PROFILE": "research", "NEWSCRAWL_WORKERS": 1}
        self.proxy = ForwardProxy(sites)
        with self.proxy:
            (items,), self.log = crawl_all(
                self.proxy, folder, [({"sources": "sources.toml"}, settings)]
            )
        self.items = {item["url"]: item for item in items}

    @staticmethod
    def _ways() -> Site:
        site = site_of(
            "ways.test",
            {
                "/": home([STORY, "/news/2026/a-page-that-has-been-gone-for-years"]),
                STORY: Answer(302, {**CLOSED, "location": OTHER}, b"Moved"),
                OTHER: article(2),
            },
        )
        site.default = Answer(404, CLOSED, b"Gone")
        return site


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    return Town(tmp_path_factory.mktemp("headers"))


@pytest.mark.parametrize("name", DENIED)
def test_a_restricted_page_is_a_stub_and_its_body_is_not_read(town: Town, name: str) -> None:
    assert 0 < DENIED[name].written < LARGE / 2
    stub = town.items[f"http://{name}.test{DENIED[name].path}"]
    kept = {"url", "restricted", "policy", "provenance"}
    assert {field for field, value in stub.items() if value} == kept
    ground = stub["policy"]["evidence"][0]
    purpose = DENIED[name].purpose
    assert stub["policy"]["purposes"] == [purpose]
    assert ground["effects"][purpose] in {"deny", "restrict"}
    assert ground["locator"].startswith("header ") or ground["signal"] == "rsl"
    assert (stub["provenance"]["origin"], stub["provenance"]["status"]) == ("live", 200)


@pytest.mark.parametrize("name", NO_PAGES)
def test_what_is_no_page_is_not_read_and_no_failure(town: Town, name: str) -> None:
    assert NO_PAGES[name].written < LARGE / 2
    url = f"http://{name}.test{STORY}"
    assert url not in town.items
    assert f"{url}: " not in town.log


@pytest.mark.parametrize("name", KEPT)
def test_what_restricts_nothing_declared_is_read(town: Town, name: str) -> None:
    item = town.items[f"http://{name}.test{STORY}"]
    assert not item["restricted"]
    assert item["headline"] == title(1)
    assert bool(item["policy"]["permission"]) is (name == "permitted")


def test_a_redirect_and_an_error_keep_their_ways(town: Town) -> None:
    found = {url for url in town.items if "//ways.test/" in url}
    assert found == {f"http://ways.test{OTHER}"}
    assert not town.items[f"http://ways.test{OTHER}"]["restricted"]


def test_headers_say_alone_what_they_say_with_the_page() -> None:
    headers = {
        "X-Robots-Tag": "noindex, noai",
        "TDM-Reservation": "1",
        "Content-Usage": "train-ai=n",
        "Content-Signal": "ai-train=no",
        "Link": LINK,
    }
    document = document_of(headers=headers)
    empty = Page.of_response(b"", url=document.page.url, headers=headers.items())
    alone, whole = header_statements(empty, NOW), page_statements(document, NOW)
    assert [(each.signal, each.kinds, each.text) for each in alone] == [
        (each.signal, each.kinds, each.text) for each in whole
    ]
    assert {each.sha256 for each in alone} == {""}
