from __future__ import annotations

import gzip
from datetime import date

from newscrawl.discovery import Kind, Listing, Request, Role, Window, read_sitemap
from newscrawl.page import Page

URL = "https://www.kabar.example/sitemap.xml"
NAMESPACES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" '
    'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1" '
    'xmlns:xhtml="http://www.w3.org/1999/xhtml"'
)


def sitemap(*entries: str, request: Request | None = None, packed: bool = False) -> Listing:
    inside = "".join(f"<url>{entry}</url>" for entry in entries)
    body = f"<?xml version='1.0'?><urlset {NAMESPACES}>{inside}</urlset>".encode()
    return read_sitemap(Page(gzip.compress(body) if packed else body, url=URL), request)


def entry(number: int, day: str) -> str:
    news = f"<news:news><news:publication_date>{day}</news:publication_date></news:news>"
    return f"<loc>https://www.kabar.example/{number}</loc>{news}"


def test_a_news_entry_is_read_with_all_it_says() -> None:
    found = sitemap(
        """<loc> https://www.kabar.example/1?a=1&b=2 </loc><lastmod>2026-11-23</lastmod>
        <news:news><news:publication><news:name>Kabar</news:name>
        <news:language>id</news:language></news:publication>
        <news:publication_date>2026-11-22T08:00:00+07:00</news:publication_date>
        <news:title>Kapal &amp; jembatan</news:title><news:keywords>kota, laut</news:keywords>
        </news:news><image:image><image:loc>https://img.test/1.jpg</image:loc></image:image>
        <xhtml:link rel="alternate" hreflang="en" href="https://www.kabar.example/en/1"/>"""
    ).candidates[0]
    assert found.url == "https://www.kabar.example/1?a=1&b=2"
    assert (found.title, found.language) == ("Kapal & jembatan", "id")
    assert found.published is not None
    assert found.published.iso == "2026-11-22T08:00:00+07:00"
    assert found.modified is not None
    assert found.modified.iso == "2026-11-23"
    assert found.keywords == ("kota", "laut")
    assert found.images == ("https://img.test/1.jpg",)
    assert found.alternates == (("en", "https://www.kabar.example/en/1"),)


def test_an_index_lists_sitemaps_and_never_itself() -> None:
    body = f"""<sitemapindex><sitemap><loc>{URL}</loc></sitemap><sitemap>
      <loc>https://kabar.example/news.xml.gz</loc><lastmod>2026-11-23</lastmod>
      </sitemap></sitemapindex>"""
    listing = read_sitemap(Page(body.encode(), url=URL))
    assert listing.kind is Kind.INDEX
    assert [(each.role, each.url) for each in listing.documents] == [
        (Role.SITEMAP, "https://kabar.example/news.xml.gz")
    ]


def test_the_window_counts_what_it_skips() -> None:
    days = ["2026-11-01", "2026-11-21T10:00:00Z", "2026-11-23T10:00:00Z", "soon"]
    request = Request(Window(since=date(2026, 11, 22), until=date(2026, 11, 23)))
    listing = sitemap(*(entry(n, day) for n, day in enumerate(days)), request=request, packed=True)
    assert [each.url[-1] for each in listing.candidates] == ["2", "3"]
    assert listing.skipped == 2


def test_an_old_last_change_proves_an_old_article() -> None:
    request = Request(Window(since=date(2026, 11, 22), until=date(2026, 11, 22)))
    entries = [f"<loc>/{day}</loc><lastmod>{day}</lastmod>" for day in ("2026-11-01", "2026-12-01")]
    assert len(sitemap(*entries, request=request).candidates) == 1


def test_foreign_hosts_need_somebody_to_vouch_for_them() -> None:
    foreign = "<loc>https://other.example/1</loc>"
    dropped = "address on a foreign host dropped: https://other.example/1"
    assert sitemap(foreign).problems == (dropped, "a sitemap without usable entries")
    assert sitemap(foreign, request=Request(sites=("other.example",))).candidates


def test_plain_text_is_a_sitemap_too() -> None:
    body = b"\xef\xbb\xbfhttps://www.kabar.example/1\r\n\r\nhttps://www.kabar.example/2\r\n"
    assert len(read_sitemap(Page(body, url=URL)).articles) == 2


def test_a_truncated_sitemap_gives_what_it_has() -> None:
    body = gzip.compress(f"<urlset><url>{entry(1, '2026-11-23')}</url>".encode() * 2)
    listing = read_sitemap(Page(body[:-9], url=URL))
    assert len(listing.candidates) == 1
    assert "gzip data is cut off" in listing.problems


def test_addresses_are_listed_once_and_nonsense_not_at_all() -> None:
    twice = "<loc>https://www.kabar.example/1</loc>"
    listing = sitemap(twice, twice, "<loc>javascript:go()</loc>", "<loc/>", "")
    assert len(listing.candidates) == 1
    assert listing.problems == (
        "address listed twice: https://www.kabar.example/1",
        "not a web address: javascript:go() (and 2 more)",
    )
