"""Invented pages of every kind a news site has, in several languages and templates."""

from __future__ import annotations

import json
import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from newscrawl.page import Page

SITE = "https://www.kabar.example"

_DATA = tomllib.loads(Path(__file__).with_name("pages.toml").read_text(encoding="utf-8"))
LANGUAGES = tuple(_DATA)
STORY = "/politics/4711/new-ferries-will-cross-the-bay"
MENU = ("news", "sport", "arts", "world")
SERVICES = ("about", "contact", "privacy")
TEMPLATES = ("bare", "social", "data")


@dataclass(frozen=True)
class Sample:
    """A page, what it is, and whether it is an article."""

    name: str
    page: Page
    is_article: bool


@dataclass
class Writer:
    """Writes text and pages for one language in one template."""

    language: str
    template: str
    seed: int = 0

    def __post_init__(self) -> None:
        self.chance = random.Random(f"{self.language} {self.template} {self.seed}")

    @property
    def labels(self) -> dict[str, str]:
        return _DATA[self.language]

    def words(self, count: int) -> str:
        return " ".join(self.chance.choices(self.labels["words"].split(), k=count))

    def title(self) -> str:
        return self.words(self.chance.randint(6, 11)).capitalize()

    def sentence(self) -> str:
        return self.words(self.chance.randint(8, 22)).capitalize() + "."

    def paragraph(self) -> str:
        return " ".join(self.sentence() for _ in range(self.chance.randint(2, 4)))

    def article_url(self, title: str) -> str:
        number = self.chance.randint(1000, 99999)
        slug = "-".join(title.lower().split())
        return f"{SITE}/{self.labels['news'].lower()}/{number}/{slug}"

    def teaser(self, *, summary: bool) -> str:
        title = self.title()
        text = f"<p>{self.sentence()}</p>" if summary else ""
        link = f'<a href="{self.article_url(title)}">{title}</a>'
        return f'<article class="card"><h3>{link}</h3>{text}<time>23.11.2026</time></article>'

    def teasers(self, count: int, *, summary: bool = False) -> str:
        return "".join(self.teaser(summary=summary) for _ in range(count))

    def page(self, url: str, heading: str, main: str, *, node: str = "") -> Page:
        """Return a page of the site around *main*; *node* is the type its data declares.

        The type ``shared`` stands for a page that is an article only to social networks.
        """
        head = f"<title>{heading} | Kabar Example</title>"
        if self.template != "bare":
            kind = "article" if node in {"NewsArticle", "shared"} else "website"
            head += f'<meta property="og:type" content="{kind}">'
            head += f'<meta property="og:title" content="{heading}">'
        if self.template == "data" and node not in {"", "shared"}:
            data = {"@type": node, "headline": heading, "url": url, **self.details(node)}
            head += f'<script type="application/ld+json">{json.dumps(data)}</script>'
        menu = "".join(f'<li><a href="/{name}/">{name}</a></li>' for name in MENU)
        foot = "".join(f'<a href="/{name}">{name}</a> ' for name in SERVICES)
        body = (
            f"<header><nav><ul>{menu}</ul></nav></header><main>{main}</main>"
            f"<footer>{foot}<p>© 2026 Kabar Example</p></footer>"
        )
        markup = f'<!doctype html><html lang="{self.language}"><head>{head}</head>{body}</html>'
        return Page(markup.encode(), url=url, status=200)

    def details(self, node: str) -> dict[str, object]:
        if node != "NewsArticle":
            return {}
        author = {"@type": "Person", "name": self.labels["author"]}
        return {"datePublished": "2026-11-23T10:00:00+07:00", "author": author}

    def article(self, paragraphs: int = 7, related: int = 5, *, dated: bool = True) -> Page:
        title = self.title()
        byline = f'<p class="byline">{self.labels["author"]}</p>' if dated else ""
        date = '<time datetime="2026-11-23T10:00:00+07:00">23.11.2026</time>' if dated else ""
        body = "".join(f"<p>{self.paragraph()}</p>" for _ in range(paragraphs))
        main = f"<article><h1>{title}</h1>{byline}{date}<div>{body}</div></article>"
        aside = f"<aside>{self.teasers(related)}</aside>" if related else ""
        return self.page(self.article_url(title), title, main + aside, node="NewsArticle")

    def list_page(
        self, path: str, label: str, count: int, *, summary: bool = True, node: str = ""
    ) -> Page:
        heading = self.labels.get(label, label)
        main = f"<h1>{heading}</h1>{self.teasers(count, summary=summary)}<a href='?page=2'>2</a>"
        return self.page(SITE + path, heading, main, node=node)

    def text_page(self, path: str, label: str, paragraphs: int, extra: str = "") -> Page:
        heading = self.labels.get(label, label)
        body = "".join(f"<p>{self.paragraph()}</p>" for _ in range(paragraphs))
        main = f"<h1>{heading}</h1>{extra}{body}"
        return self.page(SITE + path, heading, main, node="WebPage")


def articles(writer: Writer) -> Iterator[tuple[str, Page]]:
    """Yield the kinds of articles, each with its name."""
    yield "article", writer.article()
    yield "brief", writer.article(2, 3)
    yield "surrounded article", writer.article(9, 40)
    yield "undated article", writer.article(6, 4, dated=False)
    yield "long read", writer.article(40, 6)


def lists(writer: Writer) -> Iterator[tuple[str, Page]]:
    """Yield the pages that list articles."""
    yield "home", writer.list_page("/", "Kabar Example", 40, summary=False)
    yield "home with summaries", writer.list_page("/", "Kabar Example", 25)
    yield "section", writer.list_page("/politics/", "news", 20, node="CollectionPage")
    yield "section shared as article", writer.list_page("/politics", "news", 15, node="shared")
    yield "small section", writer.list_page("/politics/local", "news", 5)
    yield "tag", writer.list_page("/tag/ferry-across-the-bay", "tag", 12)
    yield "search", writer.list_page("/search?q=ferry", "search", 10)
    yield "author", writer.list_page("/author/ada-quill", "author", 10, node="ProfilePage")
    yield "archive", writer.list_page("/2026/11/23/", "latest", 30, summary=False)
    yield "later page", writer.list_page("/politics/page/7", "news", 12)


def services(writer: Writer) -> Iterator[tuple[str, Page]]:
    """Yield the pages that serve the reader, or stand in the way."""
    form = "<form><input name=u><input type=password name=p><button>ok</button></form>"
    pictures = "".join(
        f'<figure><img src="/{number}.jpg"><figcaption>{writer.words(6)}</figcaption></figure>'
        for number in range(12)
    )
    yield "about", writer.text_page("/about-us", "about", 6)
    yield "privacy", writer.text_page("/privacy-policy", "privacy", 25)
    yield "login", writer.text_page("/login?next=/", "login", 0, form)
    yield "login in place of an article", writer.text_page(STORY, "login", 1, form)
    yield "consent wall", writer.text_page(STORY, "consent", 3, "<button>OK</button>")
    yield "offer", writer.text_page("/subscribe", "offer", 3)
    yield "offer in place of an article", writer.text_page(STORY, "offer", 2)
    yield "soft error", writer.text_page(STORY, "missing", 1)
    yield "soft error with picks", writer.text_page(STORY, "missing", 1, writer.teasers(10))
    yield "gallery", writer.text_page("/gallery/harbour-this-morning-4711", "gallery", 0, pictures)
    yield "empty", writer.text_page(STORY, "", 0)


def samples() -> list[Sample]:
    """Return every kind of page in every language and template."""
    found = []
    for language, template in product(LANGUAGES, TEMPLATES):
        writer = Writer(language, template)
        for kinds in (articles, lists, services):
            found += [
                Sample(f"{name} ({language}, {template})", page, kinds is articles)
                for name, page in kinds(writer)
            ]
    return found
