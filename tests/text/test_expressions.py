"""Regular expressions made of words, and those compiled on demand."""

from __future__ import annotations

import re

import pytest

from newscrawl.text.expressions import alternation, on_demand


def test_the_longest_of_words_counts_and_none_is_a_pattern() -> None:
    assert re.findall(alternation(["a.b", "a.b c"]), "axb, a.b c, a.b") == ["a.b c", "a.b"]


def test_an_empty_alternation_matches_nothing() -> None:
    assert alternation([]) == "(?!)"


def test_expression_is_compiled_once_with_its_flags() -> None:
    expression = on_demand("[\u3400-\u9fff]+|[a-z]+", re.IGNORECASE)
    assert expression().findall("AI 新聞") == ["AI", "新聞"]
    assert expression() is expression()


def test_expression_is_not_compiled_before_it_is_asked_for() -> None:
    malformed = on_demand("(")
    with pytest.raises(re.error):
        malformed()
