"""Texts made comparable."""

from __future__ import annotations

import pytest

from newscrawl.extraction.comparison import loose, loose_texts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Ferry's back, at 3 p.m.", "theferrysbackat3pm"),
        ("“Straße” – die_Fähre", "strassediefähre"),
        ("e\u0301tat, ﬁn", "étatfin"),
        ("連絡船、湾に。", "連絡船湾に"),
        ("\ud83d broken", "broken"),
        ("…", ""),
        ("", ""),
    ],
)
def test_only_letters_and_digits_count(text: str, expected: str) -> None:
    assert loose(text) == expected


def test_texts_at_once_are_as_one_by_one() -> None:
    texts = ["The Ferry.", "", "“Die Fähre” – e\u0301tat", "snake_case", "\n", "連絡船、"]
    assert loose_texts(texts) == [loose(text) for text in texts]
    assert loose_texts([]) == []
    assert loose_texts(["!"]) == [""]
