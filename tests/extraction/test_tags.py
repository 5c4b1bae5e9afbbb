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
    return examine(page.encode()).article.keywords


def links(*names: str, rel: str = "") -> str:
    return " ".join(f"<a rel='{rel}' href=/t/{n}>{name}</a>" for n, name in enumerate(names))


@pytest.mark.parametrize(
    "below",
    [
        f"<p>{links('Ferries', 'Port Alder', rel='tag')}</p>",
        f"<div class='post-tags'>Filed: {links('#Ferries', 'Port Alder')}</div>",
        f"<ul class=taglist><li>{links('Ferries (12)')}</li><li>{links('Port Alder')}</li></ul>",
        f"<p>Tags: {links('Ferries', 'Port Alder', rel='tag')}</p>",
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
