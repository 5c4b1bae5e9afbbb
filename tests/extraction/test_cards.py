"""Names in cards of authors."""

from __future__ import annotations

import pytest

from newscrawl.document import parse
from newscrawl.extraction.cards import find_cards
from newscrawl.page import Page


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ('<p class="author"><b class="fn">Ada Quill</b></p>', ["Ada Quill"]),
        ('<b class="author fn">Ada Quill</b>', ["Ada Quill"]),
        ('<p class="byline"><b class="author" itemprop="author">Ada Quill</b></p>', ["Ada Quill"]),
        ('<p class="byline">by</p><b class="author" itemprop="author">Ada Quill</b>', []),
        ('<p class="source"><b class="fn">Ada Quill</b></p>', []),
        ('<p class="p-author"><b class="p-name">Ada Quill</b></p>', 2 * ["Ada Quill"]),
    ],
)
def test_names_stand_in_cards_of_authors(markup: str, expected: list[str]) -> None:
    assert _names(markup) == expected


@pytest.mark.parametrize(("levels", "expected"), [(31, ["Ada Quill"]), (32, [])])
def test_not_all_elements_around_a_name_are_asked(levels: int, expected: list[str]) -> None:
    markup = f'<div class="author">{levels * "<div>"}<b class="fn">Ada Quill</b>'
    assert _names(markup) == expected


def _names(markup: str) -> list[str]:
    return [element.text for element in find_cards(parse(Page(markup.encode())))]
