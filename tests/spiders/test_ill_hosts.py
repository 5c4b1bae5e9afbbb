"""A host that fails again and again: what becomes of it in this run, and in the next."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from newscrawl.demo import Answer, ForwardProxy
from tests.site.crawl import crawl, site_of
from tests.site.pages import article, home

STORIES = [f"/news/2026/council-approves-works-on-the-street-part-{n}" for n in range(1, 7)]


def last_run(folder: Path) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the summary of the last run, and the failures of all, by name."""
    with closing(sqlite3.connect(folder / "newscrawl.db")) as connection:
        (summary,) = connection.execute("SELECT summary FROM runs ORDER BY id DESC").fetchone()
        return json.loads(summary), dict(connection.execute("SELECT name, reason FROM failures"))


def test_it_is_left_told_of_and_left_alone_by_the_next_run(tmp_path: Path) -> None:
    ill = {"/": home(STORIES), **dict.fromkeys(STORIES, Answer(500))}
    well = {"/": home(STORIES[:1]), STORIES[0]: article(1)}
    with ForwardProxy([site_of("ill.test", ill), site_of("well.test", well)]) as proxy:
        seeds = ("http://ill.test/", "http://well.test/")
        settings = {"NEWSCRAWL_MAX_FAILURES": 2, "NEWSCRAWL_MAX_WAIT": 5}
        first = crawl(proxy, tmp_path, *seeds, **settings, CONCURRENT_REQUESTS_PER_DOMAIN=1)
        told, failures = last_run(tmp_path)
        asked = len(proxy.visits.paths("ill.test"))
        second = crawl(proxy, tmp_path, *seeds, **settings)
        later, _ = last_run(tmp_path)
    assert first.code == second.code == 0
    assert set(first.articles) == {f"http://well.test{STORIES[0]}"}
    reason = "it failed 2 times in a row, last with status 500"
    assert told["left"] == {"ill.test": reason}
    assert failures["ill.test"].endswith(f"of its queue were not sent: {reason}")
    assert asked < len(STORIES)
    assert len(proxy.visits.paths("ill.test")) == asked
    assert later["left"]["ill.test"].startswith(f"{reason}; it has a rest for ")
