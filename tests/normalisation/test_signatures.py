"""Lines that are names and little else, and what they credit."""

from __future__ import annotations

import pytest

from newscrawl.extraction import Passage
from newscrawl.normalisation.classification import classify, split
from newscrawl.normalisation.credits import read_credits
from newscrawl.normalisation.lexicon import Role
from newscrawl.normalisation.lines import Kind, Line
from newscrawl.normalisation.people import read_people


def kind(text: str, language: str) -> object:
    return classify(Line(text, 0, value=text), language).kind


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("cs", "Klára Písková, reportérka", "Klára Písková"),
        ("en", "Mia Stone, Harbours correspondent", "Mia Stone"),
        ("he", "נועה חוף, כתבת הנמל", "נועה חוף"),
        ("ru", "Клара Песок, корреспондент отдела «Порт»", "Клара Песок"),
        ("zh-Hant", "記者沙海莉／北港報導", "沙海莉"),
        ("ko", "[김모래 기자]", "김모래"),
        ("ko", "[새벽신문 김모래 기자]", "김모래"),
        ("ko", "[ 김모래 기자 / morae@gazette.example ]", "김모래"),
    ],
)
def test_a_name_with_its_title(language: str, text: str, name: str) -> None:
    line = classify(Line(text, 0, value=text), language)
    assert line.kind is Role.AUTHORS
    assert read_credits([line], language).of(Role.AUTHORS) == [name]


def test_a_credit_of_a_picture_may_follow_a_bar() -> None:
    assert kind("Stará textilka u řeky | foto: Klára Písková", "cs") is Role.PHOTO


@pytest.mark.parametrize(
    "text",
    [
        "Mia Stone, harbour master",
        "Mia Stone, a reporter, was among the passengers.",
        "Harbours, Mia Stone's correspondent",
    ],
)
def test_no_title_no_byline(text: str) -> None:
    assert kind(text, "en") is Kind.TEXT


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Von unserem Redaktionsmitglied Klara Sand"),
        ("en", "Words by Klara Sand, pictures by Hugo White"),
        ("hu", "Klára Sand írása"),
        ("nl", "Tekst Klara Sand, foto's Hugo White"),
        ("pt", "Reportagem de Klara Sand e fotos de Hugo White"),
        ("sv", "Text: Klara Sand Foto: Hugo White"),
        ("vi", "Bài và ảnh: Klara Sand"),
    ],
)
def test_authors_beside_others(language: str, text: str) -> None:
    lines = list(split([Passage(text, 0)], {}, language))
    assert lines[0].kind is Role.AUTHORS
    persons = read_credits(lines, language).of(Role.AUTHORS)
    assert persons in (["Klara Sand"], ["Klára Sand"])


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("bg", "По информация на БТА"),
        ("de", "Mit Material der Nachrichtenagentur dpa"),
        ("fa", "به نقل از ایرنا"),
        ("sv", "Klara Sand/TT"),
    ],
)
def test_an_agency_with_words_that_lead_to_it(language: str, text: str) -> None:
    assert kind(text, language) is Kind.SIGN_OFF


def test_a_stroke_between_others_is_text() -> None:
    assert kind("Nordhafen/Südhafen", "de") is Kind.TEXT


def test_a_caption_with_a_bare_credit() -> None:
    assert kind("La barca en el muelle. EFE/Clara Arena", "es") is Role.PHOTO
    assert kind("La barca llegó. Puerto/Clara Arena", "es") is Kind.TEXT


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Correction (3 May, 4.30 p.m.): The island is Sker."),
        ("fi", "Korjaus 3.5. klo 16.30: Saari on Sker."),
        ("fr", "Rectificatif du 3 mai : l'île est Sker."),
    ],
)
def test_a_correction_with_its_date(language: str, text: str) -> None:
    assert kind(text, language) is Role.CORRECTIONS


def test_a_place_of_filing_is_nobody() -> None:
    assert read_people("記者沙海莉／北港報導", "zh-Hant").persons == ("沙海莉",)


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("fr", "Un reportage d'Alix Sablon", "Alix Sablon"),
        ("ja", "取材・文　山田花子", "山田花子"),
        ("ko", "글·사진 김모래 기자", "김모래"),
        ("ru", "Беседовал Иван Песков", "Иван Песков"),
        ("zh", "文/沙海莉", "沙海莉"),
    ],
)
def test_who_wrote_without_a_colon(language: str, text: str, name: str) -> None:
    line = classify(Line(text, 0, value=text), language)
    assert read_credits([line], language).of(Role.AUTHORS) == [name]


@pytest.mark.parametrize("text", ["A.S. (avec AFP)", "A. S. avec Reuters", "(AS–AFP)"])
def test_initials_before_an_agency(text: str) -> None:
    assert kind(text, "fr") is Kind.SIGN_OFF


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Staff writer Mia Stone contributed.", Role.CONTRIBUTORS),
        ("Heavy rain contributed.", Kind.TEXT),
    ],
)
def test_one_word_behind_names_credits_them(text: str, role: object) -> None:
    assert classify(Line(text, 0, value=text), "en", plain=False).kind == role


def test_initials_may_follow_a_label() -> None:
    assert kind("Editor: M.D.", "ro") is Role.EDITORS


def test_a_geresh_ends_a_hebrew_name() -> None:
    assert read_people("נועה חופוביץ'", "he").persons == ("נועה חופוביץ'",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ferry is back. Photo: Clara Sand", Role.PHOTO),
        ("The ferry is back. Photo: Clara Sand.", Role.PHOTO),
        ("The ferry is back. Photo: Press Office of the Harbour and Bay Authority", Role.PHOTO),
        ("They split over a word. Image: the public face of a brand.", Kind.TEXT),
        ("Then came the end. Video: It killed the star of the radio.", Kind.TEXT),
    ],
)
def test_the_credit_behind_a_sentence_is_no_second_sentence(
    text: str, expected: Kind | Role
) -> None:
    assert kind(text, "en") is expected


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("en", "Bay Herald staff writer Mia Stone contributed to this report.", ["Mia Stone"]),
        ("en", "Associated Press journalist Jo Lee in Port Alder contributed.", ["Jo Lee"]),
        ("en", "The new ferry contributed.", []),
    ],
)
def test_who_contributed(language: str, text: str, names: list[str]) -> None:
    line = classify(Line(text, 0, value=text), language)
    assert read_credits([line], language).of(Role.CONTRIBUTORS) == names


def test_names_may_have_their_places() -> None:
    text = "Reporting by Jo Lee in Port Alder and Mia Stone in Rome; Editing by Ana Horta"
    credits_ = read_credits([classify(Line(text, 0, value=text), "en")], "en")
    assert credits_.of(Role.AUTHORS) == ["Jo Lee", "Mia Stone"]
    assert credits_.of(Role.EDITORS) == ["Ana Horta"]


def test_an_author_and_an_editor_in_one_line() -> None:
    text = "Sari Utami, Editor: Budi Pantai"
    found = read_credits([classify(Line(text, 0, value=text), "id")], "id")
    assert found.of(Role.AUTHORS) == ["Sari Utami"]
    assert found.of(Role.EDITORS) == ["Budi Pantai"]


def test_the_words_that_end_a_line_need_no_space_in_japanese() -> None:
    assert kind("林怡君をフォローする", "ja") == Role.PROMPT
