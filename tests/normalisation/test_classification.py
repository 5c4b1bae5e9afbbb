"""Lines by what they are for, where more than one rule has a say."""

from __future__ import annotations

import pytest

from newscrawl.extraction import Passage
from newscrawl.normalisation.classification import classify, split
from newscrawl.normalisation.lexicon import Role
from newscrawl.normalisation.lines import Kind, Line


def kind(text: str, language: str) -> object:
    return classify(Line(text, 0, value=text), language).kind


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "4 min read · 12 comments", Kind.DEBRIS),
        ("es", "hace 3 horas · 4 min de lectura", Kind.DEBRIS),
        ("da", "12. maj 2026 kl. 10.22 · 4 min", Role.PUBLISHED),
        ("ro", "Actualizat acum 2 ore | 12 comentarii", Kind.DEBRIS),
    ],
)
def test_a_strip_of_dates_ages_and_counters(language: str, text: str, expected: object) -> None:
    assert kind(text, language) is expected


@pytest.mark.parametrize(
    "text",
    [
        "4 min read, he thought, and 12 comments.",
        "12 May 2026, 4 goals",
        "Ten ships · 4 min read",
    ],
)
def test_what_says_more_is_no_strip(text: str) -> None:
    assert kind(text, "en") is Kind.TEXT


def test_a_strip_of_furniture_keeps_the_date_it_opens_with() -> None:
    line = "Stand: 12.05.2026 | 14:10 Uhr | Lesedauer: 2 Minuten"
    found = classify(Line(line, 0), "de")
    assert (found.kind, found.value) == (Role.MODIFIED, line.removeprefix("Stand: "))


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "(With agency inputs)", Kind.DEBRIS),
        ("en", "Translated from the Spanish by Ana Ruiz", Role.TRANSLATORS),
        ("en", "Image credits: Harbour Trust", Role.PHOTO),
        ("en", "Republished with permission from The Herald.", Role.REPUBLISHED),
        ("pt", "*Estagiária sob supervisão de Carlos Mota", Role.CONTRIBUTORS),
        ("fr", "Avec notre correspondante à Dakar, Léa Petit", Role.CONTRIBUTORS),
        ("fr", "Avec notre équipe, nous irons jusqu’au bout, a promis le maire.", Kind.TEXT),
        ("zh", "（记者王芳）", Role.AUTHORS),
        ("ru", "Материал подготовила Анна Белова", Role.AUTHORS),
        ("ru", "Ранее сообщалось, что мост закроют в мае.", Kind.TEXT),
        ("de", "Lesetipp: So teuer wird das neue Freibad", Role.RELATED),
        ("en", "By Ana Horta | May 3, 2026, 6:30 a.m.", Role.AUTHORS),
        ("en", "By Ana Horta | 3 hours ago", Role.AUTHORS),
        ("en", "By Ana Horta | What the harbour taught 12 of us", Kind.TEXT),
        ("en", "By Ana Horta and Tom Reed, staff writers", Role.AUTHORS),
        ("en", "By health reporter Ana Horta", Role.AUTHORS),
        ("ar", "كتب - سالم الحسني:", Role.AUTHORS),
        ("en", "We use cookies to make this site work. Accept all Reject all", Role.PROMPT),
        ("en", "We use cookies as bait, said the warden.", Kind.TEXT),
        ("en", "By using this site as a range the army kept it wild.", Kind.TEXT),
        ("pl", "Używamy plików cookie, aby poprawić działanie serwisu.", Role.PROMPT),
    ],
)
def test_lines_of_many_newsrooms(language: str, text: str, expected: object) -> None:
    assert classify(Line(text, 0, value=text), language).kind is expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "终审：法院维持了原判，市政府应支付工程的全部费用。"),
        ("pl", "Aktualizacja: plan przewiduje nowy mur z kamienia do 2027 roku."),
    ],
)
def test_a_sentence_behind_a_label_is_text(language: str, text: str) -> None:
    assert kind(text, language) is Kind.TEXT


def test_a_name_in_full_opens_what_is_said_of_an_author() -> None:
    assert kind("Autorin: Uta Lind, Leiterin des Archivs der Stadt.", "de") is Role.AUTHORS


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "Actualizado: 3 de mayo de 2026 a las 10.30 a. m."),
        ("ja", "更新：2026年5月3日午前10時30分。"),
    ],
)
def test_a_date_behind_its_label_may_end_as_a_sentence_does(language: str, text: str) -> None:
    assert kind(text, language) is Role.MODIFIED


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("hi", "रिपोर्ट- रेत लहर, बंदरगाह", Role.AUTHORS),
        ("en", "Editor - Mia Stone", Role.EDITORS),
        ("en", "Editor - the man behind the paper", Kind.TEXT),
        ("km", "អានបន្ត៖ សាឡាងត្រឡប់មកវិញ", Role.RELATED),
        ("km", "អានបន្ត/សាឡាងត្រឡប់មកវិញ", Role.RELATED),
        ("my", "ဆက်စပ်သတင်း/ကူးတို့ပြန်လာ", Role.RELATED),
        ("km", "លោកនិយាយថា៖ សាឡាងត្រឡប់មកវិញ", Kind.TEXT),
        ("ar", "اقرأ أيضًا.. العبارة تعود إلى المرفأ", Role.RELATED),
        ("ur", "یہ بھی پڑھئے: کشتی واپس آ گئی", Role.RELATED),
        ("ta", "இதையும் படிங்க: படகு திரும்பியது", Role.RELATED),
        ("en", "SOURCE Alder Shipping Ltd", Role.SOURCES),
        ("en", "Source Alder Shipping Ltd", Kind.TEXT),
        ("en", "SOURCE ALDER SHIPPING", Kind.TEXT),
        ("en", "Request Reprint & Licensing", Kind.DEBRIS),
        ("en", "This article is more than 2 years old", Role.PROMPT),
        ("no", "Artikkelen er mer enn 3 måneder gammel", Role.PROMPT),
        ("de", "Dieses Thema im Programm: Radio Nordheide | 24.11.2026 | 16:00 Uhr", Role.PROMPT),
        ("en", "This story is more than 40 years in the making, and the town is proud.", Kind.TEXT),
        ("en", "This article is over, but the fight has only begun.", Kind.TEXT),
        ("no", "Denne saken er over for min del, sier ordføreren.", Kind.TEXT),
        ("de", "Über dieses Thema haben wir im Rat lange gestritten.", Kind.TEXT),
        ("en", "Read more... than one book a week, teachers say.", Kind.TEXT),
        ("en", "SOURCES Say Deal Near", Kind.TEXT),
        ("sv", "Rätta artikeln", Kind.DEBRIS),
        ("zh", "记者 何伟 通讯员 王五", Role.AUTHORS),
        ("en", "By Ana Horta and Rui Costa | Infrastructure", Role.AUTHORS),
        ("en", "Translated from the Swahili by Edwin Sand", Role.TRANSLATORS),
        ("ms", "BACA: Feri kembali ke teluk", Role.RELATED),
        ("hu", "Kapcsolódó cikkünk: Visszatért a komp", Role.RELATED),
        ("es", "El periodista de AP Juan Roca contribuyó con este despacho.", Role.CONTRIBUTORS),
    ],
)
def test_lines_of_yet_more_newsrooms(language: str, text: str, expected: object) -> None:
    assert kind(text, language) is expected


def test_the_mark_of_khmer_stays_in_the_text() -> None:
    said = "លោកនិយាយថា៖ សាឡាងត្រឡប់មកវិញ"
    assert classify(Line(said, 0, value=said), "km").text == said


def test_a_bar_may_part_two_authors_or_their_section() -> None:
    two, section = "By Jane Doe | Sam Poe", "By Jane Doe | Infrastructure"
    assert classify(Line(two, 0, value=two), "en").value == "Jane Doe | Sam Poe"
    assert classify(Line(section, 0, value=section), "en").value == "Jane Doe"


def test_two_stamps_may_stand_side_by_side() -> None:
    text = "최종수정 2026.11.25 10:12 기사입력 2026.11.25 08:00"
    found = [line.kind for line in split([Passage(text, 0)], {}, "ko")]
    assert found == [Role.MODIFIED, Role.PUBLISHED]


@pytest.mark.parametrize("mark", ["|", "·", "•", "-", "–", "—"])
def test_two_dates_are_parted_at_the_mark_between_them(mark: str) -> None:
    text = f"PTI {mark} 3 May {mark} Updated: 4 May"
    found = [line.text for line in split([Passage(text, 0)], {}, "en")]
    assert found == [f"PTI {mark} 3 May", f"{mark} Updated: 4 May"]


@pytest.mark.parametrize("space", ["", " "])
def test_buttons_in_brackets_are_lines_of_their_own(space: str) -> None:
    found = split([Passage(f"【编辑】{space}【纠错】", 0)], {}, "zh")
    assert [line.text for line in found] == ["【编辑】", "【纠错】"]


def test_a_year_before_a_word_for_dates_is_no_stamp() -> None:
    text = "Das Spiel von 2009 wird als Zusatz für Besitzer der Fassung von 2011 veröffentlicht."
    assert len(list(split([Passage(text, 0)], {}, "de"))) == 1


def test_a_line_told_before_is_told_alike_in_its_own_place() -> None:
    texts = ["4 min read", "Foto: Jo Lee", "The ferry is back.", "4 min read", "Foto: Jo Lee"]
    once, again = (
        [*split([Passage(text, place) for place, text in enumerate(texts)], {}, "de")]
        for _ in range(2)
    )
    assert once == again
    assert [line.passage for line in once] == [0, 1, 2, 3, 4]
    told = [(line.kind, line.value) for line in once]
    assert told[:2] == told[3:] == [(once[0].kind, texts[0]), (Role.PHOTO, "Jo Lee")]
    spoken = [*split([Passage(texts[1], 0)], {}, "tr")]
    assert [line.kind for line in spoken] == [classify(Line(texts[1], 0), "tr").kind]
