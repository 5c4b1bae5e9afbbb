from __future__ import annotations

from dataclasses import replace

import pytest

from newscrawl.discovery import Judgement, judge_page
from newscrawl.document import parse
from newscrawl.extraction import extract
from newscrawl.page import MediaType, Page
from tests.discovery.pages import SITE, Sample, Writer, samples


def judgement(page: Page) -> Judgement:
    document = parse(page)
    return judge_page(document, extract(document))


@pytest.fixture(scope="module")
def judged() -> list[tuple[Sample, Judgement]]:
    return [(sample, judgement(sample.page)) for sample in samples()]


def test_articles_are_told_from_everything_else(judged: list[tuple[Sample, Judgement]]) -> None:
    wrong = [
        f"{sample.name}: {found}"
        for sample, found in judged
        if found.is_article != sample.is_article
    ]
    right = sum(sample.is_article and found.is_article for sample, found in judged)
    assert 2 * right / (2 * right + len(wrong)) >= 0.97, wrong


def test_no_list_passes_for_an_article(judged: list[tuple[Sample, Judgement]]) -> None:
    lists = ("home", "section", "tag", "search", "author", "archive", "later", "small")
    assert not [s.name for s, found in judged if s.name.startswith(lists) and found.is_article]


def test_the_address_alone_makes_no_article() -> None:
    page = Writer("en", "bare").list_page("/politics/new-ferries-will-cross-the-bay", "Ferries", 20)
    assert not judgement(page).is_article


def test_an_article_needs_no_address() -> None:
    page = replace(Writer("en", "data").article(), url=None)
    assert judgement(page).is_article


def test_an_error_is_no_article_whatever_it_says() -> None:
    page = Writer("en", "data").article()
    assert judgement(page).is_article
    found = judgement(replace(page, status=404))
    assert not found.is_article
    assert found.reasons[0] == "error"


def test_a_list_of_declared_articles_is_none() -> None:
    nodes = [{"@type": "NewsArticle", "headline": f"Story number {n}"} for n in range(8)]
    head = f'<script type="application/ld+json">{nodes}</script>'.replace("'", '"')
    page = Writer("en", "data").list_page("/", "Kabar Example", 8)
    body = page.body.replace(b"</head>", head.encode() + b"</head>")
    assert not judgement(replace(page, body=body)).is_article


def test_plain_text_is_taken_at_its_word() -> None:
    page = Page(b"A bridge opens.\n\nFerries stop.", media_type=MediaType.TEXT)
    assert judgement(page).is_article
    assert not judgement(replace(page, body=b"")).is_article


@pytest.mark.parametrize("body", [b"", b"<", b"<html></html>", b"\x00" * 100, b"<h1>x" * 1000])
def test_nothing_is_no_article(body: bytes) -> None:
    assert not judgement(Page(body, url=SITE)).is_article
