"""Keywords that no carrier declares: the tags printed with an article."""

from __future__ import annotations

import pytest

from newscrawl import examine

TEXT = "The ferry returned to the bay on Monday after three long years in the dock of Port Alder."


def keywords(above: str = "", below: str = "", head: str = "") -> list[str]:
    page = (
        f"<title>Ferry returns - Gazette</title>{head}<body><main><h1>Ferry returns</h1>{above}"
        f"<div class=text><p>{TEXT}</p><p>{TEXT[:-1]}, at last.</p></div>{below}</main>"
    )
    return examine(page.encode(), url="https://gazette.example/ferry").article.keywords


def links(*names: str, rel: str = "") -> str:
    return " ".join(f"<a rel='{rel}' href=/t/{n}>{name}</a>" for n, name in enumerate(names))


@pytest.mark.parametrize(
    "below",
    [
        f"<p>{links('Ferries', 'Port Alder', rel='tag')}</p>",
        f"<div class='post-tags'>Filed: {links('#Ferries', 'Port Alder')}</div>",
        f"<ul class=taglist><li>{links('Ferries (12)')}</li><li>{links('Port Alder')}</li></ul>",
        f"<p>Tags: {links('Ferries', 'Port Alder', rel='tag')}</p>",
        f"<p>Témata: {links('Ferries', 'Port Alder')}</p>",
        f"<p>{links('#Ferries', '#Port Alder')}</p>",
        f"<div class=tags>{links('Tags', 'Ferries', 'Port Alder')}</div>",
    ],
)
def test_the_links_that_are_tags_are_keywords(below: str) -> None:
    assert keywords(below=below) == ["Ferries", "Port Alder"]
    assert keywords(below=below, head="<meta name=keywords content=boats>") == ["boats"]


def test_tags_may_stand_above_the_text() -> None:
    assert keywords(above=f"<div class=tags>{links('Ferries')}</div>") == ["Ferries"]


@pytest.mark.parametrize(
    "below",
    [
        f"<p>{links('Transport', rel='category tag')}</p>",
        f"<aside class='widget tags'>{links('Ferries', 'Storms')}</aside>",
        f"<article class='hentry tag-ferries'>{links('A storm in the bay')}</article>",
        f"<div class=tags><p>{TEXT} {links('See the map')}</p></div>",
    ],
)
def test_categories_clouds_and_other_stories_are_none(below: str) -> None:
    assert keywords(below=below) == []


STORY = "<h3><a href=/cup>Rovers win the cup again after a shoot-out</a></h3>"


@pytest.mark.parametrize(
    "below",
    [
        f"<div><div class=card>{STORY}<p>{links('Rovers', 'Cup', rel='tag')}</p></div></div>",
        f"<div><div class=card><p class=tags>{links('Cup')}</p>{STORY}</div></div>",
        f"<div class=related>{STORY}<p class=tags>{links('Rovers')}</p></div>",
        f"<article><p class=tags>{links('Rovers')}</p>{STORY}</article>",
        f"<div class='popular topics'>{links('Election', 'Weather')}</div>",
        f"<div class=comments><p>Buy {links('Pills', rel='tag')}</p></div>",
        f"</main><footer><p class=topics>{links('About us', 'Contact')}</p></footer>",
        f"<ul class=topics><li>{links('The fares of the ferry rise in June')}</li></ul>",
        "<p class=tags><a href=https://social.example/share>Social</a></p>",
        "<p><a href=https://social.example/t/ferry>#Ferry</a></p>",
        f"<p>Topics: {links('All topics')}</p>",
    ],
)
def test_the_tags_of_others_are_none(below: str) -> None:
    assert keywords(below=below) == []


def test_tags_in_the_foot_of_the_article_and_behind_another_story_are_its_own() -> None:
    related = f"<div class=promo>{STORY}</div>"
    tags = f"<footer class=entry-footer><p class=tags>{links('Ferries')}</p></footer>"
    assert keywords(below=related + tags) == ["Ferries"]
    assert keywords(below=f"<p class='related-topics'>{links('Ferries')}</p>") == ["Ferries"]


def test_a_name_around_the_text_calls_no_link_in_it_a_tag() -> None:
    page = (
        "<title>Ferry</title><main class=tag-ferry><h1>Ferry</h1>"
        f"<p>{TEXT}</p><p>See {links('the map')} of the bay.</p><p>{TEXT[:-1]}, at last.</p>"
    )
    assert examine(page.encode()).article.keywords == []


def test_the_topics_of_the_day_above_the_article_are_none() -> None:
    page = (
        f"<title>Ferry</title><p class=topics>{links('Election')}</p>"
        f"<main><h1>Ferry</h1><p>{TEXT}</p><p>{TEXT[:-1]}, at last.</p></main>"
    )
    assert examine(page.encode()).article.keywords == []
