"""The add-on in a foreign project: spiders, scheduler and middlewares that know nothing of it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from scrapy.settings import Settings

from newscrawl import __version__
from newscrawl.addon import PolicyAddon
from newscrawl.demo import Answer, ForwardProxy, Site, page, redirect
from newscrawl.exceptions import SettingError
from tests import programs
from tests.middlewares.test_headers import HTML, LARGE, STORY, Flood
from tests.site.crawl import site_of
from tests.site.pages import article, feed, home, robots, sitemap, title
from tests.waiting import assert_spaced

PROGRAM = Path(__file__).parent / "foreign.py"
AI_BAN = (
    "<p>No part of this website may be used to train artificial intelligence"
    " without the written permission of Breakwater Post.</p>"
)
BAN = "<p>No part of this website may be crawled or scraped without written permission.</p>"
NOARCHIVE = {"X-Robots-Tag": "noarchive"}
GATES = "newscrawl.middlewares"
LINK = '<http://terms.test/terms.xml>; rel="license"; type="application/rsl+xml"'
TERMS = (
    b'<rsl xmlns="https://rslstandard.org/rsl"><content url="/"><license>'
    b'<permits type="usage">all</permits></license></content></rsl>'
)
THROTTLED = {
    "AUTOTHROTTLE_ENABLED": True,
    "AUTOTHROTTLE_START_DELAY": 0.01,
    "CONCURRENT_REQUESTS": 64,
}
USUAL = {
    "DOWNLOAD_DELAY": 0,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
    "ROBOTSTXT_OBEY": False,
    "NEWSCRAWL_WORKERS": 1,
}


@dataclass
class Crawl:
    """One crawl to make, and after it what the spider was given and what it was not."""

    spider: str
    urls: list[str]
    settings: dict[str, Any] = field(default_factory=dict)
    given: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    items: list[dict[str, Any]] = field(default_factory=list)
    withheld: list[dict[str, Any]] = field(default_factory=list)
    left: dict[str, str] = field(default_factory=dict)
    stats: dict[str, Any] = field(default_factory=dict)


def run(
    proxy: ForwardProxy, folder: Path, crawls: list[Crawl], *, process: str, **settings: Any
) -> programs.Ended:
    """Make *crawls*, all at once in one process, and write into them what became of each."""
    task = {
        "process": process,
        "settings": USUAL | settings,
        "crawls": [
            {"spider": each.spider, "urls": each.urls, "settings": each.settings} for each in crawls
        ],
    }
    environment = {"http_proxy": proxy.url, "no_proxy": "127.0.0.1"}
    command = (str(PROGRAM), json.dumps(task))
    done = programs.run(*command, folder=folder, environment=environment, timeout=90)
    if done.code == 0:
        assert "Traceback" not in done.err, done.err
        for crawl, report in zip(crawls, json.loads(done.out.splitlines()[-1]), strict=True):
            vars(crawl).update(report)
    return done


def closed(host: str, *more: str) -> Site:
    rules = Answer(body=robots("Disallow: /closed/", *more).encode(), seconds=0.2)
    open_page = {"/open": article(1)}
    return site_of(host, {"/robots.txt": rules, "/closed/1": article(2), **open_page})


class Town:
    """The sites of one process full of crawls, and the crawls; each has a host of its own."""

    sites = (
        closed("rules.test"),
        site_of(
            "moved.test",
            {
                "/robots.txt": robots("Disallow: /closed/"),
                "/near": redirect("/closed/near"),
                "/far": redirect("http://rules.test/closed/far"),
                "/private": redirect("http://169.254.169.254/"),
                "/closed/near": article(3),
            },
        ),
        site_of(
            "links.test",
            {
                "/robots.txt": robots("Disallow: /closed/"),
                "/": home(["/open", "/closed/1", "/noarchive"]),
                "/open": article(4),
                "/closed/1": article(5),
                "/noarchive": Answer(headers=NOARCHIVE, body=home(["/behind"]).encode()),
                "/behind": article(6),
            },
        ),
        site_of(
            "maps.test",
            {
                "/robots.txt": robots("Disallow: /closed/", "Sitemap: http://maps.test/map.xml"),
                "/map.xml": Answer(
                    headers={"content-type": "application/xml", **NOARCHIVE},
                    body=sitemap("http://maps.test", ["/open", "/closed/1"]).encode(),
                ),
                "/open": article(7),
                "/closed/1": article(8),
            },
        ),
        site_of(
            "feeds.test",
            {
                "/open.xml": feed("http://feeds.test", ["/1"]),
                "/noarchive.xml": Answer(
                    headers={"content-type": "application/rss+xml", **NOARCHIVE},
                    body=feed("http://feeds.test", ["/1"]).encode(),
                ),
            },
        ),
        site_of(
            "files.test",
            {
                "/robots.txt": robots("Disallow: /closed/"),
                "/open.jpg": Answer(headers={"content-type": "image/jpeg"}, body=b"\xff\xd8open"),
                "/noarchive.jpg": Answer(
                    headers={"content-type": "image/jpeg", "X-Robots-Tag": "noarchive"},
                    body=b"\xff\xd8secret",
                ),
                "/closed/1.jpg": Answer(headers={"content-type": "image/jpeg"}, body=b"\xff\xd8no"),
            },
        ),
        site_of("notice.test", {"/1": article(9, after=AI_BAN)}),
        site_of("plain.test", {"/2": article(10)}),
        site_of(
            "terms.test",
            {
                "/robots.txt": robots("Crawl-delay: 0.5"),
                "/1": page(article(12), {"Link": LINK}),
                "/terms.xml": Answer(headers={"content-type": "application/rsl+xml"}, body=TERMS),
            },
        ),
        site_of(
            "meta.test",
            {
                "/1": article(11, head='<meta name="Robots" content="NOARCHIVE">'),
                "/2": Answer(
                    headers={"content-type": "application/json", **NOARCHIVE}, body=b'{"a": 1}'
                ),
                "/3": Answer(headers={"content-type": "application/json"}, body=b'{"a": 2}'),
                "/4": Answer(402, {"crawler-price": "USD 0.01"}, b"<h1>Pay</h1>"),
                "/5": Answer(451, body=b"<h1>No</h1>"),
            },
        ),
        site_of(
            "stop.test",
            {
                "/robots.txt": robots("Crawl-delay: 0.5"),
                **{f"/{number}": article(number, after=BAN) for number in range(1, 9)},
            },
        ),
        site_of(
            "slow.test",
            {
                "/robots.txt": robots("Crawl-delay: 1"),
                **{f"/{number}": article(number) for number in range(1, 4)},
            },
        ),
        site_of("far.test", {"/robots.txt": robots("Crawl-delay: 90"), "/1": article(1)}),
        site_of(
            "busy.test",
            {
                "/1": [Answer(429, {"retry-after": "2"}), Answer(body=article(1).encode())],
                "/2": article(2),
            },
        ),
        site_of("shut.test", {"/1": Answer(503, {"retry-after": "3600"}), "/2": article(2)}),
        site_of(
            "wait.test",
            {
                "/robots.txt": [
                    Answer(429, {"retry-after": "1"}),
                    Answer(body=robots("Disallow: /closed/").encode()),
                ],
                "/1": article(1),
                "/closed/1": article(2),
            },
        ),
        site_of("down.test", {"/robots.txt": Answer(503), "/1": article(1)}),
    )

    def __init__(self) -> None:
        self.closed = [f"http://rules.test/closed/{number}" for number in range(10)]
        pages = {"moved": ("near", "far", "private"), "stop": range(1, 9), "slow": range(1, 4)}
        pages |= {"meta": range(1, 6), "busy": (1, 2), "wait": (1, "closed/1"), "far": (1,)}
        pages["down"] = (1,)
        urls = [f"http://{host}.test/{each}" for host, paths in pages.items() for each in paths]
        files = [f"http://files.test/{name}.jpg" for name in ("open", "noarchive", "closed/1")]
        feeds = [f"http://feeds.test/{name}.xml" for name in ("open", "noarchive")]
        others = ["http://rules.test/open", "data:,open"]
        self.crawls = [
            Crawl("plain", [*self.closed, *urls, *others], THROTTLED),
            Crawl(
                "plain",
                [f"http://shut.test/{number}" for number in (1, 2)],
                {"CONCURRENT_REQUESTS_PER_DOMAIN": 1},
            ),
            Crawl(
                "plain",
                ["http://notice.test/1", "http://plain.test/2", "http://terms.test/1"],
                {"NEWSCRAWL_PURPOSE": "ai-train"},
            ),
            Crawl("following", ["http://links.test/"]),
            Crawl("mapping", ["http://maps.test/robots.txt"]),
            Crawl("feeding", feeds),
            Crawl("storing", files),
        ]
        self.proxy = ForwardProxy(self.sites)
        self.log = ""
        self.files_kept: list[bytes] = []

    def of(self, host: str) -> Crawl:
        """Return the crawl that began with *host*, and of it what concerns that host."""
        base = f"http://{host}/"
        crawl = next(each for each in self.crawls if any(map(base.__eq__, map(_base, each.urls))))
        given = {url: title for url, title in crawl.given.items() if _base(url) == base}
        errors = {url: name for url, name in crawl.errors.items() if _base(url) == base}
        return replace(crawl, given=given, errors=errors)

    def paths(self, host: str) -> list[str]:
        return self.proxy.visits.paths(host)


def _base(url: str) -> str:
    return urljoin(url, "/")


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    town, folder = Town(), tmp_path_factory.mktemp("foreign")
    with town.proxy:
        done = run(
            town.proxy,
            folder,
            town.crawls,
            process="AsyncCrawlerProcess",
            USER_AGENT="Mozilla/5.0",
            NEWSCRAWL_CONTACT="mailto:desk@post.example",
            HTTPCACHE_ENABLED=True,
        )
    assert done.code == 0, done.err
    town.log = done.err
    town.files_kept = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    return town


def test_ten_at_once_to_a_closed_path_and_none_gets_through(town: Town) -> None:
    crawl, closed = town.of("rules.test"), dict.fromkeys(town.closed, "GateRefused")
    assert town.paths("rules.test") == ["/robots.txt", "/open"]
    assert {url: crawl.errors.pop(url) for url in town.closed} == closed
    assert list(crawl.errors) == ["http://rules.test/closed/far"]
    assert crawl.given == {"http://rules.test/open": title(1)}
    assert {"address": "http://rules.test/open", "title": title(1)} in crawl.items


def test_a_redirect_does_not_lead_round_the_gate(town: Town) -> None:
    assert town.of("moved.test").given == {}
    assert town.of("moved.test").errors == {"http://moved.test/closed/near": "GateRefused"}
    assert sorted(town.paths("moved.test")) == ["/far", "/near", "/private", "/robots.txt"]


def test_links_are_followed_as_far_as_they_may(town: Town) -> None:
    home_title = "Breakwater Post"
    assert town.of("links.test").given == {
        "http://links.test/": home_title,
        "http://links.test/open": title(4),
    }
    assert "/closed/1" not in town.paths("links.test")
    assert "/behind" not in town.paths("links.test")


def test_a_sitemap_is_read_for_its_addresses(town: Town) -> None:
    assert town.of("maps.test").given == {"http://maps.test/open": title(7)}
    assert "/closed/1" not in town.paths("maps.test")


def test_a_feed_that_is_restricted_is_withheld(town: Town) -> None:
    assert list(town.of("feeds.test").given) == ["http://feeds.test/open.xml"]
    assert town.of("feeds.test").errors == {"http://feeds.test/noarchive.xml": "UseRefused"}


def test_files_of_a_pipeline_pass_the_gates(town: Town) -> None:
    (item,) = town.of("files.test").items
    assert [each["url"] for each in item["files"]] == ["http://files.test/open.jpg"]
    assert "/closed/1.jpg" not in town.paths("files.test")
    assert not any(b"secret" in kept for kept in town.files_kept)


def test_a_restricted_page_does_not_reach_its_spider(town: Town) -> None:
    notice = town.of("notice.test")
    assert notice.given == {}
    assert notice.errors == {"http://notice.test/1": "UseRefused"}
    assert town.of("plain.test").given == {"http://plain.test/2": title(10)}
    (withheld,) = notice.withheld
    assert withheld["url"] == "http://notice.test/1"
    assert "train artificial intelligence" in withheld["policy"]
    assert notice.stats["newscrawl/withheld/ai_ban"] == 1
    assert "Withheld: http://notice.test/1: notice" in town.log
    written = b"".join(town.files_kept) + town.log.encode()
    assert title(9).encode() not in written


def test_terms_are_read_before_a_page_that_links_to_them_is_given(town: Town) -> None:
    assert town.of("terms.test").given == {"http://terms.test/1": title(12)}
    assert town.paths("terms.test")[-1] == "/terms.xml"


def test_each_carrier_counts_whatever_the_document(town: Town) -> None:
    base = "http://meta.test"
    assert town.of("meta.test").given == {f"{base}/3": "8 bytes"}
    assert town.of("meta.test").errors == {
        f"{base}/1": "UseRefused",
        f"{base}/2": "UseRefused",
        f"{base}/4": "GateRefused",
        f"{base}/5": "GateRefused",
    }


def test_a_crawl_ban_stops_the_site(town: Town) -> None:
    assert len(town.paths("stop.test")) <= 3
    assert town.of("stop.test").given == {}


def test_a_published_delay_is_kept_whatever_autothrottle_says(town: Town) -> None:
    assert len(town.of("slow.test").given) == 3
    assert len(town.paths("slow.test")) == 4
    assert_spaced(town.proxy.visits.gaps("slow.test"), 1)


def test_a_delay_that_is_too_long_leaves_the_host(town: Town) -> None:
    assert town.paths("far.test") == ["/robots.txt"]
    left = town.of("far.test").left
    assert left == {"far.test": "robots.txt asks for 90 s between requests"}


def test_a_busy_host_is_left_in_peace_as_a_whole(town: Town) -> None:
    assert set(town.of("busy.test").given) == {"http://busy.test/1", "http://busy.test/2"}
    visits = [visit for visit in town.proxy.visits if visit.host == "busy.test"]
    first, again = [visit.at for visit in visits if visit.path == "/1"]
    assert again - first >= 1.95


def test_a_host_that_wants_an_hour_is_left(town: Town) -> None:
    assert list(town.of("shut.test").left) == ["shut.test"]
    assert "/2" not in town.paths("shut.test")
    assert town.paths("shut.test").count("/1") == 1


def test_robots_txt_may_ask_for_a_moment(town: Town) -> None:
    assert town.of("wait.test").given == {"http://wait.test/1": title(1)}
    assert town.of("wait.test").errors == {"http://wait.test/closed/1": "GateRefused"}
    assert town.paths("wait.test") == ["/robots.txt", "/robots.txt", "/1"]


def test_rules_that_cannot_be_read_forbid(town: Town) -> None:
    assert town.of("down.test").errors == {"http://down.test/1": "GateRefused"}
    assert "/1" not in town.paths("down.test")


def test_addresses_and_name_are_the_gates_too(town: Town) -> None:
    everywhere = next(each for each in town.crawls if "data:,open" in each.urls)
    assert everywhere.errors["http://169.254.169.254/"] == "AddressRefused"
    assert everywhere.given["data:,open"] == "4 bytes"
    agents = {visit.headers["user-agent"] for visit in town.proxy.visits}
    assert agents == {f"newscrawl/{__version__} (+mailto:desk@post.example)"}


def test_the_cache_that_would_keep_pages_is_off(town: Town) -> None:
    assert "The HTTP cache is off" in town.log


@pytest.mark.parametrize("process", ["CrawlerProcess", "AsyncCrawlerProcess"])
def test_with_another_process_and_without_a_reactor(tmp_path: Path, process: str) -> None:
    disabled = {f"{GATES}.acquire.AcquireMiddleware": None}
    settings: dict[str, Any] = {"DOWNLOADER_MIDDLEWARES": disabled}
    if process == "AsyncCrawlerProcess":
        pytest.importorskip("aiohttp")
        settings["TWISTED_REACTOR_ENABLED"] = False
    town, flood = Town(), Flood("archive", (HTML, "X-Robots-Tag: noarchive"))
    town.proxy.sites["flood.test"] = flood.site("flood.test")
    urls = [*town.closed, *(f"http://slow.test/{number}" for number in (1, 2))]
    urls += ["http://rules.test/open", f"http://flood.test{STORY}"]
    town.proxy.sites["127.0.0.1"] = closed("127.0.0.1")
    with town.proxy:
        local = [f"{town.proxy.url}/{path}" for path in ("open", "closed/1")]
        town.crawls = [Crawl("plain", [*urls, *local])]
        done = run(town.proxy, tmp_path, town.crawls, process=process, **settings)
    assert done.code == 0, done.err
    assert town.of("rules.test").given == {"http://rules.test/open": title(1)}
    assert sorted(town.paths("rules.test")) == ["/open", "/robots.txt"]
    assert town.crawls[0].given[local[0]] == title(1), "a spider may begin on this machine"
    assert town.crawls[0].errors[local[1]] == "GateRefused"
    assert len(town.of("slow.test").given) == 2
    assert_spaced(town.proxy.visits.gaps("slow.test"), 1)
    assert town.of("flood.test").errors == {f"http://flood.test{STORY}": "UseRefused"}
    assert 0 < flood.written < LARGE / 2


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (
            {"TWISTED_REACTOR": "twisted.internet.selectreactor.SelectReactor"},
            "the gates need asyncio: set TWISTED_REACTOR to",
        ),
        ({"NEWSCRAWL_PURPOSE": "fun"}, "NEWSCRAWL_PURPOSE"),
        ({"NEWSCRAWL_PERMITS": "x"}, "NEWSCRAWL_PERMITS: there is no such setting"),
    ],
)
def test_what_cannot_work_is_one_line(tmp_path: Path, settings: dict[str, str], said: str) -> None:
    with ForwardProxy([]) as proxy:
        done = run(
            proxy,
            tmp_path,
            [Crawl("plain", ["http://rules.test/open"])],
            process="CrawlerProcess",
            **settings,
        )
        assert not len(proxy.visits)
    assert done.code == 1
    assert done.err.startswith("newscrawl: ")
    assert said in done.err
    assert len(done.err.strip().splitlines()) == 1


def test_a_wrong_setting_of_a_spider_is_named() -> None:
    with pytest.raises(SettingError, match="NEWSCRAWL_PURPOSE"):
        PolicyAddon().update_settings(Settings({"NEWSCRAWL_PURPOSE": "fun"}))


def test_a_handler_of_the_project_stays(caplog: pytest.LogCaptureFixture) -> None:
    settings = Settings({"DOWNLOAD_HANDLERS": {"https": "foreign.Handler"}})
    PolicyAddon().update_settings(settings)
    assert settings["DOWNLOAD_HANDLERS"]["https"] == "foreign.Handler"
    assert "What names resolve to is not guarded for https" in caplog.text
