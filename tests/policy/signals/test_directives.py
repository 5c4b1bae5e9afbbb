from __future__ import annotations

import tracemalloc

import pytest

from newscrawl.document import parse
from newscrawl.page import Page
from newscrawl.policy.model import Purpose
from newscrawl.policy.signals.directives import directive_statements, read_directives
from newscrawl.policy.signals.page import page_statements
from newscrawl.policy.signals.source import Source
from tests.policy.signals.pages import NOW, URL, page


@pytest.mark.parametrize(
    ("field", "kinds"),
    [
        ("NoArchive, nocache", "noarchive"),
        ("none", "noindex nofollow"),
        ("noindex nofollow", "noindex nofollow"),
        ("no-archive; 'noai'", "noarchive noai"),
        ("max-snippet: 0", "nosnippet"),
        ("max-snippet:10, max-image-preview:none", ""),
        ("all, index, follow, noodp", ""),
        ("newscrawl: noindex, noai", "noindex noai"),
        ("newscrawl/2.0: noindex", "noindex"),
        ("otherbot: noindex, nofollow", ""),
        ("nofollow, otherbot: noindex, newscrawl: noai", "nofollow noai"),
        ("otherbot: max-snippet:0, noindex", ""),
        ("noindexes, index no", ""),
        ("unavailable_after: Wed, 25 Nov 2026 11:00:00 GMT", "unavailable"),
        ("unavailable_after: Wednesday, 25-Nov-26 11:00:00 GMT, noai", "noai unavailable"),
        ("unavailable_after: 25 Nov 2026 11:30:00 EST", ""),
        ("unavailable_after: 2026-11-25", "unavailable"),
        ("otherbot: unavailable_after: 2020-01-01", ""),
        ("unavailable_after: 24-Nov-2026", "unavailable"),
        ("unavailable_after: 0001-01-01T00:00:00+14:00", ""),
        ("unavailable_after: soon", ""),
        ("unavailable_after: June 25, 2010", "unavailable"),
        ("unavailable_after: 25 Jun 2010 15:00:00 PST noai", "unavailable noai"),
        ("unavailable_after: 2030-01-01 'noindex'", "noindex"),
        ("unavailable_after: 2020/01/01|noai/noindex", "unavailable noai noindex"),
        ("noindex:true, noarchive=1", "noindex noarchive"),
        ("max-snippet=0", "nosnippet"),
        ("max-image-preview:none noindex", "noindex"),
        ("newscrawl/2.0: max-snippet:0 noai", "nosnippet noai"),
    ],
)
def test_what_a_field_says_to_us(field: str, kinds: str) -> None:
    assert set(read_directives(field, "newscrawl", NOW).kinds) == set(kinds.split())


@pytest.mark.parametrize(
    ("markup", "effects"),
    [
        ("<meta name=robots content=noarchive>", "deny none none restrict none"),
        ("<META NAME=NEWSCRAWL CONTENT=NOML>", "none none restrict deny deny"),
        ("<meta name='otherbot, newscrawl' content=noindex>", "none deny none restrict none"),
        ("<meta http-equiv=x-robots-tag content='newscrawl: nosnippet'>",
         "none restrict none restrict none"),
        ("<meta name=robots content='unavailable_after: 2020-01-01'>",
         "deny deny none restrict none"),
    ],
)  # fmt: skip
def test_a_meta_element_restricts(markup: str, effects: str) -> None:
    (said,) = page_statements(page(markup), NOW)
    assert [str(said.effects[purpose]) for purpose in Purpose] == effects.split()


@pytest.mark.parametrize("name", ["googlebot", "noai", "description"])
def test_names_of_others_say_nothing(name: str) -> None:
    assert not page_statements(page(f"<meta name={name} content=noindex>"), NOW)


def test_the_header_is_quoted_as_written() -> None:
    (said,) = page_statements(page(headers={"X-Robots-Tag": "NoIndex; noai "}), NOW)
    assert (said.locator, said.text) == ("header x-robots-tag", "NoIndex; noai")
    assert said.kinds == ("noindex", "noai")


@pytest.mark.parametrize(
    ("markup", "locator", "text"),
    [
        ("<p>x <span data-nosnippet>secret", "span[data-nosnippet]", "data-nosnippet (1)"),
        ("<div DATA-NOSNIPPET=true>a</div><p data-nosnippet>b", "div, p[data-nosnippet]",
         "data-nosnippet (2)"),
    ],
)  # fmt: skip
def test_parts_that_are_not_to_be_shown(markup: str, locator: str, text: str) -> None:
    (said,) = page_statements(page(markup), NOW)
    assert (said.locator, said.text) == (locator, text)
    restricted = [each for each in Purpose if said.effects[each] != "none"]
    assert restricted == [Purpose.AI_INPUT]


@pytest.mark.parametrize(
    "markup", ["<div data-nosnippet></div>", "<!-- <p data-nosnippet>x -->", "<p>data-nosnippet"]
)
def test_no_part_is_withheld(markup: str) -> None:
    assert not page_statements(page(markup), NOW)


def test_a_page_in_utf_16_is_searched_as_well() -> None:
    body = "<!doctype html><p>x <span data-nosnippet>y</span>".encode("utf-16")
    sent = Page.of_response(body, url=URL, headers=[("content-type", "text/html; charset=utf-16")])
    assert page_statements(parse(sent), NOW)


def test_long_names_of_meta_elements_are_read_and_not_remembered() -> None:
    tracemalloc.start()
    try:
        for number in range(40):
            named = page(f'<meta name="{"x" * 100_000}{number}, newscrawl" content=noindex>')
            (found,) = directive_statements(named, Source(URL), "newscrawl", NOW)
            assert found.kinds == ("noindex",)
        del named, found
        assert tracemalloc.get_traced_memory()[0] < 1_000_000
    finally:
        tracemalloc.stop()
