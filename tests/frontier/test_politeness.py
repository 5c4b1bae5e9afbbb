"""What the server sees of delays, pauses and concurrency."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from tests.frontier.conftest import Start
from tests.frontier.server import Answer, Site, page
from tests.waiting import assert_spaced

NUMBERS = [f"/{number}" for number in range(10)]


@pytest.mark.parametrize("most", [1, 2, 5])
def test_concurrency_is_held_exactly_without_delay(site: Site, start: Start, most: int) -> None:
    site.seconds = 0.02
    site.answers["/"] = [page(*NUMBERS, *(f"/more/{number}" for number in range(30)))]
    crawl = start(site.url(), CONCURRENT_REQUESTS_PER_DOMAIN=most)
    crawl.stats()
    assert max(hit.open for hit in site.hits) == most
    assert len(crawl.items) == 41


def test_concurrency_holds_for_each_host(make_site: Callable[[int], Site], start: Start) -> None:
    site = make_site(4)
    site.seconds = 0.1
    site.answers["/"] = [page(*NUMBERS)]
    seeds = [site.url(host=host) for host in range(4)]
    start(*seeds, CONCURRENT_REQUESTS_PER_DOMAIN=2, CONCURRENT_REQUESTS=16).stats()
    assert max(hit.open for hit in site.hits) == 2
    times = [site.times(host) for host in range(4)]
    assert max(each[0] for each in times) < min(each[-1] for each in times), "side by side"


@pytest.mark.parametrize("busy", [0.0, 0.04])
def test_the_delay_holds_at_the_server_and_is_waited_for_once(
    make_site: Callable[[int], Site], start: Start, busy: float
) -> None:
    delay, hosts = 0.3, 2
    site = make_site(hosts)
    site.answers["/"] = [page(*NUMBERS)]
    seeds = [site.url(host=host) for host in range(hosts)]
    start(*seeds, DOWNLOAD_DELAY=delay, busy=busy).stats()
    for host in range(hosts):
        assert len(site.gaps(host)) == len(NUMBERS)
        assert_spaced(site.gaps(host), delay)
        assert sum(site.gaps(host)) < 2 * delay * len(NUMBERS)


def test_a_published_delay_lengthens_and_never_shortens(
    make_site: Callable[[int], Site], start: Start
) -> None:
    site = make_site(2)
    site.answers["/"] = [page(*NUMBERS[:3])]
    start(site.url(), DOWNLOAD_DELAY=0.1, say={"set_delay": [0.5]}).stats()
    start(site.url(host=1), DOWNLOAD_DELAY=0.4, say={"set_delay": [0.1]}).stats()
    assert_spaced(site.gaps(0), 0.5)
    assert_spaced(site.gaps(1), 0.4)


def test_a_host_may_have_settings_of_its_own(site: Site, start: Start) -> None:
    site.answers["/"] = [page(*NUMBERS[:4])]
    slots = {f"127.0.0.1:{site.ports[0]}": {"delay": 0.3}}
    start(site.url(), DOWNLOAD_SLOTS=slots).stats()
    assert_spaced(site.gaps(), 0.3)
    assert sum(site.gaps()) < 2 * 0.3 * 4  # and the downloader does not wait once more


def test_requests_held_up_on_their_way_do_not_leave_together(site: Site, start: Start) -> None:
    # All of them wait for one robots.txt, which goes past the queue and counts all the same.
    site.seconds = 0.3
    pages = [f"/checked/{number}" for number in range(4)]
    site.answers["/"] = [page(*pages)]
    crawl = start(site.url(), site.url(pages[0]), site.url(pages[1]), DOWNLOAD_DELAY=0.5)
    crawl.stats()
    assert site.paths[1] == "/robots.txt"
    assert sorted(site.paths) == ["/", *pages, "/robots.txt"]
    assert_spaced(site.gaps(), 0.5)


def test_a_paused_host_is_left_in_peace_and_others_go_on(
    make_site: Callable[[int], Site], start: Start
) -> None:
    site = make_site(2)
    site.seconds = 0.01
    site.answers["/"] = [page(*NUMBERS)]
    limits = {"CONCURRENT_REQUESTS": 1, "CONCURRENT_REQUESTS_PER_DOMAIN": 1}
    crawl = start(site.url(), site.url(host=1), say={"pause": [1.5]}, **limits)
    assert crawl.stats()["frontier/paused"] == 1
    assert site.gaps(0)[0] >= 1.4
    assert site.times(1)[-1] < site.times(0)[1]
    assert len(crawl.items) == 2 * 11


@pytest.mark.parametrize("say", [{"leave": ["it said so"]}, {"pause": [3600]}])
def test_a_left_host_is_served_no_more_and_does_not_hold_the_crawl(
    make_site: Callable[[int], Site], start: Start, say: dict[str, list[object]]
) -> None:
    site = make_site(2)
    site.answers["/"] = [page(*NUMBERS)]
    limits = {"CONCURRENT_REQUESTS": 1, "CONCURRENT_REQUESTS_PER_DOMAIN": 1}
    crawl = start(site.url(), site.url(host=1), durable=True, say=say, **limits)
    stats = crawl.stats()
    assert stats["finish_reason"] == "finished"
    assert (stats["frontier/left/hosts"], stats["frontier/left/requests"]) == (1, len(NUMBERS))
    assert len(site.times(0)) == 1
    assert len(site.times(1)) == 1 + len(NUMBERS)
    assert crawl.queued == len(NUMBERS)


def test_two_runs_on_one_database_keep_the_delay_together(
    make_site: Callable[[int], Site], start: Start, tmp_path: Path
) -> None:
    delay, site = 0.3, make_site(1)
    settings = {"DOWNLOAD_DELAY": delay, "NEWSCRAWL_DB": str(tmp_path / "news.db")}
    pages = [[f"/{name}/{number}" for number in range(5)] for name in ("one", "two")]
    for seed, numbers in zip(("/first", "/second"), pages, strict=True):
        site.answers[seed] = [page(*numbers)]
    crawls = [start(site.url(path=seed), **settings) for seed in ("/first", "/second")]
    for crawl in crawls:
        crawl.stats()
    assert sorted(site.paths) == sorted(["/first", "/second", *pages[0], *pages[1]])
    # On a busy machine a single request may be late to arrive, and the next one not.
    assert min(site.gaps()) >= 0.6 * delay
    assert sum(site.gaps()) >= 0.95 * delay * len(site.gaps())
    # Neither waits until the other is done.
    firsts = [next(n for n, path in enumerate(site.paths) if path in each) for each in pages]
    lasts = [max(n for n, path in enumerate(site.paths) if path in each) for each in pages]
    assert max(firsts) < min(lasts)


def test_a_host_that_fails_has_a_rest_and_holds_up_nobody(
    make_site: Callable[[int], Site], start: Start
) -> None:
    site = make_site(2)
    site.answers["/"] = [page(*NUMBERS)]
    ill = [f"/ill/{number}" for number in range(9)]
    site.answers |= {path: [Answer(500)] for path in ill}
    site.answers["/start"] = [page(*ill)]
    limits = {"NEWSCRAWL_MAX_FAILURES": 3, "NEWSCRAWL_MAX_WAIT": 5, "RETRY_TIMES": 1}
    limits["CONCURRENT_REQUESTS_PER_DOMAIN"] = 1
    crawl = start(site.url("/start"), site.url(host=1), durable=True, **limits)
    stats = crawl.stats()
    assert stats["finish_reason"] == "finished"
    assert stats["frontier/left/hosts"] == 1
    assert len(site.times(0)) == 1 + 3
    assert [later > earlier for earlier, later in pairwise(site.gaps(0)[1:])] == [True]
    assert len(site.times(1)) == 1 + len(NUMBERS)
    assert crawl.queued == len(ill)


def test_a_slow_host_slows_nobody_else(make_site: Callable[[int], Site], start: Start) -> None:
    site = make_site(2)
    site.answers["/"] = [page(*NUMBERS[:4])]
    site.answers["/all"] = [page(*NUMBERS)]
    site.slow[site.ports[0]] = 1.2
    crawl = start(site.url(), site.url("/all", host=1), DOWNLOAD_DELAY=0.1, CONCURRENT_REQUESTS=4)
    crawl.stats()
    assert site.times(1)[-1] < site.times(0)[2], "one is done while two answers are waited for"
    assert min(site.gaps(0)[2:]) > 0.8
