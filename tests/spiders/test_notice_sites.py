"""Sites in ten languages that say in a sentence what crawlers may not do, and some that do not.

All are crawled at once, and then once more: two processes for everything.
"""

from __future__ import annotations

import html
import json
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from newscrawl.demo import Answer, ForwardProxy
from newscrawl.demo.visits import Visit, Visits
from tests.site.crawl import Crawl, crawl, site_of
from tests.site.pages import robots

TEXTS: Mapping[str, Mapping[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "notices.toml").read_text(encoding="utf-8")
)
STORIES = 12
FEW = 3
ONE = 4
"""The story that alone has the notice, where one page has it."""
MOST_AFTER = 8
HEADINGS = {"ja": "利用規約", "ar": "شروط الاستخدام", "zh": "使用条款", "ko": "이용약관"} | {
    "id": "Syarat dan Ketentuan", "en": "Terms of Service", "de": "Nutzungsbedingungen",
    "fr": "Conditions générales d'utilisation", "es": "Aviso legal", "ru": "Условия использования",
}  # fmt: skip


@dataclass(frozen=True)
class Spot:
    """Markup around a notice: after the story, in the footer, in the head; or other documents."""

    after: str = ""
    footer: str = ""
    head: str = ""
    data: Mapping[str, str] = field(default_factory=dict)
    robots: str = ""
    terms: str = ""


Place = Callable[[str], Spot]


def spaced(text: str) -> str:
    """Put a zero-width space into each word, and soft hyphens."""
    return " ".join(f"{word[:2]}\u200b{word[2:4]}\u00ad{word[4:]}" for word in text.split(" "))


def split(text: str) -> str:
    """Spread the text over elements, words cut in two."""
    middle = len(text) // 2
    return f"<span>{text[:7]}</span><b>{text[7:middle]}</b><i><span>{text[middle:]}</span></i>"


def entities(text: str) -> str:
    return "".join(f"&#{ord(letter)};" for letter in text)


PLACES: Mapping[str, Place] = {
    "tail": lambda text: Spot(after=f"<p>Editor: Ida Brand<br>Copyright © 2026</p><p>{text}</p>"),
    "footer": lambda text: Spot(footer=f"<p>{text}</p>"),
    "obfuscated": lambda text: Spot(footer=f"<p>{spaced(text)}</p>"),
    "entities": lambda text: Spot(footer=f"<div>{entities(text)}</div>"),
    "split": lambda text: Spot(footer=f"<p>{split(text)}</p>"),
    "table": lambda text: Spot(footer=f"<table><tr><th>©<td>{text}</table>"),
    "picture": lambda text: Spot(footer=f'<img src="/n.png" alt="{html.escape(text)}">'),
    "data": lambda text: Spot(data={"copyrightNotice": text}),
    "meta": lambda text: Spot(head=f'<meta name="dcterms.rights" content="{html.escape(text)}">'),
    "robots": lambda text: Spot(robots=f"# {text}\n"),
    "terms": lambda text: Spot(terms=f"<p>{text}</p>"),
    "quoted": lambda text: Spot(after=f"<blockquote><p>{text}</p></blockquote><p>…</p>"),
    "nowhere": lambda _: Spot(),
}
# Language, place of the ban on crawling, of that on AI.
SITES = [
    ("id", "tail", "data"),
    ("en", "obfuscated", "terms"),
    ("de", "table", "tail"),
    ("fr", "one", "meta"),
    ("ja", "terms", "footer"),
    ("ar", "robots", "split"),
    ("es", "picture", "entities"),
    ("zh", "data", "robots"),
    ("ru", "split", "table"),
    ("ko", "meta", "obfuscated"),
]
LANGUAGES = [language for language, _, _ in SITES]


def host(language: str, kind: str) -> str:
    return f"www.{kind}-{language}.test"


def path(number: int) -> str:
    return f"/news/2026/11/{number + 5:02}/the-bamboo-bridge-is-open-again-{number}"


def story(language: str, number: int, spot: Spot, talk: str = "") -> str:
    text = TEXTS[language]
    title = text["headline"].format(n=number)
    body = [paragraph.format(n=number) for paragraph in text["paragraphs"]]
    body = [*body[:2], talk, *body[2:]] if talk else body
    node = {
        "@type": "NewsArticle",
        "headline": title,
        "datePublished": f"2026-11-{number + 5:02}T08:00:00+01:00",
        "publisher": {"@type": "Organization", "name": text["publisher"]},
    } | dict(spot.data)
    footer = f"© 2026 {text['publisher']} {spot.footer}" + terms_link(language, spot)
    return (
        f'<!doctype html><html lang="{language}"><head><title>{title}</title>{spot.head}'
        f'<script type="application/ld+json">{json.dumps(node)}</script></head><body><main>'
        f"<article><h1>{title}</h1>{''.join(f'<p>{each}</p>' for each in body)}{spot.after}"
        f"</article></main><footer>{footer}</footer></body></html>"
    )


def terms_link(language: str, spot: Spot) -> str:
    return f'<ul><li><a href="/p/1">{HEADINGS[language]}</a></ul>' if spot.terms else ""


def front(language: str, count: int, spot: Spot) -> str:
    text = TEXTS[language]
    items = (
        f'<h2><a href="{path(n)}">{text["headline"].format(n=n)}</a></h2>'
        for n in range(1, count + 1)
    )
    footer = f"© 2026 {text['publisher']}" + terms_link(language, spot)
    return (
        f'<!doctype html><html lang="{language}"><title>{text["publisher"]}</title>'
        f"<main>{''.join(items)}</main><footer>{footer}</footer>"
    )


def answers(
    language: str, count: int, spot: Spot, *, only: int | None = None, talk: str = ""
) -> dict[str, str | Answer]:
    """Return a whole site; *spot* is on each story, or on the *only* one."""
    plain = Spot(terms=spot.terms)
    found: dict[str, str | Answer] = {
        "/robots.txt": spot.robots + robots("Disallow: /x"),
        "/": front(language, count, spot),
    }
    for number in range(1, count + 1):
        here = spot if only in {None, number} else plain
        found[path(number)] = story(language, number, here, talk)
    if spot.terms:
        heading, text = HEADINGS[language], TEXTS[language]
        found["/p/1"] = (
            f'<!doctype html><html lang="{language}"><title>{heading}</title><h1>{heading}</h1>'
            f"<p>{text['publisher']}, {text['publisher']}, {text['publisher']}.</p>{spot.terms}"
        )
    return found


def places(language: str) -> tuple[str, str]:
    return next((crawls, ai) for each, crawls, ai in SITES if each == language)


def everything() -> dict[str, dict[str, str | Answer]]:
    """Return all sites by host: those with a ban on crawling, on AI, and those without one."""
    found = {}
    for language, crawls, ai in SITES:
        text = TEXTS[language]
        only = ONE if crawls == "one" else None
        spot = PLACES["tail" if only else crawls](text["crawl"])
        found[host(language, "crawl")] = answers(language, STORIES, spot, only=only)
        found[host(language, "ai")] = answers(language, FEW, PLACES[ai](text["ai"]))
        quoted = PLACES["quoted"](text["crawl"])
        found[host(language, "open")] = answers(language, FEW, quoted, talk=text["talk"])
    return found


@dataclass(frozen=True)
class Town:
    """Both crawls of all sites, and who came in the first and in the second."""

    done: Crawl
    again: Crawl
    first: dict[str, list[Visit]]
    second: dict[str, list[Visit]]

    def items(self, name: str) -> list[dict[str, Any]]:
        return [item for item in self.done.items if item["url"].startswith(f"http://{name}/")]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    folder = tmp_path_factory.mktemp("town")
    sites = everything()
    seeds = [f"http://{name}/" for name in sites]
    with ForwardProxy(site_of(name, given) for name, given in sites.items()) as proxy:
        done = crawl(proxy, folder, *seeds)
        first = by_host(proxy.visits, sites)
        again = crawl(proxy, folder, *(seed for seed in seeds if "crawl-" in seed))
        after = by_host(proxy.visits, sites)
    second = {name: visits[len(first[name]) :] for name, visits in after.items()}
    return Town(done, again, first, second)


def by_host(visits: Visits, sites: Mapping[str, object]) -> dict[str, list[Visit]]:
    return {name: visits.of(name) for name in sites}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_ban_on_crawling_stops_its_site(town: Town, language: str) -> None:
    name = host(language, "crawl")
    place, _ = places(language)
    paths = [visit.path for visit in town.first[name]]
    bearing = {"one": [path(ONE)], "robots": ["/robots.txt"], "terms": ["/p/1"]}.get(
        place, [path(number) for number in range(1, STORIES + 1)]
    )
    arrived = min(paths.index(each) for each in bearing if each in paths)
    assert len(paths) - arrived - 1 <= MOST_AFTER
    assert not town.second[name], "not asked in the next run"
    assert not [item for item in town.again.items if name in item["url"]]
    emitted = {item["url"] for item in town.items(name) if not item["restricted"]}
    if place != "one":
        assert not emitted
    assert f"http://{name}{path(ONE)}" not in emitted
    for item in town.items(name):
        if item["restricted"]:
            assert item["headline"] is item["article_body"] is None
            assert item["policy"]["decision"] == "denied"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_ban_on_ai_is_evidence_and_no_part_of_the_text(town: Town, language: str) -> None:
    name = host(language, "ai")
    text = TEXTS[language]
    items = town.items(name)
    assert [item["restricted"] for item in items] == [False] * FEW
    for item in items:
        assert item["policy"]["effects"]["ai-train"] == "deny"
        kinds = {kind for each in item["policy"]["evidence"] for kind in each["kinds"]}
        assert "ai_ban" in kinds
        assert "crawl_ban" not in kinds
        number = int(item["url"].rpartition("-")[2])
        body = [paragraph.format(n=number) for paragraph in text["paragraphs"]]
        assert item["article_body"].split("\n") == body


@pytest.mark.parametrize("language", LANGUAGES)
def test_talk_of_bans_and_quotations_restrict_nothing(town: Town, language: str) -> None:
    items = town.items(host(language, "open"))
    assert [item["restricted"] for item in items] == [False] * FEW
    for item in items:
        assert set(item["policy"]["effects"].values()) <= {"none", "allow"}
        assert TEXTS[language]["talk"] in item["article_body"]


def test_nothing_of_a_banned_page_is_written(town: Town) -> None:
    assert (town.done.code, town.again.code) == (0, 0)
    written = town.done.written + town.again.err.encode()
    for language, place, _ in SITES:
        for number in [ONE] if place == "one" else range(FEW + 1, STORIES + 1):
            title = TEXTS[language]["headline"].format(n=number)
            for form in (title.encode(), json.dumps(title).strip('"').encode()):
                assert form not in written, (language, number)
