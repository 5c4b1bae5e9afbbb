"""Markup that would cost the parser quadratic time is thinned out, and nothing else is."""

from __future__ import annotations

import tracemalloc

import pytest

from newscrawl.document.excess import without_excess

ATTRIBUTES = 1_000_000
DEPTH = 100_000
TEXT = b"<p>The ferry sailed on Tuesday.</p>"


@pytest.mark.parametrize("attribute", [b"a%d ", b"a%d=1 ", b"a%d = 'x > y' ", b'a%d="<p>"'])
def test_a_crowded_tag_keeps_its_first_attributes(attribute: bytes) -> None:
    tag = b"<body " + b"".join(attribute % number for number in range(ATTRIBUTES)) + b">"
    thinned = without_excess(tag + TEXT)
    assert thinned.startswith(b"<body " + attribute % 0 + attribute % 1)
    assert thinned.endswith(b">" + TEXT)
    assert len(thinned) < 20_000


def test_long_values_are_not_many_attributes() -> None:
    markup = b'<div data-page="' + b"a word, " * 200_000 + b'" class=x>' + TEXT
    assert without_excess(markup) == markup


@pytest.mark.parametrize("tag", ["div", "b", "nav", "x-menu", "optgroup", "h1><i"])
def test_what_nests_too_deep_loses_its_tags_and_not_its_text(tag: str) -> None:
    thinned = without_excess(f"<{tag}>".encode() * DEPTH + TEXT)
    assert thinned.count(b"<") < 10_000
    assert thinned.endswith(TEXT)


@pytest.mark.parametrize("tag", ["br", "p", "li", "img src=x /", "td", "META name=a"])
def test_many_that_do_not_nest_are_left_alone(tag: str) -> None:
    markup = f"<div><{tag}>text</div>".encode() * DEPTH
    assert without_excess(markup) == markup


@pytest.mark.parametrize(
    "drawn", ["<select>{}</select>:<option>x", '<svg>{}</svg>:<path d="M0 0"/>']
)
def test_long_lists_and_maps_do_not_nest(drawn: str) -> None:
    around, _, each = drawn.partition(":")
    markup = f"{around.format(each * DEPTH)}<p data-nosnippet>Not to be shown.</p>".encode()
    assert without_excess(markup) == markup


@pytest.mark.parametrize("raw", ["<script>i<n;{}</script>", "<!-- i<n {} -->", "<script>i<n;{}"])
def test_a_tag_in_a_script_is_none(raw: str) -> None:
    words = "a word " * ATTRIBUTES + """s+=y+' x="';"""
    markup = raw.format(words).encode() + b'<meta name="robots" content="noai">'
    assert without_excess(markup) == markup


def test_unended_comments_are_passed_over_at_once() -> None:
    markup = b"<!-- i<n " * ATTRIBUTES
    assert without_excess(markup) == markup


def test_a_hole_in_a_page_is_left_out() -> None:
    assert without_excess(b"<p>The fe\0rry" + bytes(4_096) + b" sailed.</p>") == (
        b"<p>The ferry sailed.</p>"
    )


def test_what_has_no_excess_is_not_copied() -> None:
    markup = b"<title>The ferry</title>" + TEXT * 50_000
    assert without_excess(markup) is markup


@pytest.mark.parametrize("tag", [b"<p>", b"<b>"], ids=["flat", "deep"])
def test_a_crowd_of_tags_takes_little_more_memory_than_its_text(tag: bytes) -> None:
    markup = tag * 300_000
    tracemalloc.start()
    try:
        without_excess(markup)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 5 * len(markup)
