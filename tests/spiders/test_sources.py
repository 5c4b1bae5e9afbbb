"""What is wanted of a source, and the traps that are not entered, in live crawls."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from newscrawl.demo import Answer, ForwardProxy, Site, page
from tests.site.crawl import crawl, site_of
from tests.site.pages import article, feed, home, sitemap

BASE = "http://post.test"
OLD = "/2019/03/04/an-old-story-of-the-harbour"


def story(number: int, day: str = "2026-11-20", **data: Any) -> str:
    return article(number, data={"datePublished": f"{day}T08:00:00+01:00"} | data)


def path(number: int, folder: str = "news") -> str:
    return f"/{folder}/the-council-approves-works-on-the-street-{number}"


def dated_feed(**days: str) -> str:
    items = "".join(
        f"<item><title>Council approves works</title><link>{BASE}{path(int(number[1:]))}</link>"
        f"<pubDate>{day}</pubDate></item>"
        for number, day in days.items()
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'


def test_only_what_is_wanted_is_asked_for_and_emitted(tmp_path: Path) -> None:
    post = site_of(
        "post.test",
        {
            "/feed.xml": dated_feed(
                n1="Fri, 20 Nov 2026 08:00:00 +0100", n2="Tue, 03 Nov 2026 08:00:00 +0100"
            ),
            "/": home([path(3), path(4), path(5, "foto"), path(6), OLD]),
            path(1): story(1),
            path(2): story(2, "2026-11-03"),
            path(3): story(3),
            path(4): story(4, "2026-10-01"),
            path(5, "foto"): story(5),
            path(6): story(6).replace("ouncil", "ommittee"),
            OLD: story(7, "2019-03-04"),
        },
    )
    sources = tmp_path / "sources.toml"
    sources.write_text(
        f'[[source]]\nname = "Post"\nseeds = ["{BASE}/feed.xml", "{BASE}/"]\n'
        'since = 2026-11-10\nexclude = ["/foto/"]\nkeywords = ["council"]\n'
    )
    with ForwardProxy([post]) as proxy:
        done = crawl(proxy, tmp_path, arguments={"sources": sources})
    assert set(done.articles) == {BASE + path(1), BASE + path(3)}
    asked = set(proxy.visits.paths())
    assert not asked & {path(2), path(5, "foto"), OLD}
    assert {path(4), path(6)} <= asked
    assert "Not wanted" in done.err
    assert "3 date" in done.err


def test_budget_depth_and_purpose_are_each_source_s_own(tmp_path: Path) -> None:
    reserved = {"tdm-reservation": "1"}
    deep = site_of(
        "deep.test",
        {
            "/": home([path(1), "/section"]),
            "/section": home([path(2), "/section/more"]),
            "/section/more": home([path(3)]),
            **{path(n): page(story(n), reserved) for n in (1, 2, 3)},
        },
    )
    wide = site_of(
        "wide.test",
        {
            "/": home(map(path, range(1, 30))),
            **{path(n): page(story(n), reserved) for n in range(1, 30)},
        },
    )
    sources = tmp_path / "sources.toml"
    sources.write_text(
        '[[source]]\nname = "Deep"\nseeds = "http://deep.test/"\ndepth = 2\npurpose = "ai-train"\n'
        '[[source]]\nname = "Wide"\nseeds = "http://wide.test/"\nmax_pages = 4\n'
    )
    with ForwardProxy([deep, wide]) as proxy:
        done = crawl(proxy, tmp_path, arguments={"sources": sources})
    assert set(done.stubs) == {f"http://deep.test{path(n)}" for n in (1, 2)}
    assert len(done.articles) == 4
    assert all(url.startswith("http://wide.test/") for url in done.articles)
    items = {item["url"]: item["policy"]["purposes"] for item in done.items}
    assert items[f"http://deep.test{path(1)}"] == ["ai-train"]
    assert items[next(iter(done.articles))] == ["archive"]
    assert path(3) not in [visit.path for visit in proxy.visits if visit.host == "deep.test"]
    asked = [visit for visit in proxy.visits if visit.host == "wide.test"]
    assert len([visit for visit in asked if visit.path.startswith("/news")]) == 4


class _Endless(dict[str, Any]):
    """Answers without end, made from the path that is asked for."""

    def __init__(self, known: dict[str, Answer], make: Callable[[str], str | None]) -> None:
        super().__init__(known)
        self._make = make

    def get(self, path: str, default: Any = None) -> Any:
        if path in self:
            return self[path]
        made = self._make(path)
        return default if made is None else page(made)


def trap(wanted: str) -> str | None:
    name, _, number = wanted.partition("=")
    step = int(number) if number.isdigit() else 0
    listing = home([f"{name}={step + 1}", f"/kalender/2027/{step}", f"/tag/x?sort={step}"])
    if name in {"/section?page", "/find?offset", "/x?seite"}:
        return listing.replace("</main>", f'<a href="{name}={step + 1}">Next</a></main>')
    if wanted.startswith("/events/"):
        day = int(wanted.rpartition("/")[2])
        return home([f"/events/2026/{day % 12 + 1}/{day + 1}"])
    if wanted.startswith("/story/"):
        count = wanted.count("again")
        return home([f"/story/the-old-harbour-wall-is-open-{'again-' * (count + 1)}{count}"])
    return None


def test_traps_are_cut_off_and_named(tmp_path: Path) -> None:
    ways = ["/section?page=1", "/find?offset=1", "/x?seite=1", "/events/2026/1/1"]
    ways += ["/story/the-old-harbour-wall-is-open-again-0", path(1), f"{path(1)}?print=1"]
    ways += [f"/lost/{number}" for number in range(200)]
    ways += [f"{path(1)}/amp", f"{path(1)};jsessionid=42", f"{path(1)}?utm_source=x#top"]
    known = {"/": page(home(ways)), path(1): page(story(1))}
    site = Site("post.test", _Endless(known, trap))
    with ForwardProxy([site]) as proxy:
        done = crawl(proxy, tmp_path, f"{BASE}/")
    assert set(done.articles) == {BASE + path(1)}
    paths = proxy.visits.paths()
    assert len(paths) < 60, paths
    assert paths.count(path(1)) == 1
    assert not [each for each in paths if each.startswith(path(1)) and each != path(1)]
    assert "Traps" in done.err
    assert "In vain" in done.err
    assert "post.test/lost/#" in done.err


def test_a_copy_that_names_its_original_elsewhere_is_left_there(tmp_path: Path) -> None:
    def canonical(url: str) -> str:
        return f'<link rel="canonical" href="{url}">'

    post = site_of(
        "post.test",
        {
            "/feed.xml": feed(BASE, [path(1), path(2)]),
            "/sitemap.xml": sitemap(BASE, [f"/m{path(2)}"]),
            path(1): article(1, head=canonical(f"http://wire.test{path(1)}")),
            path(2): article(2, head=canonical(f"{BASE}{path(2)}")),
            f"/m{path(2)}": article(2, head=canonical(f"{BASE}{path(2)}")),
        },
    )
    with ForwardProxy([post]) as proxy:
        done = crawl(proxy, tmp_path, f"{BASE}/feed.xml")
    assert [item["canonical_url"] for item in done.items] == [BASE + path(2)]
    assert {visit.host for visit in proxy.visits} == {"post.test"}
    assert "1 copy" in done.err


def test_a_mistake_in_the_file_is_named_before_anything_is_asked(tmp_path: Path) -> None:
    sources = tmp_path / "sources.toml"
    sources.write_text(f'[[source]]\nname = "Post"\nseeds = ["{BASE}/"]\nsinse = "1d"\n')
    with ForwardProxy([]) as proxy:
        done = crawl(proxy, tmp_path, arguments={"sources": sources})
    assert (done.code, len(proxy.visits)) == (2, 0)
    assert done.err.startswith(f"newscrawl: {sources}: line 4: sinse: there is no such key")
