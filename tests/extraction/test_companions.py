from __future__ import annotations

import pytest

from newscrawl import examine
from newscrawl.document import parse
from newscrawl.extraction import Mode
from newscrawl.extraction.companions import equals
from newscrawl.extraction.outline import Outline
from newscrawl.page import Page

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


def test_a_pointer_before_the_last_line_parts_it_from_no_text() -> None:
    pointer = "<p>Read also: <a href=/b>Rain is expected all week</a></p>"
    text = f"<p>{ONE}</p><p>{TWO}</p>{pointer}<p>Dogs pay half.</p>"
    outline = Outline(parse(Page.of_response(f"<main>{text}</main>".encode(), url=None)).blocks)
    assert list(equals(outline, {0, 1})) == [3]


def test_a_list_of_links_at_the_end_takes_its_other_items_along() -> None:
    links = [f"<li><a href=/{n}>{text}</a></li>" for n, text in enumerate((TWO, THREE))]
    lone = "<li>Stories of people who never left the quay of the port of Alder.</li>"
    inside = f"<p>{ONE}</p><p>{TWO}</p><p>{THREE}</p><ul>{links[0]}{lone}{links[1]}</ul>"
    assert body(f"<div class=text>{inside}</div>") == [ONE, TWO, THREE]

    items = ["A ferry leaves every hour.", "The last one leaves at ten."]
    listed = "".join(f"<li>{item}</li>" for item in items)
    inside = f"<p>{ONE}</p><p>{THREE}</p><ul>{listed}{links[0]}</ul>"
    assert body(f"<div class=text>{inside}</div>")[:4] == [ONE, THREE, *items]


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


@pytest.mark.parametrize("mode", Mode)
def test_a_text_that_advertisements_part_is_one(mode: Mode) -> None:
    more = "Nobody knows how many passengers will come, but the benches have been painted green."
    inside = (
        f"<section><p>{ONE}</p><p>{TWO}</p></section><div class=ad>Buy</div>"
        f"<section><p>{THREE}</p></section><section><h2>Benches</h2><p>{more}</p></section>"
    )
    assert body(f"<div class=text>{inside}</div>", mode=mode) == [ONE, TWO, THREE, "Benches", more]


def test_what_stands_there_again_and_again_is_no_text() -> None:
    ask = "<div class=box><p>Your settings forbid us to show this.</p></div>"
    inside = f"<p>{ONE}</p>{ask}<p>{TWO}</p>{ask}<p>{THREE}</p>{ask}"
    assert body(f"<div class=text>{inside}</div>") == [ONE, TWO, THREE]


def test_a_list_of_headings_may_end_a_text() -> None:
    heads = ["1. It is old", "2. It is loud", "3. It is late"]
    listed = "".join(f"<h2>{head}</h2><iframe src=/x></iframe>" for head in heads)
    inside = f"<p>{ONE}</p><p>{TWO}</p><p>{THREE}</p>{listed}"
    assert body(f"<div class=text>{inside}</div>") == [ONE, TWO, THREE, *heads]
    assert body(f"<div class=text><p>{ONE}</p><p>{TWO}</p><h2>More</h2></div>") == [ONE, TWO]


def test_a_class_for_paper_names_no_part() -> None:
    inside = f"<p class='text-lg print:text-sm'>{ONE}</p><p>{TWO}</p><p>{THREE}</p>"
    assert body(f"<div class=text>{inside}</div>") == [ONE, TWO, THREE]


def test_an_article_element_may_hold_the_headline_alone() -> None:
    stamp = "<p>Monday, 4 May 2026 at 07:46 hrs.</p>"
    head = f"<article><h1>Ferry returns</h1>{stamp}<p>The old ferry is back.</p></article>"
    inside = "".join(f"<p>{text}</p>" for text in (ONE, TWO, THREE))
    page = (
        f"<title>Ferry returns</title><body><section>{head}<div id=text-ad>{inside}</div></section>"
    )
    found = (examine(page.encode()).article.article_body or "").split("\n")
    assert found[-3:] == [ONE, TWO, THREE]


@pytest.mark.parametrize("mode", Mode)
def test_a_paragraph_below_a_teaser_is_an_equal(mode: Mode) -> None:
    short = "The dogs have a bench."
    parts = [f"<div class=part><div><p>{text}</p></div></div>" for text in (ONE, TWO, THREE)]
    teaser = "<div class=teaser><h3><a href=/b>A bridge of boats</a></h3><p>Seen in May.</p></div>"
    inside = f"{''.join(parts)}{teaser}<div class=part><div><p>{short}</p></div></div>"
    assert body(f"<div class=text>{inside}</div>", mode=mode) == [ONE, TWO, THREE, short]


def test_what_an_element_holds_below_another_is_its_text_too() -> None:
    rest = "Dogs wait outside.<br><br>Read also: <a href=/b>A bridge of boats for the winter</a>"
    inside = f"{ONE}<br><br>{TWO}<br><br>{THREE}<div class=ad>Advertisement</div>{rest}"
    assert body(f"<div class=text>{inside}</div>") == [ONE, TWO, THREE, "Dogs wait outside."]


def test_a_subhead_of_a_list_in_a_part_of_its_own_is_kept() -> None:
    items = ["Adults pay three crowns.", "Children pay nothing."]
    listed = f"<ul><li>{'</li><li>'.join(items)}</li></ul>"
    part = f"<div class=group><div class=inner><h2>Fares</h2>{listed}</div></div>"
    inside = f"<p>{ONE}</p><p>{TWO}</p>{part}<p>{THREE}</p>"
    found = body(f"<div class=text>{inside}</div>")
    assert found == [ONE, TWO, "Fares", *items, THREE]


@pytest.mark.parametrize("mode", Mode)
def test_an_interview_in_inverted_quotation_marks_is_text(mode: Mode) -> None:
    lines = [
        "Hvad er det første, du husker fra broen?",
        "»Blæsten. Jeg holdt fast i min far, og han holdt fast i sin hat.«",
        "Var du bange?",
        "»Ja.«",
        "Hvad er broen værd i dag?",
        "»Den er alt værd for dem, der bor på øen, og ingenting for dem i byen, desværre.«",
    ]
    inside = "".join(f"<p>{line}</p>" for line in lines)
    assert body(f"<p class=manchet>{ONE}</p><div class=txt>{inside}</div>", mode=mode) == [
        ONE,
        *lines,
    ]


@pytest.mark.parametrize("mode", Mode)
def test_a_text_that_a_page_builder_put_together_is_one(mode: Mode) -> None:
    more = "Nobody knows how many passengers will come, but the benches have been painted green."
    piece = "<div class=block><div class=block-content><div class=html>{}</div></div></div>"
    picture = (
        "<div class='block image'><div class=block-content><figure><img src=/a.jpg>"
        "<figcaption>The ferry</figcaption></figure></div></div>"
    )
    first = piece.format(f"<p>{ONE}</p><p>{TWO}</p><p>{THREE}</p>")
    second = piece.format(f"<h3>Fares</h3><p>{more}</p><p>Dogs wait.</p>")
    inside = f"<div class=row>{first}{picture}{second}</div>"
    assert body(inside, mode=mode) == [ONE, TWO, THREE, "Fares", more, "Dogs wait."]
    found = examine(f"<h1>Ferry returns</h1>{inside}".encode(), url="https://a.example/b")
    assert [image.caption for image in found.article.images] == ["The ferry"]


@pytest.mark.parametrize("mode", Mode)
def test_pieces_with_headings_that_are_links_are_other_stories(mode: Mode) -> None:
    piece = "<div class=block><div class=block-content><div class=html>{}</div></div></div>"
    story = piece.format(f"<p>{ONE}</p><p>{TWO}</p><p>{THREE}</p>")
    summary = "The council raised the fees for the harbour on Tuesday, and the fishermen protest."
    other = piece.format(f"<h3><a href=/b>Harbour fees rise</a></h3><p>{summary}</p>")
    assert body(f"<div class=row>{story}{other}</div>", mode=mode) == [ONE, TWO, THREE]


def test_a_line_of_dates_is_no_first_paragraph() -> None:
    date = "<div>Mia Hale in Port Alder 05 NOV 2026 - 09:30h. Updated 12:05h.</div>"
    inside = f"<h2 class=entradilla>The old ferry of the bay sails on with new engines</h2>{date}"
    assert body(f"{inside}<p>{ONE}</p><p>{TWO}</p><p>{THREE}</p>") == [ONE, TWO, THREE]


@pytest.mark.parametrize(("name", "opens"), [("story-text", True), ("side-note", False)])
def test_a_paragraph_elsewhere_may_open_the_text_if_it_is_called_like_it(
    name: str,
    opens: bool,
) -> None:
    first = f"<div class=media><p class={name}>{ONE}</p></div>"
    texts = "".join(f"<div class=story-text>{text}</div>" for text in (TWO, THREE) * 4)
    page = f"<main>{first}<section>{texts}</section></main>"
    outline = Outline(parse(Page.of_response(page.encode(), url=None)).blocks)
    assert (0 in equals(outline, set(range(1, 9)))) == opens


@pytest.mark.parametrize("heading", ["h3", "h2"])
def test_the_part_with_the_headline_is_one_of_several(heading: str) -> None:
    more = "Nobody knows how many passengers will come, but the benches have been painted green."
    page = (
        "<title>Ferry returns</title><main><div class=text><h2>Ferry returns</h2>"
        f"<p>{ONE}</p><p>{TWO}</p></div><figure><img src=/a.jpg></figure>"
        f"<div class=text><{heading}>Benches</{heading}><p>{THREE}</p><p>{more}</p></div></main>"
    )
    blocks = parse(Page.of_response(page.encode(), url=None)).blocks
    outline = Outline(blocks, next(block for block in blocks if block.text == "Ferry returns"))
    assert (len(outline.inside) == 4) == (heading == "h3")


@pytest.mark.parametrize(("texts", "whole"), [((ONE,), True), ((ONE, TWO, ONE, TWO), False)])
def test_beside_the_part_with_most_of_the_text_stand_other_things(
    texts: tuple[str, ...], whole: bool
) -> None:
    part = "".join(f"<p>{text}</p>" for text in texts)
    page = (
        f"<title>Ferry returns</title><main><div class=text><h1>Ferry returns</h1>{part}</div>"
        f"<div class=text><p>Jo Lee</p><p>{THREE}</p></div></main>"
    )
    blocks = parse(Page.of_response(page.encode(), url=None)).blocks
    outline = Outline(blocks, next(block for block in blocks if block.text == "Ferry returns"))
    assert (THREE in {block.text for block in outline.inside}) == whole
