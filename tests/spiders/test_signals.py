"""Every carrier of a page, each purpose: article, stub, or nothing, as ``docs/signals.md`` says."""

from __future__ import annotations

import html
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from newscrawl.demo import Answer, ForwardProxy, Site
from newscrawl.policy.model import Purpose
from tests.site.crawl import site_of
from tests.site.crowd import crawl_all
from tests.site.pages import article, feed, home, paragraphs, sitemap, title

RSL = "application/rsl+xml"
Headers = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True)
class Case:
    """One page, and what is left of it: ``a`` an article, ``s`` a stub, ``.`` nothing.

    The letters are for archive, search, tdm, ai-input, ai-train.
    """

    name: str
    expected: str
    headers: Headers | None = None
    head: str = ""
    after: str = ""
    data: Mapping[str, Any] | None = None
    status: int = 200


def robots_tag(name: str, expected: str, *values: str) -> Case:
    return Case(name, expected, {"X-Robots-Tag": values})


def meta(name: str, content: str) -> str:
    return f'<meta name="{name}" content="{html.escape(content)}">'


def rsl(*rules: str) -> str:
    return (
        f'<script type="{RSL}"><rsl xmlns="https://rslstandard.org/rsl"><content url="/">'
        f"<license>{''.join(rules)}</license></content></rsl></script>"
    )


LICENCES = "https://creativecommons.org/licenses"
PAST, FUTURE = "Sat, 01 Jan 2022 00:00:00 GMT", "Tue, 01 Jan 2075 00:00:00 GMT"

CASES = (
    Case("silence", "aaaaa"),
    robots_tag("noindex", "asasa", "noindex"),
    Case("any case", "saasa", {"x-rObOtS-tAg": "NoArchive"}),
    robots_tag("nocache", "saasa", "nocache"),
    robots_tag("nosnippet", "asasa", "nosnippet"),
    robots_tag("no snippet at all", "asasa", "max-snippet:0"),
    robots_tag("some snippet", "aaaaa", "max-snippet:50, max-image-preview:large"),
    robots_tag("none", "asasa", "none"),
    robots_tag("all", "aaaaa", "all"),
    robots_tag("noai", "aasss", "noai"),
    robots_tag("noml", "aasss", "noml"),
    robots_tag("no images", "aaaaa", "noimageai, noimageindex"),
    robots_tag("nofollow", "aaaaa", "nofollow"),
    robots_tag("repeated", "saasa", "all", "max-snippet:9", "noarchive"),
    robots_tag("repeated and added up", "ssasa", "noindex", "noarchive"),
    robots_tag("quoted", "asasa", '"noindex"'),
    robots_tag("for us", "asasa", "newscrawl: noindex"),
    robots_tag("for us by another spelling", "saasa", "NewsCrawl/2.0: noarchive"),
    robots_tag("for another", "aaaaa", "otherbot: noindex, noarchive"),
    robots_tag("for another, then us", "saasa", "otherbot: noindex, newscrawl: noarchive"),
    robots_tag("for another, and for all", "saasa", "googlebot: noindex", "noarchive"),
    robots_tag("for who is like us", "aaaaa", "newscrawler: noindex"),
    robots_tag("its time is over", "ssasa", f"unavailable_after: {PAST}"),
    robots_tag("its time is not over", "aaaaa", f"unavailable_after: {FUTURE}"),
    robots_tag("a date, and more", "saasa", f"unavailable_after: {FUTURE}, noarchive"),
    Case("reserved", "aasss", {"tdm-reservation": "1"}),
    Case("open", "aaaaa", {"TDM-Reservation": "0"}),
    Case("reserved twice, once", "aasss", {"tdm-reservation": ["0", "1"]}),
    Case("no value of theirs", "aaaaa", {"tdm-reservation": "maybe"}),
    Case("a policy alone", "aasss", {"tdm-policy": "https://post.test/tdm.json"}),
    Case("train-ai=n", "aaaas", {"Content-Usage": "train-ai=n"}),
    Case("train-ai=y", "aaaaa", {"Content-Usage": "train-ai=y"}),
    Case("search=n", "asaaa", {"content-usage": "search=n, train-ai=y"}),
    Case("shouted", "aaaas", {"CONTENT-USAGE": "Train-AI=N"}),
    Case("with parameters", "aaaas", {"Content-Usage": "train-ai=n;exp=1, search=y"}),
    Case("old labels", "aasas", {"Content-Usage": "tdm=n"}),
    Case("two fields", "asaas", {"Content-Usage": ["train-ai=n", "search=n"]}),
    Case("ai-train=no", "aasas", {"Content-Signal": "search=yes, ai-train=no"}),
    Case("ai-input=no", "aaasa", {"Content-Signal": "ai-input=no"}),
    Case("search=no", "asaaa", {"content-signal": "search=no"}),
    Case("all yes", "aaaaa", {"Content-Signal": "search=yes, ai-input=yes, ai-train=yes"}),
    Case(
        "several carriers",
        "ssass",
        {"X-Robots-Tag": "noindex, noarchive", "Content-Usage": "train-ai=n"},
    ),
    Case("meta noindex", "asasa", head=meta("robots", "noindex")),
    Case("meta in any case", "saasa", head='<META NAME="RoBoTs" CONTENT="NOARCHIVE">'),
    Case("meta for us", "saasa", head=meta("newscrawl", "noarchive")),
    Case("meta for another", "aaaaa", head=meta("googlebot-news", "noindex, noarchive")),
    Case("meta noai", "aasss", head=meta("robots", "noai, noimageai")),
    Case("meta twice", "ssasa", head=meta("robots", "noindex") + meta("robots", "noarchive")),
    Case("meta in the body", "saasa", after=meta("robots", "noarchive")),
    Case("meta for a header", "saasa", head='<meta http-equiv="X-Robots-Tag" content="noarchive">'),
    Case("meta reserved", "aasss", head=meta("tdm-reservation", "1")),
    Case("meta open", "aaaaa", head=meta("tdm-reservation", "0")),
    Case(
        "open, and reserved nearer", "aasss", {"tdm-reservation": "0"}, meta("tdm-reservation", "1")
    ),
    Case(
        "reserved, and open nearer", "aasss", {"tdm-reservation": "1"}, meta("tdm-reservation", "0")
    ),
    Case("terms inline", "aaaas", head=rsl('<prohibits type="usage">ai-train</prohibits>')),
    Case("terms all open", "aaaaa", head=rsl('<permits type="usage">all</permits>')),
    Case("CC BY", "aaaaa", head=f'<link rel="license" href="{LICENCES}/by/4.0/">'),
    Case("CC BY-NC", "sssss", head=f'<link rel="license" href="{LICENCES}/by-nc/4.0/">'),
    Case("paywall", "sssss", data={"isAccessibleForFree": False}),
    Case("paywall in words", "sssss", data={"isAccessibleForFree": "False"}),
    Case("free", "aaaaa", data={"isAccessibleForFree": True}),
    Case("401", ".....", status=401),
    Case("402", ".....", {"crawler-price": "USD 0.01"}, status=402),
    Case("403", ".....", status=403),
    Case("410", ".....", status=410),
    Case("451", ".....", status=451),
)
DENYING = {"X-Robots-Tag": "noindex, noarchive, noai", "content-type": "text/html; charset=utf-8"}


def path(number: int) -> str:
    return f"/news/2026/council-approves-works-on-the-street-part-{number}"


class Town:
    """One site for each purpose, all alike, and what each crawl made of its own."""

    def __init__(self, folder: Path) -> None:
        hosts = [f"{purpose}.test" for purpose in Purpose]
        self.proxy = ForwardProxy(map(self.site, hosts))
        settings = [
            {"NEWSCRAWL_PURPOSE": str(purpose), "NEWSCRAWL_WORKERS": 1} for purpose in Purpose
        ]
        seeds = [{"seeds": f"http://{host}/"} for host in hosts]
        with self.proxy:
            found, self.log = crawl_all(self.proxy, folder, list(zip(seeds, settings, strict=True)))
        self.items = [{item["url"]: item for item in items} for items in found]
        self.written = b"".join(path.read_bytes() for path in folder.iterdir()) + self.log.encode()

    def site(self, host: str) -> Site:
        base = f"http://{host}"
        links = [path(number) for number, _ in enumerate(CASES)]
        links += ["/moved", "/closed-door"]
        sections = '<a href="/list-one">Harbour</a> <a href="/list-two">Town</a></main>'
        front = home(links).replace("</main>", sections)
        front = front.replace(
            "</head>",
            '<link rel="alternate" type="application/rss+xml" href="/feed">'
            '<link rel="alternate" type="application/rss+xml" href="/feed-not-to-follow"></head>',
        )
        answers: dict[str, Any] = {
            path(number): Answer(
                case.status,
                {"content-type": "text/html; charset=utf-8", **(case.headers or {})},
                article(number, head=case.head, after=case.after, data=case.data).encode(),
            )
            for number, case in enumerate(CASES)
        }
        xml = {**DENYING, "content-type": "application/xml"}
        closed = {**xml, "X-Robots-Tag": "newscrawl: none"}
        answers |= {
            "/": Answer(headers=DENYING, body=front.encode()),
            "/feed": Answer(headers=xml, body=feed(base, [path(901)]).encode()),
            "/sitemap.xml": Answer(headers=xml, body=sitemap(base, [path(902)]).encode()),
            "/feed-not-to-follow": Answer(headers=closed, body=feed(base, [path(903)]).encode()),
            "/list-one": Answer(
                headers={"X-Robots-Tag": "nofollow"}, body=home([path(904)]).encode()
            ),
            "/list-two": Answer(headers=DENYING, body=home([path(905)]).encode()),
            "/moved": Answer(302, {"location": path(906)}),
            path(906): Answer(headers=DENYING, body=article(906).encode()),
            "/closed-door": Answer(302, {**DENYING, "location": path(907)}),
            **{path(number): article(number) for number in (901, 902, 903, 904, 905, 907)},
        }
        return site_of(host, answers)

    def outcome(self, number: int) -> str:
        return "".join(
            self._letter(items.get(f"http://{purpose}.test{path(number)}"))
            for purpose, items in zip(Purpose, self.items, strict=True)
        )

    @staticmethod
    def _letter(item: dict[str, Any] | None) -> str:
        return "." if item is None else "s" if item["restricted"] else "a"


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    return Town(tmp_path_factory.mktemp("signals"))


@pytest.mark.parametrize("number", range(len(CASES)), ids=[case.name for case in CASES])
def test_a_signal_does_what_it_asks(town: Town, number: int) -> None:
    assert town.outcome(number) == CASES[number].expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [(901, "aaaaa"), (902, "aaaaa"), (905, "aaaaa"), (903, "....."), (904, ".....")],
)
def test_lists_lead_on_whatever_may_be_done_with_them(
    town: Town, number: int, expected: str
) -> None:
    assert town.outcome(number) == expected


def test_redirects_are_judged_by_where_they_lead(town: Town) -> None:
    assert town.outcome(906) == "sssss"
    assert town.outcome(907) == "aaaaa"


def test_a_stub_says_why_and_nothing_else(town: Town) -> None:
    kept = {"url", "restricted", "policy", "provenance"}
    stubs = [item for items in town.items for item in items.values() if item["restricted"]]
    assert stubs
    for stub in stubs:
        assert {name for name, value in stub.items() if value} == kept
        (purpose,) = stub["policy"]["purposes"]
        assert stub["policy"]["decision"] in {"denied", "restricted"}
        assert stub["policy"]["effects"][purpose] in {"deny", "restrict"}
        assert stub["policy"]["evidence"][0]["effects"][purpose] in {"deny", "restrict"}


def test_nothing_of_what_all_purposes_are_denied_is_written(town: Town) -> None:
    closed = [number for number, case in enumerate(CASES) if case.expected == "sssss"]
    assert closed
    for number in closed:
        for text in (title(number), *paragraphs(number)):
            assert json.dumps(text).strip('"').encode() not in town.written
