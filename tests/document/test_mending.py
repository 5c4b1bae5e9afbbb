from __future__ import annotations

from typing import Any

import pytest

from newscrawl.document.mending import load_leniently


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": "x", "b": [1, 2,],}', {"a": "x", "b": [1, 2]}),
        ('{"a": "x",, "b": 1}', {"a": "x", "b": 1}),
        ('{\n"a": "The "old" pier",\n"b": "y"\n}', {"a": 'The "old" pier', "b": "y"}),
        ('{\n"a": \'The pier\',\n"b": 1\n}', {"a": "The pier", "b": 1}),
        ('{"a": "x"\n"b": "y"}', {"a": "x", "b": "y"}),
        ('{"u": "https://b.example/a", // here\n "b": 1 /* there */}', None),
        (r'{"a": "the pier\'s end"}', {"a": "the pier's end"}),
        ("{&quot;a&quot;: &quot;x&quot;}", {"a": "x"}),
        ('{"a": 1}}\n<!-- end -->', {"a": 1}),
        ('{"a": "two\nlines"}', {"a": "two\nlines"}),
    ],
)
def test_broken_json_is_mended(text: str, value: Any) -> None:
    assert load_leniently(text) == (value or {"u": "https://b.example/a", "b": 1})


def test_of_an_article_broken_off_the_plain_properties_are_read() -> None:
    text = (
        '{"@type": "NewsArticle", "headline": "Pier opens", "image": {"url": "<img src="a">"},'
        ' "author": {"@type": "Person", "name": "Ana Horta"}, "datePublished": "2026-05-19"'
    )
    assert load_leniently(text) == {
        "@type": "NewsArticle",
        "headline": "Pier opens",
        "datePublished": "2026-05-19",
        "author": {"name": "Ana Horta"},
    }


@pytest.mark.parametrize(
    "text", ["", "no json", '{"@type": "Person", "name": "A" "B"}', "{" * 9_000]
)
def test_what_cannot_be_read_is_nothing(text: str) -> None:
    assert load_leniently(text) is None
