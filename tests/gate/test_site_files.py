"""Policy files besides robots.txt, in one crawl for each purpose: what they say, who is asked."""

from __future__ import annotations

from asyncio import StreamWriter
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from newscrawl.demo import Answer, ForwardProxy, Site, redirect
from newscrawl.policy.model import Purpose
from tests.gate.test_crowd import ask
from tests.site.crawl import crawl, site_of
from tests.site.pages import article, home, robots
from tests.waiting import assert_spaced

STORY, OTHER = [f"/news/2026/council-approves-works-on-the-street-part-{n}" for n in (1, 2)]
TDMREP, AI, TRUST = "/.well-known/tdmrep.json", "/ai.txt", "/.well-known/trust.txt"
ELSEWHERE = "/.well-known/ai.txt", "/trust.txt"
FILES = {TDMREP, AI, TRUST, *ELSEWHERE}
LICENCE = "/licence.xml"
RESERVED = '[{"location": "/", "tdm-reservation": 1}]'
NO_AI = "User-Agent: *\nDisallow: *.html\n"
NO_TRAINING = "datatrainingallowed=no\n"


def rsl(licence: str, url: str = "/", attributes: str = "") -> str:
    content = f'<content url="{url}" {attributes}><license>{licence}</license></content>'
    return f'<?xml version="1.0"?><rsl xmlns="https://rslstandard.org/rsl">{content}</rsl>'


def prohibits(usage: str) -> str:
    return rsl(f'<prohibits type="usage">{usage}</prohibits>')


def file(text: str, kind: str = "text/plain") -> Answer:
    return Answer(headers={"content-type": kind}, body=text.encode())


async def hang_up(writer: StreamWriter) -> None:
    writer.transport.abort()


CUT_OFF = Answer(misbehave=hang_up)
CATCH_ALL = Answer(body=b"<!doctype html><title>Not found</title><p>training: no")
LINKED = '<link rel=license type="application/rsl+xml" href="/licence.xml">'


@dataclass(frozen=True)
class Case:
    """What a host answers, and what becomes of its story for the five purposes in order.

    a: it is emitted, s: a stub is, -: it is not even asked for.
    """

    outcomes: str
    answers: Mapping[str, str | Answer | list[Answer]] = field(default_factory=dict)
    rules: tuple[str, ...] = ()
    head: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    default: Answer | None = None

    def site(self, host: str) -> Site:
        page = article(1, head=self.head).encode()
        story = Answer(headers={"content-type": "text/html", **self.headers}, body=page)
        answers = {"/robots.txt": robots(*self.rules), "/": home([STORY]), STORY: story}
        site = site_of(host, answers | dict(self.answers))
        site.default = self.default or site.default
        return site


LICENSED = (f"License: {LICENCE}",)
CASES = {
    "silent": Case("aaaaa"),
    "catch-all": Case("aaaaa", default=CATCH_ALL),
    "gone": Case("aaaaa", dict.fromkeys(FILES, Answer(410))),
    "tdmrep": Case("aasss", {TDMREP: file(RESERVED)}),
    "tdmrep-open": Case("aaaaa", {TDMREP: file(RESERVED.replace("1", "0"))}),
    "tdmrep-part": Case("aaaaa", {TDMREP: file(RESERVED.replace('"/"', '"/shop/*"'))}),
    "tdmrep-garbage": Case("aasss", {TDMREP: file("[{'tdm-reservation': 1, oops")}),
    "tdmrep-moved": Case("aasss", {TDMREP: redirect("/x"), "/x": file(RESERVED)}),
    "tdmrep-circle": Case("aasss", {TDMREP: redirect(TDMREP)}),
    "tdmrep-private": Case("aasss", {TDMREP: redirect("http://169.254.169.254/")}),
    "tdmrep-error": Case("aasss", {TDMREP: Answer(500, body=b"[]")}),
    "tdmrep-closed": Case("aasss", {TDMREP: Answer(403)}),
    "tdmrep-cut": Case("aasss", {TDMREP: CUT_OFF}),
    "tdmrep-late": Case("aasss", {TDMREP: [Answer(429, {"retry-after": "1"}), file(RESERVED)]}),
    "ai": Case("aaaas", {AI: file(NO_AI)}),
    "ai-elsewhere": Case("aaaas", {ELSEWHERE[0]: file("Training: no")}),
    "ai-forbidden": Case("aaaas", {AI: file("")}, rules=("Disallow: /ai.txt",)),
    "trust": Case("aaaas", {TRUST: file(NO_TRAINING)}),
    "trust-elsewhere": Case("aaaas", {ELSEWHERE[1]: file(NO_TRAINING)}),
    "trust-error": Case("aaaas", {TRUST: Answer(502)}),
    "rsl": Case("aaaas", {LICENCE: prohibits("ai-train")}, LICENSED),
    "rsl-all": Case("sssss", {LICENCE: prohibits("all")}, LICENSED),
    "rsl-search": Case("sasss", {LICENCE: rsl("<permits>search</permits>")}, LICENSED),
    "rsl-payment": Case("-----", {LICENCE: rsl('<payment type="crawl"/>', "/news")}, LICENSED),
    "rsl-token": Case("-----", {LICENCE: rsl("", "/news/", 'server="https://x.test"')}, LICENSED),
    "rsl-missing": Case("aasss", {}, LICENSED),
    "rsl-error": Case("sssss", {LICENCE: Answer(503)}, LICENSED),
    "rsl-link": Case("asaaa", {LICENCE: prohibits("search")}, head=LINKED),
    "rsl-header": Case(
        "asaaa",
        {LICENCE: prohibits("search")},
        headers={"link": f'<{LICENCE}>; rel="license"; type="application/rsl+xml"'},
    ),
    "rsl-unlinked": Case("aaaaa", {LICENCE: prohibits("all")}),
}  # fmt: skip


@pytest.mark.parametrize(("place", "purpose"), [*enumerate(Purpose)])
def test_files_count_for_the_purposes_that_they_speak_of(
    tmp_path: Path, place: int, purpose: Purpose
) -> None:
    hosts = {f"{name}.test": case for name, case in CASES.items()}
    with ForwardProxy(case.site(host) for host, case in hosts.items()) as proxy:
        seeds = [f"http://{host}/" for host in hosts]
        done = crawl(proxy, tmp_path, *seeds, NEWSCRAWL_PURPOSE=purpose)
    assert done.code == 0
    asked = Counter((visit.host, visit.path) for visit in proxy.visits)
    for host, case in hosts.items():
        url, expected = f"http://{host}{STORY}", case.outcomes[place]
        assert (url in done.articles, url in done.stubs) == (expected == "a", expected == "s"), host
        assert bool(asked[host, STORY]) == (expected != "-"), host
    assert {asked[each] for each in asked if each[1] in {LICENCE, *ELSEWHERE}} <= {1}
    needed = {Purpose.AI_TRAIN: FILES, Purpose.AI_INPUT: {TDMREP}, Purpose.TDM: {TDMREP}}
    pages = {"/", "/robots.txt", "/sitemap.xml", STORY}
    assert {*proxy.visits.paths("silent.test")} - pages == needed.get(purpose, set())
    assert not asked["ai-forbidden.test", AI]
    assert not asked["rsl-unlinked.test", LICENCE]


def test_the_next_run_asks_for_no_file_again_and_all_keep_the_delay(tmp_path: Path) -> None:
    base = "http://post.test"
    case = CASES["rsl-link"]
    post = case.site("post.test")
    post.answers |= site_of("", {OTHER: article(2, head=LINKED), "/": home([STORY, OTHER])}).answers
    given = {
        "NEWSCRAWL_PURPOSE": "search",
        "DOWNLOAD_DELAY": 0.3,
        # The one place of the host is the page's, whose verdict waits for the document.
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
    }
    with ForwardProxy([post]) as proxy:
        first = crawl(proxy, tmp_path, f"{base}/", **given)
        asked = len(proxy.visits)
        assert proxy.visits.paths().count(LICENCE) == 1
        assert_spaced(proxy.visits.gaps(), 0.3)
        again = crawl(proxy, tmp_path, f"{base}/", **given)
    assert {*first.stubs} == {base + STORY, base + OTHER}
    assert not again.articles
    policy = first.stubs[base + STORY]["policy"]
    assert policy["evidence"][0]["source"] == base + LICENCE
    assert "prohibits" in policy["evidence"][0]["text"]
    assert not {LICENCE, "/robots.txt"}.intersection(proxy.visits.paths()[asked:])


def test_the_terms_of_a_feed_are_those_of_its_entries(tmp_path: Path) -> None:
    base = "http://post.test"
    terms = "<r:content {}><r:license><r:prohibits>search</r:prohibits></r:license></r:content>"
    items = [
        f"<item><title>A story</title><link>{base}{STORY}</link>{terms.format('')}</item>",
        f"<item><title>Another</title><link>{base}{OTHER}</link></item>",
    ]
    channel = f"<channel><title>Post</title>{''.join(items)}</channel>"
    feed = f'<?xml version="1.0"?><rss xmlns:r="https://rslstandard.org/rsl">{channel}</rss>'
    answers = {"/feed.xml": feed, STORY: article(1), OTHER: article(2)}
    with ForwardProxy([site_of("post.test", answers)]) as proxy:
        done = crawl(proxy, tmp_path, f"{base}/feed.xml", NEWSCRAWL_PURPOSE="search")
    assert ({*done.articles}, {*done.stubs}) == ({base + OTHER}, {base + STORY})
    assert done.stubs[base + STORY]["policy"]["evidence"][0]["source"] == f"{base}/feed.xml"


@pytest.mark.parametrize("direct", [False, True])
def test_each_file_is_asked_for_once_by_ten_at_once(tmp_path: Path, direct: bool) -> None:
    paths = [f"/news/{number}" for number in range(10)]
    slow = Answer(headers={"content-type": "text/plain"}, body=b"", seconds=0.2)
    answers = {"/robots.txt": robots(*LICENSED), LICENCE: rsl("", "/news/1", 'server="x"')}
    site = site_of("a.test", answers | dict.fromkeys(FILES, slow))
    site.default = Answer(body=b"<p>A page.")
    with ForwardProxy([site]) as proxy:
        urls = [f"http://a.test{path}" for path in paths]
        outcomes = ask(proxy, tmp_path, urls, direct=direct, NEWSCRAWL_PURPOSE="ai-train")
    asked = Counter(proxy.visits.paths())
    assert asked == dict.fromkeys(["/robots.txt", LICENCE, *FILES, *paths[:1], *paths[2:]], 1)
    assert outcomes == dict.fromkeys(urls, 200) | {urls[1]: "GateRefused"}
