"""Scripts: what is told of one character is what the classes match."""

from __future__ import annotations

import re

import pytest

from newscrawl.normalisation.scripts import (
    SPACELESS,
    UNCASED,
    is_east_asian,
    is_spaceless,
    is_uncased,
)

_BASIC = list(map(chr, range(0x10000)))


def test_is_spaceless_tells_what_its_class_matches() -> None:
    matching = re.compile(SPACELESS)
    assert [*filter(is_spaceless, _BASIC)] == [*filter(matching.match, _BASIC)]


def test_is_uncased_tells_what_its_class_matches() -> None:
    matching = re.compile(UNCASED)
    assert [*filter(is_uncased, _BASIC)] == [*filter(matching.match, _BASIC)]


@pytest.mark.parametrize("character", ["ひ", "ー", "漢", "글"])
def test_east_asian_characters(character: str) -> None:
    assert is_east_asian(character)


@pytest.mark.parametrize("character", ["", "a", "é", "п", "ไ", "、", "\U0001f600"])
def test_other_characters_are_not_east_asian(character: str) -> None:
    assert not is_east_asian(character)


def test_where_there_is_no_character_there_is_no_script() -> None:
    assert not is_spaceless("")
    assert not is_uncased("")
