from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl.normalisation.people import People, read_people, unique


@pytest.mark.parametrize(
    ("language", "text", "persons"),
    [
        ("en", "By Jane Doe and John Roe", ["Jane Doe", "John Roe"]),
        ("en", "JANE DOE, Staff Writer", ["JANE DOE"]),
        ("en", "Written by Ann Poe, PhD on April 29, 2018", ["Ann Poe"]),
        ("en", "Ann Poe, ann@gazette.example", ["Ann Poe"]),
        ("en", "John Smith, Jr.", ["John Smith Jr."]),
        ("en", "Jane Doe in Paris", ["Jane Doe"]),
        ("en", "Tim Read, Guy More", ["Tim Read", "Guy More"]),
        ("en", "@handle Jane Doe", ["Jane Doe"]),
        ("en", "D'Angelo Russell & Mary-Jane O'Neil", ["D'Angelo Russell", "Mary-Jane O'Neil"]),
        ("id", "Rangga, Budi Santoso dan Siti Aminah", ["Rangga", "Budi Santoso", "Siti Aminah"]),
        ("id", "Rina Wati – Jakarta", ["Rina Wati"]),
        ("ms", "Ahmad bin Abdullah", ["Ahmad bin Abdullah"]),
        ("nl", "Jan van der Berg en Els Smit", ["Jan van der Berg", "Els Smit"]),
        ("de", "Von Max Muster und Eva Beispiel", ["Max Muster", "Eva Beispiel"]),
        ("es", "Por Alba Ávila 27 de agosto 2019", ["Alba Ávila"]),
        ("it", "di Sami al-Bruno 26 Ottobre 2023", ["Sami al-Bruno"]),
        ("fr", "Par Marie Durand et Luc Petit", ["Marie Durand", "Luc Petit"]),
        ("en", "Jane Doe / TNN", ["Jane Doe"]),
        ("ko", "[ 홍길동 기자 / gildong@gazette.example ]", ["홍길동"]),
        ("ko", "홍길동 기자", ["홍길동"]),
        ("ko", "[새벽일보 홍길동 기자]", ["홍길동"]),
        ("en", "Jane DoeHerald Writer", ["Jane Doe"]),
        ("en", "Jane McArdle Writer", ["Jane McArdle"]),
        ("nl", "Verslaggever van Dijk", ["van Dijk"]),
        ("en", "Jane VanderMeer Writer", ["Jane VanderMeer"]),
        ("en", "Voltaire Herald Writer", []),
        ("es", "Inés Huerta / Redactora de Economía", ["Inés Huerta"]),
        ("en", "Jane MacDonald Writer", ["Jane MacDonald"]),
        ("es", "El periodista de The Associated Press Juan Roca en Lima", ["Juan Roca"]),
        ("fr", "Par Le Journal des Monts avec AFP", []),
        ("ko", "홍길동기자입력 : 2026.05.03 09:31", ["홍길동"]),
        ("ko", "홍길동기자", ["홍길동"]),
        ("ko", "김수정 기자", ["김수정"]),
        ("vi", "Khánh Hương - Báo Mới", ["Khánh Hương"]),
        ("pt", "Edição São Paulo, São Paulo", []),
        ("en", "Jane DoePublished 3 May 2026", ["Jane Doe"]),
        ("uk", "Ірина ТкачПереглядів: 412", ["Ірина Ткач"]),
        ("ko", "홍길동·김철수 기자", ["홍길동", "김철수"]),
        ("zh", "记者 张三 李四", ["张三", "李四"]),
        ("zh", "本报记者张三、李四", ["张三", "李四"]),
        ("ja", "山田 太郎", ["山田 太郎"]),
        ("ru", "Анна Иванова и Пётр Сидоров", ["Анна Иванова", "Пётр Сидоров"]),
        ("ar", "بقلم أحمد حسن", ["أحمد حسن"]),
        ("en", "Jane Doe Monday, May 4, 2026", ["Jane Doe"]),
        ("vi", "Lan Anh Thứ hai, thg 5 2026", ["Lan Anh"]),
        ("en", "By Jane Doe, Herald Staff Writer", ["Jane Doe"]),
        ("en", "Herald Staff Writer", []),
        ("en", "Business reporter, Kigali", []),
        ("en", "By Pacific affairs reporter Jane Doe and wires", ["Jane Doe"]),
        ("id", "Reporter Rangga", ["Rangga"]),
        ("id", "Rangga Kontributor", ["Rangga"]),
        ("zh", "记者协会成员", []),
        ("en", "Editor: Why X Matters", []),
        ("it", "Redazione BaiaNotizie", []),
        ("de", "HansEhrlich", ["HansEhrlich"]),
        ("fr", "Inès Horta. Publié le 10/11/2026 à 18h05", ["Inès Horta"]),
        ("ko", "홍길동 기자기자 구독", ["홍길동"]),
        ("ko", "기자 구독", []),
    ],
)
def test_names(language: str, text: str, persons: list[str]) -> None:
    assert list(read_people(text, language).persons) == persons


@pytest.mark.parametrize(
    "text",
    [
        "",
        "admin",
        "gazette.example.com developer",
        "Minutes Ago Jane",
        "https://gazette.example/author/jane",
        "Tim Redaksi",
        "首页 → 国内 → 正文",
        "jane doe",
        "12 May 2026",
        "The Department of Public Works said on Monday that the bridge is closed",
        "{name}",
    ],
)
def test_rather_none_than_wrong(text: str) -> None:
    assert read_people(text, "en").persons == ()


def test_organisations_are_kept_apart() -> None:
    assert read_people("Oleh ANTARA", "id").organisations == ("ANTARA",)
    found = read_people("By Jane Doe, Reuters", "en")
    assert (found.persons, found.organisations) == (("Jane Doe",), ("Reuters",))


def test_unique_ignores_case() -> None:
    assert unique(["Jane Doe", "JANE  DOE", "John Roe"]) == ("Jane Doe", "John Roe")


# The first text of a language loads its words.
@settings(deadline=None)
@given(st.text(max_size=400), st.sampled_from(["en", "id", "zh", "ar", None]))
def test_any_text_is_read(text: str, language: str | None) -> None:
    for name in read_people(text, language).persons:
        assert name == name.strip() != ""
        assert not any(char.isdecimal() for char in name)


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("Associated Press journalist Daniel Ortúzar in Lima", ("Daniel Ortúzar",)),
        ("Por Juliana Farias, g1 SC — Blumenau", ("Juliana Farias",)),
        ("Staff Writer | Jane Quill", ("Jane Quill",)),
        ("Jane Quill - Jakarta", ("Jane Quill",)),
    ],
)
def test_what_stands_around_a_name_is_no_name(text: str, persons: tuple[str, ...]) -> None:
    assert read_people(text, "pt" if text.startswith("Por") else "en").persons == persons


def test_degrees_are_no_names() -> None:
    found = read_people("M. Budi Hartono, S.H., dan Ani Lestari, M.Si", "id")
    assert found.persons == ("M. Budi Hartono", "Ani Lestari")


@pytest.mark.parametrize(
    ("language", "text", "persons", "organisations"),
    [
        ("fr", "Luc Petit (avec AFP)", ("Luc Petit",), ("AFP",)),
        ("pl", "Jan Kos (PAP)", ("Jan Kos",), ("PAP",)),
        ("de", "Auswärtige Stimmen (AA)", ("Auswärtige Stimmen",), ()),
        ("en", "Jane Doe (Harbour desk)", ("Jane Doe",), ()),
    ],
)
def test_an_agency_in_brackets_behind_a_name_is_named_as_well(
    language: str, text: str, persons: tuple[str, ...], organisations: tuple[str, ...]
) -> None:
    found = read_people(text, language)
    assert (found.persons, found.organisations) == (persons, organisations)


@pytest.mark.parametrize(
    ("language", "text", "persons"),
    [
        ("en", "CNN's Jane Doe and Omar Hill", ("Jane Doe", "Omar Hill")),
        ("en", "Omar O'Hill's Jane Doe", ("Omar O'Hill's Jane Doe",)),
        ("en", "AP Science Writer Jane Doe in Alder Bay", ("Jane Doe",)),
        (
            "en",
            "Jane Doe in Alder, Ala., and Omar Hill in Bayville, Ark.",
            ("Jane Doe", "Omar Hill"),
        ),
        ("en", "Jane Doe in Alder, South Carolina", ("Jane Doe",)),
        ("en", "Jane Doe in Alder, Omar Hill", ("Jane Doe", "Omar Hill")),
        ("en", 'Jane "Skip" Doe', ('Jane "Skip" Doe',)),
        ("en", '"Skip" says Jane Doe', ()),
        ("fr", "Luc Petit, Anne Roy Envoyés spéciaux à Talbourg", ("Luc Petit", "Anne Roy")),
    ],
)
def test_whose_and_from_where_and_what_for_are_no_names(
    language: str, text: str, persons: tuple[str, ...]
) -> None:
    assert read_people(text, language).persons == persons


def test_behind_a_place_may_stand_its_region_or_an_agency() -> None:
    assert read_people("By Jane Doe in Steele, Alabama", "en") == People(("Jane Doe",), ())
    assert read_people("By Jane Doe in Rome, Reuters", "en") == People(("Jane Doe",), ("Reuters",))


def test_where_a_report_was_filed_is_no_name() -> None:
    assert read_people("記者林怡君／北港報導", "zh").persons == ("林怡君",)
