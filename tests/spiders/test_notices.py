"""Human notices met on the way: what stops a site, what restricts, what is only talk."""

from __future__ import annotations

from pathlib import Path

import pytest

from newscrawl.demo import ForwardProxy
from tests.site.crawl import crawl, site_of
from tests.site.pages import article, home, robots

BASE = "http://www.post.test"
STORIES = [f"/news/2026/council-approves-works-on-the-street-part-{n}" for n in range(1, 5)]


def stories(*numbers: int, **details: str) -> dict[str, str]:
    return {STORIES[n - 1]: article(n, **details) for n in numbers}


def test_a_ban_in_a_comment_of_robots_stops_the_site_before_any_page(tmp_path: Path) -> None:
    comment = "# Situs ini tidak boleh dirayapi oleh bot tanpa izin tertulis dari redaksi.\n"
    answers = {"/robots.txt": comment + robots("Disallow: /x"), "/": home(STORIES), **stories(1)}
    with ForwardProxy([site_of("www.post.test", answers)]) as proxy:
        done = crawl(proxy, tmp_path, f"{BASE}/")
        again = crawl(proxy, tmp_path, f"{BASE}/")
    assert proxy.visits.paths() == ["/robots.txt"]
    assert (done.code, done.items, again.items) == (0, [], [])
    assert "post.test, the whole site: crawl_ban" in done.err
    assert "tanpa izin tertulis dari redaksi" in done.err


@pytest.mark.parametrize("purpose", ["archive", "ai-train"])
def test_a_comment_on_other_uses_is_evidence_for_every_page(tmp_path: Path, purpose: str) -> None:
    comment = "# Our articles must not be used to train artificial intelligence.\n"
    answers = {"/robots.txt": comment + robots("Disallow: /x"), "/": home(STORIES), **stories(1, 2)}
    with ForwardProxy([site_of("www.post.test", answers)]) as proxy:
        done = crawl(proxy, tmp_path, f"{BASE}/", NEWSCRAWL_PURPOSE=purpose)
    if purpose == "ai-train":
        assert proxy.visits.paths() == ["/robots.txt"]
        return
    assert len(done.articles) == 2
    for item in done.items:
        assert item["policy"]["effects"]["ai-train"] == "deny"
        (said,) = item["policy"]["evidence"]
        assert (said["kinds"], said["locator"]) == (["ai_ban"], "line 1")
