"""Lines that can carry a date, by their figures alone."""

from __future__ import annotations

import pytest

from newscrawl.extraction.date_lines import is_date_line


@pytest.mark.parametrize(
    "line",
    [
        "12 May 2026",
        "12 พฤษภาคม 2569",
        "۲۲ اردیبهشت ۱۴۰۵",
        "۱۴۰۵/۰۲/۲۲ - ۱۴:۰۵",
        "令和8年5月12日",
        "民國115年5月12日",
    ],
)
def test_years_of_every_count(line: str) -> None:
    assert is_date_line(line)


@pytest.mark.parametrize(
    "line",
    [
        "1405 خانه و 1410 مغازه",
        "民國5月12日",
        "May 2026",
        "12 May",
        "12 May 12026",
        "T1 won the cup of 2026",
    ],
)
def test_no_day_or_no_year(line: str) -> None:
    assert not is_date_line(line)


def test_a_day_may_be_glued_to_the_word_before_it() -> None:
    assert is_date_line("Posted on3 May 2026")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Published 21 November 2026 at 07:30. Modified 21 November 2026 at 09:45.", True),
        ("Published 21 November 2026 at 07:30. The ferry has been back since 2025.", False),
        ("The paper was published on 21 November 2026 for the first time here.", False),
    ],
)
def test_stamps_may_be_sentences(line: str, expected: bool) -> None:
    assert is_date_line(line) is expected


@pytest.mark.parametrize("end", ["updated at 9:48 Reading time 2 min.", "- 09:30h."])
def test_what_is_short_for_a_time_ends_no_sentence(end: str) -> None:
    assert is_date_line(f"Mia Hale in Port Alder Published on 7 November 2026 at 7:00, {end}")


def test_a_long_line_of_stamps_has_two_dates() -> None:
    said = "The flood of 12 March 2019 was the worst that the town had seen for a hundred years"
    assert not is_date_line(f"{said}, as the papers of those days have told us all")
    stamps = "Published on 7 November 2026 at 7:00, updated on 8 November 2026 at 9:48 by the desk"
    assert is_date_line(f"Mia Hale, our reporter for the harbour in Port Alder, {stamps}")
