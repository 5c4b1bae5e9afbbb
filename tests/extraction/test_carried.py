"""What the state of a page says of the article that the page itself leaves unsaid."""

from __future__ import annotations

import json
from typing import Any

import pytest

from newscrawl.document import parse
from newscrawl.extraction import RawArticle, extract
from newscrawl.page import Page

TITLE = "The archive opens its drawers"
TEXT = "Four hundred hand-drawn maps of the bay can be viewed from Wednesday in town. " * 2


def read(state: Any, page: str = "") -> RawArticle:
    script = f"<script type=application/json>{json.dumps(state)}</script>"
    html = f"<title>{TITLE} | Bay Post</title><div id=__next>{page}</div>{script}"
    return extract(parse(Page(html.encode(), url="https://baypost.example/maps")))


def state(**article: Any) -> dict[str, Any]:
    body = [{"type": "paragraph", "text": TEXT}] * 3
    other = {"headline": "Ferries: a long look back", "authors": [{"name": "Rui Costa"}]}
    return {"props": {"more": [other], "article": {"headline": TITLE, "body": body, **article}}}


@pytest.mark.parametrize(
    "authors",
    [
        [{"id": 7, "name": "Ana Horta", "slug": "ana-horta"}],
        {"displayName": "Ana Horta"},
        [{"firstName": "Ana", "lastName": "Horta"}],
        "Ana Horta",
    ],
)
def test_authors_come_from_the_object_with_the_headline(authors: Any) -> None:
    assert read(state(authors=authors)).authors == ["Ana Horta"]


def test_change_and_section_come_with_a_day_that_only_the_state_tells() -> None:
    said = state(
        publishedAt="2026-05-03T09:00:00Z",
        updatedAt="2026-05-04T10:00:00Z",
        section={"name": "Local", "slug": "local"},
    )
    found = read(said)
    assert [date.text for date in found.modified] == ["2026-05-04T10:00:00Z"]
    assert found.section == "Local"


def test_what_the_page_says_itself_outranks_its_state() -> None:
    page = f"<h1>{TITLE}</h1><p class=byline>By Eva Lind</p><p>{TEXT}</p><p>{TEXT}</p>"
    found = read(state(authors=[{"name": "Ana Horta"}]), page)
    assert (found.authors, found.bylines) == ([], ["By Eva Lind"])


@pytest.mark.parametrize("broken", ["[" * 5_000, {"headline": TITLE}, [], None])
def test_a_state_without_the_article_says_nothing(broken: Any) -> None:
    assert read(broken).authors == []


def test_objects_with_the_headline_that_name_others_leave_it_open() -> None:
    said = state(authors=["Ana Horta"])
    said["comments"] = [{"title": TITLE, "author": {"name": "Rui Costa"}, "likes": 3, "id": 4}]
    assert read(said).authors == []
    said["comments"] = [{"title": TITLE, "author": {"name": "Ana Horta"}}]
    assert read(said).authors == ["Ana Horta"]


@pytest.mark.parametrize(
    "fields",
    [
        {"authors": float("nan")},
        {"author": {"firstName": {"text": "Ana"}, "lastName": {"text": "Horta"}}},
        {"category": "4711", "section": {"id": 4711}},
    ],
)
def test_what_is_no_text_names_nothing(fields: dict[str, Any]) -> None:
    found = read(state(**fields))
    assert (found.authors, found.section) == ([], None)
