"""Crawls that are killed or stopped, and taken up again."""

from __future__ import annotations

from collections import Counter

from tests.frontier.conftest import Start
from tests.frontier.server import Answer, Site, page, redirect
from tests.waiting import assert_spaced

LIMIT = 8


def lay_out(site: Site) -> set[str]:
    """Make a site of 241 pages, some behind redirects, some at the second attempt only."""
    site.seconds = 0.004
    sections = [f"/section{number}" for number in range(10)]
    site.answers["/"] = [page(*sections)]
    found = {"/", *sections}
    for section in sections:
        articles = [f"{section}/{number}" for number in range(20)]
        moved = [f"{section}/moved{number}" for number in range(3)]
        site.answers[section] = [page(*articles, *moved)]
        for number, path in enumerate(moved):
            site.answers[path] = [redirect(f"{section}/target{number}")]
            found.add(f"{section}/target{number}")
        site.answers[articles[7]] = [Answer(503), Answer()]
        found.update(articles)
    return found


def test_killed_again_and_again_it_loses_nothing(site: Site, start: Start) -> None:
    expected = lay_out(site)
    options = {
        "durable": True,
        "CONCURRENT_REQUESTS": LIMIT,
        "CONCURRENT_REQUESTS_PER_DOMAIN": LIMIT,
    }
    kills = (3, 30, 31, 90, 210)
    for hits in kills:
        crawl = start(site.url(), **options)
        site.wait_for(hits)
        crawl.kill()
    crawl = start(site.url(), **options)
    assert crawl.stats()["finish_reason"] == "finished"
    assert set(crawl.items) == expected
    assert crawl.queued == 0
    asked = Counter(site.paths)
    twice = asked.total() - len(asked) - 10  # ten pages are retried by themselves
    assert twice <= LIMIT * len(kills)


def test_stopped_it_goes_on_where_it_was(site: Site, start: Start) -> None:
    expected = lay_out(site)
    options = {"durable": True, "CONCURRENT_REQUESTS": LIMIT}
    crawl = start(site.url(), **options)
    site.wait_for(40)
    crawl.stop()
    assert crawl.stats()["finish_reason"] == "shutdown"
    assert 0 < crawl.queued < len(expected)
    start(site.url(), **options).stats()
    assert sorted(crawl.items) == sorted(expected)  # each page once, the seed too


def test_a_finished_job_begins_anew(site: Site, start: Start) -> None:
    site.answers["/"] = [page("/a", "/b")]
    for _ in range(2):
        assert start(site.url(), durable=True).stats()["finish_reason"] == "finished"
    assert Counter(site.paths) == {"/": 2, "/a": 2, "/b": 2}


def test_what_was_left_is_fetched_by_the_next_run(site: Site, start: Start) -> None:
    site.answers["/"] = [page("/a", "/b")]
    start(site.url(), durable=True, say={"leave": ["tired"]}).stats()
    assert site.paths == ["/"]
    crawl = start(site.url(), durable=True)
    crawl.stats()
    assert sorted(site.paths) == ["/", "/", "/a", "/b"]
    assert crawl.queued == 0


def test_a_pause_outlives_the_run(site: Site, start: Start) -> None:
    site.answers["/"] = [page("/a")]
    start(site.url(), durable=True, say={"pause": [3600]}).stats()
    stats = start(durable=True).stats()
    assert stats["frontier/left/hosts"] == 1
    assert site.paths == ["/"]


def test_the_delay_holds_across_a_kill(site: Site, start: Start) -> None:
    site.answers["/"] = [page(*(f"/{number}" for number in range(4)))]
    crawl = start(site.url(), durable=True, DOWNLOAD_DELAY=0.1, say={"set_delay": [1.5]})
    site.wait_for(2)
    crawl.kill()
    crawl = start(site.url(), durable=True, DOWNLOAD_DELAY=0.1)
    site.wait_for(3)
    crawl.kill()
    assert_spaced(site.gaps(), 1.5)


def test_two_runs_never_share_a_frontier(site: Site, start: Start) -> None:
    site.answers["/"] = [page(*(f"/{number}" for number in range(4)))]
    first = start(site.url(), durable=True, DOWNLOAD_DELAY=60)
    site.wait_for(1)
    second = start(site.url(), durable=True)
    _, errors = second.process.communicate(timeout=60)
    assert "frontier.db: in use by another run" in errors
    assert site.paths == ["/"]
    first.kill()


def test_a_full_disk_stops_the_crawl_and_loses_nothing(site: Site, start: Start) -> None:
    expected = lay_out(site)
    crawl = start(site.url(), durable=True, file_size=120_000)
    assert crawl.stats()["finish_reason"] == "frontier_failed"
    assert "Traceback" not in crawl.errors
    assert len(set(crawl.items)) < len(expected)
    assert start(site.url(), durable=True).stats()["finish_reason"] == "finished"
    assert set(crawl.items) == expected
