"""Hints: titles and labels that are long enough to say something."""

from __future__ import annotations

import pytest

from newscrawl.document import Place, Unit, parse
from newscrawl.page import Page

HINT = "What is printed here is read when the pointer rests on it."


def hints(markup: str) -> list[Unit]:
    units = parse(Page(f"<body>{markup}".encode())).units
    return [unit for unit in units if unit.place is Place.ALTERNATIVE]


@pytest.mark.parametrize("name", ["title", "aria-label"])
def test_a_long_hint_is_a_unit_with_its_place(name: str) -> None:
    (unit,) = hints(f"<footer><p {name}='{HINT}'>x</p></footer>")
    assert (unit.text, unit.index, unit.label) == (HINT, None, f"p[{name}]")
    assert unit.box is not None
    assert unit.box.place is Place.FOOTER
    assert unit.locator == f"html > body > footer p[{name}]"


@pytest.mark.parametrize(
    "markup", ["<p title='Close'>x", f"<a href=/x title='{HINT}'>x", "<p title>x"]
)
def test_names_of_buttons_and_headlines_of_links_are_none(markup: str) -> None:
    assert hints(markup) == []


def test_letters_of_three_octets_count_for_three() -> None:
    assert len(hints("<p title='禁止爬虫等程序采集本网新闻。'>x")) == 1


def test_hints_are_bounded() -> None:
    assert len(hints(f"<p title='{HINT}'>x</p>" * 1_000)) == 200
