"""What Scrapy's own middleware lets through: many requests that wait for one robots.txt."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from newscrawl.demo import Answer, ForwardProxy, Site
from tests import programs
from tests.site.pages import robots

SPIDER = Path(__file__).parent / "spider.py"


def closed(host: str, *, seconds: float = 0.0) -> Site:
    body = robots("Disallow: /closed/").encode()
    answers = {"/robots.txt": Answer(body=body, seconds=seconds)}
    return Site(host, answers, default=Answer(body=b"<p>A page."))


def ask(
    proxy: ForwardProxy, folder: Path, urls: list[str], *, direct: bool, **more: str
) -> dict[str, Any]:
    settings = {"DOWNLOAD_DELAY": 0, "CONCURRENT_REQUESTS_PER_DOMAIN": 16, "LOG_LEVEL": "ERROR"}
    settings |= more
    task = {"urls": urls, "direct": direct, "settings": settings}
    environment = {"SCRAPY_SETTINGS_MODULE": "newscrawl.settings", "http_proxy": proxy.url}
    command = (str(SPIDER), json.dumps(task))
    done = programs.run(*command, folder=folder, environment=environment, timeout=90)
    assert done.code == 0, done.err
    outcomes: dict[str, Any] = json.loads(done.out.splitlines()[-1])
    return outcomes


@pytest.mark.parametrize("direct", [False, True])
def test_ten_at_once_to_a_closed_path_and_none_gets_through(tmp_path: Path, direct: bool) -> None:
    urls = [f"http://a.test/closed/{number}" for number in range(10)]
    with ForwardProxy([closed("a.test", seconds=0.2)]) as proxy:
        outcomes = ask(proxy, tmp_path, [*urls, "http://a.test/open"], direct=direct)
    assert proxy.visits.paths() == ["/robots.txt", "/open"]
    assert outcomes == dict.fromkeys(urls, "GateRefused") | {"http://a.test/open": 200}


@pytest.mark.parametrize("direct", [False, True])
def test_a_hundred_origins_at_once(tmp_path: Path, direct: bool) -> None:
    hosts = [f"site{number}.test" for number in range(100)]
    paths = [f"/closed/{number}" for number in range(10)]
    urls = [f"http://{host}{path}" for host in hosts for path in (*paths, "/open")]
    with ForwardProxy(closed(host, seconds=0.05) for host in hosts) as proxy:
        outcomes = ask(proxy, tmp_path, urls, direct=direct)
    asked = Counter(visit.path for visit in proxy.visits)
    assert asked == {"/robots.txt": 100, "/open": 100}
    assert len(outcomes) == len(urls)


def test_no_more_than_half_of_the_places_are_for_robots(tmp_path: Path) -> None:
    hosts = [f"site{number}.test" for number in range(60)]
    urls = [f"http://{host}/open" for host in hosts]
    with ForwardProxy(closed(host, seconds=0.2) for host in hosts) as proxy:
        ask(proxy, tmp_path, urls, direct=False)
    asked = [visit.at for visit in proxy.visits if visit.path == "/robots.txt"]
    assert len(asked) == 60
    # Settings have 32 places. Each file takes 0.2 s, so no more than 16 can be asked for within.
    assert all(later - asked[number] >= 0.19 for number, later in enumerate(asked[16:]))


def test_under_a_foreign_scheduler_the_gate_waits_at_the_door(tmp_path: Path) -> None:
    urls = [f"http://a.test/closed/{number}" for number in range(10)]
    foreign = {"SCHEDULER": "scrapy.core.scheduler.Scheduler"}
    with ForwardProxy([closed("a.test", seconds=0.2)]) as proxy:
        outcomes = ask(proxy, tmp_path, [*urls, "http://a.test/open"], direct=False, **foreign)
    assert proxy.visits.paths() == ["/robots.txt", "/open"]
    assert outcomes == dict.fromkeys(urls, "GateRefused") | {"http://a.test/open": 200}
