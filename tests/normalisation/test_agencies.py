from __future__ import annotations

import tracemalloc
from zoneinfo import ZoneInfo

import pytest

from newscrawl.normalisation.agencies import (
    _agencies,
    canonical_name,
    find_agency,
    opens_name,
    same_organisation,
)


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("ANTARA", "ANTARA"),
        ("antara", "ANTARA"),
        ("Kantor Berita ANTARA", "ANTARA"),
        ("연합뉴스", "Yonhap"),
        ("新华社", "Xinhua"),
        ("共同", "Kyodo"),
        ("РИА Новости", "RIA Novosti"),
        ("رويترز", "Reuters"),
        ("TTXVN", "VNA"),
        ("(AFP)", "AFP"),
        ("KOMPAS.com", "Kompas.com"),
    ],
)
def test_one_agency_has_many_names(printed: str, name: str) -> None:
    agency = find_agency(printed)
    assert agency is not None
    assert agency.name == name


@pytest.mark.parametrize("name", ["", None, "Harbour Gazette", "Yonhap-OANA"])
def test_other_names_are_of_no_agency(name: str | None) -> None:
    assert find_agency(name) is None


def test_an_unknown_name_stays_as_printed() -> None:
    assert canonical_name("Yonhap-OANA") == "Yonhap-OANA"
    assert canonical_name("Thomson Reuters") == "Reuters"


def test_names_of_one_organisation() -> None:
    assert same_organisation("AA", "Anadolu Agency")
    assert same_organisation("The Harbour Gazette", "HARBOUR GAZETTE")
    assert same_organisation("Kantor Berita NUSANTARA", "NUSANTARA")
    assert not same_organisation("AFP", "Harbour Gazette")
    assert not same_organisation(None, "AFP")


def test_the_table_is_sound() -> None:
    agencies = _agencies()
    assert len({agency.name for agency in agencies}) == len(agencies)
    for agency in agencies:
        assert agency.country is not None
        assert len(agency.country) == 2
        if agency.zone is not None:
            assert ZoneInfo(agency.zone).key == agency.zone


def test_a_legal_form_before_the_name_counts_for_nothing() -> None:
    agency = find_agency("PT. Kompas Cyber Media")
    assert agency is not None
    assert agency.name == "Kompas.com"


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        ("PT. Antara, Kota Laut", True),
        ("(AFP) and more", True),
        ("Harbour AFP", False),
        ("…", False),
    ],
)
def test_a_text_opens_with_the_first_word_of_a_name(text: str, *, opens: bool) -> None:
    assert opens_name(text) is opens


def test_what_is_too_long_for_a_name_is_none_and_not_remembered() -> None:
    tracemalloc.start()
    try:
        assert not any(find_agency(f"{number} ANTARA " * 50_000) for number in range(20))
        assert tracemalloc.get_traced_memory()[0] < 1_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("name", ["Ona", "The paper"])
def test_names_that_are_words_or_people_are_no_agencies(name: str) -> None:
    assert find_agency(name) is None
