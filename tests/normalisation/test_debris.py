from __future__ import annotations

import pytest

from newscrawl.normalisation.debris import is_debris
from newscrawl.normalisation.lines import Line


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("id", "5 days ago"),
        ("id", "7"),
        ("en", "1,204"),
        ("en", ",x_140,y_26/01abcdefgh12.jpg)"),
        ("en", ",w_640,h_48/26/02abq91k.jpg)"),
        ("en", "https://gazette.example/a/b?c=d"),
        ("en", "photo-1200x800.webp"),
        ("en", "Advertisement"),
        ("en", "SCROLL TO CONTINUE WITH CONTENT"),
        ("en", "Facebook Twitter WhatsApp"),
        ("en", "Share | Tweet | Email"),
        ("en", "3 min read"),
        ("en", "12 comments"),
        ("en", "Comments (12)"),
        ("en", "Views: 1.2k reads"),
        ("en", "14 Shares 3 Comments Save Print"),
        ("ja", "シェア 12 コメント 3"),
        ("en", "(KS)"),
        ("fi", "(MK/TK)"),
        ("en", "Home > World > Europe"),
        ("en", "Home / News / Politics / Bridge reopens after the storm"),
        ("en", "#bridge #storm"),
        ("en", "* * *"),
        ("en", "<div class='x'>"),
        ("id", "Scroll ke bawah untuk melanjutkan membaca"),
        ("id", "[Gambas:Video 20detik]"),
        ("id", "Bagikan:"),
        ("de", "Anzeige"),
        ("de", "vor 5 Tagen"),
        ("fr", "La suite après cette publicité"),
        ("tr", "REKLAM"),
        ("zh", "分享"),
        ("ja", "シェアする"),
        ("ko", "5일 전"),
        ("ar", "إعلان"),
    ],
)
def test_debris(language: str, line: str) -> None:
    assert is_debris(Line(line, 0), language)


@pytest.mark.parametrize("line", ["15 min 10 min 2", "155 x 96", "(Mia)"])
def test_units_between_numbers_are_no_counters(line: str) -> None:
    assert not is_debris(Line(line, 0), "en", shapeless=True)


@pytest.mark.parametrize(
    "line",
    [
        "Tidak ada korban.",
        "Costs rise",
        "The bridge reopened.",
        "2026 will be decisive",
        "Comments 12 days old",
        "« Non », dit-il. « Oui », dit-elle. « Bon ».",
        "He paid 5 pounds 10 days ago.",
        "Donaudampfschifffahrtsgesellschaft",
        "Share prices fell on Monday.",
    ],
)
def test_no_debris(line: str) -> None:
    assert not is_debris(Line(line, 0), "en")
