"""The section of an article where no carrier declares it: categories and trails."""

from __future__ import annotations

import json

import pytest

from newscrawl import examine

TITLE = "Ferry returns to the bay"
TEXT = "The ferry returned to the bay on Monday after three long years in the dock of Port Alder."


def section(above: str = "", below: str = "", head: str = "", beside: str = "") -> str | None:
    page = (
        f"<title>{TITLE} - Gazette</title>{head}<body>{above}<main>{beside}<h1>{TITLE}</h1>"
        f"<p>{TEXT}</p><p>{TEXT[:-1]}, at last.</p></main>{below}"
    )
    return examine(page.encode(), url="https://gazette.example/ferry").article.article_section


def trail(*steps: tuple[str, str]) -> str:
    links = "".join(f"<li><a href='{url}'>{name}</a></li>" for url, name in steps)
    return f"<nav class='site-breadcrumbs'><ol>{links}</ol></nav>"


def test_the_category_that_a_page_files_its_article_under() -> None:
    filed = "<p>Filed under <a href=/transport rel='category tag'>Transport</a></p>"
    assert section(below=filed) == "Transport"
    tagged = "<p>Tags: <a href=/tag/boats rel=tag>boats</a></p>"
    assert section(below=tagged) is None


def test_the_last_step_of_a_printed_trail_is_the_section() -> None:
    menu = "<ul class=menu><li><a href=/sport>Sport</a></li></ul>"
    steps = [("/", "Start"), ("/news", "News"), ("/news/transport", "Transport")]
    assert section(menu + trail(*steps)) == "Transport"
    assert section(menu + trail(*steps, ("/ferry", TITLE))) == "Transport"
    assert section(menu) is None


def test_a_trail_that_leads_nowhere_but_home_tells_no_section() -> None:
    assert section(trail(("/", "Gazette"))) is None
    assert section(trail(("https://gazette.example", "Start"), ("/ferry", TITLE))) is None


def test_the_trail_of_structured_data_is_read_first() -> None:
    items = [
        {"@type": "ListItem", "position": 1, "name": "Home", "item": "https://gazette.example/"},
        {"@type": "ListItem", "position": 2, "item": {"@id": "/t", "name": "Transport"}},
        {"@type": "ListItem", "position": 3, "name": TITLE},
    ]
    declared = {"@type": "BreadcrumbList", "itemListElement": items}
    head = f"<script type='application/ld+json'>{json.dumps(declared)}</script>"
    assert section(trail(("/", "Start"), ("/boats", "Boats")), head=head) == "Transport"


def test_broken_trails_are_none() -> None:
    for broken in ('"x"', "[[]]", '[{"item":{"@id":"http://[","name":"A"}},{"name":[]}]'):
        head = (
            "<script type='application/ld+json'>"
            f'{{"@type":"BreadcrumbList","itemListElement":{broken}}}</script>'
        )
        assert section(head=head) is None


def test_the_kind_of_a_page_is_its_section_only_where_nothing_else_is() -> None:
    kind = "<meta property=article:section content=news>"
    assert section(trail(("/", "Start"), ("/transport", "Transport")), head=kind) == "Transport"
    assert section(head=kind) == "news"


def test_a_link_beside_the_headline_that_is_called_a_section() -> None:
    assert section(beside="<p class=rubrique><a href=/transport>Transport</a>") == "Transport"
    assert section(beside="<p class=promo><a href=/transport>Transport</a>") is None


@pytest.mark.parametrize(
    "menu",
    [
        "<li class='menu-item category'><a href=/reports>Public Reports</a></li>",
        "<div class=links><div class=category><a href=/reports>Public Reports</a></div></div>",
        "<ul class=category><li class=cat><a href=/sport>Sport</a></ul>",
    ],
)
def test_a_menu_above_the_headline_tells_no_section(menu: str) -> None:
    assert section(menu) is None


@pytest.mark.parametrize(
    "link",
    [
        "<a href=/>Start</a>",
        "<a href=/author/jo-lee>Jo Lee</a>",
        "<a href=/jo-lee rel=author>Jo Lee</a>",
        "<a href=/2026/05/03>3 May 2026</a>",
        "<a href=/topics/ferry>Follow this topic</a>",
        "<a href=/all>News</a>",
        "<a href=/ferry>The ferry</a>",
        "<a href=https://social.example/share>Share</a>",
    ],
)
def test_not_every_link_that_is_called_a_section_leads_to_one(link: str) -> None:
    assert section(beside=f"<p class=category>{link}</p>") is None


def test_the_section_of_the_story_below_a_short_text_is_not_its_own() -> None:
    story = "<p class=category><a href=/sport>Sport</a><h2><a href=/cup>Rovers win the cup</a></h2>"
    assert section(below=story) is None


def filed(above: str, folder: str = "") -> str | None:
    page = (
        f"<meta property=og:site_name content=Gazette><title>{TITLE}</title><body>{above}"
        f"<main><h1>{TITLE}</h1>"
        f"<p>{TEXT}</p><p>{TEXT[:-1]}, at last.</p></main>"
    )
    url = f"https://gazette.example{folder}/transport/sea/2026/ferry"
    return examine(page.encode(), url=url).article.article_section


@pytest.mark.parametrize(
    ("above", "expected"),
    [
        ("<p><a href=/transport>Transport</a></p>", "Transport"),
        ("<p><a href=/>Start</a> / <a href=/transport>Transport</a></p>", "Transport"),
        ("<p><a href=/transport>Transport</a> / <a href=/transport/sea/>Sea</a></p>", "Sea"),
        ("<p><a href=/transport>/ Transport</a></p>", "Transport"),
        ("<p><a href=/transport>@Gazette</a></p>", None),
        ("<p><a href=/transport>Home</a></p>", None),
        ("<p><a href=/transport>Back to all stories</a></p>", None),
        ("<p><a href=/trans>Transport</a></p>", None),
        ("<p><a href=https://sister.example/transport>Transport</a></p>", None),
        ("<p><a href=/transport>Transport</a> is our topic</p>", None),
        ("<p><a href=/transport>Gazette</a></p>", None),
        ("<p><a href=/transport/sea/2026/>Older</a></p>", None),
    ],
)
def test_what_leads_to_a_folder_in_which_the_page_is(above: str, expected: str | None) -> None:
    assert filed(above) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("<div class=category>Transport</div>", "Transport"),
        ("<div class=kicker>Back at last</div>", None),
        ("<div class=category>News</div>", None),
        ("<div class=category>3 May 2026</div>", None),
        ("<div class=category>5 min</div>", None),
        ("<div class=category>Exclusive</div>", None),
        ("<div class=category>Category:</div>", None),
        ("<div class=category>It is told here.</div>", None),
        ("<div class=section>Welcome aboard</div>", None),
    ],
)
def test_a_section_without_a_link(line: str, expected: str | None) -> None:
    assert section(beside=line) == expected


@pytest.mark.parametrize("folder", ["/en", "/fr-ca"])
def test_the_folder_of_a_language_is_no_section(folder: str) -> None:
    assert filed(f"<p><a href={folder}>English</a></p>", folder) is None
    assert filed(f"<p><a href={folder}/transport>Transport</a></p>", folder) == "Transport"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("<div>Kultur</div>", "Kultur"),
        ("<span class=kicker>Indland</span>", "Indland"),
        ("<span class=kicker>A new hope</span>", None),
        ("<span class=cat><a href=/c/7>Harbours</a></span>", "Harbours"),
        ("<span class=x><a href=/c/7>Harbours</a></span>", None),
        ("<div><a href=/>Start</a> &gt; <a href=/c/7>Harbours</a> &gt; Text</div>", "Harbours"),
        ("<div><a href=/c/6>Start</a> &gt; <a href=/c/7>Harbours</a></div>", None),
        ("<div><a href=/>» Start</a> <a href=/c/7>» Harbours</a></div>", "Harbours"),
        ("<span class=category>Subscribers only</span>", None),
        ("<span class=category>Publicité</span>", None),
        ("<span class=category>Exclusivo</span>", None),
    ],
)
def test_what_papers_call_their_parts_and_what_an_element_in_the_line_is_called(
    line: str, expected: str | None
) -> None:
    assert section(beside=line) == expected


def test_a_trail_ends_at_the_year_of_an_archive() -> None:
    steps = [
        ("/", "Start"),
        ("/transport", "Transport"),
        ("/2026", "2026"),
        ("/2026/19", "Week 19"),
    ]
    assert section(trail(*steps)) == "Transport"
    assert section(trail(steps[0], steps[2], steps[1])) == "Transport"


@pytest.mark.parametrize(("mark", "found"), [("/", "Transport"), (" - ", "Transport")])
def test_a_line_of_links_that_ends_with_the_headline_is_a_trail(mark: str, found: str) -> None:
    links = mark.join(["<a href=/>Start</a>", "<a href=/t>Transport</a>"])
    assert section(f"<div class=navigation>You are here: {links}{mark}{TITLE}</div>") == found
    assert section(f"<div class=navigation>You are here: {links}</div>") is None


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("by Mia Hale — in <a href=/section/transport>Transport</a>", "Transport"),
        ("by Mia Hale — <a href=/section/transport>Transport</a>", None),
        ("in <a href=/section/transport>Transport</a>", None),
        ("by Mia Hale in <a href=/port-alder>Port Alder</a>", None),
        ("by Mia Hale in <a href=/t>Culture</a>", "Culture"),
        ("Ivo Oak i <a href=/ana>Ana Babić</a>", None),
        ("Follow us in <a href=/channel>Our channel</a>", None),
        ("Filed in <a href=/author/mia-hale>Mia Hale</a>", None),
    ],
)
def test_the_section_in_which_a_byline_files(line: str, found: str | None) -> None:
    text = f"<h1>{TITLE}</h1><p class=byline>{line}</p><p>{TEXT}</p><p>{TEXT[:-1]}, at last.</p>"
    page = f"<title>{TITLE}</title><main>{text}</main>".encode()
    article = examine(page, url="https://gazette.example/ferry").article
    assert article.article_section == found
