from __future__ import annotations

import pytest

from newscrawl.normalisation.classification import classify
from newscrawl.normalisation.lexicon import Role, _available, key, lexicon
from newscrawl.normalisation.lines import Line
from newscrawl.normalisation.wording import wording

LANGUAGES = (
    "id ms en de fr es pt it nl sv no da fi pl cs hu ro el tr ru uk bg ar he fa hi bn th vi zh ja"
    " ko mn"
)


@pytest.mark.parametrize("language", LANGUAGES.split())
def test_each_language_knows_the_common_roles(language: str) -> None:
    roles = set(lexicon(language).labels.values())
    assert {Role.RELATED, Role.EDITORS, Role.TRANSLATORS, Role.SOURCES, Role.PHOTO} <= roles
    assert language in _available()


def test_a_relative_lends_its_words() -> None:
    assert "baca juga" in lexicon("jv").labels
    assert "penyunting" in lexicon("id").labels


def test_script_does_not_matter() -> None:
    assert lexicon("zh-Hant") is lexicon("zh")


def test_an_unknown_language_has_the_common_words() -> None:
    assert lexicon("xx").labels == lexicon("en").labels
    assert "baca juga" in lexicon(None).labels
    assert "von" not in lexicon(None).phrases


def test_keys_ignore_case_in_turkish_too() -> None:
    assert key("İLGİLİ") == key("ilgili")
    assert key("AYRICA") == key("ayrıca")


def test_every_language_has_its_wording() -> None:
    for language in sorted(_available()):
        assert wording(language).labels.at_start("Editor: X") is not None


@pytest.mark.parametrize(
    ("language", "line", "role"),
    [
        ("ur", "مزید پڑھیں: شہر میں بسوں کا نیا نظام", Role.RELATED),
        ("ur", "تحریر: عائشہ ملک", Role.AUTHORS),
        ("ta", "மேலும் படிக்க: பேருந்து சேவை தொடக்கம்", Role.RELATED),
        ("sw", "Soma pia: Bandari mpya yafunguliwa", Role.RELATED),
        ("sw", "Imehaririwa na Amina Juma", Role.EDITORS),
        ("fil", "Basahin din: Bagong tulay, binuksan", Role.RELATED),
        ("fil", "Isinalin ni Jose Reyes", Role.TRANSLATORS),
        ("fil", "Ni Nina Corpuz", Role.AUTHORS),
        ("km", "អានបន្ថែម: ស្ពានថ្មី", Role.RELATED),
        ("my", "ဓာတ်ပုံ: မင်းထက်", Role.PHOTO),
    ],
)
def test_languages_with_a_short_file(language: str, line: str, role: Role) -> None:
    assert classify(Line(line, 0, value=line), language).kind is role
