"""Budgets as a user sets them: what is spent, what is left over, and what goes on."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from newscrawl.demo import ForwardProxy
from tests.site.crawl import crawl, site_of
from tests.site.pages import article, home

STORIES = [f"/news/2026/council-approves-works-on-the-street-part-{n}" for n in range(1, 7)]


def site_with_stories(host: str, count: int) -> Any:
    answers = {STORIES[n]: article(n + 1) for n in range(count)}
    return site_of(host, {"/": home(STORIES[:count]), **answers})


def summary(folder: Path) -> dict[str, Any]:
    with closing(sqlite3.connect(folder / "newscrawl.db")) as connection:
        rows = connection.execute("SELECT summary FROM runs ORDER BY id DESC LIMIT 1")
        found: dict[str, Any] = json.loads(rows.fetchone()[0])
        return found


def test_a_site_that_has_had_its_share_is_left_and_taken_up_by_the_next_run(
    tmp_path: Path,
) -> None:
    sites = [site_with_stories("large.test", 6), site_with_stories("small.test", 1)]
    with ForwardProxy(sites) as proxy:
        seeds = "http://large.test/,http://small.test/"
        settings = {"NEWSCRAWL_SITE_BUDGET": "4 pages", "JOBDIR": "job"}
        first = crawl(proxy, tmp_path, seeds, **settings)
        told = summary(tmp_path)
        second = crawl(proxy, tmp_path, seeds, **settings)
    assert first.code == second.code == 0
    assert proxy.visits.paths("small.test").count(STORIES[0]) == 1
    assert told["reason"] == "finished"
    assert told["left"] == {"large.test": "the budget of its site is spent: 4 pages"}
    assert told["left_over"]["hosts"] == {"large.test": told["left_over"]["requests"]}
    assert "kept for the next run of this job" in first.err
    asked = [path for path in proxy.visits.paths("large.test") if path in STORIES]
    assert sorted(asked) == sorted(set(asked))
    assert len(asked) > len([path for path in first.articles if "large.test" in path])


def test_a_run_that_has_had_its_own_ends_and_tells_what_is_left(tmp_path: Path) -> None:
    with ForwardProxy([site_with_stories("large.test", 6)]) as proxy:
        done = crawl(
            proxy,
            tmp_path,
            "http://large.test/",
            NEWSCRAWL_RUN_BUDGET="3 pages",
            CONCURRENT_REQUESTS_PER_DOMAIN=1,
        )
    told = summary(tmp_path)
    assert (done.code, told["reason"]) == (0, "budget")
    assert told["left_over"]["requests"] > 0
    assert "not kept, for want of a JOBDIR" in done.err
