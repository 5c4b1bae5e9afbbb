"""Scripts: what is told of one character is what the classes match."""

from __future__ import annotations

import re

import pytest

from newscrawl.text.scripts import (
    SPACELESS,
    UNCASED,
    is_east_asian_letter,
    is_spaceless,
    is_spaceless_letter,
    is_stopless,
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


@pytest.mark.parametrize("letter", ["ก", "ກ", "က", "ក", "ひ", "カ", "漢", "㐀", "\uf900"])
def test_scripts_that_set_no_spaces_have_no_capitals(letter: str) -> None:
    assert is_spaceless_letter(letter)
    assert is_uncased_letter(letter)


@pytest.mark.parametrize("letter", ["א", "ب", "क", "ሀ", "글"])
def test_others_without_capitals_set_spaces(letter: str) -> None:
    assert not is_spaceless_letter(letter)
    assert is_uncased_letter(letter)


@pytest.mark.parametrize("letter", ["a", "Ω", "ж", "Հ", "ა", "5", "。", "\U0001f600"])
def test_letters_with_capitals_and_signs_are_neither(letter: str) -> None:
    assert not is_spaceless_letter(letter)
    assert not is_uncased_letter(letter)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("政府は五日", True),
        ("เรือข้ามฟากกลับมา", True),
        ("ကူးတို့ပြန်လာ", True),
        ("The 政府 said so on Monday", False),
        ("정부는 오늘 말했다", False),
        ("", False),
    ],
)
def test_a_text_is_told_by_most_of_it(text: str, expected: bool) -> None:
    assert is_spaceless(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("เรือข้ามฟากกลับมา", True), ("ເຮືອກັບມາ", True), ("សាឡាងត្រឡប់មកវិញ", False)],
)
def test_thai_and_lao_end_sentences_with_nothing(text: str, expected: bool) -> None:
    assert is_stopless(text) is expected
