"""Scripts: what is told of one character is what the classes match."""

from __future__ import annotations

import re

import pytest

from newscrawl.normalisation.scripts import (
    SPACELESS,
    UNCASED,
    is_east_asian_letter,
    is_spaceless_letter,
    is_uncased_letter,
)

_BASIC = list(map(chr, range(0x10000)))


def test_is_spaceless_tells_what_its_class_matches() -> None:
    matching = re.compile(SPACELESS)
    assert [*filter(is_spaceless_letter, _BASIC)] == [*filter(matching.match, _BASIC)]


def test_is_uncased_tells_what_its_class_matches() -> None:
    matching = re.compile(UNCASED)
    assert [*filter(is_uncased_letter, _BASIC)] == [*filter(matching.match, _BASIC)]


@pytest.mark.parametrize("character", ["ひ", "ー", "漢", "글"])
def test_east_asian_characters(character: str) -> None:
    assert is_east_asian_letter(character)


@pytest.mark.parametrize("character", ["", "a", "é", "п", "ไ", "、", "\U0001f600"])
def test_other_characters_are_not_east_asian(character: str) -> None:
    assert not is_east_asian_letter(character)


def test_where_there_is_no_character_there_is_no_script() -> None:
    assert not is_spaceless_letter("")
    assert not is_uncased_letter("")
