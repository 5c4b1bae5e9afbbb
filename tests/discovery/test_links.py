from __future__ import annotations

import pytest

from newscrawl.discovery import Role, find_feeds, read_links
from newscrawl.discovery.links import role_of
from newscrawl.discovery.shape import Shape, shape_of
from newscrawl.document import parse
from newscrawl.page import Page

SITE = "https://www.kabar.example"
SHAPES = {
    "/": Shape.HOME,
    "/politics/2026/11/23/ferry": Shape.ARTICLE,
    "/new-bridge-over-the-bay": Shape.ARTICLE,
    "/politik/neue-bruecke-4711.html": Shape.OPEN,
    "/politik/neue-grosse-bruecke-4711.html": Shape.ARTICLE,
    "/read/20261123/30/18221": Shape.ARTICLE,
    "/news.php?id=4711": Shape.ARTICLE,
    "/?p=4711": Shape.ARTICLE,
    "/берег/новый-мост-через-залив-открыт": Shape.ARTICLE,
    "/world/uk/ferry-bridge-harbour-bay/index.html": Shape.ARTICLE,
    "/politics/": Shape.LIST,
    "/sepak-bola": Shape.LIST,
    "/tag/a-very-long-name-of-a-tag": Shape.LIST,
    "/politics/page/12": Shape.LIST,
    "/2026/11/23/": Shape.ARCHIVE,
    "/archive/2026-11-23": Shape.ARCHIVE,
    "/login?next=/politics/new-bridge-over-the-bay": Shape.SERVICE,
    "/privacy-policy": Shape.SERVICE,
    "/?s=bridge": Shape.SEARCH,
    "/foto/new-bridge-over-the-bay": Shape.MEDIA,
    "/files/new-bridge-over-the-bay.pdf": Shape.FILE,
}


@pytest.mark.parametrize(("path", "shape"), SHAPES.items())
def test_shapes(path: str, shape: Shape) -> None:
    assert shape_of(SITE + path) is shape


@pytest.mark.parametrize(
    ("path", "text", "role"),
    [
        ("/politics/neue-bruecke-1", "Die neue Brücke wird im Winter eröffnet", Role.ARTICLE),
        ("/politics/neue-bruecke-1", "Mehr", Role.OTHER),
        ("/politics/", "Politics", Role.SECTION),
        ("/politics?page=2", "2", Role.PAGE),
        ("/politics/7/older", "Halaman berikutnya »", Role.PAGE),
        ("/2026/11/", "November", Role.ARCHIVE),
        ("/privacy-policy", "Privacy", None),
        ("/politics/?sort=oldest", "Oldest first", None),
    ],
)
def test_roles(path: str, text: str, role: Role | None) -> None:
    assert role_of(SITE + path, text) is role


def links(body: str, head: str = "", headers: tuple[tuple[str, str], ...] = ()) -> dict[str, Role]:
    markup = f"<html><head>{head}</head><body>{body}</body></html>"
    page = Page(markup.encode(), url=f"{SITE}/politics/", headers=headers)
    found = read_links(parse(page)).candidates
    return {each.url.removeprefix(SITE): each.role for each in found}


STORY = "/2026/11/23/a-bridge"


def test_links_of_a_page_become_candidates_once() -> None:
    body = f"""<a href="{STORY}?utm_source=x">Bridge</a><a href="{STORY}#c">A new bridge opens</a>
      <a href="/sport/">Sport</a><a href="https://other.example{STORY}">x</a><a href="">self</a>
      <a rel="nofollow" href="/2026/11/23/an-advertisement">Buy</a><a href="mailto:a@b.c">m</a>"""
    assert links(body) == {f"{STORY}?utm_source=x": Role.ARTICLE, "/sport/": Role.SECTION}


def test_the_longest_text_is_the_title() -> None:
    body = f'<a href="{STORY}">Photo</a><a href="{STORY}">A new bridge opens</a>'
    document = parse(Page(f"<html>{body}</html>".encode(), url=SITE))
    assert [each.title for each in read_links(document).candidates] == ["A new bridge opens"]


def test_a_page_shown_in_another_dress_is_asked_for_as_it_is() -> None:
    body = f"""<a href="{STORY}?PHPSESSID=4f2a">Bridge</a><a href="{STORY}/amp">Bridge</a>
      <a href="{STORY};jsessionid=7">Bridge</a><a href="/print/2026/11/23/a-ferry">Ferry</a>"""
    page = Page(f"<html><body>{body}</body></html>".encode(), url=f"{SITE}/politics/")
    listing = read_links(parse(page))
    assert [each.url for each in listing.candidates] == [
        f"{SITE}{STORY}",
        f"{SITE}/2026/11/23/a-ferry",
    ]
    assert dict(listing.traps) == {"session": 2, "amp": 1, "print": 1}


def test_the_head_leads_on() -> None:
    head = '<link rel="next" href="/politics/b2"><link rel="alternate" type="application/rss+xml"'
    assert links("", head + ' href="/politics/all">') == {
        "/politics/all": Role.FEED,
        "/politics/b2": Role.PAGE,
    }


@pytest.mark.parametrize(
    ("head", "headers"),
    [
        ('<meta name="robots" content="index, nofollow">', ()),
        ('<meta name="ROBOTS" content="none">', ()),
        ('<meta name="newscrawl" content="nofollow">', ()),
        ("", (("x-robots-tag", "newscrawl: nofollow"),)),
        ("", (("x-robots-tag", "noarchive"), ("x-robots-tag", "NONE"))),
    ],
)
def test_a_page_may_ask_not_to_be_followed(head: str, headers: tuple[tuple[str, str], ...]) -> None:
    body = f'<a href="{STORY}">Bridge</a>'
    assert links(body, '<meta name="robots" content="index, follow">')
    assert links(body, head, headers) == {}


def test_what_is_asked_of_another_crawler_is_not_asked_of_us() -> None:
    body = f'<a href="{STORY}">Bridge</a>'
    headers = (("x-robots-tag", "googlebot: nofollow"),)
    assert links(body, '<meta name="googlebot" content="nofollow">', headers)


def test_feeds_of_comments_are_none() -> None:
    head = """<link rel="alternate" type="application/rss+xml" href="/feed/">
      <link rel="alternate" type="application/rss+xml" href="/comments/feed/">
      <link rel="alternate" hreflang="en" href="/en/">"""
    document = parse(Page(f"<html><head>{head}</head></html>".encode(), url=SITE))
    assert find_feeds(document) == [f"{SITE}/feed/"]
