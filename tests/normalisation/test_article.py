from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl.document import Block, Document, Link, parse
from newscrawl.extraction import Passage, PassageKind, RawArticle, RawDate
from newscrawl.items import NewsArticle, Related
from newscrawl.normalisation import normalise
from newscrawl.page import MediaType, Origin, Page

NOTICE = "Dilarang keras mengindeks situs ini untuk AI tanpa izin tertulis dari ANTARA."


def from_text(
    text: str, language: str | None, *, is_notice: Callable[[Block], bool] | None = None
) -> NewsArticle:
    page = Page(text.encode(), media_type=MediaType.TEXT, origin=Origin.FILE)
    document: Document = parse(page)
    raw = RawArticle(passages=[Passage(b.text, b.index, links=b.links) for b in document.blocks])
    notices = {
        block.index: [(0, len(block.text))]
        for block in document.blocks
        if is_notice is not None and is_notice(block)
    }
    return normalise(raw, page=page, language=language, notices=notices)


def said(article: NewsArticle) -> dict[str, Any]:
    """What the article says: every field that is not empty, the provenance by its inferences."""
    values = {field.name: getattr(article, field.name) for field in fields(article)}
    del values["policy"], values["provenance"]
    values["inferred"] = article.provenance.inferred
    return {name: value for name, value in values.items() if value}


WIRE = f"""Seoul (ANTARA) - Dua negara sepakat membuka lagi pelabuhan, kata sumber, Minggu (21/12).
Pelabuhan itu tutup sejak Oktober 2024 karena badai besar yang merusak dermaga utama.
"Kami menunggu lama," katanya.
Tidak ada korban.
Sumber: Yonhap-OANA
Baca juga: Mantan menteri: pelabuhan dapat dibuka lebih cepat
Baca juga: Nelayan sambut pembukaan dermaga
Penerjemah: Ratna Sari Dewi
Editor: Bagus Prakoso
Copyright © ANTARA 2025
{NOTICE}

5 days ago
7



,x_140,y_26/01kdfkg332x5.jpg)

"""


def test_a_wire_text_pasted_with_debris() -> None:
    article = from_text(WIRE, "id", is_notice=lambda block: block.text == NOTICE)
    assert said(article) == {
        "article_body": "\n".join(WIRE.splitlines()[:4]),
        "dateline": "Seoul",
        "publisher": "ANTARA",
        "source_organization": ["Yonhap-OANA"],
        "in_language": "id",
        "translators": ["Ratna Sari Dewi"],
        "editors": ["Bagus Prakoso"],
        "copyright_holder": "ANTARA",
        "copyright_year": 2025,
        "copyright_notice": "Copyright © ANTARA 2025",
        "related": [
            Related("Mantan menteri: pelabuhan dapat dibuka lebih cepat"),
            Related("Nelayan sambut pembukaan dermaga"),
        ],
        "date_published": "2025-12-21",
        "inferred": ["date_published"],
    }


def test_a_december_story_under_a_january_copyright() -> None:
    text = WIRE.replace("Minggu (21/12)", "Rabu (31/12)").replace("ANTARA 2025", "ANTARA 2026")
    assert from_text(text, "id").date_published == "2025-12-31"


STAMPS = [
    ("2025-12-20 10:22:00", "2025-12-20T10:22:00+07:00", None),
    ("20/12/2025 10:22", "2025-12-20T10:22:00+07:00", None),
    ("20 Desember 2025, diperbarui 21 Desember 2025", "2025-12-20", "2025-12-21"),
    ("Diperbarui oleh redaksi, 21 Desember 2025", "2025-12-21", "2025-12-21"),
]


@pytest.mark.parametrize(("stamp", "appeared", "changed"), STAMPS)
def test_a_line_of_dates_above_a_wire_text(stamp: str, appeared: str, changed: str | None) -> None:
    story = WIRE[WIRE.index("Seoul") :]
    article = from_text(f"Pelabuhan dibuka kembali hari ini\n\n{stamp}\n\n{story}", "id")
    assert (article.date_published, article.date_modified) == (appeared, changed)
    # Only the day of the news, in its lead, says when a story appeared that was "updated".
    assert ("date_published" in article.provenance.inferred) == stamp.startswith("Diperbarui")


ENGLISH = """News
Home > World > Europe
Bridge reopens after storm repairs
Traffic returned to the old bridge on Monday, ending a month of detours.
By Jane Doe and John Roe
March 3, 2026 10:15 AM GMT
Updated March 4, 2026
3 min read
Share
LONDON, March 3 (Reuters) - Engineers reopened the old bridge after a month, the city said.

Traffic was light. "We waited a long time," said a driver.

Advertisement

Costs rise
The repairs cost 4 million pounds, twice the estimate.
Read more: Ferry fares to rise in summer
The council meets again on Friday.
(Reporting by Jane Doe in London and John Roe; Editing by Mary Major)
© 2026 Thomson Reuters. All rights reserved.
Related stories
Harbour tunnel delayed
2 hours ago
12 comments
"""


def test_a_page_copied_whole() -> None:
    assert said(from_text(ENGLISH, "en")) == {
        "headline": "Bridge reopens after storm repairs",
        "description": "Traffic returned to the old bridge on Monday, ending a month of detours.",
        "article_section": "Europe",
        "article_body": (
            "LONDON, March 3 (Reuters) - Engineers reopened the old bridge after a month, the"
            " city said.\n"
            'Traffic was light. "We waited a long time," said a driver.\n'
            "Costs rise\n"
            "The repairs cost 4 million pounds, twice the estimate.\n"
            "The council meets again on Friday."
        ),
        "authors": ["Jane Doe", "John Roe"],
        "editors": ["Mary Major"],
        "dateline": "LONDON",
        "publisher": "Reuters",
        "date_published": "2026-03-03T10:15:00+00:00",
        "date_modified": "2026-03-04",
        "in_language": "en",
        "copyright_holder": "Thomson Reuters",
        "copyright_year": 2026,
        "copyright_notice": "© 2026 Thomson Reuters. All rights reserved.",
        "related": [Related("Ferry fares to rise in summer"), Related("Harbour tunnel delayed")],
    }


TEXTS = [
    (
        "de",
        """Bergbahn fährt wieder – nach 14 Monaten
Von Lena Acher
OBERTAL (dpa) – Die Bergbahn hat am Mittwoch (3. Juni) den Betrieb wieder aufgenommen.
Lesen Sie auch: Wanderweg bleibt gesperrt
Anzeige
Die neue Anlage befördert 900 Personen in der Stunde.
Quelle: dpa
© 2026 Talpost AG. Alle Rechte vorbehalten.
vor 5 Tagen""",
        {
            "headline": "Bergbahn fährt wieder – nach 14 Monaten",
            "authors": ["Lena Acher"],
            "dateline": "OBERTAL",
            "source_organization": ["dpa"],
            "publisher": "Talpost AG",
            "copyright_holder": "Talpost AG",
            "copyright_year": 2026,
            "copyright_notice": "© 2026 Talpost AG. Alle Rechte vorbehalten.",
            "related": [Related("Wanderweg bleibt gesperrt")],
            "date_published": "2026-06-03",
            "inferred": ["date_published"],
        },
        (2, 5),
    ),
    (
        "fr",
        """PARIS, 3 juin (AFP) - Le gouvernement a présenté mercredi un plan pour les ports.
À lire aussi Les quais de Lorient changent de visage
Le plan prévoit 40 millions d'euros.
(avec AFP)
Publié le 3 juin 2026 à 18:28
© 2026 Le Quai. Tous droits réservés.""",
        {
            "dateline": "PARIS",
            "source_organization": ["AFP"],
            "publisher": "Le Quai",
            "copyright_holder": "Le Quai",
            "copyright_year": 2026,
            "copyright_notice": "© 2026 Le Quai. Tous droits réservés.",
            "related": [Related("Les quais de Lorient changent de visage")],
            "date_published": "2026-06-03T18:28:00",
        },
        (0, 2),
    ),
    (
        "it",
        """(ANSA) - ROMA, 03 GIU - Il porto ha inaugurato un nuovo laboratorio.
I ricercatori hanno installato dodici microfoni.
Leggi anche: Le balene tornano nella baia
RIPRODUZIONE RISERVATA © Copyright ANSA 2026""",
        {
            "dateline": "ROMA",
            "publisher": "ANSA",
            "copyright_holder": "ANSA",
            "copyright_year": 2026,
            "copyright_notice": "RIPRODUZIONE RISERVATA © Copyright ANSA 2026",
            "related": [Related("Le balene tornano nella baia")],
            "date_published": "2026-06-03",
            "inferred": ["date_published"],
        },
        (0, 1),
    ),
    (
        "ru",
        """МОСКВА, 3 июня — РИА Новости. Порт открыл новую лабораторию, сообщили в пресс-службе.
Учёные установили двенадцать микрофонов.
Читайте также: Киты вернулись в залив
Редактор: Анна Иванова
Фото: РИА Новости
5 дней назад""",
        {
            "dateline": "МОСКВА",
            "publisher": "RIA Novosti",
            "editors": ["Анна Иванова"],
            "related": [Related("Киты вернулись в залив")],
            "inferred": ["publisher"],
        },
        (0, 1),
    ),
    (
        "ko",
        """항구에 새 연구소 문 열어
송고 2026/06/03 15:34
(부산=연합뉴스) 홍길동 기자 = 부산항에 수중 소음을 측정하는 새 연구소가 3일 문을 열었다.
연구진은 마이크 12대를 설치했다고 밝혔다.
[사진=연합뉴스]
<저작권자(c) 연합뉴스, 무단 전재-재배포 금지>
제보는 카카오톡 okjebo
5일 전""",
        {
            "headline": "항구에 새 연구소 문 열어",
            "authors": ["홍길동"],
            "dateline": "부산",
            "publisher": "Yonhap",
            "copyright_holder": "연합뉴스",
            "copyright_notice": "<저작권자(c) 연합뉴스, 무단 전재-재배포 금지>",
            "date_published": "2026-06-03T15:34:00+09:00",
        },
        (2, 3),
    ),
    (
        "zh",
        """港口新实验室启用
2026年6月3日 10:22
新华社北京6月3日电（记者张三、李四）港口新实验室3日启用，测量水下噪音。
研究人员安装了十二个麦克风。
延伸阅读：鲸鱼回到海湾
【编辑:王五】""",
        {
            "headline": "港口新实验室启用",
            "authors": ["张三", "李四"],
            "editors": ["王五"],
            "dateline": "北京",
            "publisher": "Xinhua",
            "related": [Related("鲸鱼回到海湾")],
            "date_published": "2026-06-03T10:22:00+08:00",
            "inferred": ["publisher"],
        },
        (2, 3),
    ),
    (
        "ms",
        """KUALA LUMPUR, 22 Nov (Bernama) -- Kerajaan akan membina makmal baharu, kata menteri.
Makmal itu dijangka siap tahun depan.
- BERNAMA""",
        {"dateline": "KUALA LUMPUR", "publisher": "Bernama", "inferred": ["publisher"]},
        (0, 1),
    ),
    (
        "tr",
        """ANKARA (AA) - Liman yeni bir laboratuvar açtı, bakanlık açıkladı.
İlgili haberler
Balinalar körfeze döndü
Muhabir: Ayşe Yılmaz
Kaynak: AA""",
        {
            "dateline": "ANKARA",
            "authors": ["Ayşe Yılmaz"],
            "source_organization": ["Anadolu"],
            "related": [Related("Balinalar körfeze döndü")],
        },
        (0,),
    ),
    (
        "ar",
        """القاهرة (رويترز) - افتتح الميناء مختبرا جديدا يوم الأربعاء لقياس الضوضاء تحت الماء.
وقال الباحثون إنهم ركبوا اثني عشر ميكروفونا.
اقرأ أيضاً: عودة الحيتان إلى الخليج
تحرير: أحمد حسن
منذ 5 أيام""",
        {
            "dateline": "القاهرة",
            "editors": ["أحمد حسن"],
            "publisher": "Reuters",
            "related": [Related("عودة الحيتان إلى الخليج")],
            "inferred": ["publisher"],
        },
        (0, 1),
    ),
    (
        "sv",
        """Hamnen öppnar labb
Hamnen har öppnat ett nytt labb som mäter buller under vattnet.
Forskarna har satt upp tolv mikrofoner.
Läs också: Valarna är tillbaka
TT
Publicerad 2026-06-03 10:15""",
        {
            "headline": "Hamnen öppnar labb",
            "source_organization": ["TT"],
            "related": [Related("Valarna är tillbaka")],
            "date_published": "2026-06-03T10:15:00",
        },
        (1, 2),
    ),
    (
        "id",
        """Harga beras turun di pasar induk
JAKARTA, KOMPAS.com - Harga beras turun pada Senin (2/3/2026) di sejumlah pasar induk.
Baca juga:
Stok beras aman hingga Lebaran
"Alhamdulillah turun," kata Rina, pedagang.
Tidak ada korban.
Penulis: Putu IndahEditor: Agus Salim""",
        {
            "headline": "Harga beras turun di pasar induk",
            "authors": ["Putu Indah"],
            "editors": ["Agus Salim"],
            "dateline": "JAKARTA",
            "publisher": "Kompas.com",
            "related": [Related("Stok beras aman hingga Lebaran")],
            "date_published": "2026-03-02",
            "inferred": ["publisher", "date_published"],
        },
        (1, 4, 5),
    ),
]


@pytest.mark.parametrize(("language", "text", "expected", "body"), TEXTS)
def test_agency_copy(
    language: str, text: str, expected: dict[str, Any], body: tuple[int, ...]
) -> None:
    lines = text.splitlines()
    whole = {"in_language": language, "article_body": "\n".join(lines[i] for i in body)}
    assert said(from_text(text, language)) == {**expected, **whole}


def test_credits_above_the_text_close_nothing() -> None:
    text = (
        "Ferry returns to the isles\nReporter: Jane Doe\nEditor: John Roe\n"
        "© 2026 Bay Observer\nThe ferry sailed again on Friday after eleven years.\n"
        "It carried 212 passengers and a brass band."
    )
    article = from_text(text, "en")
    assert article.headline == "Ferry returns to the isles"
    assert article.article_body == "\n".join(text.splitlines()[4:])
    assert (article.authors, article.editors) == (["Jane Doe"], ["John Roe"])


def test_nothing_is_read_from_nothing() -> None:
    assert said(from_text("", "en")) == {"in_language": "en"}
    assert from_text("Rain.", "en").article_body == "Rain."


def raw_page(**values: Any) -> NewsArticle:
    page = Page(
        b"", url="https://gazette.example/a", fetched_at=datetime(2026, 3, 20, 12, tzinfo=UTC)
    )
    return normalise(RawArticle(**values), page=page, language="en", notices={})


def test_a_page_brings_its_own_fields() -> None:
    ferry = Link("https://gazette.example/ferry", "The ferry is back")
    article = raw_page(
        url="https://gazette.example/a",
        headlines=["Night  ferry returns - Harbour Gazette"],
        description="Night ferry returns",
        keywords=["ferry", "Ferry", ""],
        authors=["Morag Ellison", "Harbour Gazette"],
        publisher="Harbour Gazette",
        published=[RawDate("nonsense", "meta"), RawDate("2026-03-14T07:30:00Z", "json-ld")],
        modified=[RawDate("2026-03-14T11:05:00+00:00", "json-ld")],
        passages=[
            Passage("PORT ALDER — The ferry sailed again on Friday.", 0),
            Passage("Cabins sold out", 1, PassageKind.SUBHEAD),
            Passage("They were gone until May.", 2),
            Passage("Read also: The ferry is back", 3, links=(ferry,)),
            Passage("Editing by Paul Renwick", 4),
            Passage("More from us", 5, PassageKind.SUBHEAD),
        ],
    )
    assert said(article) == {
        "url": "https://gazette.example/a",
        "headline": "Night ferry returns",
        "keywords": ["ferry"],
        "authors": ["Morag Ellison"],
        "editors": ["Paul Renwick"],
        "publisher": "Harbour Gazette",
        "dateline": "PORT ALDER",
        "in_language": "en",
        "date_published": "2026-03-14T07:30:00+00:00",
        "date_modified": "2026-03-14T11:05:00+00:00",
        "related": [Related("The ferry is back", "https://gazette.example/ferry")],
        "article_body": (
            "PORT ALDER — The ferry sailed again on Friday.\nCabins sold out\n"
            "They were gone until May."
        ),
    }


def test_ages_are_read_on_live_pages_only() -> None:
    published = [RawDate("2 days ago", "time")]
    assert (raw_page(published=published).date_published or "").startswith("2026-03-18")
    page = Page(b"", origin=Origin.FILE)
    kept = normalise(RawArticle(published=published), page=page, language="en", notices={})
    assert kept.date_published is None


def test_an_agency_on_a_page_is_not_its_publisher() -> None:
    article = raw_page(passages=[Passage("LONDON (Reuters) - Shares rose on Monday.", 0)])
    assert (article.publisher, article.source_organization) == (None, ["Reuters"])


@given(st.text(max_size=2_000), st.sampled_from(["en", "id", "zh", None]))
@settings(max_examples=60, deadline=None)
def test_any_text_is_normalised(text: str, language: str | None) -> None:
    article = from_text(text, language)
    for field in fields(article):
        assert getattr(article, field.name) != ""


def test_a_long_text_takes_linear_time() -> None:
    lines = "\n".join(
        f"The ferry number {number} sailed again on Friday." for number in range(5_000)
    )
    article = from_text(lines, "en")
    assert article.article_body is not None
    assert article.article_body.count("\n") == 4_999


PROSE = "Pelabuhan itu tutup sejak Oktober karena badai besar yang merusak dermaga utama."


def test_a_publisher_in_the_dateline_outranks_a_source_line() -> None:
    text = f"REPUBLIKA.CO.ID, AMBON -- {PROSE}\n{PROSE}\nsumber : Antara"
    article = from_text(text, "id")
    assert (article.publisher, article.source_organization) == ("Republika", ["ANTARA"])
    assert article.provenance.inferred == ["publisher"]


def test_an_agency_in_the_dateline_with_a_source_line_is_no_publisher() -> None:
    assert from_text(f"Ambon (ANTARA) - {PROSE}\nSumber: Antara", "id").publisher is None


def test_the_outlet_of_a_byline_publishes() -> None:
    head = "Pasar lama dibuka lagi di kota\nAni Lestari - detikNews\nSabtu, 06 Des 2025 06:55 WIB"
    article = from_text(f"{head}\nAmbon - {PROSE}", "id")
    assert (article.publisher, article.authors) == ("detikcom", ["Ani Lestari"])


def test_a_note_of_first_publication_is_kept_and_names_a_source() -> None:
    article = from_text(f"{PROSE}\nArtikel ini telah tayang di Kantor Berita Antara.", "id")
    assert article.corrections == ["Artikel ini telah tayang di Kantor Berita Antara."]
    assert article.source_organization == ["ANTARA"]


def test_a_line_with_two_stamps_gives_both_dates() -> None:
    text = f"The port is open again\nPTI | Updated: December 20, 2025 18:22 IST\n{PROSE}"
    article = from_text(text, "en")
    assert article.date_published is None
    assert (article.date_modified or "").startswith("2025-12-20T18:22")


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "PTI AB CDE"),
        ("en", "(This story has not been edited by our staff and comes from a feed.)"),
        ("en", "Download our app on Google Play and the App Store."),
        ("id", "* Fakta atau Hoaks? Untuk mengetahui kebenaran, silakan kirim pesan."),
        ("ms", "BERNAMA menyediakan informasi terkini yang disebarkan melalui wayar."),
    ],
)
def test_boilerplate_at_the_tail_is_no_body(language: str, line: str) -> None:
    assert from_text(f"{PROSE}\n{PROSE}\n{line}", language).article_body == f"{PROSE}\n{PROSE}"


def test_a_credit_in_three_parts() -> None:
    by = "Reporting by Ann Ash; Additional reporting by Bo Birch in Oslo"
    article = from_text(f"{PROSE}\n{PROSE}\n{by}; Editing by Cy Cole and Di Dorn", "en")
    assert article.authors == ["Ann Ash"]
    assert article.contributors == ["Bo Birch"]
    assert article.editors == ["Cy Cole", "Di Dorn"]


def test_a_label_of_two_roles_credits_both() -> None:
    article = from_text(f"{PROSE}\nPenerjemah/Editor: Ani Lestari", "id")
    assert (article.translators, article.editors) == (["Ani Lestari"], ["Ani Lestari"])


@pytest.mark.parametrize(
    ("other", "local"),
    [
        ("2026-05-19T21:30:00-05:00", "2026-05-19T21:30:00-05:00"),
        ("19 May 2026, 9:30 pm", "2026-05-19T21:30:00-05:00"),
        ("20 May 2026, 2:41", "2026-05-20T02:30:00+00:00"),
        ("20 May 2026", "2026-05-20T02:30:00+00:00"),
    ],
)
def test_an_instant_is_told_by_the_clock_of_the_place_that_another_date_proves(
    other: str, local: str
) -> None:
    raw = RawArticle(published=[RawDate("2026-05-20T02:30:00Z", "json-ld"), RawDate(other, "x")])
    article = normalise(raw, page=Page(b""), language="en", notices={})
    assert article.date_published == local


def test_a_country_declared_with_the_language_settles_the_order_of_a_date() -> None:
    raw = RawArticle(language="en-GB", published=[RawDate("02/05/2026", "visible")])
    article = normalise(raw, page=Page(b""), language="en", notices={})
    assert article.date_published == "2026-05-02"


@pytest.mark.parametrize(
    "opening", ["27.1.2026 -", "Mitteilung vom 27. Januar 2026 | Hafenstadt –"]
)
def test_a_full_date_that_opens_the_lead_is_inferred_to_be_the_day(opening: str) -> None:
    lead = Passage(f"{opening} Bei der Feier am Hafen haben am Abend hundert Menschen gesungen.", 0)
    raw = RawArticle(passages=[lead])
    article = normalise(raw, page=Page(b""), language="de", notices={})
    assert article.date_published == "2026-01-27"
    assert article.provenance.inferred == ["date_published"]


def test_a_menu_and_a_headline_in_the_cell_of_the_text_are_no_body() -> None:
    prose = "The ferry sailed again on Friday after eleven long years."
    lines = ["Columns", "Recipes", "The ferry is back", prose, prose]
    found = raw_page(
        headlines=["The ferry is back"],
        passages=[Passage(line, index) for index, line in enumerate(lines)],
    )
    assert found.article_body == f"{prose}\n{prose}"
    below = [prose, "The ferry is back", prose]
    found = raw_page(
        headlines=["The ferry is back"],
        passages=[Passage(line, index) for index, line in enumerate(below)],
    )
    assert found.article_body == "\n".join(below)
