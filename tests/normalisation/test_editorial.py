"""Editorial lines, notices and debris of many languages leave the body, each for its own field.

``editorial/<language>.toml`` holds three paragraphs of prose and the lines that stand around it;
in each the article is of 12 May 2026, 10:22, and was changed on 13 May, 18:05.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from newscrawl import examine
from newscrawl.items import NewsArticle
from newscrawl.page import MediaType, Page

FILES = sorted((Path(__file__).parent / "editorial").glob("*.toml"))
AMID = ("related", "prompts", "debris")
BELOW = ("related", "credits", "source", "rights", "corrections", "republished", "prompts")
MARK = re.compile(r"\s?[:：]\s?|\]\s")
UNSPACED = ("ja", "th", "zh", "zh-Hant")


def known(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8"))


def page(language: str, blocks: list[str], title: str = "") -> NewsArticle:
    body = "".join(block if block.startswith("<") else f"<p>{block}</p>" for block in blocks)
    if not title:
        body = f"<h1>X y z</h1>{body}"
    head = f"<title>{title}</title>"
    markup = f'<html lang="{language}">{head}<body><article>{body}</article></body></html>'
    return examine(markup.encode(), url="https://news.example/a").article


def text(_: str, blocks: list[str]) -> NewsArticle:
    return examine(Page("\n\n".join(blocks).encode(), media_type=MediaType.TEXT)).article


def body(article: NewsArticle) -> list[str]:
    return (article.article_body or "").split("\n")


@pytest.mark.parametrize("read", [page, text])
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_lines_amid_the_text(file: Path, read: Any) -> None:
    data = known(file)
    first, second, third = data["prose"]
    amid = [line for kind in AMID for line in data[kind]]
    assert body(read(file.stem, [first, *amid, second, third])) == data["prose"]
    assert body(read(file.stem, [first, amid[0], second, amid[-1], third])) == data["prose"]


@pytest.mark.parametrize("read", [page, text])
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_lines_below_the_text(file: Path, read: Any) -> None:
    data = known(file)
    below = [line for kind in BELOW for line in data[kind]]
    for tail in (below, below[::-1]):
        assert body(read(file.stem, [*data["prose"], *tail])) == data["prose"]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_other_wording_alone(file: Path) -> None:
    data = known(file)
    first, *rest = data["prose"]
    left = [
        line
        for line in data["more"]
        if body(page(file.stem, [first, line, *rest])) != data["prose"]
        or body(page(file.stem, [first, *rest, line])) != data["prose"]
    ]
    assert left == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_each_line_fills_its_field(file: Path) -> None:
    data = known(file)
    kept = [*data["corrections"], *data["republished"]]
    article = page(file.stem, [*data["prose"], *data["source"], *data["rights"], *kept])
    assert article.source_organization
    assert article.copyright_notice
    assert article.corrections == kept
    credited = page(file.stem, [*data["prose"], *data["credits"]])
    assert credited.authors


@pytest.mark.parametrize(
    "markup",
    [
        '<p><strong>{label}:</strong> <a href="/x">{title}</a></p>',
        '<p>{label} <a href="/x">{title}</a></p>',
        '<p>{label} – <a href="/x">{title}</a></p>',
        '<p>►&nbsp;<a href="/x">{label}: {title}</a></p>',
    ],
)
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_pointer_to_another_story_however_it_is_set(file: Path, markup: str) -> None:
    data = known(file)
    label, title = MARK.split(data["related"][0].lstrip("["), maxsplit=1)
    first, *rest = data["prose"]
    article = page(file.stem, [first, markup.format(label=label, title=title), *rest])
    assert body(article) == data["prose"]
    assert title in article.related[0].title


@pytest.mark.parametrize("glue", ["", " ", "<br>"])
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_pointer_glued_to_a_paragraph(file: Path, glue: str) -> None:
    data = known(file)
    glue = "" if file.stem in UNSPACED and glue == " " else glue
    first, *rest = data["prose"]
    article = page(file.stem, [f"{first}{glue}{data['related'][0]}", *rest])
    assert body(article) == data["prose"]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_credits_glued_to_each_other(file: Path) -> None:
    data = known(file)
    first, second = [line for line in data["credits"] if MARK.search(line)][:2]
    article = page(file.stem, [*data["prose"], first + second])
    assert body(article) == data["prose"]
    named = [*article.authors, *article.editors, *article.translators]
    assert MARK.split(first)[1] in named
    assert not any(MARK.search(name) for name in named)


PUBLISHED, MODIFIED = "2026-05-12T10:22:00", "2026-05-13T18:05:00"


@pytest.mark.parametrize(
    ("head", "published", "modified"),
    [
        ("<p>{byline}</p><p>{published}</p><p>{modified}</p>", PUBLISHED, MODIFIED),
        ("<p>{byline}</p><div>{published} | {modified}</div>", PUBLISHED, MODIFIED),
        ("<div>{modified}</div><div>{published}</div><p>{byline}</p>", PUBLISHED, MODIFIED),
        ("<p>{byline} | {published}</p>", PUBLISHED, None),
        ("<p>{byline}</p><p>{modified}</p>", None, MODIFIED),
    ],
)
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_bylines_and_dates_without_any_markup(
    file: Path, head: str, published: str | None, modified: str | None
) -> None:
    data = known(file)
    title = data["prose"][1][:24]
    article = page(file.stem, [f"<h1>{title}</h1>", head.format(**data), *data["prose"]], title)
    assert article.date_published == published
    assert article.date_modified == modified
    assert not data["authors"] or article.authors == data["authors"]
    assert body(article) == data["prose"]
