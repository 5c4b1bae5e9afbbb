"""Signatures and other lines that close a text."""

from __future__ import annotations

import pytest

from newscrawl.extraction import Passage, RawArticle
from newscrawl.items import NewsArticle
from newscrawl.normalisation import normalise
from newscrawl.normalisation.closings import without_biography, without_sign_off
from newscrawl.normalisation.lexicon import Role, lexicon
from newscrawl.normalisation.lines import Line
from newscrawl.page import Page
from tests.normalisation.test_article import from_text

PROSE = {
    "vi": "Cây cầu mới bắc qua sông sẽ mở cửa cho người đi bộ từ tuần tới.",
    "it": "Il traghetto torna a navigare venerdì dopo undici lunghi anni di attesa.",
    "de": "Die Fähre fährt am Freitag nach elf langen Jahren wieder über die Bucht.",
    "he": "המעבורת חזרה להפליג ביום שישי אחרי אחת עשרה שנים ארוכות.",
    "bn": "এগারো বছর পর শুক্রবার থেকে আবার ফেরি চলাচল শুরু হয়েছে।",
    "hi": "ग्यारह साल बाद शुक्रवार से नौका फिर चलने लगी है।",
}


def article(language: str, last: str) -> NewsArticle:
    prose = PROSE[language]
    return from_text(f"{prose}\n{prose}\n{last}", language)


@pytest.mark.parametrize(
    ("language", "line", "names"),
    [
        ("vi", "Khánh Hương - Minh Tâm", ["Khánh Hương", "Minh Tâm"]),
        ("it", "Davide Ferri", ["Davide Ferri"]),
    ],
)
def test_names_below_the_text_wrote_it(language: str, line: str, names: list[str]) -> None:
    found = article(language, line)
    assert (found.authors, found.article_body) == (names, "\n".join([PROSE[language]] * 2))


@pytest.mark.parametrize(
    ("language", "line"),
    [("de", "Weitere Auskünfte"), ("he", "הטיילת תישאר פתוחה למבקרים."), ("bn", "সবাই এতে খুশি।")],
)
def test_no_signature(language: str, line: str) -> None:
    assert article(language, line).authors == []


@pytest.mark.parametrize(("language", "line"), [("hi", "भाषा रंजन"), ("bn", "এসএম/এএ")])
def test_who_was_on_duty_is_no_text(language: str, line: str) -> None:
    assert article(language, line).article_body == "\n".join([PROSE[language]] * 2)


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("it", "La Baia"),
        ("it", "Lunghi Anni"),
        ("en", "Happy New Year"),
        ("en", "God Bless America"),
        ("es", "Feliz Navidad"),
        ("es", "Buenos Aires"),
        ("vi", "Hà Nội"),
        ("ru", "Слава Труду"),
    ],
)
def test_what_the_text_speaks_of_and_wishes_sign_nothing(language: str, line: str) -> None:
    prose = "Il traghetto per La Baia torna a navigare venerdì dopo undici lunghi anni di attesa."
    found = from_text(f"{prose}\n{prose}\n{line}", language)
    assert found.authors == []


def test_a_closing_line_that_signs_nothing_stays_text() -> None:
    prose = PROSE["it"].replace("traghetto", "traghetto di Porto Ferro")
    raw = RawArticle(
        passages=[Passage(text, block) for block, text in enumerate([prose, prose, "Porto Ferro"])]
    )
    found = normalise(raw, page=Page(b""), language="it", notices={})
    assert (found.authors, found.article_body) == ([], f"{prose}\n{prose}\nPorto Ferro")


@pytest.mark.parametrize(
    ("end", "left", "sources"),
    [
        (" - Bernama", "", ["Bernama"]),
        (" — Bernama.", "", ["Bernama"]),
        (" - Jo Lee", " - Jo Lee", []),
    ],
)
def test_an_agency_behind_the_last_sentence(end: str, left: str, sources: list[str]) -> None:
    said = "Feri itu kembali belayar pada hari Jumaat selepas sebelas tahun yang panjang."
    raw = RawArticle(passages=[Passage(said, 0), Passage(f"{said}{end}", 1)], publisher="Warta")
    found = normalise(raw, page=Page(b""), language="ms", notices={})
    assert found.article_body == f"{said}\n{said}{left}"
    assert found.source_organization == sources


@pytest.mark.parametrize(
    ("line", "sources"),
    [
        ("Le Courrier des Monts (avec AFP)", ["AFP"]),
        ("Le Courrier de la Brenne et du Val (avec AFP)", ["AFP"]),
        ("Le Courrier (avec Jean)", []),
        ("Le bac repart. Enfin (avec AFP)", []),
        ("Le bac repart en mer (avec AFP)", []),
    ],
)
def test_the_house_and_who_helped_it(line: str, sources: list[str]) -> None:
    said = "Le bac reprend la mer vendredi après onze longues années d'attente dans la baie."
    raw = RawArticle(passages=[Passage(text, n) for n, text in enumerate([said, said, line])])
    found = normalise(raw, page=Page(b""), language="fr", notices={})
    assert found.source_organization == sources
    assert (found.article_body == f"{said}\n{said}") is bool(sources)


@pytest.mark.parametrize(
    ("language", "end"),
    [
        ("hi", ["भाषा रेत लहर", "लहर"]),
        ("ar", ["وام/محمد الرملي/ هدى البحرية"]),
        ("bg", ["/ХК/"]),
    ],
)
def test_who_was_on_duty_closes_the_text_of_an_agency(language: str, end: list[str]) -> None:
    said = {"ar": "عادت العبارة إلى الإبحار يوم الجمعة بعد أحد عشر عاما طويلة.", **PROSE}.get(
        language, "Фериботът отново плава от петък след единадесет дълги години чакане."
    )
    found = from_text("\n".join([said, said, *end]), language)
    assert found.article_body == f"{said}\n{said}"


def test_a_word_below_no_sign_off_is_text() -> None:
    raw = RawArticle(passages=[Passage(PROSE["hi"], 0), Passage("लहर", 1)])
    found = normalise(raw, page=Page(b""), language="hi", notices={})
    assert found.article_body == f"{PROSE['hi']}\nलहर"


@pytest.mark.parametrize(
    ("language", "end", "source"),
    [("vi", "(Theo TTXVN)", "VNA"), ("no", "(©NTB)", "NTB"), ("de", "Quelle: ppe/dpa", "dpa")],
)
def test_the_agency_behind_a_text(language: str, end: str, source: str) -> None:
    said = "Feri itu kembali belayar pada hari Jumaat selepas sebelas tahun yang panjang."
    raw = RawArticle(passages=[Passage(said, 0), Passage(end, 1)], publisher="Gazette")
    found = normalise(raw, page=Page(b""), language=language, notices={})
    assert found.source_organization == [source]


@pytest.mark.parametrize(
    ("language", "end"),
    [
        ("de", "\nQuelle: Reuters und AFP"),
        ("fi", "\nLähde: Reuters ja AFP"),
        ("hu", "\nForrás: Reuters és AFP"),
        ("de", " (Reuters und AFP)"),
        ("fi", " (Reuters ja AFP)"),
    ],
)
def test_two_agencies_are_joined_as_the_language_joins_names(language: str, end: str) -> None:
    lines = f"{PROSE['de']}{end}".split("\n")
    passages = [Passage(line, number) for number, line in enumerate(lines)]
    raw = RawArticle(passages=passages, publisher="Gazette")
    found = normalise(raw, page=Page(b""), language=language, notices={})
    assert found.source_organization == ["Reuters", "AFP"]


@pytest.mark.parametrize(
    ("opening", "source"),
    [("به گزارش خبرگزاری ایسنا", ["ISNA"]), ("به گزارش مرکز آمار در مهر ماه ۱۴۰۴", [])],
)
def test_the_agency_whose_report_a_text_opens_with(opening: str, source: list[str]) -> None:
    said = f"{opening}، کشتی پس از یازده سال دوباره به آب افتاد."
    raw = RawArticle(passages=[Passage(said, 0)], publisher="روزنامه بندر")
    found = normalise(raw, page=Page(b""), language="fa", notices={})
    assert found.source_organization == source


@pytest.mark.parametrize(
    ("first", "last", "left"),
    [
        ("The bay has no benches.", "Mia Hale is an architect and lives in Hull.", 1),
        ("The bay has no benches, says Mia Hale.", "Mia Hale is an architect in Hull.", 2),
        ("The bay has no benches.", "Mia Hale / Mia is an architect, and lives in Hull.", 1),
        ("The bay has no benches.", "Mia Hale - a bench is what she wants.", 2),
        ("The bay has no benches.", "Mia Hale sits on one.", 2),
        ("The bay has no benches.", "Jo Lee is an architect and lives in Hull.", 2),
    ],
)
def test_a_last_line_that_says_who_wrote_the_text(first: str, last: str, left: int) -> None:
    body = [Line(first, 0), Line(last, 1)]
    assert len(without_biography(body, ["Mia Hale"], lexicon("en"))) == left
    assert without_biography(body[1:], ["Mia Hale"], lexicon("en")) == body[1:]


def test_a_name_and_what_its_bearer_covers_close_a_text() -> None:
    told = ["The bay has no benches.", "MIA HALE", "Hale covers ports for The Bay Post."]
    body = [Line(text, number) for number, text in enumerate(told)]
    assert without_biography(body, ["MIA HALE"], lexicon("en")) == body[:1]
    assert without_biography(body, ["Jo Lee"], lexicon("en")) == body
    again = [*body[:2], Line("MIA HALE is an architect and lives in Hull.", 2)]
    assert without_biography(again, ["MIA HALE"], lexicon("en")) == body[:1]
    signed = [Line("The letter ends:", 0), body[1]]
    assert without_biography(signed, ["MIA HALE"], lexicon("en")) == signed
    assert without_biography([body[0], body[2]], ["MIA HALE"], lexicon("en")) == [body[0], body[2]]


def test_last_lines_that_say_who_wrote_the_text_together() -> None:
    told = ["The bay has no benches.", "Mia Hale is an architect.", "Jo Lee is a poet."]
    body = [Line(text, number) for number, text in enumerate(told)]
    assert without_biography(body, ["Mia Hale", "Jo Lee"], lexicon("en")) == body[:1]
    story = Line("Mia Hale was the first on a bench. " + "She sat there for a while. " * 40, 1)
    assert without_biography([body[0], story], ["Mia Hale"], lexicon("en")) == [body[0], story]


def test_the_editor_behind_the_last_sentence_in_taiwan() -> None:
    words = lexicon("zh-Hant")
    parted = without_sign_off(Line("船今天回港。（編輯：張海）1150503", 0), words)
    assert parted is not None
    assert (parted[0].text, parted[1].kind, parted[1].value) == (
        "船今天回港。", Role.EDITORS, "張海",
    )  # fmt: skip
    assert without_sign_off(Line("船今天回港（編輯：張海）。", 0), words) is None
    assert without_sign_off(Line("船今天回港。（船名：張海）1150503", 0), words) is None
