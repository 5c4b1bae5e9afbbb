from __future__ import annotations

import gzip
import tracemalloc
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl.discovery import read_feed, read_listing, read_sitemap, trap_of
from newscrawl.discovery.traps import family
from newscrawl.page import Page

URL = "https://www.kabar.example/x"
MEGABYTE = 1 << 20
LAUGHS = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
DOCTYPE = f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}<!ENTITY f SYSTEM "file:///etc/passwd">]>'
TOKENS = [
    *"<rss> <channel> <item> </item> <link> </link> <title> <urlset> <url> <loc> </loc>".split(),
    *"</url> <html> <a&#32;href='//u@h:7x/'> & &amp; &#0; ]]> <![CDATA[ <!-- --> { [ \"".split(),
    "<!DOCTYPE x [",
    "http://[x/",
    "https://www.kabar.example:99999/",
    "\x00",
    "é漢",
]


def test_entities_are_neither_expanded_nor_loaded() -> None:
    item = '<item a="&l9;"><title>&l9;&f;</title><link>/1</link></item>'
    (found,) = read_feed(Page(f"{DOCTYPE}<rss>{item}</rss>".encode(), url=URL)).candidates
    assert found.title == "&l9;&f;"


BODIES = {
    "elements": lambda: b"<urlset>" + b"<a/>" * 2_000_000,
    "hidden elements": lambda: b"<urlset>" + (b"<a>" + b"<b/>" * 100_000 + b"<url/></a>") * 10,
    "nesting": lambda: b"<rss>" + b"<a>" * 500_000,
    "open items": lambda: b"<rss>" + b"<item><title>x" * 200_000,
    "attributes": lambda: (
        b"<urlset><url " + b" ".join(b'a%d=""' % n for n in range(200_000)) + b">"
    ),
    "text": lambda: b"<rss><item><title>" + b"x" * 8_000_000,
    "ampersands": lambda: b"<urlset><url><loc>" + b"&" * 4_000_000,
    "references": lambda: b"<rss>" + b"&a" * 2_000_000,
    "JSON": lambda: b'{"version":"https://jsonfeed.org/version/1","items":' + b"[" * 1_000_000,
    "bomb": lambda: gzip.compress(b"<urlset>" + b" " * 60_000_000, 1),
    "members": lambda: gzip.compress(b"<urlset>") * 50_000,
    "lines": lambda: b"https://www.kabar.example/a\n" * 300_000,
}


@pytest.mark.parametrize("name", BODIES)
def test_hostile_documents_are_bounded(name: str) -> None:
    body = BODIES[name]()
    start = process_time()
    tracemalloc.start()
    listing = read_listing(Page(body, url=URL))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert process_time() - start < 10
    assert peak < 60 * MEGABYTE
    assert listing.problems
    assert len(listing.candidates) <= 1


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(TOKENS), max_size=60), st.sampled_from([URL, None, "http://[/"]))
def test_nothing_raises(tokens: list[str], url: str | None) -> None:
    body = "".join(tokens).encode()
    for page in (Page(body, url=url), Page(gzip.compress(body)[:-3], url=url)):
        read_listing(page)
        read_feed(page)
        read_sitemap(page)
    trap_of("".join(tokens))
    family("".join(tokens))
