from __future__ import annotations

from newscrawl.document import Box, parse
from newscrawl.extraction.headline import headline_block
from newscrawl.extraction.outline import Outline
from newscrawl.extraction.titles import Titles
from newscrawl.page import Page

SENTENCE = "The ferry returned to the bay on Monday after three long years in the dock."
TEXT = f"<p>{SENTENCE}</p><p>{SENTENCE}</p>"


def core(html: str) -> Box | None:
    document = parse(Page(html.encode()))
    return Outline(document.blocks, headline_block(document, Titles(document))).core


def test_it_is_the_element_of_the_paragraphs() -> None:
    found = core(
        "<title>Ferry returns</title><nav><a href=/>Home</a></nav><h1>Ferry returns</h1>"
        f"<div class=text>{TEXT}</div><div class=comments><p>{SENTENCE}</p></div>"
    )
    assert found is not None
    assert found.attributes["class"] == "text"


def test_the_article_of_the_headline_is_preferred() -> None:
    found = core(
        f"<title>Ferry returns</title><article><h1>Ferry returns</h1>"
        f"<div id=a>{TEXT * 2}</div></article>"
        f"<article><h1>Rain all week</h1><div id=b>{TEXT * 4}</div></article>"
    )
    assert found is not None
    assert found.attributes["id"] == "a"


def test_without_prose_there_is_none() -> None:
    assert core("<p>Home</p>") is None
    assert core("") is None


def test_the_only_paragraph_stands_in_it() -> None:
    found = core(f"<main><div><blockquote><p>{SENTENCE}</p></blockquote></div></main>")
    assert found is not None
    assert found.tag == "blockquote"


def test_parts_that_are_alike_are_one_text() -> None:
    parts = f"<div>{TEXT * 4}</div><aside>Buy now</aside><div>{TEXT}</div>"
    found = core(f"<title>Ferry</title><h1>Ferry</h1><main>{parts}</main>")
    assert found is not None
    assert found.tag == "main"


def pieces(heading: str = "") -> str:
    row = "<div class=row><div class=cell>{}<div class=text>{}</div></div></div>"
    rows = "".join(row.format(heading, TEXT * size) for size in (4, 2, 1))
    return f"<title>Ferry</title><h1>Ferry</h1><main>{rows}</main>"


def test_pieces_in_wrappers_of_their_own_are_one_text() -> None:
    found = core(pieces())
    assert found is not None
    assert found.tag == "main"


def test_what_linked_headings_part_are_several_stories() -> None:
    found = core(pieces("<h3><a href=/x>Another story of today</a></h3>"))
    assert found is not None
    assert found.attributes["class"] == "text"
