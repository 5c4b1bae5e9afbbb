"""Lists of links under a heading of their own reach ``related``, and never the text."""

from __future__ import annotations

import pytest

from newscrawl import examine
from newscrawl.items import NewsArticle

TEXTS = (
    "The ferry returned to the bay on Monday after three long years in the dock of Port Alder.",
    "Its owners had waited for parts that only one yard in the north of the country still makes.",
    "Tickets cost three crowns, children travel free of charge, and dogs pay half of the price.",
)
TITLES = ["Harbour fees rise next year", "Ten islands for the summer holidays"]


def article(below: str, *, after: str = "") -> NewsArticle:
    text = "".join(f"<p>{text}</p>" for text in TEXTS)
    page = (
        f"<html lang=en><title>Ferry returns</title><body><main><h1>Ferry returns</h1>"
        f"<div class=text>{text}{below}</div>{after}</main></body></html>"
    )
    return examine(page.encode(), url="https://gazette.example/ferry").article


def links(heading: str, *, tag: str = "ul", item: str = "li") -> str:
    listed = "".join(
        f"<{item}><a href=/story-{number}>{title}</a></{item}>"
        for number, title in enumerate(TITLES)
    )
    return f"<div class=box><h3>{heading}</h3><{tag}>{listed}</{tag}></div>"


@pytest.mark.parametrize("heading", ["Related stories", "Read more:", "See also", "More Stories"])
@pytest.mark.parametrize("inside", [True, False])
def test_links_under_a_heading_that_calls_them_related(heading: str, *, inside: bool) -> None:
    listed = links(heading)
    found = article(listed if inside else "", after="" if inside else listed)
    assert [(each.title, each.url) for each in found.related] == [
        (title, f"https://gazette.example/story-{number}") for number, title in enumerate(TITLES)
    ]
    assert found.article_body == "\n".join(TEXTS)


def test_links_in_elements_without_a_list() -> None:
    found = article(links("See also", tag="div", item="div"))
    assert [each.title for each in found.related] == TITLES


@pytest.mark.parametrize("heading", ["Sports", "Ferries of the north", "Weather"])
def test_links_under_any_other_heading_are_no_field(heading: str) -> None:
    found = article(links(heading), after=links(heading))
    assert found.related == []
    assert found.article_body == "\n".join(TEXTS)


def test_a_menu_is_no_list_of_stories() -> None:
    found = article("", after=f"<nav>{links('Related stories')}</nav>")
    assert found.related == []
