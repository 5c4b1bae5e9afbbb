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


def test_a_name_with_its_outlet_above_the_date_is_the_author() -> None:
    found = kinds(
        "id", "Pasar lama dibuka", "Ani Lestari - detikNews", "Sabtu, 06 Des 2025 06:55 WIB"
    )
    assert found == [Kind.TEXT, Role.AUTHORS, Role.PUBLISHED]


def test_a_headline_with_its_outlet_is_no_author() -> None:
    found = kinds("id", "Pasar Lama - detikNews", "Sabtu, 06 Des 2025 06:55 WIB")
    assert found == [Kind.TEXT, Role.PUBLISHED]
