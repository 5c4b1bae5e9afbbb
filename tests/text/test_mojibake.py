"""What was decoded wrongly once is put right; what is right stays."""

from __future__ import annotations

import pytest

from newscrawl.text.encoding import decode
from newscrawl.text.mojibake import is_suspect, mended

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


def test_only_the_runs_that_are_wrong_change() -> None:
    right = "".join(f"<p class='{text}'>{text}</p>\n" for text in TEXTS)
    wrong = [f"<b>{twice(text, 'cp1252')}</b>" for text in TEXTS]
    mixed = right.join(["", *wrong, ""])
    assert mended(mixed) == right.join(["", *(f"<b>{text}</b>" for text in TEXTS), ""])


@pytest.mark.parametrize("parting", ["", " ", "<", "\n"])
def test_the_work_is_bounded_however_it_is_parted(parting: str) -> None:
    page = f"Ã©{parting}" * 300_000
    assert mended(page).startswith(f"é{parting}" * 3)
    assert len(mended(page)) > len(page) // 2


def test_a_wrong_run_is_found_behind_many_letters_with_accents() -> None:
    right = "Élèves été château garçon <br>" * 400
    broken = twice(TEXTS[1], "cp1252")
    assert decode(f"{right}{broken}".encode()).text == f"{right}{TEXTS[1]}"
    assert decode(right.encode()).text == right


@pytest.mark.parametrize("distance", range(780, 820))
def test_a_single_sign_is_found_at_any_distance_from_the_letter_before_it(distance: int) -> None:
    assert is_suspect(f"é{' ' * distance}donâ€™t".encode())
    assert not is_suspect(f"é{' ' * distance}don’t".encode())


def test_a_wrong_run_is_found_behind_many_letters_of_russian() -> None:
    right = "Ранее вечером открыли мост. <br>" * 400
    wrong = "Ранее открыли мост".encode().decode("cp1251")
    assert decode(f"{right}{wrong}".encode()).text == f"{right}Ранее открыли мост"
    assert decode(right.encode()).text == right
