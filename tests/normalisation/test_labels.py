from __future__ import annotations

from newscrawl.extraction import Passage
from newscrawl.normalisation.classification import split
from newscrawl.normalisation.labels import with_values
from newscrawl.normalisation.lexicon import Role
from newscrawl.normalisation.lines import Kind


def kinds(language: str, *texts: str) -> list[Kind | Role]:
    passages = [Passage(text, number) for number, text in enumerate(texts)]
    return [
        line.kind for line in with_values(list(split(passages, {}, language)), language, plain=True)
    ]


def test_a_label_without_a_mark_takes_the_name_below_it() -> None:
    found = kinds(
        "id", "Pasar lama dibuka lagi", "Reporter", "Ani Lestari", "Editor", "Budi Hartono"
    )
    assert found == [Kind.TEXT, Role.AUTHORS, Role.AUTHORS, Role.EDITORS, Role.EDITORS]


def test_a_label_without_a_mark_and_a_name_is_text() -> None:
    assert kinds("en", "Research", "The port opens again on Friday") == [Kind.TEXT, Kind.TEXT]


def test_names_above_a_title_alone_are_authors() -> None:
    found = kinds("id", "Pasar lama dibuka lagi", "Ani Lestari, Budi Hartono", "Tim Redaksi")
    assert found == [Kind.TEXT, Role.AUTHORS, Kind.TEXT]


def test_names_above_a_title_with_a_place_are_authors() -> None:
    for title in ("Business reporter, Port Alder", "South-west correspondent"):
        assert kinds("en", "The ferry is back", "Ana Horta", title)[1] is Role.AUTHORS


def test_a_title_may_open_its_line() -> None:
    found = kinds("id", "Kapal lama kembali", "Ani Lestari", "Wartawan lingkungan, Ternate")
    assert found == [Kind.TEXT, Role.AUTHORS, Kind.TEXT]
    line = "Wartawan menunggu kapal itu sejak pagi buta di dermaga"
    assert kinds("id", "Kapal lama kembali", "Ani Lestari", line)[1] is Kind.TEXT


def test_one_word_below_a_pointer_is_a_tag() -> None:
    found = kinds("id", "Baca juga:", "Harga ikan naik lagi", "(lar/bag)", "ikan")
    assert found == [Role.RELATED, Role.RELATED, Kind.DEBRIS, Kind.TEXT]


def test_a_name_with_its_outlet_above_the_date_is_the_author() -> None:
    found = kinds(
        "id", "Pasar lama dibuka", "Ani Lestari - detikNews", "Sabtu, 06 Des 2025 06:55 WIB"
    )
    assert found == [Kind.TEXT, Role.AUTHORS, Role.PUBLISHED]


def test_so_is_a_name_with_an_unknown_outlet() -> None:
    day = "Sabtu, 06 Des 2025 06:55 WIB"
    headline, caption = "Pasar lama kota dibuka lagi", "Foto: Pasar (Ani Lestari/kabarKota)"
    found = kinds("id", headline, "Ani Lestari - kabarKota", day, caption)
    assert found[1] is Role.AUTHORS
    assert kinds("id", headline, "Pasar Lama - kabarKota", day)[1] is Kind.TEXT


def test_a_headline_with_its_outlet_is_no_author() -> None:
    found = kinds("id", "Pasar Lama - detikNews", "Sabtu, 06 Des 2025 06:55 WIB")
    assert found == [Kind.TEXT, Role.PUBLISHED]
