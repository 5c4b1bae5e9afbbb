"""Pictures without a figure: their captions are told by names and by where they stand."""

from __future__ import annotations

import pytest

from newscrawl import examine

TEXT = "The ferry returned to the bay on Monday after three long years in the dock of Port Alder."
PICTURE = "<img src=/boat.jpg>"


def captions(inside: str) -> list[tuple[str | None, str | None]]:
    page = (
        f"<html lang=en><title>Ferry returns</title><main><h1>Ferry returns</h1><div class=text>"
        f"{inside}<p>{TEXT}</p><p>{TEXT[:-1]}, at last.</p></div></main></html>"
    )
    images = examine(page.encode(), url="https://gazette.example/ferry").article.images
    return [(image.caption, image.credit) for image in images]


@pytest.mark.parametrize(
    "picture",
    [
        f"<div class=foto>{PICTURE}<span class=popisek>The ferry | Photo: Jo Lee</span></div>",
        f"<div class=kep>{PICTURE}<p>The ferry. Photo: Jo Lee</p></div>",
        (
            f"<div class=itemImage>{PICTURE}<span class=itemImageCaption>The ferry</span>"
            " (Photo: Jo Lee)</div>"
        ),
        (
            f"<div>{PICTURE}<blockquote class=image-caption><p>The ferry. Photo: Jo Lee</p>"
            "</blockquote></div>"
        ),
        (
            f"<table class=tr-caption-container><tr><td>{PICTURE}</td></tr>"
            "<tr><td class=tr-caption>The ferry. (Photo: Jo Lee)</td></tr></table>"
        ),
        f"<figure>{PICTURE}<figcaption><b>The ferry</b><p>[Photo: Jo Lee]</p></figure>",
    ],
)
def test_a_caption_is_found_with_its_picture(picture: str) -> None:
    found = captions(picture)
    assert [(caption or "").rstrip(".") for caption, _ in found] == ["The ferry"]
    assert found[0][1] == "Jo Lee"


@pytest.mark.parametrize(
    "other",
    [
        f"<div class=media>{PICTURE}<span>×</span></div>",
        f"<div class='comment media'>{PICTURE}<p>I like the ferry</p></div>",
        f"<div class='promo image'>{PICTURE}<p>Win a trip to the islands</p></div>",
    ],
)
def test_signs_and_promotions_are_no_captions(other: str) -> None:
    assert captions(other) == []


def test_a_printed_caption_goes_on_where_a_declared_one_ends() -> None:
    data = (
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Ferry returns",'
        '"image":{"@type":"ImageObject","url":"https://gazette.example/boat.jpg",'
        '"caption":"The ferry"}}</script>'
    )
    figure = f"<figure>{PICTURE}<figcaption>The ferry Photo: Jo Lee</figcaption></figure>"
    assert captions(data + figure) == [("The ferry", "Jo Lee")]


def test_a_file_in_the_place_of_a_picture_yet_to_load_is_none() -> None:
    caption = "<figcaption>The ferry</figcaption>"
    lazy = "<img src=/themes/lazyload-placeholder.png data-src=/boat.jpg>"
    page = f"<title>Ferry</title><main><h1>Ferry</h1><p>{TEXT}</p><figure>{{}}{caption}</figure>"
    page += f"<p>{TEXT[:-1]}, at last.</p></main>"
    for picture, found in (
        (lazy, ["https://gazette.example/boat.jpg"]),
        ("<img src=/lazy_placeholder.gif>", []),
        ("<img src=/icons/preload.gif>", []),
        ("<img src=/IMG_0412.jpg>", ["https://gazette.example/IMG_0412.jpg"]),
        ("<img src=/loading-dock.jpg>", ["https://gazette.example/loading-dock.jpg"]),
    ):
        article = examine(
            page.format(picture).encode(), url="https://gazette.example/ferry"
        ).article
        assert [image.url for image in article.images] == found


@pytest.mark.parametrize(
    "picture",
    [
        f"<div>{PICTURE}<p class=caption>The ferry</p><p class=credit>(Credit: Jo Lee)</p></div>",
        f"<div>{PICTURE}<div class=credit>Jo Lee</div><div class=caption>The ferry</div></div>",
        f"<figure>{PICTURE}<figcaption>The ferry</figcaption><p class=credit>Jo Lee</p></figure>",
        f"<div>{PICTURE}<p class=caption>The ferry <span class=credit>Jo Lee</span></div>",
    ],
)
def test_what_is_called_the_credit_beside_a_caption_is_its_credit(picture: str) -> None:
    assert captions(picture) == [("The ferry", "Jo Lee")]


def test_the_credit_of_another_picture_in_the_same_element_is_none() -> None:
    other = "<p>The town at night</p><p>The town hall</p><p class=credit>Mia Stone</p>"
    caption = "<p class=caption>The ferry</p>"
    assert captions(f"<div>{PICTURE}{caption}{other}</div>") == [("The ferry", None)]


@pytest.mark.parametrize(
    ("inside", "found"),
    [
        (f"<p>{PICTURE} <i>Jo Lee/Getty Images</i></p>", [(None, "Jo Lee/Getty Images")]),
        (
            f"<p>{PICTURE} The ferry in the dock of Port Alder</p>",
            [("The ferry in the dock of Port Alder", None)],
        ),
        (f"<p>{PICTURE} Advertisement</p>", []),
        (f"<p>{PICTURE} What the owners of the ferry say:</p>", []),
        (f"<p>{PICTURE} Published: 3 May 2026 at 12:07</p>", []),
        (f"<p>{PICTURE} {TEXT}</p>", []),
    ],
)
def test_what_shares_a_paragraph_with_a_picture(inside: str, found: list[object]) -> None:
    assert captions(f"<p>{TEXT} Yes.</p>{inside}") == found


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("Credit: Jo Lee", "Jo Lee"),
        ("Mia Hale - May 3, 2026 - 12:00am", None),
        ("The ferry in dock. Jo Lee", None),
        ("Getty Images", "Getty Images"),
        ("5 min read", None),
        ("<a rel=author href=/mia-hale>Mia Hale</a>", None),
    ],
)
def test_a_lone_credit_above_the_text_is_that_of_the_page_s_picture(
    line: str, credit: str | None
) -> None:
    page = (
        "<html lang=en><title>Ferry returns</title><meta property=og:image content=/boat.jpg>"
        f"<main><h1>Ferry returns</h1><div class=top><div class=post-credit>{line}</div></div>"
        f"<div class=text><p>{TEXT}</p><p>{TEXT[:-1]}, at last.</p></div></main></html>"
    )
    images = examine(page.encode(), url="https://gazette.example/ferry").article.images
    assert [(image.caption, image.credit) for image in images] == [(None, credit)]
