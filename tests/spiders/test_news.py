"""The news spider as a user runs it, against sites on loopback."""

from __future__ import annotations

import re
from asyncio import StreamWriter
from pathlib import Path

import pytest

from newscrawl.demo import Answer, ForwardProxy, redirect
from tests.site.crawl import crawl, site_of
from tests.site.pages import article, feed, home, paragraphs, robots, sitemap, title
from tests.waiting import assert_spaced

STORIES = [f"/news/2026/council-approves-works-on-the-street-part-{n}" for n in range(1, 7)]
BAN = (
    "<p>No part of this website may be crawled, scraped or used to train artificial"
    " intelligence without the written permission of Breakwater Post.</p>"
)


def stories(*numbers: int, **details: str) -> dict[str, str]:
    return {STORIES[n - 1]: article(n, **details) for n in numbers}


def test_articles_are_found_by_feed_sitemap_and_links(tmp_path: Path) -> None:
    base = "http://www.post.test"
    front = home([STORIES[0], "/about", "/section"]).replace(
        "</head>", '<link rel="alternate" type="application/rss+xml" href="/feed.xml"></head>'
    )
    post = site_of(
        "www.post.test",
        {
            "/robots.txt": robots(f"Sitemap: {base}/sitemap.xml"),
            "/": front,
            "/feed.xml": feed(base, [STORIES[1]]),
            "/sitemap.xml": sitemap(base, [STORIES[2]]),
            "/section": home([STORIES[3]]),
            "/about": "<!doctype html><title>About us</title><h1>About us</h1><p>We are here.</p>",
            **stories(1, 2, 3, 4),
        },
    )
    with ForwardProxy([post]) as proxy:
        done = crawl(proxy, tmp_path, f"{base}/")
    assert done.code == 0
    assert set(done.articles) == {base + path for path in STORIES[:4]}
    assert not done.stubs
    item = done.articles[base + STORIES[2]]
    assert (item["headline"], item["authors"]) == (title(3), ["Ida Brand"])
    assert item["article_body"].split("\n") == paragraphs(3)
    assert item["provenance"]["origin"] == "live"
    assert item["provenance"]["status"] == 200
    paths = proxy.visits.paths()
    assert paths[0] == "/robots.txt"
    assert len(paths) == len(set(paths))
    assert "4 stored" in done.err


@pytest.mark.parametrize("path", ["/section", "/feed.xml", "/map.xml", STORIES[0]])
def test_a_seed_may_be_of_any_kind(tmp_path: Path, path: str) -> None:
    base = "http://post.test"
    answers = {
        "/section": home([STORIES[0]]),
        "/feed.xml": feed(base, [STORIES[0]]),
        "/map.xml": sitemap(base, [STORIES[0]]),
        **stories(1),
    }
    with ForwardProxy([site_of("post.test", answers)]) as proxy:
        done = crawl(proxy, tmp_path, base + path)
    assert set(done.articles) == {base + STORIES[0]}


def test_what_is_no_article_yields_no_item(tmp_path: Path) -> None:
    links = ["/login", "/consent", "/lost-page-about-the-old-harbour-wall", "/report-2026.pdf"]
    links += ["/an-empty-page-about-the-harbour-wall", "/a-picture-of-the-old-harbour-wall"]
    wall = "<!doctype html><title>Before you continue</title><h1>Before you continue</h1>"
    form = '<form><input type="password"></form><p>Log in to read on.</p>'
    answers: dict[str, str | Answer] = {
        "/": home(links),
        "/login": f"<!doctype html><title>Log in</title><h1>Log in</h1>{form}",
        "/consent": f"{wall}<p>We and our 800 partners value your privacy.</p>",
        links[2]: "<!doctype html><title>Page not found</title><h1>Page not found</h1><p>Sorry.",
        "/report-2026.pdf": Answer(headers={"content-type": "text/html"}, body=b"%PDF-1.7\x00\xff"),
        links[4]: Answer(),
        links[5]: Answer(headers={"content-type": "image/png"}, body=b"\x89PNG\r\n\x1a\n\x00\x01"),
    }
    with ForwardProxy([site_of("post.test", answers)]) as proxy:
        done = crawl(proxy, tmp_path, "http://post.test/")
    assert done.code == 0
    assert done.items == []


def test_a_crawl_ban_stops_the_site_and_the_next_run_asks_nothing(tmp_path: Path) -> None:
    post = site_of("www.post.test", {"/": home(STORIES), **stories(1, 2, 3, 4, 5, 6, after=BAN)})
    other = site_of("blog.post.test", {"/": home([])})
    with ForwardProxy([post, other]) as proxy:
        first = crawl(proxy, tmp_path, "http://www.post.test/")
        asked = len(proxy.visits)
        again = crawl(proxy, tmp_path, "http://www.post.test/", "http://blog.post.test/")
        assert len(proxy.visits) == asked
    assert (first.code, again.code) == (0, 0)
    assert not first.articles
    assert first.stubs
    stub = next(iter(first.stubs.values()))
    assert stub["policy"]["decision"] == "denied"
    assert "written permission of Breakwater Post" in stub["policy"]["evidence"][0]["text"]
    assert stub["headline"] is stub["article_body"] is None
    banned = [visit for visit in proxy.visits if visit.path in STORIES]
    assert len(banned) <= 3
    for secret in (title(1), paragraphs(1)[0], "Ida Brand"):
        assert secret.encode() not in first.written
    assert "post.test, the whole site: crawl_ban" in first.err
    assert "2 of the addresses found" in again.err


def test_a_known_site_is_refused_before_any_request(tmp_path: Path) -> None:
    with ForwardProxy([]) as proxy:
        seeds = ["http://www.antaranews.com/", "https://en.antaranews.com/news/1/x"]
        done = crawl(proxy, tmp_path, *seeds)
    assert (done.code, done.items, len(proxy.visits)) == (0, [], 0)
    assert "known_site: www.antaranews.com" in done.err


@pytest.mark.parametrize(
    "answer",
    [Answer(503), Answer(500, body=b"User-agent: *\nAllow: /\n"), Answer(401), Answer(403)],
    ids=lambda answer: str(answer.status),
)
def test_a_robots_txt_that_cannot_be_read_forbids(tmp_path: Path, answer: Answer) -> None:
    answers = {"/robots.txt": answer, "/": home(STORIES), **stories(1)}
    with ForwardProxy([site_of("post.test", answers)]) as proxy:
        done = crawl(proxy, tmp_path, "http://post.test/")
    assert proxy.visits.paths() == ["/robots.txt"]
    assert (done.code, done.items) == (0, [])
    assert f"robots.txt answered with status {answer.status}" in done.err


def test_rules_of_robots_hold_for_redirects_and_links(tmp_path: Path) -> None:
    answers = {
        "/robots.txt": robots("Disallow: /private/"),
        "/": home(["/private/a-story-nobody-may-read-here", "/moved", "/away", STORIES[0]]),
        "/moved": redirect("/private/another-story-nobody-may-read"),
        "/away": redirect("http://other.test/closed/story"),
        **stories(1),
    }
    other = {"/robots.txt": robots("Disallow: /closed/"), "/closed/story": article(2)}
    sites = [site_of("post.test", answers), site_of("other.test", other)]
    with ForwardProxy(sites) as proxy:
        done = crawl(proxy, tmp_path, "http://post.test/")
    assert set(done.articles) == {"http://post.test" + STORIES[0]}
    assert not [path for path in proxy.visits.paths() if "private" in path or "closed" in path]
    assert proxy.visits.paths("other.test") == ["/robots.txt"]


def test_a_copy_of_robots_is_kept_for_the_next_run(tmp_path: Path) -> None:
    answers = {"/robots.txt": robots("Disallow: /x"), "/": home([STORIES[0]]), **stories(1)}
    with ForwardProxy([site_of("post.test", answers)]) as proxy:
        crawl(proxy, tmp_path, "http://post.test/")
        crawl(proxy, tmp_path, "http://post.test/")
    assert proxy.visits.paths().count("/robots.txt") == 1


def test_private_addresses_are_never_asked_for(tmp_path: Path) -> None:
    places = ["127.0.0.1", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]", "169.254.169.254"]
    moved = {
        f"/moved/{number}": redirect(f"http://{place}/x") for number, place in enumerate(places)
    }
    links = [*moved, STORIES[0], "http://localhost/a-story-about-the-harbour-wall"]
    answers = {"/": home(links), **moved, **stories(1)}
    with ForwardProxy([site_of("post.test", answers)]) as proxy:
        done = crawl(proxy, tmp_path, "http://post.test/")
    assert {visit.host for visit in proxy.visits} == {"post.test"}
    assert "address: 169.254.169.254" in done.err
    assert set(done.articles) == {"http://post.test" + STORIES[0]}


def test_a_broken_page_is_no_article_and_stops_nothing(tmp_path: Path) -> None:
    whole = article(1).encode()
    cut = Answer(
        headers={"content-length": str(len(whole) + 50), "connection": "close"}, body=whole
    )
    answers = {"/": home([STORIES[0], STORIES[1]]), STORIES[0]: cut, **stories(2)}
    with ForwardProxy([site_of("post.test", answers)]) as proxy:
        done = crawl(proxy, tmp_path, "http://post.test/")
    assert done.code == 0
    assert set(done.articles) == {"http://post.test" + STORIES[1]}
    assert "Failed" in done.err


def test_no_more_than_two_at_once_without_any_delay(tmp_path: Path) -> None:
    slow = {
        path: Answer(body=article(n).encode(), seconds=0.2) for n, path in enumerate(STORIES, 1)
    }
    with ForwardProxy([site_of("post.test", {"/": home(STORIES), **slow})]) as proxy:
        done = crawl(proxy, tmp_path, "http://post.test/")
    assert len(done.articles) == len(STORIES)
    assert proxy.visits.most_open("post.test") == 2


def test_a_crawl_delay_holds_between_any_two_requests(tmp_path: Path) -> None:
    answers = {
        "/robots.txt": robots("Crawl-delay: 1"),
        "/": home(STORIES[:2]),
        **stories(1, 2),
    }
    with ForwardProxy([site_of("post.test", answers)]) as proxy:
        done = crawl(proxy, tmp_path, "http://post.test/", NEWSCRAWL_PURPOSE="archive")
    assert len(done.articles) == 2
    assert_spaced(proxy.visits.gaps("post.test"), 1)


def test_a_connection_that_breaks_is_no_leave_to_ask_again_at_once(tmp_path: Path) -> None:
    async def hang_up(writer: StreamWriter) -> None:
        writer.transport.abort()

    answers = {"/": home(STORIES[:2]), **stories(1, 2)}
    answers[STORIES[0]] = [Answer(misbehave=hang_up), Answer(body=article(1).encode())]
    with ForwardProxy([site_of("post.test", answers)]) as proxy:
        done = crawl(proxy, tmp_path, "http://post.test/", DOWNLOAD_DELAY=0.5)
    assert len(done.articles) == 2
    assert proxy.visits.paths().count(STORIES[0]) == 2
    assert_spaced(proxy.visits.gaps("post.test"), 0.5)


def test_too_long_a_crawl_delay_leaves_the_host(tmp_path: Path) -> None:
    answers = {"/robots.txt": robots("Crawl-delay: 100"), "/": home(STORIES)}
    with ForwardProxy([site_of("post.test", answers)]) as proxy:
        done = crawl(proxy, tmp_path, "http://post.test/")
    assert proxy.visits.paths() == ["/robots.txt"]
    assert done.code == 0
    assert "post.test, for this run: robots.txt asks for 100 s" in done.err


@pytest.mark.parametrize(
    ("seeds", "settings", "said"),
    [
        ("post.test", {}, "is it https://post.test"),
        ("http://post.test/", {"NEWSCRAWL_CONTACT": ""}, "NEWSCRAWL_CONTACT"),
        ("http://post.test/", {"NEWSCRAWL_CONTACT": "me"}, "NEWSCRAWL_CONTACT"),
    ],
)
def test_wrong_usage_is_one_line(
    tmp_path: Path, seeds: str, settings: dict[str, str], said: str
) -> None:
    with ForwardProxy([]) as proxy:
        done = crawl(proxy, tmp_path, seeds, **settings)
    assert done.code == 2
    assert said in done.err
    assert len(done.err.strip().splitlines()) == 1


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_host_is_left_in_peace_as_a_whole(tmp_path: Path, status: int) -> None:
    busy = Answer(status, {"retry-after": "2"})
    answers = {"/": home(STORIES[:4]), **stories(1, 2, 3, 4)}
    answers[STORIES[1]] = [busy, Answer(body=article(2).encode())]
    with ForwardProxy([site_of("post.test", answers)]) as proxy:
        done = crawl(proxy, tmp_path, "http://post.test/", CONCURRENT_REQUESTS_PER_DOMAIN=1)
    assert len(done.articles) == 4
    visits = proxy.visits.of("post.test")
    first = next(visit for visit in visits if visit.path == STORIES[1])
    after = [visit.at - first.at for visit in visits if visit.at > first.at]
    assert after
    assert min(after) >= 1.9


def test_a_host_that_wants_an_hour_is_left(tmp_path: Path) -> None:
    answers = {"/": home(STORIES[:4]), STORIES[0]: Answer(429, {"retry-after": "3600"})}
    with ForwardProxy([site_of("post.test", answers | stories(2, 3, 4))]) as proxy:
        done = crawl(proxy, tmp_path, "http://post.test/", CONCURRENT_REQUESTS_PER_DOMAIN=1)
    assert done.code == 0
    assert "post.test, for this run: it asks for a wait of" in done.err
    assert proxy.visits.paths()[-1] == STORIES[0]


def test_a_host_that_is_always_busy_is_given_up(tmp_path: Path) -> None:
    answers = {"/": Answer(503, {"retry-after": "0"})}
    with ForwardProxy([site_of("post.test", answers)]) as proxy:
        done = crawl(proxy, tmp_path, "http://post.test/")
    assert (done.code, proxy.visits.paths("post.test").count("/")) == (0, 4)
    assert "http://post.test/: status 503" in done.err


@pytest.mark.parametrize("status", [401, 402, 403, 451])
def test_a_page_that_is_closed_to_us_is_told_of(tmp_path: Path, status: int) -> None:
    answers = {"/": home(STORIES[:2]), STORIES[0]: Answer(status), **stories(2)}
    with ForwardProxy([site_of("post.test", answers)]) as proxy:
        done = crawl(proxy, tmp_path, "http://post.test/")
    assert set(done.articles) == {"http://post.test" + STORIES[1]}
    assert "1 http_status: post.test" in done.err


def test_a_part_of_a_page_is_no_page(tmp_path: Path) -> None:
    part = Answer(206, {"content-range": "bytes 0-99/200"}, article(1).encode())
    answers = {"/": home(STORIES[:2]), STORIES[0]: part, **stories(2)}
    with ForwardProxy([site_of("post.test", answers)]) as proxy:
        done = crawl(proxy, tmp_path, "http://post.test/")
    assert set(done.articles) == {"http://post.test" + STORIES[1]}


@pytest.mark.parametrize("status", [402, 403, 429])
def test_a_refused_page_leads_nowhere_by_a_refresh_either(tmp_path: Path, status: int) -> None:
    refresh = b'<!doctype html><meta http-equiv="refresh" content="0; url=/b"><title>Wait</title>'
    answers = {"/": Answer(status, {"retry-after": "1"}, refresh)}
    with ForwardProxy([site_of("post.test", answers)]) as proxy:
        done = crawl(proxy, tmp_path, "http://post.test/")
    assert "/b" not in proxy.visits.paths()
    assert done.code == 0


def test_a_page_may_lead_on_by_a_refresh(tmp_path: Path) -> None:
    refresh = '<!doctype html><meta http-equiv="refresh" content="0; url=/here"><p>On.'
    headers = {"content-type": "text/html", "refresh": f"1;URL='{STORIES[0]}'"}
    reload = {"content-type": "text/html", "refresh": "300; url=/"}
    answers: dict[str, str | Answer] = {
        "/": refresh,
        "/here": Answer(headers=headers, body=b"<p>On."),
        STORIES[0]: Answer(headers=reload, body=article(1).encode()),
    }
    with ForwardProxy([site_of("post.test", answers)]) as proxy:
        done = crawl(proxy, tmp_path, "http://post.test/")
    assert set(done.articles) == {"http://post.test" + STORIES[0]}


def test_a_site_that_wants_us_gone_is_not_even_asked_for_rules(tmp_path: Path) -> None:
    answers = {"/robots.txt": redirect("http://www.antaranews.com/robots.txt"), "/": home([])}
    with ForwardProxy([site_of("post.test", answers)]) as proxy:
        done = crawl(proxy, tmp_path, "http://post.test/")
    assert proxy.visits.paths() == ["/robots.txt"]
    assert (done.code, done.items) == (0, [])


def test_nothing_is_served_while_its_robots_txt_is_asked_for(tmp_path: Path) -> None:
    sites = [site_of("slow.test", {"/rules": Answer(404, seconds=3)})]
    moved = {"/robots.txt": redirect("http://slow.test/rules"), "/": home([STORIES[0]])}
    sites += [site_of(f"post{number}.test", moved | stories(1)) for number in range(3)]
    seeds = [f"http://post{number}.test/" for number in range(3)]
    with ForwardProxy(sites) as proxy:
        done = crawl(proxy, tmp_path, *seeds)
    assert len(done.articles) == 3
    dequeued = re.search(r"'scheduler/dequeued': (\d+)", done.err)
    assert dequeued
    assert int(dequeued[1]) < 60


def test_bad_addresses_of_sitemaps_are_passed_over(tmp_path: Path) -> None:
    base = "http://post.test"
    answers = {
        "/robots.txt": robots(
            "Sitemap: http://[bad", "Sitemap: http://post.test:99999/x", f"Sitemap: {base}/map.xml"
        ),
        "/": home([]),
        "/map.xml": sitemap(base, [STORIES[0]]),
        **stories(1),
    }
    with ForwardProxy([site_of("post.test", answers)]) as proxy:
        done = crawl(proxy, tmp_path, f"{base}/", f"{base}/?utm_source=x")
    assert set(done.articles) == {base + STORIES[0]}
    assert "Failed" not in done.err
    assert proxy.visits.paths().count("/") == 1


def test_a_start_request_that_failed_once_is_asked_again_in_a_resumed_job(tmp_path: Path) -> None:
    first = site_of("first.test", {"/robots.txt": robots("Crawl-delay: 100"), "/": home([])})
    second = site_of("second.test", {"/": [Answer(500), Answer(body=home([STORIES[0]]).encode())]})
    second.answers |= site_of("second.test", stories(1)).answers
    with ForwardProxy([first, second]) as proxy:
        crawl(proxy, tmp_path, "http://first.test/", JOBDIR="job")
        done = crawl(proxy, tmp_path, "http://first.test/", "http://second.test/", JOBDIR="job")
        kept = (tmp_path / "job" / "frontier.db").read_bytes()
    assert set(done.articles) == {"http://second.test" + STORIES[0]}
    assert proxy.url.encode() not in kept
