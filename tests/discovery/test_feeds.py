from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from newscrawl.discovery import Listing, Request, Role, Window, read_feed
from newscrawl.page import Page

URL = "https://www.kabar.example/feed/all.xml"
PIECE = 64 * 1024


def feed(body: str | bytes, request: Request | None = None, url: str = URL) -> Listing:
    return read_feed(Page(body if isinstance(body, bytes) else body.encode(), url=url), request)


def rss(*items: str, head: str = "") -> str:
    inside = "".join(f"<item>{item}</item>" for item in items)
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{inside}</channel></rss>'


def test_an_item_is_read_with_all_it_says() -> None:
    item = """<title><![CDATA[<b>New</b> ferry &amp; bridge]]></title><link>/news/1</link>
        <pubDate>Mon, 23 Nov 2026 17:43:00 WIB</pubDate><category>Politik</category>
        <category>Pelabuhan</category><enclosure url="/a.jpg" type="image/jpeg"/>"""
    (found,) = feed(rss(item, head="<language>id-ID</language>")).candidates
    assert found.url == "https://www.kabar.example/news/1"
    assert (found.source, found.rank, found.role) == (URL, 0, Role.ARTICLE)
    assert found.title == "New ferry & bridge"
    assert found.published is not None
    assert found.published.iso == "2026-11-23T17:43:00+07:00"
    assert (found.language, found.section) == ("id", "Politik")
    assert found.keywords == ("Politik", "Pelabuhan")
    assert found.images == ("https://www.kabar.example/a.jpg",)


def test_what_a_cdata_section_holds_is_taken_as_it_stands() -> None:
    link = "<![CDATA[ /news?a=1&b=2&copy=3 ]]>"
    items = [f"<title>Salt &amp; rice &nbsp; & tea</title><link>{link}</link>"] * 2
    for before in range(PIECE - 300, PIECE, 3):  # a piece ends within an item
        found = feed(rss(*items, head=" " * before)).candidates
        assert [each.url for each in found] == ["https://www.kabar.example/news?a=1&b=2&copy=3"]
        assert [each.title for each in found] == ["Salt & rice & tea"]


def test_the_language_of_the_feed_holds_for_every_entry() -> None:
    items = [f"<link>/{number}</link>" for number in range(3)]
    listing = feed(rss(*items, head="<language>de-AT</language>"))
    assert [each.language for each in listing.candidates] == ["de"] * 3


def test_atom_with_bases_and_a_next_page() -> None:
    body = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr" xml:base="/actu/">
      <link rel="next" href="page2.xml"/>
      <entry><title type="html">&lt;i&gt;Le port&lt;/i&gt;</title><link rel="replies" href="r"/>
      <link href="pont.html"/><updated>2026-11-23T10:00:00Z</updated><category term="Ville"/>
      </entry></feed>"""
    article, more = feed(body).candidates
    assert article.url == "https://www.kabar.example/actu/pont.html"
    assert (article.title, article.language, article.section) == ("Le port", "fr", "Ville")
    assert article.published is None
    assert article.modified is not None
    assert article.modified.iso == "2026-11-23T10:00:00+00:00"
    assert (more.url, more.role) == ("https://www.kabar.example/actu/page2.xml", Role.FEED)


def test_rdf_items_stand_beside_their_channel() -> None:
    body = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
      xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
      <channel rdf:about="x"><dc:language>en</dc:language></channel>
      <item rdf:about="https://www.kabar.example/1"><dc:date>2026-11-23</dc:date></item>
      <item rdf:about="https://www.kabar.example/2"/></rdf:RDF>"""
    one, two = feed(body).candidates
    assert one.published is not None
    assert one.published.iso == "2026-11-23"
    assert (one.language, two.language) == ("en", "en")


def test_a_json_feed() -> None:
    item = {"id": "x1", "url": "/1", "title": "Bridge", "tags": ["City", 7]}
    item |= {"date_published": "2026-11-23T10:00:00+01:00"}
    body = {"version": "https://jsonfeed.org/version/1.1", "language": "en", "next_url": "?p=2"}
    article, more = feed(json.dumps(body | {"items": [item, {}, 3]})).candidates
    assert (article.url, article.title) == ("https://www.kabar.example/1", "Bridge")
    assert (article.language, article.keywords) == ("en", ("City",))
    assert article.published is not None
    assert article.published.value == datetime(2026, 11, 23, 9, tzinfo=UTC)
    assert more.role is Role.FEED


def test_a_permanent_identity_stands_in_for_a_link_to_a_third_party() -> None:
    item = "<link>https://clicks.test/1</link><guid>https://kabar.example/1</guid>"
    assert [each.url for each in feed(rss(item)).candidates] == ["https://kabar.example/1"]


def test_foreign_hosts_are_dropped_and_reported() -> None:
    listing = feed(rss("<link>https://ads.test/buy</link>", "<link>/1</link>"))
    assert len(listing.candidates) == 1
    assert listing.problems == ("address on a foreign host dropped: https://ads.test/buy",)
    admitted = feed(rss("<link>https://ads.test/buy</link>"), Request(sites=("ads.test",)))
    assert len(admitted.candidates) == 1


def test_entries_outside_the_window_are_skipped() -> None:
    days = [f"<link>/{n}</link><pubDate>{n} Nov 2026 10:00:00 GMT</pubDate>" for n in (20, 23)]
    listing = feed(rss(*days), Request(Window(since=date(2026, 11, 22))))
    assert ([each.url[-2:] for each in listing.candidates], listing.skipped) == (["23"], 1)


def test_a_date_nobody_understands_costs_only_the_date() -> None:
    listing = feed(rss("<link>/1</link><pubDate>the other day</pubDate>"))
    assert listing.candidates[0].published is None
    assert listing.problems == ("date not understood: the other day",)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Caf&eacute;&nbsp;noir", "Café noir"),
        ("Salt & pepper, R&D", "Salt & pepper, R&D"),
        ("&LT;b>bold", "bold"),
        ("a\x00b\x0bc", "abc"),
    ],
)
def test_sloppy_markup_is_repaired(text: str, title: str) -> None:
    (found,) = feed(rss(f"<title>{text}</title><link>/1?a=1&b=2</link>" + " " * 500)).candidates
    assert (found.title, found.url) == (title, "https://www.kabar.example/1?a=1&b=2")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1251"])
def test_encodings(encoding: str) -> None:
    text = "Новый мост через залив откроют зимой"
    head = f'<?xml version="1.0" encoding="{encoding}"?>'
    body = f"{head}<rss><item><title>{text}</title><link>/1</link></item></rss>"
    assert feed(body.encode(encoding)).candidates[0].title == text


def test_an_empty_feed_says_so() -> None:
    assert feed(rss()).problems == ("a feed without usable entries",)
