from __future__ import annotations

import pytest

from newscrawl import examine
from newscrawl.extraction import Mode

ONE = "The ferry returned to the bay on Monday after three long years in the dock of Port Alder."
TWO = "Its owners had waited for parts that only one yard in the north of the country still makes."
THREE = "Tickets cost three crowns, children travel free of charge, and dogs pay half of the price."


def body(inside: str, *, mode: Mode = Mode.FAST) -> list[str]:
    page = (
        "<title>Ferry returns - Gazette</title><body><main><h1>Ferry returns</h1>"
        f"{inside}</main><footer><p>{TWO} Always.</p></footer>"
    )
    return (examine(page.encode(), mode=mode).article.article_body or "").split("\n")


@pytest.mark.parametrize("mode", Mode)
def test_short_lines_among_paragraphs_are_kept(mode: Mode) -> None:
    lines = ["Alder Queen", "Winner of the day", "Northern Star"]
    inside = "".join(f"<p>{text}</p>" for text in (ONE, *lines, TWO, THREE))
    assert body(f"<div class=text>{inside}</div>", mode=mode) == [ONE, *lines, TWO, THREE]


def test_lines_in_wrappers_of_their_own_are_equals_too() -> None:
    texts = (ONE, "Alder Queen", TWO, THREE)
    inside = "".join(f"<div class=w{n}><p class=t>{text}</p></div>" for n, text in enumerate(texts))
    assert body(f"<div class=text>{inside}</div>") == list(texts)


def test_lines_that_are_links_are_no_equals() -> None:
    link = "<p><a href=/b>Rain is expected all week long</a></p>"
    inside = f"<p>{ONE}</p>{link}<p>{TWO}</p><p>{THREE}</p>"
    assert body(f"<div class=text>{inside}</div>") == [ONE, TWO, THREE]


def test_a_subhead_in_an_element_of_its_own_is_kept() -> None:
    inside = f"<p>{ONE}</p><div class=head><h3>Who waited</h3></div><p>{TWO}</p><p>{THREE}</p>"
    assert body(f"<div class=text>{inside}</div>") == [ONE, "Who waited", TWO, THREE]


def test_the_next_story_on_the_page_is_another() -> None:
    story = (
        f"<article id=first><div class=text><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p></div></article>"
    )
    other = (
        "<div class=below><article id=next><h2>Harbour fees rise</h2><div class=text>"
        "<p>The council raised the fees for the harbour on Tuesday, and the fishermen protest.</p>"
        "<p>They say that they cannot pay more than they do now, whatever the council may say.</p>"
        "</div></article></div>"
    )
    assert body(story + other) == [ONE, TWO, THREE]
