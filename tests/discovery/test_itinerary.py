from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any

from newscrawl.discovery import Candidate, Filter, Kind, Listing, Role, Window
from newscrawl.discovery.itinerary import Itinerary, Waypoint, sitemaps_of
from newscrawl.normalisation.moments import Moment

HOME = "https://news.example/"


def listing(*urls: str, role: Role = Role.ARTICLE, kind: Kind = Kind.PAGE) -> Listing:
    return Listing(kind, tuple(Candidate(url, HOME, role=role) for url in urls))


def walk(way: Itinerary, url: str, found: Listing, *, fruitful: bool = False) -> list[str]:
    return [step.url for step in way.steps(Waypoint(url, "news.example", fruitful=fruitful), found)]


def test_an_address_is_a_step_once() -> None:
    way = Itinerary()
    assert walk(way, HOME, listing(f"{HOME}a", f"{HOME}b")) == [f"{HOME}a", f"{HOME}b"]
    assert walk(way, f"{HOME}a", listing(f"{HOME}b?utm_source=x", f"{HOME}c")) == [f"{HOME}c"]


def test_what_was_passed_over_is_a_step_again_when_a_sitemap_names_it() -> None:
    way, sitemap = Itinerary(), f"{HOME}sitemap.xml"
    walk(way, HOME, listing(f"{HOME}a", f"{HOME}b"))
    way.pass_over(f"{HOME}a")
    assert way.passed_over == 1
    assert walk(way, f"{HOME}b", listing(f"{HOME}a")) == []
    named = listing(f"{HOME}a", f"{HOME}b", kind=Kind.SITEMAP)
    assert walk(way, sitemap, named) == [f"{HOME}a"]
    assert walk(way, sitemap, named) == []
    assert way.passed_over == 0


def test_articles_come_before_sections_and_documents_before_articles() -> None:
    way = Itinerary()
    priorities = {
        role: next(iter(way.steps(Waypoint(HOME, "news.example", fruitful=True),
                                  listing(f"{HOME}{role}", role=role)))).priority
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


def test_a_site_that_answers_to_any_name_is_cut_off() -> None:
    way, asked = Itinerary(), 0
    ahead = ["https://portal.example/"]
    while ahead and asked < 100:
        url, asked = ahead.pop(), asked + 1
        if way.admits(url, Role.SECTION):
            names = (f"https://{word}{asked}.portal.example/" for word in ("timur", "barat"))
            waypoint = Waypoint(url, "portal.example", role=Role.SECTION)
            ahead += [each.url for each in way.steps(waypoint, listing(*names, role=Role.SECTION))]
    assert asked < 60
    assert "*.portal.example" in way.spent


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


def candidate(name: str, **said: Any) -> Candidate:
    return Candidate(f"{HOME}{name}", HOME, **said)


def day(text: str) -> Moment:
    return Moment(date.fromisoformat(text))


NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_the_newest_articles_are_the_most_urgent_whoever_named_them() -> None:
    way = Itinerary()
    found = [
        candidate("old", published=day("2019-01-02")),
        candidate("undated"),
        candidate("today", published=day("2026-11-23")),
        candidate("week", published=day("2026-11-17")),
    ]
    steps = list(way.steps(Waypoint(HOME, "news.example", NOW), Listing(Kind.FEED, tuple(found))))
    assert [step.url.removeprefix(HOME) for step in steps] == ["today", "week", "old", "undated"]
    urgency = {step.url.removeprefix(HOME): step.priority for step in steps}
    assert urgency["today"] > urgency["week"] > urgency["undated"] > urgency["old"]


def test_what_is_not_wanted_is_no_step_and_is_counted() -> None:
    way = Itinerary()
    wanted = Filter(Window(since=date(2026, 11, 20)), exclude=(re.compile("/foto/"),))
    found = [
        candidate("a", published=day("2026-11-01")),
        candidate("2026/10/03/the-harbour-wall-is-open"),
        candidate("2026/11/", role=Role.ARCHIVE),
        candidate("2026/10/", role=Role.ARCHIVE),
        candidate("foto/x", role=Role.SECTION),
        candidate("map.xml", role=Role.SITEMAP, modified=day("2026-09-01")),
        candidate("section", role=Role.SECTION),
    ]
    steps = way.steps(Waypoint(HOME, "news.example", NOW), Listing(Kind.PAGE, tuple(found)), wanted)
    assert {step.url.removeprefix(HOME) for step in steps} == {"2026/11/", "section"}
    assert way.unwanted == {"date": 4, "address": 1}


def test_depth_counts_the_links_of_pages_not_those_of_feeds_and_sitemaps() -> None:
    way = Itinerary()
    page, feed = (Listing(kind, (candidate(kind),)) for kind in (Kind.PAGE, Kind.FEED))
    (from_feed,) = way.steps(Waypoint(HOME, "news.example", depth=1), feed, depth=1)
    assert from_feed.depth == 1
    assert not list(way.steps(Waypoint(HOME, "news.example", depth=1), page, depth=1))
    assert way.unwanted["depth"] == 1


def test_sitemaps_within_sitemaps_come_to_an_end() -> None:
    way, nested, followed = Itinerary(), 0, 0
    for number in range(20):
        index = Listing(Kind.INDEX, (candidate(f"map-{number}.xml", role=Role.SITEMAP),))
        for step in way.steps(Waypoint(HOME, "news.example", nested=nested), index):
            nested, followed = step.nested, followed + 1
    assert followed == 5
    assert way.traps["nested"] == 15


def test_lists_of_days_to_come_are_no_step() -> None:
    way = Itinerary()
    found = [candidate(f"archive/{day}", role=Role.ARCHIVE) for day in ("2026/11/24", "2027/01/01")]
    steps = way.steps(Waypoint(HOME, "news.example", NOW), Listing(Kind.PAGE, tuple(found)))
    assert [step.url for step in steps] == [f"{HOME}archive/2026/11/24"]
    assert way.traps == {"future": 1}


def test_a_feed_in_endless_pages_is_cut_off() -> None:
    way, url = Itinerary(), f"{HOME}feed?paged=1"
    for number in range(2, 100):
        found = (candidate("a"), candidate(f"feed?paged={number}", role=Role.FEED))
        steps = list(way.steps(Waypoint(url, "news.example", NOW), Listing(Kind.FEED, found)))
        if not any(step.role is Role.FEED for step in steps):
            break
        url = f"{HOME}feed?paged={number}"
    assert number < 12


def test_addresses_that_look_like_articles_and_are_none_are_cut_off() -> None:
    way, asked = Itinerary(), 0
    url, role = HOME, Role.SECTION
    for number in range(200):
        found = Listing(Kind.PAGE, (candidate(f"story/the-old-harbour-wall-is-open-{number}"),))
        steps = list(way.steps(Waypoint(url, "news.example", NOW, role), found))
        if not steps:
            break
        url, role, asked = steps[0].url, Role.ARTICLE, asked + 1
    assert asked <= 16
    assert way.spent
