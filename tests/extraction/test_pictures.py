"""Captions that a page sets as if they were paragraphs, or within one."""

from __future__ import annotations

import pytest

from newscrawl import examine
from newscrawl.extraction import Mode

ONE = "The ferry returned to the bay on Monday after long repairs in the dock of Port Alder."
TWO = "Its owners say that they had waited for parts that only one yard in the north still makes."
THREE = "Tickets cost three crowns, children travel free of charge, and dogs pay half of the price."
CAPTION = "Captain Mia Hale on the bridge of the ferry"


def body(inside: str, mode: Mode = Mode.FAST) -> list[str]:
    page = f"<title>Ferry returns</title><main><h1>Ferry returns</h1><div>{inside}</div></main>"
    return (examine(page.encode(), mode=mode).article.article_body or "").split("\n")


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize(
    "caption",
    [
        f"<p><img src=/a.jpg><br>{CAPTION}</p>",
        f"<p style='text-align: center'><img src=/a.jpg></p>\n<p align=center>{CAPTION}.</p>",
    ],
)
def test_a_line_that_stands_with_a_picture_is_no_text(caption: str, mode: Mode) -> None:
    inside = f"<p>{ONE}</p>{caption}<p>{TWO}</p><p>{THREE}</p>"
    assert body(inside, mode) == [ONE, TWO, THREE]


def test_a_sentence_beside_a_picture_or_an_emoji_is_text() -> None:
    inside = f"<p>{ONE}</p><p><img src=/a.jpg>{TWO}</p><p>{CAPTION} <img class=emoji></p>"
    assert body(f"{inside}<p>{THREE}</p>") == [ONE, TWO, CAPTION, THREE]


def test_a_text_set_in_the_middle_has_no_captions_by_that() -> None:
    lines = "".join(f"<p><img src=/a.jpg></p><p align=center>{text}</p>" for text in (ONE, TWO))
    assert body(lines + f"<p align=center>{THREE}</p>") == [ONE, TWO, THREE]


def test_a_description_within_a_line_is_no_part_of_the_paragraph_below_it() -> None:
    picture = f"<span><div><img src=/a.jpg></div><em class=img_desc>{CAPTION}</em></span>"
    inside = f"{picture}<br><br>{ONE}<br><br>{TWO} <em>Very</em> few do.<br><br>{THREE}"
    assert body(inside) == [ONE, f"{TWO} Very few do.", THREE]


@pytest.mark.parametrize(
    "name",
    [
        "author-box",
        "KeyPoints-list",
        "ai_summary_wrap",
        "author-dropdown",
        "video-resource__credit",
    ],
)
def test_names_of_several_words_tell_furniture(name: str) -> None:
    inside = f"<p>{ONE}</p><p>{TWO}</p><p>{THREE}</p><div class='{name}'><p>{CAPTION}.</p></div>"
    assert body(inside) == [ONE, TWO, THREE]


def test_the_time_of_an_entry_is_no_text() -> None:
    entries = "".join(
        f"<div><div class=entry-time>{hour} Uhr</div><p>{text}</p></div>"
        for hour, text in (("17.31", ONE), ("16.52", TWO), ("16.40", THREE))
    )
    assert body(entries) == [ONE, TWO, THREE]


@pytest.mark.parametrize("mode", Mode)
def test_the_title_of_a_film_above_the_text_is_no_text(mode: Mode) -> None:
    page = (
        "<title>Ferry returns</title><main><h1>Ferry returns</h1>"
        f"<div><p>Ferry on its way across the bay</p></div><div><p>{ONE}</p><p>{TWO}</p></div>"
    )
    found = examine(page.encode(), mode=mode).article.article_body
    assert found == f"{ONE}\n{TWO}"


@pytest.mark.parametrize(
    "picture",
    [
        f"<img src=/a.jpg><p class=caption>{CAPTION}</p>",
        f"<div class=photo><img src=/a.jpg><p class=cap>{CAPTION}</p></div>",
    ],
)
def test_a_line_called_a_caption_is_that_of_the_picture_beside_it(picture: str) -> None:
    text = "".join(f"<p>{each}</p>" for each in (ONE, TWO, THREE))
    page = f"<title>Ferry returns</title><main><h1>Ferry returns</h1>{picture}{text}</main>"
    found = examine(page.encode(), url="https://gazette.example/ferry").article
    assert [(image.url, image.caption) for image in found.images] == [
        ("https://gazette.example/a.jpg", CAPTION)
    ]


def test_the_caption_of_a_teaser_is_none_of_the_article() -> None:
    teaser = "<div><img src=/b.jpg><p class=caption><a href=/b>Harbour fees rise</a></p></div>"
    text = "".join(f"<p>{each}</p>" for each in (ONE, TWO, THREE))
    page = f"<title>Ferry returns</title><main><h1>Ferry returns</h1>{text}{teaser}</main>"
    assert examine(page.encode(), url="https://gazette.example/ferry").article.images == []
