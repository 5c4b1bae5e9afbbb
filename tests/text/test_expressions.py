"""Regular expressions compiled on demand."""

from __future__ import annotations

import re

import pytest

from newscrawl.text.expressions import on_demand


def test_expression_is_compiled_once_with_its_flags() -> None:
    expression = on_demand("[\u3400-\u9fff]+|[a-z]+", re.IGNORECASE)
    assert expression().findall("AI 新聞") == ["AI", "新聞"]
    assert expression() is expression()


def test_expression_is_not_compiled_before_it_is_asked_for() -> None:
    malformed = on_demand("(")
    with pytest.raises(re.error):
        malformed()
