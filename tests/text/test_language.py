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
        (
            "su",
            "Warga datang kana pasar lauk sisi teluk, jeung para padagang miharep hargana turun.",
        ),
    ],
)
def test_near_relatives_are_told_apart_by_their_own_words(language: str, text: str) -> None:
    found = identify(text)
    assert found is not None
    assert found.language == language


RELATIVES = [
    (
        "id",
        "Ratusan warga menghadiri pembukaan pasar ikan, dan para pedagang berharap harga turun.",
    ),
    ("ms", "Ratusan penduduk menghadiri pembukaan pasar ikan, dan peniaga berharap harga turun."),
    ("jv", "Warga padha teka ing pasar iwak anyar, lan para bakul ngarep-arep regane mudhun."),
    (
        "hr",
        "Općinsko vijeće usvojilo je proračun za iduću godinu, priopćeno je iz ureda načelnika.",
    ),
    (
        "bs",
        "Općinsko vijeće usvojilo je budžet za narednu godinu, saopćeno je iz kabineta načelnika.",
    ),
    ("sr", "Skupština opštine usvojila je budžet za narednu godinu, saopšteno je iz kabineta."),
    ("sr", "Скупштина општине усвојила је буџет за наредну годину, саопштено је из кабинета."),
    (
        "sl",
        "Mestni svet je v ponedeljek sprejel proračun za prihodnje leto, so sporočili iz urada.",
    ),
    ("da", "Byrådet vedtog mandag budgettet for næste år, oplyser borgmesteren i en meddelelse."),
    (
        "no",
        "Kommunestyret vedtok mandag budsjettet for neste år, opplyser ordføreren i en melding.",
    ),
    (
        "no",
        "Kommunestyret vedtok måndag budsjettet for neste år, og dei håpar at det ikkje aukar.",
    ),
    ("sv", "Kommunfullmäktige antog på måndagen budgeten för nästa år, uppger kommunalrådet."),
    ("cs", "Stovky obyvatel přišly na otevření nového trhu a doufají, že ceny brzy klesnou."),
    ("sk", "Stovky obyvateľov prišli na otvorenie nového trhu a dúfajú, že ceny čoskoro klesnú."),
    ("zh", "市政府周五表示，新桥将于下个月通车。"),
    ("zh-Hant", "市府週五表示，新橋將於下個月通車。"),
]


@pytest.mark.parametrize(("language", "text"), RELATIVES)
def test_relatives_keep_apart_with_and_without_a_declaration(language: str, text: str) -> None:
    found = identify(text)
    assert found is not None
    assert found.language == language
    assert settle(language, text) == language
    assert settle(None, text) == language
    assert settle("en", text * 3) == language


def test_a_declaration_decides_between_near_relatives() -> None:
    assert settle("ms", TEXTS["id"]) == "ms"


@pytest.mark.parametrize("text", ["", " ", "\x00\ud800", "12:30"])
def test_what_cannot_be_told_is_left_to_the_declaration(text: str) -> None:
    assert settle("fr", text) == "fr"
    assert settle(None, text) is None


@pytest.mark.parametrize(
    ("declared", "text", "expected"),
    [
        ("en", "警方仍在寻找肇事司机。", "zh"),
        ("zh-CN", "警方仍在尋找肇事司機。", "zh-Hant"),
        ("en", "OK", "en"),
    ],
)
def test_a_few_characters_are_enough_without_spaces(
    declared: str, text: str, expected: str
) -> None:
    assert settle(declared, text) == expected
