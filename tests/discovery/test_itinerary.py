from __future__ import annotations

from newscrawl.discovery import Candidate, Kind, Listing, Role
from newscrawl.discovery.itinerary import Itinerary, sitemaps_of

HOME = "https://news.example/"


def listing(*urls: str, role: Role = Role.ARTICLE, kind: Kind = Kind.PAGE) -> Listing:
    return Listing(kind, tuple(Candidate(url, HOME, role=role) for url in urls))


def walk(way: Itinerary, url: str, found: Listing, *, fruitful: bool = False) -> list[str]:
    return [step.url for step in way.steps(url, found, "news.example", fruitful=fruitful)]


def test_an_address_is_a_step_once() -> None:
    way = Itinerary()
    assert walk(way, HOME, listing(f"{HOME}a", f"{HOME}b")) == [f"{HOME}a", f"{HOME}b"]
    assert walk(way, f"{HOME}a", listing(f"{HOME}b?utm_source=x", f"{HOME}c")) == [f"{HOME}c"]


def test_articles_come_before_sections_and_documents_before_articles() -> None:
    way = Itinerary()
    priorities = {
        role: next(iter(way.steps(HOME, listing(f"{HOME}{role}", role=role), "news.example",
                                  fruitful=True))).priority
        for role in Role
    }  # fmt: skip
    assert priorities[Role.SITEMAP] == priorities[Role.FEED] > priorities[Role.ARTICLE]
    assert priorities[Role.ARTICLE] > priorities[Role.SECTION] > priorities[Role.PAGE]
    assert min(priorities, key=priorities.__getitem__) is Role.ARCHIVE


def test_a_page_of_another_site_leads_nowhere_but_a_feed_may_live_there() -> None:
    found = listing(f"{HOME}a")
    assert walk(Itinerary(), "https://other.example/x", found) == []
    feed = listing(f"{HOME}a", "https://feeds.example/advertisement", kind=Kind.FEED)
    assert walk(Itinerary(), "https://feeds.example/x", feed) == [f"{HOME}a"]


def test_lists_that_bring_nothing_are_followed_no_further() -> None:
    way = Itinerary()
    followed = 0
    for day in range(50):
        url = f"{HOME}calendar/{day}"
        onward = listing(f"{HOME}calendar/{day + 1}", role=Role.ARCHIVE)
        steps = walk(way, url, listing())
        followed += bool(walk(way, HOME, onward, fruitful=True)) and not steps
    assert followed < 10


def test_articles_without_links_do_not_close_their_section() -> None:
    way = Itinerary()
    for number in range(20):
        walk(way, f"{HOME}n/{number}", listing(), fruitful=True)
    assert walk(way, HOME, listing(f"{HOME}n/99", role=Role.OTHER)) == [f"{HOME}n/99"]


def test_sitemaps_are_those_named_else_the_usual_one() -> None:
    named = list(sitemaps_of(f"{HOME}x/y", [" /map.xml", "https://cdn.example/m.xml"]))
    assert [step.url for step in named] == [f"{HOME}map.xml", "https://cdn.example/m.xml"]
    assert not any(step.guess for step in named)
    (usual,) = sitemaps_of("https://news.example:443/x/y", [])
    assert (usual.url, usual.guess) == (f"{HOME}sitemap.xml", True)
