from __future__ import annotations

import pytest

from newscrawl.text.language import identify, normal_tag, settle

TEXTS = {
    "id": "Pemerintah akan mengumumkan kebijakan baru tersebut setelah rapat dengan para menteri.",
    "ms": "Kerajaan akan mengumumkan dasar baharu itu selepas mesyuarat bersama para menteri esok.",
    "de": "Die Regierung will die neue Regelung nach der Sitzung der Minister bekannt geben.",
    "da": "Regeringen vil offentliggøre den nye aftale efter mødet med ministrene på mandag.",
    "no": "Regjeringen vil offentliggjøre den nye avtalen etter møtet med statsrådene på mandag.",
    "zh": "政府将在部长会议之后公布新的政策，并说明具体的实施时间和办法。",
    "zh-Hant": "政府將在部長會議之後公布新的政策，並說明具體的實施時間和辦法。",
    "ko": "정부는 장관 회의가 끝난 뒤 새로운 정책을 발표할 예정이라고 밝혔다.",
    "ar": "ستعلن الحكومة عن السياسة الجديدة بعد اجتماع الوزراء يوم الاثنين المقبل.",
}


@pytest.mark.parametrize(("language", "text"), TEXTS.items())
def test_identify(language: str, text: str) -> None:
    found = identify(text)
    assert found is not None
    assert found.language == language


@pytest.mark.parametrize(
    ("tag", "expected"),
    [("id_ID", "id"), ("in", "id"), ("nb-NO", "no"), ("zh-TW", "zh-Hant"), ("zh-Hans-CN", "zh"),
     ("EN", "en"), ("", None), (None, None), ("und", None), ("english please", None)],
)  # fmt: skip
def test_normal_tag(tag: str | None, expected: str | None) -> None:
    assert normal_tag(tag) == expected


def test_the_text_overrules_a_plainly_wrong_declaration() -> None:
    assert settle("en", TEXTS["id"] * 3) == "id"
    assert settle("zh-CN", TEXTS["zh-Hant"] * 3) == "zh-Hant"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("id", "Ankara membuka kembali jalur kereta barang karena perbaikan rel selesai, Selasa."),
        ("ms", "Ankara membuka semula laluan kereta api kerana pembaikan landasan siap, Selasa."),
        ("id", "Gempa dirasakan hingga Sukabumi pada Senin."),
        ("ms", "Gegaran dirasai hingga ke Sukabumi pada Isnin."),
    ],
)
def test_near_relatives_are_told_apart_by_their_own_words(language: str, text: str) -> None:
    found = identify(text)
    assert found is not None
    assert found.language == language


def test_a_declaration_decides_between_near_relatives() -> None:
    assert settle("ms", TEXTS["id"]) == "ms"


@pytest.mark.parametrize("text", ["", " ", "\x00\ud800", "12:30"])
def test_what_cannot_be_told_is_left_to_the_declaration(text: str) -> None:
    assert settle("fr", text) == "fr"
    assert settle(None, text) is None
