"""Human notices met on the way: what stops a site, what restricts, what is only talk."""

from __future__ import annotations

from pathlib import Path

import pytest

from newscrawl.demo import Answer, ForwardProxy, redirect
from tests.site.crawl import crawl, site_of
from tests.site.pages import article, feed, home, paragraphs, robots, title
from tests.waiting import assert_spaced

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


def test_a_site_that_wants_no_crawler_is_asked_for_one_article_only(tmp_path: Path) -> None:
    ban = "<p>You may not crawl this site without our written permission.</p>"
    answers = {"/": home(STORIES), **stories(1, 2, 3, 4, footer=ban)}
    with ForwardProxy([site_of("www.post.test", answers)]) as proxy:
        done = crawl(proxy, tmp_path, f"{BASE}/", CONCURRENT_REQUESTS_PER_DOMAIN="8")
    assert sum(path in STORIES for path in proxy.visits.paths()) == 1
    assert done.articles == {}


def test_doubtful_words_on_three_pages_stop_the_site(tmp_path: Path) -> None:
    linked = "<a href='/news/'>You may not crawl this site without our written permission.</a>"
    answers = {"/": home(STORIES), **stories(1, 2, 3, 4, footer=linked)}
    with ForwardProxy([site_of("www.post.test", answers)]) as proxy:
        done = crawl(proxy, tmp_path, f"{BASE}/", CONCURRENT_REQUESTS_PER_DOMAIN="1")
    assert "post.test, the whole site: crawl_ban" in done.err
    assert 3 <= sum(path in STORIES for path in proxy.visits.paths()) <= 4
    assert done.articles == {}


FOOTER = "© 2026 Breakwater Post <a href='/terms'>Terms of Service</a>"


def terms(*clauses: str) -> str:
    text = "".join(f"<p>{clause}</p>" for clause in clauses)
    return (
        '<!doctype html><html lang="en"><title>Terms of Service</title><h1>Terms of Service</h1>'
        f"<p>Welcome to Breakwater Post. Please read these pages with care.</p>{text}"
    )


NO_CRAWLERS = "You may not use robots, spiders or scrapers to access the site."


@pytest.mark.parametrize("seed", ["/", STORIES[0], "/feed.xml"])
def test_a_ban_on_the_terms_page_stops_the_site(tmp_path: Path, seed: str) -> None:
    answers = {
        "/": home(STORIES, footer=FOOTER),
        "/feed.xml": feed(BASE, STORIES),
        "/terms": terms(NO_CRAWLERS),
        **stories(1, 2, 3, 4, footer=FOOTER),
    }
    with ForwardProxy([site_of("www.post.test", answers)]) as proxy:
        done = crawl(proxy, tmp_path, BASE + seed)
        asked = len(proxy.visits)
        again = crawl(proxy, tmp_path, BASE + seed)
        assert len(proxy.visits) == asked
    paths = proxy.visits.paths()
    assert paths.count("/terms") == 1
    assert len(paths[paths.index("/terms") :]) <= 2
    assert (done.code, done.articles, again.items) == (0, {}, [])
    for stub in done.stubs.values():
        assert stub["policy"]["evidence"][0]["source"] == f"{BASE}/terms"
    for secret in (title(1), paragraphs(1)[0], title(2), paragraphs(2)[0]):
        assert secret.encode() not in done.written
    assert "post.test, the whole site: crawl_ban" in done.err


def test_an_article_waits_for_the_terms_that_only_the_front_page_names(tmp_path: Path) -> None:
    answers = {
        "/": home(STORIES, footer=FOOTER),
        "/terms": terms("Our articles may not be used to train artificial intelligence."),
        "/imprint": terms("Breakwater Post Ltd., 1 Quay Street, Breakwater."),
        **stories(1, 2, 3, 4, footer="<a href='/imprint'>Imprint</a>"),
    }
    with ForwardProxy([site_of("www.post.test", answers)]) as proxy:
        done = crawl(proxy, tmp_path, BASE + STORIES[0])
        crawl(proxy, tmp_path, BASE + STORIES[0])
        train = crawl(proxy, tmp_path, BASE + STORIES[0], NEWSCRAWL_PURPOSE="ai-train")
    paths = proxy.visits.paths()
    assert paths[:5] == ["/robots.txt", STORIES[0], "/imprint", "/", "/terms"]
    assert paths.count("/terms") == 1, "remembered across runs"
    assert set(done.articles) == {BASE + path for path in STORIES}
    for item in done.items:
        assert item["policy"]["effects"]["ai-train"] == "deny"
        (said,) = item["policy"]["evidence"]
        assert (said["kinds"], said["source"]) == (["ai_ban"], f"{BASE}/terms")
    assert not train.items
    assert "Terms" in done.err
    assert "2 pages read" in done.err


def test_an_article_heeds_the_notice_of_the_front_page_that_it_waited_for(tmp_path: Path) -> None:
    notice = f"<footer>{NO_CRAWLERS}</footer></body>"
    front = home(STORIES[:2]).replace("</body>", notice)
    with ForwardProxy([site_of("www.post.test", {"/": front, **stories(1, 2)})]) as proxy:
        done = crawl(proxy, tmp_path, BASE + STORIES[0])
    assert {*done.stubs} == {BASE + STORIES[0], f"{BASE}/"}
    assert not done.articles
    assert STORIES[1] not in proxy.visits.paths()


def test_terms_are_read_whatever_room_and_delay_the_host_has(tmp_path: Path) -> None:
    names = {f"/legal/{n}": "Terms of use" for n in range(9)}
    links = "".join(f"<a href='{path}'>{name}</a> " for path, name in names.items())
    answers = {
        "/": home(STORIES[:2], footer=links),
        **stories(1, 2, footer=links),
        **dict.fromkeys(list(names)[:4], terms("We like readers.")),
    }
    settings = {"DOWNLOAD_DELAY": 0.2, "CONCURRENT_REQUESTS_PER_DOMAIN": 1}
    with ForwardProxy([site_of("www.post.test", answers)]) as proxy:
        done = crawl(proxy, tmp_path, f"{BASE}/", **settings)
    assert len(done.articles) == 2
    paths = proxy.visits.paths()
    assert [path for path in paths if path in names] == list(names)[:4]
    assert max(map(paths.index, list(names)[:4])) < paths.index(STORIES[0])
    assert_spaced(proxy.visits.gaps("www.post.test"), 0.2)
    assert proxy.visits.most_open("www.post.test") == 1


@pytest.mark.parametrize(
    ("answer", "asked"),
    [(Answer(404), 1), (Answer(500), 2), (Answer(403), 1), (None, 0)],
    ids=["gone", "broken", "closed to us", "disallowed"],
)
def test_terms_that_cannot_be_reached_are_told_of_and_stop_nothing(
    tmp_path: Path, answer: Answer | None, asked: int
) -> None:
    answers: dict[str, str | Answer] = {
        "/robots.txt": robots("Disallow: /terms" if answer is None else "Disallow: /x"),
        "/": home(STORIES, footer=FOOTER),
        "/terms": answer or terms(NO_CRAWLERS),
        **stories(1, 2, 3, 4, footer=FOOTER),
    }
    with ForwardProxy([site_of("www.post.test", answers)]) as proxy:
        done = crawl(proxy, tmp_path, f"{BASE}/")
    assert (done.code, len(done.articles)) == (0, 4)
    assert f"{BASE}/terms, not read:" in done.err
    assert proxy.visits.paths().count("/terms") == asked


@pytest.mark.parametrize("is_there", [False, True])
def test_a_policy_that_was_not_read_restricts(tmp_path: Path, is_there: bool) -> None:
    footer = "© 2026 Breakwater Post <a href='/mining'>Data Mining Policy</a>"
    answers = {"/": home(STORIES[:1], footer=footer), **stories(1, footer=footer)}
    if is_there:
        answers["/mining"] = terms("Miners of all lands are welcome to our museum on Sundays.")
    with ForwardProxy([site_of("www.post.test", answers)]) as proxy:
        done = crawl(proxy, tmp_path, f"{BASE}/", NEWSCRAWL_PURPOSE="tdm")
    assert (len(done.articles), len(done.stubs)) == ((1, 0) if is_there else (0, 1))


def test_terms_of_a_third_party_and_of_people_stop_nothing(tmp_path: Path) -> None:
    footer = f"{FOOTER} <a href='http://search.test/terms'>Terms of Service</a> apply"
    answers = {
        "/": home(STORIES, footer=footer),
        "/terms": terms("Users must not post spam by bots.", "We never train AI on your data."),
        **stories(1, 2, 3, 4, footer=footer),
    }
    other = site_of("search.test", {"/terms": terms(NO_CRAWLERS)})
    with ForwardProxy([site_of("www.post.test", answers), other]) as proxy:
        done = crawl(proxy, tmp_path, f"{BASE}/")
    assert len(done.articles) == 4
    assert not proxy.visits.paths("search.test")
    assert all("/terms" not in item["url"] for item in done.items)


def test_the_terms_of_a_site_may_stand_on_another_host_of_it(tmp_path: Path) -> None:
    footer = "<a href='http://legal.post.test/x'>AGB</a>"
    answers = {"/": home(STORIES, footer=footer), **stories(1, 2, 3, 4)}
    moved = "/2025/01/02/agb-for-all-our-readers-of-today"
    closed = Answer(headers={"x-robots-tag": "noarchive"}, body=terms(NO_CRAWLERS).encode())
    legal = {"/x": redirect(moved), moved: closed}
    sites = [site_of("www.post.test", answers), site_of("legal.post.test", legal)]
    with ForwardProxy(sites) as proxy:
        done = crawl(proxy, tmp_path, f"{BASE}/")
    assert proxy.visits.paths("legal.post.test") == ["/robots.txt", "/x", moved]
    assert proxy.visits.paths("www.post.test") == ["/robots.txt", "/"]
    assert not done.articles


def test_a_permission_lifts_what_the_terms_forbid_and_is_cited(tmp_path: Path) -> None:
    answers = {
        "/": home(STORIES[:1], footer=FOOTER),
        "/terms": terms(NO_CRAWLERS),
        **stories(1, footer=FOOTER),
    }
    granted = 'licensor = "Breakwater Post"\nhosts = ["post.test"]\npurposes = ["archive"]\n'
    letter = f'granted = 2026-01-01\nreference = "letter.pdf"\nsha256 = "{"5a" * 32}"\n'
    (tmp_path / "permissions.toml").write_text(f"[[permission]]\n{granted}{letter}", "utf-8")
    with ForwardProxy([site_of("www.post.test", answers)]) as proxy:
        done = crawl(proxy, tmp_path, f"{BASE}/")
    (item,) = done.articles.values()
    assert item["policy"]["permission"].startswith("letter.pdf")
    assert item["policy"]["evidence"][0]["source"] == f"{BASE}/terms"
