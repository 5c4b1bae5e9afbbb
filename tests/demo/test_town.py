"""The demo town: every page shows what it is there to show, and reads as its publisher meant it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import html

from newscrawl import Examination, examine
from newscrawl.demo import Answer, town
from newscrawl.discovery import Role, find_feeds, judge_page, read_listing
from newscrawl.document import Document, parse
from newscrawl.extraction import extract
from newscrawl.page import Page
from newscrawl.policy.model import Level, Purpose, Scope
from newscrawl.policy.signals.robots import read_robots
from newscrawl.urls import canonical_url, site

TRUTH = tomllib.loads((Path(__file__).parent / "truth.toml").read_text(encoding="utf-8"))
SITES = {each.host: each for each in town.sites()}
HARBOUR = SITES["www.harbourpost.test"]
# What the publisher put into the story itself: its own lines have a class.
WALLED = {
    f"http://www.lanternreview.test/essays/{name}"
    for name in ("the-clockmaker-who-kept-two-times", "what-the-river-took-from-wick-lane")
}
STORY = "//div[contains(@class, 'story')]/*[self::h2 or self::p[not(@class)]]"


def pages() -> Iterator[tuple[str, Answer]]:
    for host, each in SITES.items():
        for path, answer in each.answers.items():
            assert isinstance(answer, Answer)
            yield f"http://{host}{path}", answer


PAGES = {url: answer for url, answer in pages() if answer.body.startswith(b"<!DOCTYPE html>")}


def answer_to(url: str) -> Answer:
    parts = urlsplit(url)
    return SITES[parts.netloc].answer(f"{parts.path}?{parts.query}" if parts.query else parts.path)


@lru_cache
def document(url: str) -> Document:
    answer = answer_to(url)
    return parse(Page.of_response(answer.body, url=url, headers=headers(answer).items()))


def headers(answer: Answer) -> Mapping[str, str]:
    return {name: str(value) for name, value in answer.headers.items()}


def examined(address: str) -> Examination:
    url = f"http://{address}"
    return examine(answer_to(url).body, url=url, headers=headers(answer_to(url)))


def listed(url: str) -> set[str]:
    """The articles that the feed, sitemap or page at *url* names."""
    answer = answer_to(url)
    page = Page.of_response(answer.body, url=url, headers=headers(answer).items())
    return {canonical_url(each.url) for each in read_listing(page).articles}


@pytest.mark.parametrize("address", TRUTH)
def test_every_article_is_read_as_it_was_written(address: str) -> None:
    truth: dict[str, Any] = TRUTH[address]
    article = examined(address).article
    assert article.headline == truth["headline"]
    assert article.date_published == truth["published"]
    assert article.authors == truth["authors"]
    assert article.editors == truth.get("editors", [])
    written = html.fromstring(answer_to(f"http://{address}").body.decode()).xpath(STORY)
    assert len(written) == truth["paragraphs"]
    assert article.article_body == "\n".join(each.text_content() for each in written)
    assert article.article_body.endswith(truth["ends"])
    assert article.canonical_url == f"http://{address}"


@pytest.mark.parametrize("url", PAGES)
def test_only_articles_are_articles(url: str) -> None:
    found = judge_page(document(url), extract(document(url)))
    address = url.removeprefix("http://").partition("?")[0]
    assert found.is_article is (address in TRUTH), found


@pytest.mark.parametrize("url", PAGES)
def test_every_link_leads_somewhere(url: str) -> None:
    links = {urljoin(url, link.url) for link in (*document(url).links, *document(url).head_links)}
    assert links
    for link in links - {"http://127.0.0.1/", "http://2130706689/"}:
        assert answer_to(link).status != 404, link


def test_each_publisher_is_a_site_of_its_own() -> None:
    urls = [seed.url for seed in town.seeds()]
    assert [urlsplit(url).netloc for url in urls] == list(SITES)
    assert len({site(url) for url in urls}) == len(urls)
    assert all(seed.shows and len(seed.shows) <= 72 for seed in town.seeds())


def test_two_articles_of_the_open_site_are_linked_by_no_page() -> None:
    own = {url: answer for url, answer in PAGES.items() if HARBOUR.host in url}
    linked = set().union(*(listed(url) for url in own))
    (feed,) = find_feeds(document(f"http://{HARBOUR.host}/"))
    in_feed, in_map = listed(feed), listed(f"http://{HARBOUR.host}/sitemap.xml")
    (only_in_feed,) = in_feed - linked - in_map
    (only_in_map,) = in_map - linked - in_feed
    assert "salt-marsh" in only_in_feed
    assert "bakers-strike" in only_in_map
    robots = read_robots(HARBOUR.answer("/robots.txt").body)
    assert robots.sitemaps == (f"http://{HARBOUR.host}/sitemap.xml",)
    articles = {f"http://{address}" for address in TRUTH if HARBOUR.host in address}
    assert articles <= linked | in_feed | in_map


def test_the_open_site_leads_into_the_private_net() -> None:
    article = HARBOUR.answer("/news/2026/05/tide-cameras-give-the-harbour-office-eyes-in-the-fog")
    assert re.findall(rb"http://[0-9.]+/", article.body) == [
        b"http://127.0.0.1/",
        b"http://2130706689/",
    ]
    live = HARBOUR.answer("/live/view-of-the-channel-from-the-east-pier")
    assert (live.status, live.headers["location"]) == (302, "http://127.0.0.1/")


def test_the_sentence_under_each_article_forbids_the_site() -> None:
    addresses = [address for address in TRUTH if address.startswith("kabarteluk.test")]
    assert len(addresses) == 3
    for address in addresses:
        (statement,) = examined(address).statements
        assert "crawl_ban" in statement.kinds
        assert (statement.level, statement.scope) == (Level.CERTAIN, Scope.SITE)
        assert statement.holder == "Kantor Berita KABAR TELUK"
        assert statement.conditions.written_permission_required


def test_no_other_page_says_anything_against_us() -> None:
    loud = ("http://kabarteluk.test/berita/", "http://diariodelfaro.test/")
    silent = [url for url in PAGES if not url.startswith(loud) and url not in WALLED]
    assert len(silent) > len(PAGES) // 2
    for url in silent:
        assert not examined(url.removeprefix("http://")).statements, url


def test_robots_txt_closes_a_section_that_pages_lead_to() -> None:
    base = "http://www.talbote.test"
    robots = read_robots(answer_to(f"{base}/robots.txt").body)
    ours, others = robots.group("newscrawl"), robots.group("another")
    assert ours.delay == 1
    assert ours.decide(f"{base}/").allowed
    assert not others.decide(f"{base}/").allowed
    led = {each.url: each for each in read_listing(document(f"{base}/").page).candidates}
    assert led[f"{base}/planung/"].role is Role.SECTION
    (moved,) = [url for url in led if answer_to(url).status == 301]
    assert ours.decide(moved).allowed
    target = urljoin(base, str(answer_to(moved).headers["location"]))
    assert not ours.decide(target).allowed
    assert answer_to(target).status == 200


def test_mining_is_reserved_on_every_page() -> None:
    faro = SITES["diariodelfaro.test"]
    for path in [*faro.answers, "/missing"]:
        assert faro.answer(path).headers["tdm-reservation"] == "1"
        policy = str(faro.answer(path).headers["tdm-policy"])
        assert answer_to(policy).status == 200
    for url in (url for url in PAGES if faro.host in url):
        effects = examined(url.removeprefix("http://")).verdict.effects
        assert [str(effects[purpose]) for purpose in Purpose] == [
            "none", "none", "restrict", "deny", "deny",
        ]  # fmt: skip


def test_walls_stand_where_they_should() -> None:
    lantern = {address: truth for address, truth in TRUTH.items() if "lantern" in address}
    free = {address: examined(address).article.is_accessible_for_free for address in lantern}
    assert sorted(map(bool, free.values())) == [False, False, True]
    restricted = {
        f"http://{address}" for address in lantern if examined(address).article.restricted
    }
    assert restricted == WALLED
    wall = "http://www.lanternreview.test/essays/seven-letters-from-the-archive-of-the-old-mill"
    assert wall in listed("http://www.lanternreview.test/")
    assert wall in PAGES


def test_one_site_cannot_say_what_is_allowed() -> None:
    answer = SITES["skerryweather.test"].answer("/robots.txt")
    assert (answer.status, answer.headers["retry-after"]) == (503, "3600")
    assert SITES["aohama-shimbun.test"].answer("/robots.txt").status == 404
