from __future__ import annotations

import pytest

from newscrawl.extraction import Passage, RawArticle
from newscrawl.items import NewsArticle
from newscrawl.normalisation import normalise
from newscrawl.page import Page


def authors(language: str = "en", **fields: list[str]) -> NewsArticle:
    raw = RawArticle(publisher="Bay Post")
    for name, value in fields.items():
        setattr(raw, name, value)
    return normalise(raw, page=Page(b""), language=language, notices={})


@pytest.mark.parametrize(
    ("language", "line", "names"),
    [
        ("en", "By Ana Horta", ["Ana Horta"]),
        ("en", "19 May 2026 | By Ana Horta and Rui Costa | 3 min read", ["Ana Horta", "Rui Costa"]),
        ("en", "by Ana Horta on May 19, 2026", ["Ana Horta"]),
        ("de", "Publiziert am 19. Mai 2026 von Ina Horst", ["Ina Horst"]),
        ("de", "Di 19.05.26 | 14:07 Uhr | Von Ina Horst", ["Ina Horst"]),
        ("de", "Autorinnen Ina Horst und Rike Kahl", ["Ina Horst", "Rike Kahl"]),
        ("fr", "Par Inès Horta le 19 mai 2026", ["Inès Horta"]),
        ("es", "Por Inés Huerta", ["Inés Huerta"]),
        ("id", "Oleh Sari Utami", ["Sari Utami"]),
        ("sv", "Av Johan SandellReporter", ["Johan Sandell"]),
        ("th", "โดย สมชาย ใจงาม เผยแพร่ 14 มิ.ย. 2569", ["สมชาย ใจงาม"]),
        ("zh", "2026-03-15 08:41 来源：临江日报 作者：陈雨桐 编辑：周立 字号：大", ["陈雨桐"]),
        ("zh", "临江日报客户端 记者 陈雨桐 通讯员 周立 2026-03-15 08:41 阅读 1.2万", ["陈雨桐"]),
        ("ko", "사회부 홍길동 기자 2026. 3. 15. 08:41", ["홍길동"]),
        ("zh", "临江日报 记者 2026-03-15 08:41", []),
        ("pt", "Inês Horta - Repórter da Gazeta da Foz", ["Inês Horta"]),
        ("en", "Ana Horta | Reporter", ["Ana Horta"]),
        ("id", "Sari Utami - Senin, 9 November 2026 | 10:15 WIB", ["Sari Utami"]),
        ("en", "Harbour - 3 May 2026", []),
        ("en", "New York - 3 May 2026", []),
        ("en", "Home Affairs | 3 May 2026", []),
        ("en", "Letters Page - Editor's choice", []),
        ("en", "Ana Horta - 3 May 2026 was a good day", []),
        ("fa", "او در گفت‌وگو با خبرنگار ما سخن گفت", []),
        ("en", "Harbour opens - Reporters wait", []),
        ("en", "Author interviews", []),
        ("en", "Passed by the council on May 19, 2026", []),
        ("en", "By the river", []),
        ("ms", "24 Nov 2026 04:05pm Oleh Nurul Karim", ["Nurul Karim"]),
        ("id", "Selasa, 24 November 2026 13:22 WITA Oleh Sari Utami", ["Sari Utami"]),
        ("de", "Freitag | 14. Juni 2019 | 15:49 VON Ina Horst", ["Ina Horst"]),
        ("hi", "24 May 2026 04:15 PM IST Edited By: रश्मि तिवारी", []),
        ("tr", "Mehmet Kayaç | Anadolu Ajansı", ["Mehmet Kayaç"]),
        ("en", "Ana Horta, Regional Reporter 24/11/2026 2:15pm", ["Ana Horta"]),
        ("en", "Ana Horta, Regional Reporter", ["Ana Horta"]),
        ("fr", "Inès Horta, Keystone-ATS", ["Inès Horta"]),
        ("fi", "Mirja Ranta / STT", ["Mirja Ranta"]),
        ("en", "Upper Darby, PA, May 3, 2026", []),
        ("fa", "گزارش از رضا نادری", ["رضا نادری"]),
        ("en", "Port Alder, home of the reporter", []),
        ("zh", "相关报道", []),
        ("km", "ថ្ងៃទី២៤ ខែវិច្ឆិកា ឆ្នាំ២០២៦ ដោយ៖ ម៉ៅ សុភា", ["ម៉ៅ សុភា"]),
        ("my", "၂၄ နိုဝင်ဘာ ၂၀၂၆ ရေးသားသူ - မောင်သီဟ", ["မောင်သီဟ"]),
        ("de", "Von wegen alles gut", []),
    ],
)
def test_a_line_near_the_headline_names_the_authors(
    language: str, line: str, names: list[str]
) -> None:
    assert authors(language, head_lines=["Harbour", line]).authors == names


@pytest.mark.parametrize(
    ("end", "names"),
    [
        ("（浜田砂子）", ["浜田砂子"]),
        ("（浜田　砂子）", ["浜田 砂子"]),
        ("（敬称略）", []),
        ("（東京社会部）", []),
        ("（共同通信）", []),
        ("（港支局・浜田砂子）", ["浜田砂子"]),
    ],
)
def test_a_name_in_brackets_signs_a_japanese_text(end: str, names: list[str]) -> None:
    raw = RawArticle(publisher="Bay Post", passages=[Passage(f"港に新しい船が着いた。{end}", 0)])
    found = normalise(raw, page=Page(b""), language="ja", notices={})
    assert found.authors == names


def test_credits_glued_to_the_last_sentence_part_from_it() -> None:
    text = "The ferry is back at the quay.Writer: Mia HaleEditor: Tom Reed"
    raw = RawArticle(publisher="Bay Post", passages=[Passage(text, 0)])
    found = normalise(raw, page=Page(b""), language="en", notices={})
    assert found.article_body == "The ferry is back at the quay."
    assert (found.authors, found.editors) == (["Mia Hale"], ["Tom Reed"])


def test_a_person_outranks_an_organisation_and_an_agency_is_the_source() -> None:
    article = authors(organisations=["Reuters"], bylines=["Ana Horta"])
    assert (article.authors, article.source_organization) == (["Ana Horta"], ["Reuters"])


def test_the_editor_whom_a_system_calls_the_author_is_none() -> None:
    passages = [
        Passage("港口周一重新开放，渡船恢复航行。", 0),
        Passage("【纠错】 【责任编辑：周立】", 1),
    ]
    head = ["2026-03-15 08:41 来源：临江日报 作者：陈雨桐 字号：大"]
    for lines, names in ((head, ["陈雨桐"]), ([], ["周立"])):
        raw = RawArticle(passages=passages, authors=["周立"], head_lines=lines)
        found = normalise(raw, page=Page(b""), language="zh", notices={})
        assert (found.authors, found.editors) == (names, ["周立"])


def test_an_organisation_is_the_author_where_nobody_else_is() -> None:
    assert authors(organisations=["Bay Post"]).authors == ["Bay Post"]
    assert authors(authors=["AFP"], bylines=["By"]).authors == ["AFP"]


@pytest.mark.parametrize(
    ("language", "line", "sources", "editors"),
    [
        ("zh", "2026-03-15 08:41 来源：临江日报 责任编辑：周立 字号：大", ["临江日报"], ["周立"]),
        ("en", "Source: Xinhua | 2026-05-03 | Editor: Ana Horta", ["Xinhua"], ["Ana Horta"]),
        ("en", "Source: the harbour office", [], []),
        ("en", "Photo source: Bay Pictures 3 May 2026", [], []),
        ("id", "Pilihan Editor: Jembatan Lama Dibuka", [], []),
        ("en", "Letters to the Editor: Harbour Wall | 3 May 2026", [], []),
        ("es", "Edición: España | 3 de mayo de 2026", [], []),
        ("pt", "Edição: São Paulo | 3 de maio de 2026", [], []),
        ("hi", "Edited By: संजय रावत | Updated: 11 May 2026", [], ["संजय रावत"]),
        ("fr", "Par Inès Horta avec AFP", ["AFP"], []),
    ],
)
def test_lines_around_the_headline_name_sources_and_editors(
    language: str, line: str, sources: list[str], editors: list[str]
) -> None:
    article = authors(language, head_lines=[line])
    assert (article.source_organization, article.editors) == (sources, editors)


def test_what_the_page_speaks_of_is_no_author() -> None:
    line = "Port Alder - 3 May 2026"
    assert authors(head_lines=[line]).authors == ["Port Alder"]
    assert authors(head_lines=[line], headlines=["Rain over Port Alder"]).authors == []
    assert authors(head_lines=[line], keywords=["Port Alder"]).authors == []


@pytest.mark.parametrize(
    ("language", "line", "name"),
    [
        ("pl", "PAP, oprac. Marta Piasek", "Marta Piasek"),
        ("en", "Edited by Ana Horta", "Ana Horta"),
        ("hi", "24 May 2026 04:15 PM IST Edited By: रश्मि तिवारी", "रश्मि तिवारी"),
    ],
)
def test_a_line_near_the_headline_names_the_editor(language: str, line: str, name: str) -> None:
    assert authors(language, head_lines=[line]).editors == [name]


def test_editing_in_a_sentence_names_nobody() -> None:
    assert authors(head_lines=["Poems, edited by the river"]).editors == []


def test_the_translator_of_a_book_is_none_of_its_review() -> None:
    line = "The Ferry by Luc Marin, translated from the French by Anna Moss"
    assert authors(head_lines=[line]).translators == []
    assert authors(head_lines=["Luc Marin, translated by Anna Moss"]).translators == ["Anna Moss"]


@pytest.mark.parametrize(("house", "names"), [(["湾岸新聞"], ["湾岸新聞"]), ([], ["砂野透子"])])
def test_a_correspondent_of_japan_writes_for_the_house(house: list[str], names: list[str]) -> None:
    text = "【浜名原＝砂野透子】三年前に廃止された鉄道の駅舎が、小さな図書室として生まれ変わった。"
    found = authors("ja", passages=[Passage(text, 0)], organisations=house)
    assert (found.authors, found.dateline) == (names, "浜名原")


def test_a_byline_of_the_editor_is_none_of_an_author() -> None:
    assert authors(bylines=["Edited by: Ana Horta"]).authors == []
    assert authors(bylines=["By Rui Costa"]).authors == ["Rui Costa"]


def test_a_byline_may_name_others_behind_the_author() -> None:
    found = authors(bylines=["Rui Costa, translated by Ana Horta"])
    assert found.authors == ["Rui Costa"]
    assert authors("de", bylines=["Uta Lind, Redaktion: Max Muster"]).authors == ["Uta Lind"]


def test_two_authors_may_have_a_line_each() -> None:
    lines = ["Emma Cole, foreign correspondent", "Rui Costa, staff reporter"]
    passages = [
        Passage(line, number)
        for number, line in enumerate(
            [*lines, "The ferry of the bay carries passengers again, eleven years after it sank."]
        )
    ]
    assert authors(head_lines=lines, passages=passages).authors == ["Emma Cole", "Rui Costa"]


def test_whose_name_stands_above_a_label_of_pictures_wrote_nothing() -> None:
    lines = ["Johan Sandell", "Text", "Moa Strand", "Foto"]
    assert authors("sv", bylines=lines).authors == ["Johan Sandell"]
    assert authors("sv", bylines=["Foto", "Johan Sandell"]).authors == ["Johan Sandell"]


def test_a_source_behind_the_date_without_a_capital() -> None:
    found = authors("hu", head_lines=["2026. május 3., 11:16 forrás: MTI"])
    assert found.source_organization == ["MTI"]
    found = authors("en", head_lines=["Bay photo source: AFP"])
    assert found.source_organization == []


@pytest.mark.parametrize(
    ("language", "line", "names"),
    [
        ("pt", "Por Inês Horta, Folha da Foz", ["Inês Horta"]),
        ("pl", "AWR Zatoka Sp. z o.o.", []),
    ],
)
def test_a_paper_or_a_firm_is_nobody(language: str, line: str, names: list[str]) -> None:
    assert authors(language, bylines=[line]).authors == names
