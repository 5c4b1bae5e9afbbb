"""What a page sets side by side in a line."""

from __future__ import annotations

import pytest

from newscrawl import examine
from newscrawl.document import parse
from newscrawl.extraction.inline import lines_of, names_of
from newscrawl.page import Page

TITLE = "Ferry returns to the bay at last"
TEXT = "<p>The ferry returned to the bay on Monday after three long years in the dock.</p>" * 2


def lines(markup: str) -> list[str]:
    return lines_of(parse(Page.of_response(f"<div>{markup}</div>".encode())).blocks[0])


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<span>Jo Lee</span><span>3 May 2026</span>", ["Jo Lee", "3 May 2026"]),
        ("<span>Jo Lee</span><img src=x><b>Photo</b>", ["Jo Lee", "Photo"]),
        ("<span>Jo Lee</span> <span>3 May</span>", ["Jo Lee 3 May"]),
        ("<span>Jo</span>hn", ["John"]),
        ("<b>J</b><span>o Lee</span><span>3 May</span>", ["Jo Lee", "3 May"]),
        ("<span>Apr 04</span><span>2026</span>", ["Apr 042026"]),
        ("<span>Jo Lee</span><span>, reporter</span>", ["Jo Lee, reporter"]),
        ("Jo Lee<br>Mia <i>Hale</i>", ["Jo Lee", "Mia Hale"]),
        ("<b>Jo Lee<br>3 May</b>", ["Jo Lee", "3 May"]),
        ("<span>Jo Lee</span><span>3 May</span><p>The ferry is back.</p>", ["Jo Lee", "3 May"]),
        ("<u><span>Jo</span><span>Lee</span></u>", ["JoLee"]),
        ("<span>Jo Lee</span><span>a</span>" + "b" * 200, ["Jo Leea" + "b" * 200]),
    ],
)
def test_the_lines_of_a_block(markup: str, expected: list[str]) -> None:
    assert lines(markup) == expected


def test_what_the_only_element_in_a_line_is_called() -> None:
    page = parse(Page.of_response(b"<div class=a><i class=b>x</i></div><p><i class=c>x</i> y</p>"))
    assert [names_of(block) for block in page.blocks] == [{"a", "b"}, set()]


def test_an_author_before_a_label_that_only_style_sets_apart() -> None:
    head = "<span>Author: Elif Deniz</span><span>Photo: Bay Post</span>"
    page = f"<title>{TITLE}</title><h1>{TITLE}</h1><div>{head}</div>{TEXT}"
    assert examine(page.encode()).article.authors == ["Elif Deniz"]


def test_a_place_in_bold_type_above_the_first_paragraph() -> None:
    page = "<title>{0}</title><h1>{0}</h1><div><b>BANDUNG</b> - {1}</div>"
    found = examine(page.format(TITLE, TEXT).encode()).article
    assert found.dateline == "BANDUNG"
    assert found.article_body is not None
    assert found.article_body.startswith("BANDUNG - The ferry returned")
