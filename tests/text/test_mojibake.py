"""What was decoded wrongly once is put right; what is right stays."""

from __future__ import annotations

import pytest

from newscrawl.text.encoding import decode
from newscrawl.text.mojibake import mended

TEXTS = [
    "The harbour’s “new” pier — sixty metres long — cost £3 million, they said.",
    "Les élèves seront accueillis dès l’été, a précisé le maire.",
    "A população de Évora já pedia a construção há décadas.",
    "Die Bäche führen Hochwasser, für Übermut ist kein Platz.",
    "В пятницу открыли новый мост через реку, сообщили в администрации.",
    "Η νέα γέφυρα άνοιξε την Παρασκευή, ανακοίνωσε ο δήμος.",
    "افتتحت البلدية يوم الجمعة جسرا جديدا للمشاة بعد عامين من العمل.",
    "市は金曜日、新しい橋を開通させたと発表した。",
    "시는 금요일 새 다리를 개통했다고 밝혔다.",
]


def twice(text: str, encoding: str) -> str:
    """Return the UTF-8 of *text* as a reader of *encoding* sees it, browsers' gaps filled."""
    parts = (bytes([byte]) for byte in text.encode())
    return "".join(part.decode(encoding, "ignore") or chr(part[0]) for part in parts)


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("encoding", ["cp1252", "latin-1"])
def test_utf8_that_was_read_as_a_western_encoding(text: str, encoding: str) -> None:
    broken = twice(text, encoding)
    assert mended(broken) == text
    page = f"<p>{text}</p>\n<p>{broken}</p><div title='{broken}'>Plain</div>"
    assert mended(page) == f"<p>{text}</p>\n<p>{text}</p><div title='{text}'>Plain</div>"
    assert decode(broken.encode()).text == text


def test_russian_that_was_read_as_windows_1251() -> None:
    assert mended(twice(TEXTS[4], "cp1251")) == TEXTS[4]


@pytest.mark.parametrize(
    "text",
    [
        *TEXTS,
        "SÃO PAULO, ÉVORA e “AMANHÃ”: até», já… Âge tendre, château»…",
        "Газета «Москва» пишет: «Рёбра, Рівне, Сізіф…» — 5 №3 ёлка»",
        "Í dag: Þórður sagði „já“ … 3 °C ± 1 µm · ½ × ¾",
    ],
)
def test_what_is_right_is_left_alone(text: str) -> None:
    assert mended(text) == text
    assert decode(text.encode()).text == text


def test_the_work_is_bounded() -> None:
    page = "Ã©" * 400_000
    assert mended(page).startswith("ééé")
    assert len(mended(page)) > 400_000
