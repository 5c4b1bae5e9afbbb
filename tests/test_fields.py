"""Every field of a story, in many languages, whatever carries it and in a legacy encoding."""

from __future__ import annotations

import json
import tomllib
from html import escape
from pathlib import Path
from typing import Any

import pytest

from newscrawl import examine
from newscrawl.items import NewsArticle

STORIES: dict[str, dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "fields.toml").read_text(encoding="utf-8")
)
URL = "https://www.pier.example/stories/cafe-4711"
IMAGE = "https://cdn.pier.example/cafe.jpg"
PUBLISHED, MODIFIED = "2026-05-19T16:20:00+02:00", "2026-05-20T08:05:00+02:00"
TEASERS = "<aside><h2>Top</h2><ul>" + "<li><a href=/x>Another story of the day</a></li>" * 4
NAVIGATION = "<nav><a href=/>Home</a><a href=/s>Sport</a></nav>"

Story = dict[str, Any]


def page(language: str, story: Story, head: str, body: str) -> bytes:
    html = (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="{story["charset"]}">'
        f'<link rel="canonical" href="{URL}">{head}</head><body>{NAVIGATION}{body}'
        f"{TEASERS}</ul></aside><footer><p>{story['rights']}</p></footer></body></html>"
    )
    return html.encode(story["charset"], "xmlcharrefreplace")


def text(story: Story) -> str:
    return "".join(f"<p>{paragraph}</p>" for paragraph in story["paragraphs"])


def node(story: Story) -> Story:
    return {
        "@type": "NewsArticle",
        "@id": f"{URL}#article",
        "mainEntityOfPage": {"@type": "WebPage", "@id": URL},
        "headline": story["headline"],
        "description": story["description"],
        "author": [{"@type": "Person", "name": name} for name in story["authors"]],
        "datePublished": PUBLISHED,
        "dateModified": MODIFIED,
        "articleSection": story["section"],
        "keywords": story["keywords"],
        "image": {"@type": "ImageObject", "url": IMAGE},
        "publisher": {"@type": "Organization", "name": story["publisher"]},
    }


def script(value: Any) -> str:
    return f'<script type="application/ld+json">{value}</script>'


def graph(story: Story) -> tuple[str, str]:
    """One @graph of nodes that refer to one another."""
    article = node(story)
    people = [
        {"@type": "Person", "@id": f"#{i}", "name": n} for i, n in enumerate(story["authors"])
    ]
    outlet = {"@type": "NewsMediaOrganization", "@id": "#outlet", "name": story["publisher"]}
    article["author"] = [{"@id": person["@id"]} for person in people]
    article["publisher"] = {"@id": "#outlet"}
    data = {"@context": "https://schema.org", "@graph": [outlet, article, *people]}
    return script(json.dumps(data, ensure_ascii=False)), article_of(story)


def nested(story: Story) -> tuple[str, str]:
    """A list in which the article is what a page is about; its keywords are one text."""
    article = node(story) | {"keywords": ", ".join(story["keywords"]), "image": [IMAGE]}
    crumbs = {"@type": "BreadcrumbList", "itemListElement": []}
    data = [crumbs, {"@type": "WebPage", "url": URL, "mainEntity": article}]
    return script(json.dumps(data, indent=1)), article_of(story)


def broken(story: Story) -> tuple[str, str]:
    """A trailing comma, a comment and a line feed within a text."""
    data = json.dumps(node(story), indent=1, ensure_ascii=False)
    data = data[:-2] + ', // end\n "isPartOf": "first\nsecond",\n}'
    return script(f"<!-- {data} -->"), article_of(story)


def opengraph(story: Story) -> tuple[str, str]:
    properties = [
        ("og:title", f"{story['headline']} | {story['publisher']}"),
        ("og:description", story["description"]),
        ("og:site_name", story["publisher"]),
        ("og:image", IMAGE),
        ("article:published_time", PUBLISHED),
        ("article:modified_time", MODIFIED),
        ("article:section", story["section"]),
        *(("article:tag", word) for word in story["keywords"]),
        *(("article:author", name) for name in story["authors"]),
    ]
    metas = (f'<meta property="{name}" content="{escape(value)}">' for name, value in properties)
    return "".join(metas), article_of(story)


def microdata(story: Story) -> tuple[str, str]:
    people = "".join(
        f'<span itemprop="author" itemscope itemtype="https://schema.org/Person">'
        f'<span itemprop="name">{name}</span></span>'
        for name in story["authors"]
    )
    body = (
        '<article itemscope itemtype="https://schema.org/NewsArticle">'
        f'<span itemprop="articleSection">{story["section"]}</span>'
        f'<h1 itemprop="headline">{story["headline"]}</h1>'
        f'<meta itemprop="description" content="{escape(story["description"])}">'
        f'<meta itemprop="keywords" content="{", ".join(story["keywords"])}">'
        f'<meta itemprop="dateModified" content="{MODIFIED}">'
        f'<p>{people}<time itemprop="datePublished" datetime="{PUBLISHED}">'
        f"{story['stamp']}</time></p>"
        f'<link itemprop="image" href="{IMAGE}">'
        f'<span itemprop="publisher" itemscope itemtype="https://schema.org/Organization">'
        f'<meta itemprop="name" content="{story["publisher"]}"></span>'
        f'<div itemprop="articleBody">{text(story)}</div></article>'
    )
    return "", body


def article_of(story: Story) -> str:
    return (
        f"<article><h1>{story['headline']}</h1><p class=byline>{story['byline']}</p>"
        f"<p class=date>{story['stamp']}</p>{text(story)}</article>"
    )


def said(article: NewsArticle) -> Story:
    return {
        "headline": article.headline,
        "description": article.description,
        "paragraphs": (article.article_body or "").split("\n"),
        "authors": article.authors,
        "published": article.date_published,
        "modified": article.date_modified,
        "section": article.article_section,
        "keywords": article.keywords,
        "images": [image.url for image in article.images],
        "publisher": article.publisher,
        "canonical": article.canonical_url,
        "language": article.in_language,
        "notice": article.copyright_notice,
        "year": article.copyright_year,
    }


def expected(language: str, story: Story, **other: Any) -> Story:
    names = ("headline", "description", "paragraphs", "authors", "section", "keywords", "publisher")
    return {name: story[name] for name in names} | {
        "published": PUBLISHED,
        "modified": MODIFIED,
        "images": [IMAGE],
        "canonical": URL,
        "language": language,
        "notice": story["rights"],
        "year": 2026,
        **other,
    }


@pytest.mark.parametrize("carry", [graph, nested, broken, opengraph, microdata])
@pytest.mark.parametrize("language", STORIES)
def test_every_field_is_read_from_each_carrier(language: str, carry: Any) -> None:
    story = STORIES[language]
    body = page(language, story, *carry(story))
    assert said(examine(body, url=URL).article) == expected(language, story)


@pytest.mark.parametrize("language", STORIES)
def test_a_page_without_any_metadata_is_read_as_a_reader_would(language: str) -> None:
    story = STORIES[language]
    head = f"<title>{story['headline']} - {story['publisher']}</title>"
    article = examine(page(language, story, head, article_of(story)), url=URL).article
    found = said(article)
    del found["publisher"]
    wanted = expected(
        language,
        story,
        description=None,
        published="2026-05-19T16:20:00" + story.get("offset", ""),
        modified=None,
        section=None,
        keywords=[],
        images=[],
    )
    del wanted["publisher"]
    assert found == wanted
