"""Wording: titles at the ends of a line."""

from __future__ import annotations

import pytest

from newscrawl.normalisation.wording import wording


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Editor Jane Doe"),
        ("en", "Jane Doe, editor"),
        ("zh", "記者林怡君"),
        ("ja", "記者 林怡君"),
    ],
)
def test_titles_at_either_end(language: str, text: str) -> None:
    assert wording(language).has_title(text)


@pytest.mark.parametrize(
    ("language", "text"), [("en", "Editorials return"), ("zh", "記者林怡君回到北港了")]
)
def test_what_only_begins_like_a_title_is_none(language: str, text: str) -> None:
    assert not wording(language).has_title(text)
