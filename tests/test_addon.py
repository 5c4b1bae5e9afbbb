"""The add-on in a foreign project: a plain spider that knows nothing of the gates."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from scrapy.settings import Settings

from newscrawl import __version__
from newscrawl.addon import PolicyAddon
from newscrawl.demo import Answer, ForwardProxy
from newscrawl.exceptions import SettingError
from tests.site.crawl import site_of
from tests.site.pages import article, robots, title

ROOT = Path(__file__).parent.parent
BASE = "http://post.test"
NOTICE = (
    "<p>No part of this website may be used to train artificial intelligence"
    " without the written permission of Breakwater Post.</p>"
)
BAN = "<p>No part of this website may be crawled or scraped without written permission.</p>"
SPIDER = """
import scrapy

class Room(scrapy.Item):
    title = scrapy.Field()

class Plain(scrapy.Spider):
    name = "plain"

    async def start(self):
        for url in self.urls.split():
            yield scrapy.Request(url, dont_filter=True)

    def parse(self, response):
        title = response.css("h1::text").get()
        if getattr(self, "kind", "dict") == "dict":
            yield {"address": response.url, "title": title, "texts": response.css("p").getall()}
        else:
            yield Room(title=title)
"""


def run(proxy: ForwardProxy, folder: Path, *urls: str, kind: str = "dict", **settings: Any) -> Any:
    """Crawl *urls* in a project that says no more than the one line; return items and log."""
    package = folder / "foreign"
    (package / "spiders").mkdir(parents=True)
    (folder / "scrapy.cfg").write_text("[settings]\ndefault = foreign.settings\n")
    for name in ("__init__.py", "spiders/__init__.py"):
        (package / name).touch()
    (package / "spiders" / "plain.py").write_text(SPIDER)
    lines = {
        "SPIDER_MODULES": ["foreign.spiders"],
        "ROBOTSTXT_OBEY": True,
        "DOWNLOAD_DELAY": 0,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
        "ADDONS": {"newscrawl.addon.PolicyAddon": 100},
        **settings,
    }
    (package / "settings.py").write_text("".join(f"{k} = {v!r}\n" for k, v in lines.items()))
    hidden = ("proxy", "scrapy")
    environment = {
        name: value
        for name, value in os.environ.items()
        if not any(word in name.lower() for word in hidden)
    }
    done = subprocess.run(
        [
            *(sys.executable, "-X", "utf8", "-m", "scrapy", "crawl", "plain"),
            *("-a", f"urls={' '.join(urls)}", "-a", f"kind={kind}", "-O", "items.jsonl"),
        ],
        cwd=folder,
        env=environment | {"PYTHONPATH": str(ROOT), "http_proxy": proxy.url},
        capture_output=True,
        timeout=90,
        check=False,
    )
    log = done.stderr.decode()
    assert done.returncode == 0, log
    assert "Traceback" not in log, log
    items = [json.loads(line) for line in (folder / "items.jsonl").read_text().splitlines()]
    return items, log


def test_ten_at_once_to_a_closed_path_and_none_gets_through(tmp_path: Path) -> None:
    rules = Answer(body=robots("Disallow: /closed/").encode(), seconds=0.2)
    site = site_of("post.test", {"/robots.txt": rules, "/open": article(1)})
    closed = [f"{BASE}/closed/{number}" for number in range(10)]
    with ForwardProxy([site]) as proxy:
        items, _ = run(proxy, tmp_path, *closed, f"{BASE}/open")
    assert proxy.visits.paths() == ["/robots.txt", "/open"]
    (item,) = items
    assert item["title"] == title(1)
    assert set(item) == {"address", "title", "texts"}


def test_a_published_delay_is_kept(tmp_path: Path) -> None:
    answers = {f"/{number}": article(number) for number in range(1, 5)}
    site = site_of("post.test", {"/robots.txt": robots("Crawl-delay: 1"), **answers})
    settings = {"AUTOTHROTTLE_ENABLED": True, "AUTOTHROTTLE_START_DELAY": 0.01}
    with ForwardProxy([site]) as proxy:
        items, log = run(proxy, tmp_path, *(BASE + path for path in answers), **settings)
    assert len(items) == 4
    moments = [visit.at for visit in proxy.visits]
    assert len(moments) == 5
    assert all(later - earlier >= 0.9 for earlier, later in pairwise(moments))
    assert "AutoThrottle is off" in log


def test_a_delay_that_is_too_long_leaves_the_host(tmp_path: Path) -> None:
    site = site_of("post.test", {"/robots.txt": robots("Crawl-delay: 90"), "/1": article(1)})
    with ForwardProxy([site]) as proxy:
        items, log = run(proxy, tmp_path, f"{BASE}/1")
    assert proxy.visits.paths() == ["/robots.txt"]
    assert items == []
    assert "Left post.test: robots.txt asks for 90 s" in log


@pytest.mark.parametrize("kind", ["dict", "item"])
def test_an_item_of_a_page_with_a_notice_is_a_stub(tmp_path: Path, kind: str) -> None:
    site = site_of("post.test", {"/1": article(1, after=NOTICE)})
    open_site = site_of("open.test", {"/2": article(2)})
    urls = (f"{BASE}/1", "http://open.test/2")
    with ForwardProxy([site, open_site]) as proxy:
        items, log = run(proxy, tmp_path, *urls, kind=kind, NEWSCRAWL_PURPOSE="ai-train")
    (stub,) = [item for item in items if item.get("restricted")]
    assert stub["url"] == f"{BASE}/1"
    assert stub["policy"]["decision"] == "denied"
    assert "train artificial intelligence" in stub["policy"]["evidence"][0]["text"]
    assert stub["provenance"]["origin"] == "live"
    assert not stub.get("title")
    assert not stub.get("texts")
    written = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert title(1).encode() not in written + log.encode()
    assert [item["title"] for item in items if not item.get("restricted")] == [title(2)]


def test_a_notice_for_another_purpose_leaves_the_item_alone(tmp_path: Path) -> None:
    site = site_of("post.test", {"/1": article(1, after=NOTICE)})
    with ForwardProxy([site]) as proxy:
        (item,), _ = run(proxy, tmp_path, f"{BASE}/1")
    assert (set(item), item["title"]) == ({"address", "title", "texts"}, title(1))


def test_a_crawl_ban_stops_the_site(tmp_path: Path) -> None:
    answers = {f"/{number}": article(number, after=BAN) for number in range(1, 9)}
    site = site_of("post.test", {"/robots.txt": robots("Crawl-delay: 0.5"), **answers})
    with ForwardProxy([site]) as proxy:
        items, _ = run(proxy, tmp_path, *(BASE + path for path in answers))
    assert len(proxy.visits.paths()) < 9
    assert items
    assert all(item["restricted"] and not item["title"] for item in items)


def test_headers_addresses_and_name_are_the_gates_too(tmp_path: Path) -> None:
    closed = Answer(headers={"X-Robots-Tag": "noarchive"}, body=article(1).encode())
    site = site_of("post.test", {"/1": closed})
    with ForwardProxy([site]) as proxy:
        items, log = run(
            proxy,
            tmp_path,
            f"{BASE}/1",
            "http://127.0.0.1:9/",
            USER_AGENT="Mozilla/5.0",
            NEWSCRAWL_CONTACT="mailto:desk@post.example",
        )
    (stub,) = items
    assert (stub["url"], stub["restricted"]) == (f"{BASE}/1", True)
    assert "Refused 'http://127.0.0.1:9/'" in log
    agents = {visit.headers["user-agent"] for visit in proxy.visits}
    assert agents == {f"newscrawl/{__version__} (+mailto:desk@post.example)"}


def test_a_wrong_setting_is_named() -> None:
    with pytest.raises(SettingError, match="NEWSCRAWL_PURPOSE"):
        PolicyAddon().update_settings(Settings({"NEWSCRAWL_PURPOSE": "fun"}))


def test_a_handler_of_the_project_stays(caplog: pytest.LogCaptureFixture) -> None:
    settings = Settings({"DOWNLOAD_HANDLERS": {"https": "foreign.Handler"}})
    PolicyAddon().update_settings(settings)
    assert settings["DOWNLOAD_HANDLERS"]["https"] == "foreign.Handler"
    assert "names are not guarded" in caplog.text
