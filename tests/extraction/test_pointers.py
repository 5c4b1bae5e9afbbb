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


def test_a_labelled_link_in_an_element_that_holds_no_text() -> None:
    for label in ("Read also:", "READ MORE: "):
        box = f"<div class=readmore><strong>{label}</strong> <a href=/b>{TITLES[0]}</a></div>"
        found = article(box)
        assert [(each.title, each.url) for each in found.related] == [
            (TITLES[0], "https://gazette.example/b")
        ]
        assert TITLES[0] not in (found.article_body or "")
    sponsored = f"<div class=promo>Sponsored: <a href=/b>{TITLES[0]}</a></div>"
    assert article(sponsored).related == []


def test_a_card_is_one_link_and_a_heading_without_a_link_ends_a_list() -> None:
    card = f"<a href=/b><h4>{TITLES[0]}</h4><p>The council has raised all fees again.</p></a>"
    listed = f"<div><h3>Related stories</h3>{card}</div>"
    ranking = f"<div><h3>The readers' choice</h3><a href=/c>{TITLES[1]}</a></div>"
    assert [each.title for each in article(listed + ranking).related] == [TITLES[0]]


def test_a_date_may_stand_beside_a_title() -> None:
    item = f"<ul><li>20.01.2026 <a href=/b>{TITLES[0]}</a></li></ul>"
    listed = f"<div><h3>Related stories</h3>{item}</div>"
    assert len(article(listed).related) == 1


def test_a_link_that_holds_its_label_gives_the_title_alone() -> None:
    found = article(f"<p><a href=/b>Read also: {TITLES[0]}</a></p><p>{TEXTS[0]} Again.</p>")
    assert [each.title for each in found.related] == [TITLES[0]]


def test_a_link_that_holds_its_own_label_is_related_and_no_text() -> None:
    def linked(title: str) -> str:
        return f"<p><a href=/fees><strong>{title}</strong></a></p>"

    found = article(linked("RELATED: Harbour fees rise next year"))
    assert [each.title for each in found.related] == ["Harbour fees rise next year"]
    assert found.article_body == "\n".join(TEXTS)
    assert article(linked("Opinion: Harbour fees rise next year")).related == []


def test_a_heading_set_as_a_paragraph_has_its_links_in_the_list_below() -> None:
    listed = "".join(f"<li><a href=/story-{n}>{title}</a></li>" for n, title in enumerate(TITLES))
    found = article(f"<div><p><b>Read also:</b></p><ul>{listed}</ul></div><p>{TEXTS[0]} Again.</p>")
    assert [each.title for each in found.related] == TITLES
    assert found.article_body == "\n".join((*TEXTS, f"{TEXTS[0]} Again."))


def test_a_dash_may_part_a_label_from_its_link() -> None:
    found = article(f"<div class=readmore>Read also - <a href=/a>{TITLES[0]}</a></div>")
    assert [each.title for each in found.related] == [TITLES[0]]


@pytest.mark.parametrize(
    ("name", "text", "corrections"),
    [
        ("footnote", "This article was amended on 4 May 2026.", 1),
        ("footnote", "The ferry sails at noon.", 0),
        ("aside", "This article was amended on 4 May 2026.", 0),
    ],
)
def test_a_footnote_tells_of_a_correction(name: str, text: str, corrections: int) -> None:
    found = article("", after=f"<footer class={name}><p><em>{text}</em></p></footer>")
    assert found.corrections == [text] * corrections
    assert found.article_body == "\n".join(TEXTS)


@pytest.mark.parametrize(
    "label", ["Also read", "Read also |", "Did you miss?", "<small>RELATED STORY</small>"]
)
def test_a_label_without_a_colon_before_a_link(label: str) -> None:
    pointer = f"<div class=z>{label}<a href=/story-0>{TITLES[0]}</a></div>"
    found = article(pointer + f"<p>{TEXTS[0]}</p>")
    assert [each.title for each in found.related] == [TITLES[0]]


def test_other_words_before_a_link_are_no_label() -> None:
    found = article(f"<div class=z>From the archive <a href=/story-0>{TITLES[0]}</a></div>")
    assert found.related == []


def test_the_author_of_a_card_that_leads_to_its_story_is_no_other_story() -> None:
    card = (
        f"<div class=z>Also read: <a href=/story-0>{TITLES[0]}</a></div>"
        "<div class=z>Also read: <a href=/story-0>Maximiliana van Haleford</a></div>"
        f"<div class=z>Also read: <a href=/story-1>{TITLES[1]}</a></div>"
    )
    found = article(card + f"<p>{TEXTS[0]}</p>")
    assert [each.title for each in found.related] == TITLES[:2]


CARD = f"<a href=/fees><span class=bookmark-title>{TITLES[0]}</span><img src=/icon.png></a>"


@pytest.mark.parametrize(
    ("card", "titles"),
    [
        (f"<figure class='card bookmark-card'>{CARD}</figure>", TITLES[:1]),
        (f"<div class=inline-promo><a href=/fees>{TITLES[0]}</a></div>", TITLES[:1]),
        (
            f"<div class=relacionada><a href=/fees>{TITLES[0]}: how much</a></div>",
            [f"{TITLES[0]}: how much"],
        ),
        (f"<div class=promo><a href=https://shop.example/>{TITLES[0]}</a></div>", []),
        (f"<div class=promo><p>{TITLES[0]}, <a href=/fees>they say</a></p></div>", []),
        (f"<div class=related><a href=/tag/fees>{TITLES[0]}</a></div>", []),
        (f"<div class=related><a href=/author/mia>{TITLES[0]}</a></div>", []),
    ],
)
def test_a_card_within_the_text_points_to_another_story(card: str, titles: list[str]) -> None:
    rest = "".join(f"<p>{text} And more.</p>" for text in TEXTS)
    found = article(f"{card}{rest}")
    assert [each.title for each in found.related] == titles
    assert found.images == []
    assert TITLES[0] not in (found.article_body or "")


def test_a_list_of_the_latest_may_have_the_article_itself() -> None:
    links = "".join(f"<li><a href=/{n}>{title}</a></li>" for n, title in enumerate(TITLES))
    own = "<li><a href=/ferry>Ferry returns</a></li>"
    found = article(f"<h3>Related stories</h3><ul>{links}{own}</ul>")
    assert [each.title for each in found.related] == TITLES


def test_tags_below_a_list_of_links_are_none_of_it() -> None:
    links = "".join(f"<li><a href=/{n}>{title}</a></li>" for n, title in enumerate(TITLES))
    tags = "<div><a href=/tag/1>harbour</a> <a href=/tag/2>ferry</a></div>"
    found = article(
        f"<h3>Related stories</h3><ul>{links}</ul>", after=tags.replace("<div>", "<div>Tags: ")
    )
    assert [each.title for each in found.related] == TITLES


@pytest.mark.parametrize("around", ["{}", "<div>{}</div>", "<div id=credits-box>{}</div>"])
def test_who_helped_is_told_beside_the_last_paragraphs(around: str) -> None:
    told = around.format("<p>Jane Doe and Omar Hill contributed to this report</p>")
    found = article(told)
    assert found.contributors == ["Jane Doe", "Omar Hill"]
    assert found.article_body == "\n".join(TEXTS)


def test_a_page_named_after_its_menu_is_no_menu() -> None:
    text = "".join(f"<p>{text}</p>" for text in TEXTS)
    pointer = f"<p class=read-next>Read next: <a href=/next>{TITLES[1]}</a></p>"
    page = f"<title>Ferry returns</title><body class=with-nav><h1>Ferry returns</h1>{text}{pointer}"
    found = examine(page.encode(), url="https://gazette.example/ferry").article
    assert [each.title for each in found.related] == [TITLES[1]]


def test_a_pointer_all_in_brackets() -> None:
    found = article(f"<p><a href=/next>[Read: {TITLES[1]}]</a></p><p>{TEXTS[0][:-1]}, again.</p>")
    assert [each.title for each in found.related] == [TITLES[1]]
    assert found.article_body == "\n".join((*TEXTS, f"{TEXTS[0][:-1]}, again."))
    found = article(f"<p>[{TITLES[1]}]</p><p>{TEXTS[0][:-1]}, again.</p>")
    assert (found.related, TITLES[1] in (found.article_body or "")) == ([], True)
