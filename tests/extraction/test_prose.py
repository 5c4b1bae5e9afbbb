"""How much a text says, in characters of an alphabet."""

from __future__ import annotations

import pytest

from newscrawl.extraction.prose import is_light, weight


@pytest.mark.parametrize("text", ["", "ferry", "Fähre – heute", "паром", "渡船", "연락선", "x渡"])
def test_a_light_text_weighs_less(text: str) -> None:
    for least in range(1, 3 * len(text) + 3):
        assert is_light(text, least) is (weight(text) < least)
