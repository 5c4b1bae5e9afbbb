"""The live crawl killed and stopped, and taken up by the same command: nothing is lost."""

from __future__ import annotations

import signal
import sqlite3
from collections import Counter
from pathlib import Path

import pytest

from newscrawl.demo import ForwardProxy, Site
from tests.site.crawl import begin, crawl, site_of
from tests.site.pages import article, home

BASE = "http://post.test"
SEED = f"{BASE}/"
LIMIT = 4
STORIES = range(1, 41)
ONCE, TWICE = 1, 2


def path(number: int) -> str:
    return f"/news/the-council-approves-works-on-the-street-{number}"


def stored(folder: Path) -> list[str]:
    with sqlite3.connect(folder / "newscrawl.db") as connection:
        return [url for (url,) in connection.execute("SELECT url FROM articles")]


@pytest.fixture
def post() -> Site:
    return site_of(
        "post.test", {"/": home(map(path, STORIES)), **{path(n): article(n) for n in STORIES}}
    )


@pytest.mark.parametrize(
    ("ends", "code"),
    [
        ([(5, signal.SIGKILL, ONCE), (30, signal.SIGKILL, ONCE)], -signal.SIGKILL),
        ([(8, signal.SIGTERM, TWICE)], None),
        ([(8, signal.SIGINT, ONCE), (20, signal.SIGTERM, ONCE)], 0),
    ],
    ids=["killed", "stopped at once", "stopped"],
)
def test_what_a_run_has_left_is_taken_up(
    tmp_path: Path, post: Site, ends: list[tuple[int, signal.Signals, int]], code: int | None
) -> None:
    settings = {
        "JOBDIR": "job",
        "CONCURRENT_REQUESTS": LIMIT,
        "CONCURRENT_REQUESTS_PER_DOMAIN": LIMIT,
    }
    with ForwardProxy([post]) as proxy:
        for visits, by, times in ends:
            process = begin(proxy, tmp_path, SEED, **settings)
            proxy.visits.wait_for(visits)
            for _ in range(times):
                process.send_signal(by)
            _, err = process.communicate(timeout=60)
            assert "Traceback" not in err
            assert code in {None, process.wait()}
        assert len(stored(tmp_path)) < len(STORIES)
        last = crawl(proxy, tmp_path, SEED, **settings)
        asked = Counter(proxy.visits.paths())
    assert last.code == 0
    assert sorted(stored(tmp_path)) == sorted(BASE + path(n) for n in STORIES), "each once"
    again = {address: count - 1 for address, count in asked.items() if count > 1}
    assert sum(again.values()) <= LIMIT * len(ends), again
