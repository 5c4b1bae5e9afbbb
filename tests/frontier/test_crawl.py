"""Real crawls of a real server: what is served, in which order, and what ends a crawl."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from tests.frontier.conftest import Start
from tests.frontier.server import Answer, Site, page, redirect

NUMBERS = [f"/{number}" for number in range(20)]


def test_every_page_is_fetched_once(site: Site, start: Start) -> None:
    site.answers["/"] = [page(*NUMBERS, *NUMBERS, "/?", "/1?b=2&a=1", "/1?a=1&b=2#part")]
    site.answers["/3"] = [page("/", "/4", "/deep")]
    crawl = start(site.url(), site.url())
    stats = crawl.stats()
    # The seed is sent as often as it was asked for; a link to it is a duplicate.
    assert Counter(site.paths) == Counter(["/", "/", *NUMBERS, "/deep", "/1?b=2&a=1"])
    assert stats["finish_reason"] == "finished"
    assert stats["scheduler/enqueued"] == stats["scheduler/dequeued"] == len(site.hits)


def test_higher_priority_goes_first_and_equals_in_order(site: Site, start: Start) -> None:
    site.answers["/"] = [page("/a", "/b", "/c", "/d")]
    limits = {"CONCURRENT_REQUESTS_PER_DOMAIN": 1}
    start(site.url(), priorities={"/c": 5, "/b": -5}, **limits).stats()
    assert site.paths == ["/", "/c", "/a", "/d", "/b"]


def test_the_smaller_depth_goes_first(site: Site, start: Start) -> None:
    site.answers["/"] = [page("/a", "/b")]
    site.answers["/a"] = [page("/a/deeper")]
    start(site.url(), CONCURRENT_REQUESTS_PER_DOMAIN=1).stats()
    assert site.paths == ["/", "/a", "/b", "/a/deeper"]


def test_redirects_and_retries_come_through(site: Site, start: Start) -> None:
    site.answers["/"] = [page("/moved", "/shaky", "/gone", "/to-known")]
    site.answers["/moved"] = [redirect("/moved/again")]
    site.answers["/moved/again"] = [redirect("/here")]
    site.answers["/to-known"] = [redirect("/here")]
    site.answers["/shaky"] = [Answer(503), Answer()]
    site.answers["/gone"] = [Answer(404)]
    crawl = start(site.url(), CONCURRENT_REQUESTS_PER_DOMAIN=1)
    crawl.stats()
    assert sorted(crawl.items) == ["/", "/here", "/shaky", "failed:/gone"]
    assert Counter(site.paths)["/here"] == 1
    assert Counter(site.paths)["/shaky"] == 2


@pytest.mark.parametrize("errback", [True, False])
def test_whatever_becomes_of_a_request_it_is_acknowledged(
    site: Site, start: Start, errback: bool
) -> None:
    ends = ["/refused", "/unwanted", "/gone", "/moved", "/broken", "data:,x"]
    unreachable = "http://127.0.0.1:1/"
    site.answers["/"] = [page(*ends, unreachable, "/last")]
    site.answers["/gone"] = [Answer(404)]
    site.answers["/moved"] = [redirect("/moved")]
    # With one request at a time, a single one never acknowledged would stop the crawl.
    limits = {"CONCURRENT_REQUESTS": 1, "RETRY_TIMES": 1, "LOG_LEVEL": "CRITICAL"}
    crawl = start(site.url(), durable=True, errback=errback, **limits)
    assert crawl.stats()["finish_reason"] == "finished"
    assert crawl.queued == 0
    assert {"/", "/broken", "/last"} <= set(crawl.items)


def test_no_host_starves_another(make_site: Callable[[int], Site], start: Start) -> None:
    site = make_site(3)
    site.answers["/"] = [page(*NUMBERS)]
    seeds = [site.url(host=host) for host in range(3)]
    start(*seeds, CONCURRENT_REQUESTS=1, CONCURRENT_REQUESTS_PER_DOMAIN=8).stats()
    served = [hit.port for hit in site.hits[6:54]]
    for turn in range(0, len(served), 3):
        assert len(set(served[turn : turn + 3])) == 3, served


def test_a_crawl_can_be_bounded(site: Site, start: Start) -> None:
    site.answers["/"] = [page(*NUMBERS)]
    stats = start(site.url(), CLOSESPIDER_PAGECOUNT=5, CONCURRENT_REQUESTS=1).stats()
    assert stats["finish_reason"] == "closespider_pagecount"
    assert 5 <= len(site.hits) <= 7


def test_what_does_not_fit_into_json_is_refused_and_told(site: Site, start: Start) -> None:
    crawl = start(site.url(), unwritable=True)
    stats = crawl.stats()
    assert stats["scheduler/unserializable"] == 1
    assert "does not fit into JSON" in crawl.errors
