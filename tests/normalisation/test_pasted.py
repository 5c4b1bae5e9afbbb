"""Texts as people paste them: who wrote, when, and when it was changed, without labels."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from newscrawl import examine
from newscrawl.items import NewsArticle
from newscrawl.page import MediaType, Origin, Page

FETCHED = datetime(2026, 11, 12, 9, tzinfo=UTC)


def article(*lines: str, live: bool = False) -> NewsArticle:
    origin = Origin.LIVE if live else Origin.FILE
    text = "\n".join(lines).encode()
    page = Page(text, media_type=MediaType.TEXT, origin=origin, fetched_at=FETCHED)
    return examine(page).article


BODY = (
    "The ferry returned to the bay on Monday after three long years in the dock of Port Alder.",
    "Its owners had waited for parts that only one yard in the north of the country still makes.",
)
HEADLINE = "Ferry returns to the bay at last"
MALAY = (
    "Feri itu kembali ke teluk pada hari Isnin selepas tiga tahun lamanya di limbungan.",
    "Pemiliknya menunggu alat ganti yang hanya dibuat oleh sebuah limbungan di utara.",
)


def test_a_byline_before_a_day_without_its_year() -> None:
    found = article(HEADLINE, "By Mia Hale | Nov. 10", *BODY, live=True)
    assert (found.authors, found.date_published) == (["Mia Hale"], "2026-11-10")
    assert found.provenance.inferred == ["date_published"]
    found = article(HEADLINE, "By Mia Hale | Nov. 10", *BODY)
    assert (found.authors, found.date_published) == (["Mia Hale"], None)


@pytest.mark.parametrize("line", ["Mia Hale, 10 November 2026, 12:07", "Mia Hale — 10 Nov 2026"])
def test_a_name_before_its_date(line: str) -> None:
    found = article(HEADLINE, line, *BODY)
    assert found.authors == ["Mia Hale"]
    assert (found.date_published or "").startswith("2026-11-10")
    assert article(HEADLINE, line.replace("Mia Hale", "Port Alder"), *BODY).authors == []


@pytest.mark.parametrize(
    "line",
    [
        "Santa Cruz, 10 November 2026",
        "Mar Bella, 10 November 2026",
        "Alder Palace — 10 November 2026",
        "Weather Forecast | 10 November 2026",
    ],
)
def test_a_place_or_a_theme_before_its_date_is_no_author(line: str) -> None:
    assert article(HEADLINE, line, *BODY).authors == []


@pytest.mark.parametrize("between", ["Transport", "Owners promise that it will stay."])
def test_a_line_may_part_the_name_from_the_headline(between: str) -> None:
    found = article(HEADLINE, between, "Mia Hale", "Published 10.11.2026 12:07", *BODY)
    assert (found.headline, found.authors) == (HEADLINE, ["Mia Hale"])


def test_a_place_may_part_the_name_from_its_date() -> None:
    found = article(HEADLINE, "Mia Hale", "Port Alder", "10/11/2026 - 12:07", *BODY)
    assert (found.headline, found.authors) == (HEADLINE, ["Mia Hale"])


def test_a_headline_without_capitals_above_a_correspondent_is_no_name() -> None:
    body = "বন্দরের পুরোনো সেতুটি সোমবার থেকে আবার খুলে দেওয়া হয়েছে বলে জানিয়েছে পৌরসভা।"
    found = article("বন্দরের পুরোনো সেতু চালু", "নিজস্ব প্রতিবেদক, বন্দরপুর", body, f"{body} আবার।")
    assert (found.headline, found.authors) == ("বন্দরের পুরোনো সেতু চালু", [])


@pytest.mark.parametrize(
    ("line", "changed"),
    [
        ("Published 10 November 2026 17:30, updated at 18:02", "2026-11-10T18:02:00"),
        ("Published 10 November 2026 17:30, updated 11 Nov. 9:15", "2026-11-11T09:15:00"),
        ("Published 31 December 2026 17:30, updated 2 Jan. 9:15", None),
        ("Published 10 November 2026 17:30, updated 15:02", None),
    ],
)
def test_a_change_without_its_day_follows_the_publication(line: str, changed: str | None) -> None:
    assert article(HEADLINE, line, *BODY).date_modified == changed


@pytest.mark.parametrize(
    ("lines", "tags"),
    [
        (("Tags: ferry, Port Alder",), ["ferry", "Port Alder"]),
        (("Related topics", "Ferries", "Rivers"), ["Ferries", "Rivers"]),
        (("Keywords", "#ferry #PortAlder"), ["ferry", "PortAlder"]),
        (("Tags: the ferry that came back to the bay after three years",), []),
        (("Tags: ferry, Port Alder.",), ["ferry", "Port Alder"]),
        (("Topics: the bay, the ferry, and what they cost.",), []),
    ],
)
def test_tags_below_a_text(lines: tuple[str, ...], tags: list[str]) -> None:
    found = article(HEADLINE, "10 November 2026", *BODY, *lines)
    assert (found.keywords, found.related) == (tags, [])
    assert found.article_body == "\n".join(BODY)


def test_a_name_with_an_abbreviation_of_mohamed() -> None:
    found = article("Feri kembali ke teluk akhirnya", "Oleh Hafizah Md Noor", *MALAY)
    assert found.authors == ["Hafizah Md Noor"]


def test_what_a_wire_tells_its_customers_is_no_standfirst() -> None:
    found = article(HEADLINE, "(ATTN: UPDATES with more details in paras 3-4)", *BODY)
    assert found.description is None


def test_a_subhead_that_points_is_no_title() -> None:
    page = "".join(f"<p>{text}</p>" for text in BODY)
    subhead = "<h3>READ MORE ON PETS</h3>"
    markup = f'<html lang="en"><body><article><h1>A</h1>{page}{subhead}{page}</article></html>'
    found = examine(markup.encode(), url="https://a.example/b").article
    assert (found.related, "PETS" in (found.article_body or "")) == ([], False)


@pytest.mark.parametrize(
    ("trail", "section"),
    [
        ("Home > Transport", "Transport"),
        ("Home Transport", "Transport"),
        ("Bay Ledger", None),
        ("Ferries > Transport", None),
        ("Home prices fall again", None),
        ("Home affairs", None),
    ],
)
def test_a_trail_above_the_headline_ends_in_the_section(trail: str, section: str | None) -> None:
    found = article(trail, HEADLINE, "By Mia Hale", "10 November 2026", *BODY)
    assert found.article_section == section


@pytest.mark.parametrize(
    ("line", "description"),
    [
        ("Owners promise two crossings daily", "Owners promise two crossings daily"),
        ("Two crossings daily", None),
        ("Mia Hale and Jonathan de Vries", None),
        ("Bay Ledger, 10 November 2026, morning", None),
    ],
)
def test_a_second_line_below_the_headline(line: str, description: str | None) -> None:
    found = article(HEADLINE, line, "10 November 2026, 12:07", *BODY)
    assert found.description == description


@pytest.mark.parametrize(("name", "authors"), [("Mia Hale", ["Mia Hale"]), ("Port Alder", [])])
def test_a_name_between_the_date_and_the_text(name: str, authors: list[str]) -> None:
    for date in ("10 November 2026, 12:07", "10 November 2026"):
        found = article(HEADLINE, date, name, *BODY)
        assert (found.authors, found.article_body) == (authors, "\n".join(BODY))


@pytest.mark.parametrize("name", ["Jane Doe", "Tariffs Announced"])
def test_a_name_below_a_date_within_the_text_is_part_of_it(name: str) -> None:
    lines = (*BODY, "10 March 2025", name, BODY[0])
    found = article(HEADLINE, *lines)
    assert (found.authors, found.article_body) == ([], "\n".join(lines))


@pytest.mark.parametrize("subhead", ["Topics", "Tags", "In this article"])
def test_a_word_for_tags_within_the_text_is_a_subhead(subhead: str) -> None:
    lines = (BODY[0], subhead, "How It Went", BODY[1])
    found = article(HEADLINE, "By Mia Hale", *lines)
    assert (found.keywords, found.article_body) == ([], "\n".join(lines))


@pytest.mark.parametrize(
    "subhead", ["Also on the agenda", "Don't miss the boat", "More from the ruling", "Topics"]
)
def test_a_subhead_that_opens_as_a_pointer_does_is_part_of_the_text(subhead: str) -> None:
    inside = f"<p>{BODY[0]}</p><h3>{subhead}</h3><p>{BODY[1]}</p>"
    markup = f'<html lang="en"><body><article><h1>A</h1>{inside}</article></html>'
    found = examine(markup.encode(), url="https://a.example/b").article
    assert found.article_body == "\n".join((BODY[0], subhead, BODY[1]))


def test_a_section_below_the_date_is_no_name() -> None:
    told = (
        "Le bac est revenu dans la baie lundi après trois longues années au dock de la ville.",
        "Ses propriétaires attendaient des pièces que seul un chantier du nord fabrique encore.",
    )
    head = ("Le bac revient enfin dans la baie", "10 novembre 2026")
    assert article(*head, "Faits Divers", *told).authors == []
    assert article(*head, "Jeanne Dupont", *told).authors == ["Jeanne Dupont"]


def test_where_no_sentence_has_a_stop_the_text_stands_below_the_head() -> None:
    headline = "เรือข้ามฟากกลับมาให้บริการอีกครั้งที่อ่าวเก่า"
    text = "เรือข้ามฟากกลับมาให้บริการเมื่อวันจันทร์หลังซ่อมนานสามปี"
    found = article(headline, "10 พฤศจิกายน 2569 | 09:15 น.", "ผู้สื่อข่าว : ทรายทอง คลื่นงาม", text)
    assert (found.headline, found.article_body) == (headline, text)


@pytest.mark.parametrize("line", ["Mia Hale, AAP", "Mia Hale, “Bay Post”"])
def test_a_name_beside_its_house(line: str) -> None:
    found = article(HEADLINE, line, "10 November 2026, 12:07", *BODY)
    assert (found.authors, found.article_body) == (["Mia Hale"], "\n".join(BODY))


def test_a_title_that_is_a_label_too_stands_below_a_name() -> None:
    text = "A balsa voltou à baía na segunda-feira depois de três longos anos no estaleiro velho."
    found = article("Balsa volta à baía", "Marta Areia", "Jornalista", "10/11/2026, 9:00", text)
    assert (found.authors, found.headline) == (["Marta Areia"], "Balsa volta à baía")


def test_quoted_words_are_no_trail() -> None:
    headline = "Γάτες «φύλακες» σε παλιό μουσείο"
    text = "Επτά γάτες φυλάνε από τα ποντίκια τα χειρόγραφα του μουσείου στην παλιά πόλη."
    found = article(headline, "Newsroom , Φωνή Πόλης", "10 Νοεμβρίου 2026 13:13", text)
    assert found.headline == headline


def test_tags_may_stand_between_dots() -> None:
    assert article(HEADLINE, *BODY, "Topics: Harbour · Old ferries").keywords == [
        "Harbour",
        "Old ferries",
    ]


def test_the_part_of_a_paper_above_the_headline() -> None:
    assert article("Culture", HEADLINE, *BODY).article_section == "Culture"
    assert article("Ferries", HEADLINE, *BODY).article_section is None


@pytest.mark.parametrize("line", ["PORT ALDER, May 3 (Reuters) -", "PORT ALDER (AP) —"])
def test_a_dateline_on_a_line_of_its_own(line: str) -> None:
    found = article(HEADLINE, line, *BODY)
    assert (found.headline, found.dateline) == (HEADLINE, "PORT ALDER")
    assert found.article_body == "\n".join((f"{line} {BODY[0]}", BODY[1]))
    found = article(line, HEADLINE, "Subtitle of the ferry", *BODY)
    assert found.headline == HEADLINE


def test_the_marks_of_a_messenger() -> None:
    found = article("Forwarded many times", f"*{HEADLINE}*", *BODY, "_Source: Bay Post_")
    assert found.headline == HEADLINE
    assert found.article_body == "\n".join(BODY)
    assert found.source_organization == ["Bay Post"]


def test_the_line_of_a_site_with_its_day_is_no_headline() -> None:
    assert (
        article("Bay News today • Tuesday 10 November, 15:08", HEADLINE, *BODY).headline == HEADLINE
    )
    assert article("Bay News • 10 November 2026, 15:08", HEADLINE, *BODY).headline == HEADLINE
    assert article("View this email in your browser", HEADLINE, *BODY).headline == HEADLINE


def test_a_name_above_a_day() -> None:
    assert article(HEADLINE, "Mia Hale", "10 November 2026", *BODY).authors == ["Mia Hale"]
    assert article(HEADLINE, "Port Alder", "10 November 2026", *BODY).authors == []


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Mia Hale 10.11.2026, 12:07", ["Mia Hale"]),
        ("Port Alder 10.11.2026, 12:07", []),
        ("Mia Hale 10.11.2026", []),
        ("Santa Rosa 10.11.2026, 12:07", []),
    ],
)
def test_a_name_and_nothing_else_before_day_and_time(line: str, names: list[str]) -> None:
    assert article(HEADLINE, line, *BODY).authors == names


@pytest.mark.parametrize("line", ["Mia Hale | Hull", "Mia Hale and Jo Lee"])
def test_names_above_a_date_with_a_place_or_another(line: str) -> None:
    found = article(HEADLINE, line, "10 November 2026, 12:07", *BODY)
    assert found.authors == line.removesuffix(" | Hull").split(" and ")
    assert found.description is None


def test_a_name_behind_a_bar_is_no_place() -> None:
    found = article(HEADLINE, "Mia Hale | Jo Lee", "10 November 2026, 12:07", *BODY)
    assert found.authors == []


def test_a_list_of_what_others_read_is_no_text() -> None:
    ranked = ("Most read", "1. Harbour fees rise next year", "2. Ten islands for the summer")
    assert article(HEADLINE, "By Mia Hale", *BODY, *ranked).article_body == "\n".join(BODY)
    steps = ("How to board:", "1. Buy a ticket at the old quay", "2. Wait for the whistle")
    for advertisement in ([], ["Advertisement"]):
        found = article(HEADLINE, "By Mia Hale", *BODY, steps[0], *advertisement, *steps[1:])
        assert found.article_body == "\n".join((*BODY, *steps))
    winners = ("1. Jo Lee, 9:12", "2. Ann Oak, 9:15")
    found = article(HEADLINE, "By Mia Hale", *BODY, "Advertisement", *winners)
    assert found.article_body == "\n".join((*BODY, *winners))
    found = article(HEADLINE, "By Mia Hale", BODY[0], *ranked[:2], BODY[1])
    assert ranked[1] in (found.article_body or "")


@pytest.mark.parametrize(
    ("above", "section"), [("Local", "Local"), ("Strona główna › Kraj", "Kraj")]
)
def test_the_section_above_a_headline(above: str, section: str) -> None:
    assert article(above, HEADLINE, "By Mia Hale", *BODY).article_section == section


def test_a_mark_for_news_that_only_one_has_is_no_text() -> None:
    found = article(HEADLINE, "By Mia Hale", "EXCLUSIVE", *BODY)
    assert found.article_body == "\n".join(BODY)


def test_both_dates_of_a_thai_line() -> None:
    body = "เมืองเปิดสะพานความยาว 300 เมตรอย่างเป็นทางการเมื่อวันพฤหัสบดี ท่ามกลางนักท่องเที่ยวกว่าสองพันคน"
    found = article(
        "เปิดสะพานแห่งใหม่", "เผยแพร่: 4 เม.ย. 2567 09:20   ปรับปรุง: 4 เม.ย. 2567 10:05", body
    )
    assert (found.date_published, found.date_modified) == (
        "2024-04-04T09:20:00",
        "2024-04-04T10:05:00",
    )
