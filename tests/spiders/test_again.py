"""The same crawl, again and again: what is new, and nothing twice."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

from newscrawl.demo import Answer, ForwardProxy, page, redirect
from newscrawl.store import open_store
from newscrawl.store.selection import Selection
from tests.site.crawl import crawl, site_of
from tests.site.pages import article, feed, home, paragraphs

BASE = "http://post.test"
MOVED = '<a href="/moved">The council approves works on the old street</a></main>'
FEED, SEED = "/feed.xml", f"{BASE}/"


def path(number: int) -> str:
    return f"/news/the-council-approves-works-on-the-street-{number}"


def tagged(text: str, tag: str) -> Answer:
    kind = "application/xml" if text.startswith("<?xml") else "text/html"
    return Answer(headers={"content-type": kind, "etag": f'"{tag}"'}, body=text.encode())


def front(*numbers: int) -> str:
    link = f'<link rel="alternate" type="application/rss+xml" href="{FEED}"></head>'
    return home(map(path, numbers)).replace("</head>", link)


def spoken(*numbers: int) -> str:
    """Return a feed with those stories that carries terms: none of them is to train AI."""
    content = '<content url="/"><license><prohibits>ai-train</prohibits></license></content>'
    terms = f'<rsl xmlns="https://rslstandard.org/rsl">{content}</rsl></channel>'
    return feed(BASE, map(path, numbers)).replace("</channel>", terms)


def revisions(folder: Path) -> list[tuple[str, str]]:
    with sqlite3.connect(folder / "newscrawl.db") as connection:
        return connection.execute("SELECT key, changed FROM revisions").fetchall()


def test_a_second_run_takes_what_is_new_and_a_third_what_has_changed(tmp_path: Path) -> None:
    post = site_of(
        "post.test",
        {
            "/": front(1, 4).replace("</main>", MOVED),
            FEED: tagged(feed(BASE, [path(1), path(2)]), "one"),
            "/moved": redirect(path(5)),
            **{path(n): tagged(article(n), f"story-{n}") for n in (1, 2, 5)},
            path(4): Answer(410),
        },
    )
    with ForwardProxy([post]) as proxy:
        first = crawl(proxy, tmp_path, SEED)
        assert set(first.articles) == {BASE + path(n) for n in (1, 2, 5)}
        before = len(proxy.visits)

        idle = crawl(proxy, tmp_path, SEED)
        assert (idle.code, idle.items) == (0, [])
        asked = list(proxy.visits)[before:]
        assert sorted(visit.path for visit in asked) == ["/", FEED]
        assert next(v for v in asked if v.path == FEED).headers["if-none-match"] == '"one"'
        assert "not asked again" in idle.err

        before = len(proxy.visits)
        post.answers[FEED] = tagged(feed(BASE, [path(1), path(2), path(3)]), "two")
        post.answers[path(3)] = tagged(article(3), "story-3")
        third = crawl(proxy, tmp_path, SEED)
        assert set(third.articles) == {BASE + path(3)}
        assert sorted(proxy.visits.paths()[before:]) == sorted(["/", FEED, path(3)])

        before = len(proxy.visits)
        changed = article(2).replace(paragraphs(2)[0], "The council has thought again.")
        post.answers[path(2)] = tagged(changed, "story-2b")
        again = crawl(proxy, tmp_path, SEED, arguments={"force": 1})
        assert set(again.articles) == {BASE + path(2)}
        item = again.articles[BASE + path(2)]
        assert item["provenance"]["changed"] == ["article_body"]
        assert revisions(tmp_path) == [(BASE + path(2), '["article_body"]')]
        assert {BASE + path(1), BASE + path(3)} <= {BASE + p for p in proxy.visits.paths()[before:]}
        assert "1 since an earlier run" in again.err

    with open_store(str(tmp_path / "newscrawl.db")) as store:
        told = [
            list(store.articles.selected(Selection(runs=frozenset([run])))) for run in (1, 2, 3, 4)
        ]
    assert told[3] == again.items, "the feed can be made again"
    assert [[item["url"] for item in items] for items in told[1:]] == [
        [],
        [BASE + path(3)],
        [BASE + path(2)],
    ]


def test_what_a_killed_run_had_not_taken_is_found_again_behind_an_unchanged_feed(
    tmp_path: Path,
) -> None:
    post = site_of(
        "post.test",
        {
            FEED: tagged(feed(BASE, [path(n) for n in range(1, 6)]), "one"),
            **{path(n): article(n) for n in range(1, 6)},
        },
    )
    with ForwardProxy([post]) as proxy:
        first = crawl(proxy, tmp_path, BASE + FEED, arguments={"max_pages": 2})
        assert len(first.articles) == 2
        before = len(proxy.visits)
        second = crawl(proxy, tmp_path, BASE + FEED)
    assert len(second.articles) == 3
    assert not set(first.articles) & set(second.articles)
    asked = list(proxy.visits)[before:]
    assert [v.headers.get("if-none-match") for v in asked if v.path == FEED] == ['"one"']


def test_an_unchanged_feed_still_speaks_for_its_entries(tmp_path: Path) -> None:
    stories = {path(n): article(n) for n in range(1, 4)}
    post = site_of("post.test", {FEED: tagged(spoken(1, 2, 3), "one"), **stories})
    with ForwardProxy([post]) as proxy:
        for budget in ({"max_pages": 1}, {}):
            done = crawl(
                proxy, tmp_path, BASE + FEED, arguments=budget, NEWSCRAWL_PURPOSE="ai-train"
            )
            assert done.stubs
            assert not done.articles
    asked = [visit.headers.get("if-none-match") for visit in proxy.visits if visit.path == FEED]
    assert asked == [None, '"one"']


def test_what_a_feed_has_said_holds_in_a_run_that_does_not_come_to_it(tmp_path: Path) -> None:
    post = site_of("post.test", {FEED: spoken(1, 2), path(1): article(1), path(2): article(2)})
    purpose = {"NEWSCRAWL_PURPOSE": "ai-train"}
    with ForwardProxy([post]) as proxy:
        crawl(proxy, tmp_path, BASE + FEED, arguments={"max_pages": 1}, **purpose)
        done = crawl(proxy, tmp_path, BASE + path(2), **purpose)
    assert proxy.visits.paths().count(FEED) == 1
    assert set(done.stubs) == {BASE + path(2)}
    assert done.stubs[BASE + path(2)]["policy"]["evidence"][0]["source"] == BASE + FEED


def test_an_unchanged_site_of_many_sections_is_hardly_asked(tmp_path: Path) -> None:
    sections = [f"/section{letter}" for letter in "abcdefghij"]
    stories = {path(n): article(n) for n in range(1, 41)}
    lists = {each: home([path(n) for n in range(4 * i + 1, 4 * i + 5)])
             for i, each in enumerate(sections)}  # fmt: skip
    post = site_of("post.test", {"/": home(sections), **lists, **stories})
    with ForwardProxy([post]) as proxy:
        first = crawl(proxy, tmp_path, SEED)
        assert set(first.articles) == {BASE + each for each in stories}
        rounds = []
        for _ in range(2):
            before = len(proxy.visits)
            assert crawl(proxy, tmp_path, SEED).items == []
            rounds.append(set(proxy.visits.paths()[before:]))
    assert all("/" in asked and len(asked) <= 5 for asked in rounds), rounds
    assert len(set.union(*rounds)) > len(rounds[0]), "each time others"


def test_what_was_not_wanted_is_asked_for_when_more_is(tmp_path: Path) -> None:
    post = site_of("post.test", {"/": home([path(1)]), path(1): article(1)})
    with ForwardProxy([post]) as proxy:
        for since, count in (("2026-12-01", 1), ("2026-12-01", 1), ("2026-10-01", 2)):
            done = crawl(proxy, tmp_path, SEED, arguments={"since": since})
            assert proxy.visits.paths().count(path(1)) == count
        assert set(done.articles) == {BASE + path(1)}
        restricted = replace(page(article(1)), headers={"x-robots-tag": "noarchive"})
        post.answers[path(1)] = restricted
        done = crawl(proxy, tmp_path, SEED, arguments={"force": 1})
        assert set(done.stubs) == {BASE + path(1)}
        other = crawl(proxy, tmp_path, SEED, NEWSCRAWL_PURPOSE="tdm")
    assert set(other.articles) == {BASE + path(1)}, "on other terms it is new"


def test_a_source_rests_until_it_is_due(tmp_path: Path) -> None:
    post = site_of("post.test", {"/": home([path(1)]), path(1): article(1)})
    other = site_of("other.test", {"/": home([path(1)]), path(1): article(2)})
    sources = tmp_path / "sources.toml"
    sources.write_text(
        f'[[source]]\nname = "Post"\nseeds = "{SEED}"\nevery = "1h"\n'
        '[[source]]\nname = "Other"\nseeds = "http://other.test/"\n'
    )
    with ForwardProxy([post, other]) as proxy:
        first = crawl(proxy, tmp_path, arguments={"sources": sources})
        before = len(proxy.visits)
        second = crawl(proxy, tmp_path, arguments={"sources": sources})
        assert {visit.host for visit in list(proxy.visits)[before:]} == {"other.test"}
    assert len(first.articles) == 2
    assert "Not yet due   1 source" in second.err


def test_a_front_page_that_leads_elsewhere_is_asked_for_once(tmp_path: Path) -> None:
    answers = {"/": Answer(302, {"location": "/en/"}), "/en/": home([path(1)])}
    with ForwardProxy([site_of("post.test", answers | {path(1): article(1)})]) as proxy:
        done = crawl(proxy, tmp_path, BASE + "/")
    assert set(done.articles) == {BASE + path(1)}
    assert proxy.visits.paths().count("/") == 1
    assert proxy.visits.paths().count("/en/") == 1


def test_a_front_page_that_was_looked_at_for_terms_is_not_looked_at_again(tmp_path: Path) -> None:
    post = site_of("post.test", {"/": home([path(1)]), path(1): article(1)})
    only_the_seed = {"depth": 0, "force": 1}
    with ForwardProxy([post]) as proxy:
        for looks in (1, 2):
            done = crawl(proxy, tmp_path, BASE + path(1), arguments=only_the_seed)
            assert done.code == 0
            assert proxy.visits.paths().count(path(1)) == looks
            assert proxy.visits.paths().count("/") == 1
