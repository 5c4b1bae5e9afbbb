"""Live crawls under a written permission: what it lets in, and what it never does."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, wait
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from newscrawl.demo import Answer, ForwardProxy, redirect
from newscrawl.policy.permission_file import with_revoked
from newscrawl.policy.permission_writing import rewrite
from tests.site.crawl import crawl, site_of
from tests.site.pages import article, home, robots
from tests.waiting import assert_spaced

BASE = "http://www.post.test"
STORIES = [f"/news/2026/council-approves-works-on-the-street-part-{n}" for n in range(1, 5)]
BAN = (
    "<p>No part of this website may be crawled, scraped or used to train artificial"
    " intelligence without the written permission of Breakwater Post.</p>"
)
SHA256 = "5a" * 32
CITED = f"letter.pdf sha256:{SHA256}"


def permit(folder: Path, host: str = "post.test", *more: str, purposes: str = "archive") -> None:
    lines = [
        "[[permission]]",
        'licensor = "Breakwater Post"',
        f'hosts = ["{host}"]',
        f'purposes = ["{purposes}"]',
        "granted = 2026-01-01",
        'reference = "letter.pdf"',
        f'sha256 = "{SHA256}"',
        *more,
    ]
    (folder / "permissions.toml").write_text("\n".join(lines), encoding="utf-8")


def notice_site(*closed: str) -> ForwardProxy:
    answers = {path: article(n, after=BAN) for n, path in enumerate(STORIES, 1)}
    answers["/"] = home(STORIES)
    answers["/robots.txt"] = robots(*closed)
    return ForwardProxy([site_of("www.post.test", answers)])


def test_a_site_that_is_remembered_as_closed_is_collected_and_each_item_cites(
    tmp_path: Path,
) -> None:
    with notice_site() as proxy:
        before = crawl(proxy, tmp_path, f"{BASE}/")
        permit(tmp_path)
        during = crawl(proxy, tmp_path, f"{BASE}/")
        (tmp_path / "permissions.toml").unlink()
        asked = len(proxy.visits)
        after = crawl(proxy, tmp_path, f"{BASE}/")
        assert len(proxy.visits) == asked
    assert (before.code, during.code, after.code) == (0, 0, 0)
    assert not before.articles
    assert not after.items
    assert set(during.articles) == {BASE + path for path in STORIES}
    assert not during.stubs
    for item in during.items:
        assert item["policy"]["permission"] == CITED
        assert item["policy"]["decision"] == "allowed"
        assert item["policy"]["effects"]["archive"] == "deny", "as published"
        assert any("crawl_ban" in said["kinds"] for said in item["policy"]["evidence"])


def test_a_known_site_is_asked_under_a_permission_and_its_items_cite_it(tmp_path: Path) -> None:
    base = "http://www.antaranews.com"
    answers = {"/": home(STORIES[:1]), STORIES[0]: article(1)}
    permit(tmp_path, "antaranews.com")
    with ForwardProxy([site_of("www.antaranews.com", answers)]) as proxy:
        done = crawl(proxy, tmp_path, f"{base}/")
        other = crawl(proxy, tmp_path, f"{base}/", NEWSCRAWL_PURPOSE="archive,tdm")
    assert done.articles[base + STORIES[0]]["policy"]["permission"] == CITED
    assert not other.items, "nobody granted text and data mining"


def test_only_the_granted_paths_are_collected(tmp_path: Path) -> None:
    permit(tmp_path, "post.test", f'paths = ["/$", "{STORIES[1]}"]')
    with notice_site() as proxy:
        done = crawl(proxy, tmp_path, f"{BASE}/", CONCURRENT_REQUESTS_PER_DOMAIN=1)
        again = crawl(
            proxy, tmp_path, f"{BASE}/", arguments={"force": 1}, CONCURRENT_REQUESTS_PER_DOMAIN=1
        )
    assert set(done.articles) == {BASE + STORIES[1]}
    assert not set(again.articles) - {BASE + STORIES[1]}
    assert [visit.path for visit in proxy.visits].count(STORIES[1]) == 2, "asked again"
    asked = [visit for visit in proxy.visits if visit.path in STORIES]
    assert len(asked) <= 4, "the first notice stops the rest"


@pytest.mark.parametrize("lifts", [False, True])
def test_robots_is_lifted_only_by_a_permission_that_says_so(tmp_path: Path, lifts: bool) -> None:
    permit(tmp_path, "post.test", f"lifts_robots = {str(lifts).lower()}")
    with notice_site("Disallow: /news/", "Crawl-delay: 1") as proxy:
        done = crawl(proxy, tmp_path, f"{BASE}/")
    if not lifts:
        assert not done.items
        assert "robots" in done.err
        return
    assert len(done.articles) == len(STORIES)
    for item in done.items:
        assert item["policy"]["permission"] == CITED
        assert "Disallow: /news/" in [said["text"] for said in item["policy"]["evidence"]]
    # A crawl delay is never lifted.
    assert_spaced(proxy.visits.gaps("www.post.test"), 1)


def test_what_is_revoked_while_a_run_is_under_way_is_relied_upon_no_more(tmp_path: Path) -> None:
    permit(tmp_path, "post.test", "lifts_robots = true")
    stories = [f"/news/2026/council-approves-works-on-the-street-part-{n}" for n in range(1, 13)]
    answers: dict[str, str | Answer] = {path: article(n) for n, path in enumerate(stories, 1)}
    answers |= {"/": home(stories), "/robots.txt": robots("Disallow: /news/")}
    path = tmp_path / "permissions.toml"
    with (
        ForwardProxy([site_of("www.post.test", answers)]) as proxy,
        ThreadPoolExecutor(1) as pool,
    ):
        run = pool.submit(crawl, proxy, tmp_path, f"{BASE}/", DOWNLOAD_DELAY=1)
        while not run.done() and not any(visit.path in stories for visit in proxy.visits):
            wait([run], timeout=0.05)
        rewrite(path, partial(with_revoked, reference="letter.pdf", day=date(2026, 1, 2)))
        done = run.result()
    assert done.code == 0
    asked = [visit.path for visit in proxy.visits if visit.path in stories]
    assert 0 < len(asked) < len(stories) / 2, "what was under way may still come"
    assert len(done.articles) <= len(asked)
    assert "Disallow: /news/" in done.err


def test_what_no_permission_lifts(tmp_path: Path) -> None:
    permit(tmp_path, 'post.test", "169.254.169.254', "lifts_robots = true")
    statuses = {
        f"/news/2026/a-page-that-answers-with-{code}": code for code in (401, 402, 403, 451)
    }
    answers: dict[str, str | Answer] = {path: Answer(code) for path, code in statuses.items()}
    answers |= {"/": home([*statuses, STORIES[0]]), STORIES[0]: article(1, after=BAN)}
    sites = [
        site_of("www.post.test", answers),
        site_of("down.post.test", {"/robots.txt": Answer(503), "/": home(STORIES)}),
        site_of("shut.post.test", {"/robots.txt": Answer(401), "/": home(STORIES)}),
        site_of("slow.post.test", {"/robots.txt": robots("Crawl-delay: 100"), "/": home(STORIES)}),
        site_of("late.post.test", {"/": Answer(429, {"retry-after": "3600"})}),
        site_of("near.post.test", {"/": redirect("http://169.254.169.254/")}),
    ]
    seeds = [f"http://{site.host}/" for site in sites]
    with ForwardProxy(sites) as proxy:
        done = crawl(proxy, tmp_path, *seeds)
    assert done.code == 0
    assert set(done.articles) == {BASE + STORIES[0]}
    assert not done.stubs
    for host in ("down.post.test", "shut.post.test", "slow.post.test"):
        assert set(proxy.visits.paths(host)) == {"/robots.txt"}
    assert proxy.visits.paths("late.post.test").count("/") == 1
    assert "address: 169.254.169.254" in done.err
    assert "169.254.169.254" not in {visit.host for visit in proxy.visits}
    for words in ("401 Unauthorized", "402 Payment", "403 Forbidden", "451 Unavailable"):
        assert words in done.err


def test_a_malformed_file_starts_nothing(tmp_path: Path) -> None:
    permit(tmp_path, "com")
    with notice_site() as proxy:
        done = crawl(proxy, tmp_path, f"{BASE}/")
        assert not len(proxy.visits)
    assert done.code == 2
    assert done.err.startswith("newscrawl: permissions.toml: line 3, permission 1: hosts: 'com' is")
    assert len(done.err.strip().splitlines()) == 1
