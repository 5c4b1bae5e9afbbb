from __future__ import annotations

import pytest

from newscrawl.normalisation.lines import has_digit, signs


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Boats at Sker", ""),
        ("Foto: Åse (NTB) © 2026", ":Å()©206"),
        ("Тихо… 山", "Тихо…山"),
        ("half a letter \ud800", ""),
        ("", ""),
    ],
)
def test_signs_are_all_characters_but_ascii_letters_and_spaces(text: str, found: str) -> None:
    assert signs(text) == frozenset(found)


@pytest.mark.parametrize("text", ["3 May", "٣ مايو", "३ मई", "３日"])
def test_digits_of_any_script_are_digits(text: str) -> None:
    assert has_digit(signs(text))


@pytest.mark.parametrize("text", ["May", "½ mile", "三日", ""])
def test_other_numbers_are_no_digits(text: str) -> None:
    assert not has_digit(signs(text))
