"""Which of the dates on a page are offered as the article's, in what order."""

from __future__ import annotations

import pytest

from newscrawl.document import parse
from newscrawl.extraction import RawArticle, extract
from newscrawl.extraction.lexicon import table
from newscrawl.page import Page

BODY = "<p>Four hundred hand-drawn maps of the bay can be viewed from Wednesday in town.</p>" * 2
TITLE = "<title>The archive opens its drawers</title>"
H1 = "<h1>The archive opens its drawers</h1>"


def read(body: str, head: str = TITLE, url: str = "https://baypost.example/maps") -> RawArticle:
    html = f"<html><head>{head}</head><body>{body}</body></html>"
    return extract(parse(Page(html.encode(), url=url)))


def published(body: str, head: str = TITLE, url: str = "https://baypost.example/maps") -> list[str]:
    return [date.text for date in read(body, head, url).published]


def test_links_to_other_stories_date_nothing_before_the_lines_of_the_article() -> None:
    teaser = "<li><a href=/x>03.02.2026 Ferries: a long look back at forty winters</a></li>"
    body = f"<p>12.05.2026 09:30</p>{H1}<p>Maps are back.</p><ul>{teaser}</ul>"
    assert published(body)[0] == "12.05.2026 09:30"


def test_captions_and_comments_date_nothing() -> None:
    figure = "<figure><figcaption>The harbour on 4 May 2019</figcaption></figure>"
    comments = "<section class=comments><p>Ann, 5 May 2026, 09:00</p></section>"
    assert published(f"{H1}{figure}{BODY}{comments}") == []


@pytest.mark.parametrize(
    "line",
    [
        "Registriert: 18.09.2008, 05:56",
        "Joined 18 September 2008",
        "Member since 18/09/2008",
        "Inscrit le 18 septembre 2008",
        "Зарегистрирован 18.09.2008",
    ],
)
def test_when_somebody_joined_is_no_date_of_the_article(line: str) -> None:
    assert published(f"{H1}<p>{line}</p>{BODY}") == []


@pytest.mark.parametrize(
    "title",
    ["23.01.2026 - The archive opens", "The archive opens | Bay Post | 23.01.2026"],
)
def test_a_day_at_either_end_of_the_title(title: str) -> None:
    body = "<h1>The archive opens</h1><li>19.01.2026 - Something else</li>" + BODY
    assert published(body, f"<title>{title}</title>")[0] == "23.01.2026"


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("/08112025-maps", "08/11/2025"),
        ("/news/23-01-2026-maps/17.html", "23/01/2026"),
        ("/view/AKR20260129143200005", "2026-01-29"),
        ("/web/20131110121040/maps", None),
        ("/a/99112025-maps", None),
        ("/2051234567", None),
    ],
)
def test_days_and_numbers_in_the_address(path: str, day: str | None) -> None:
    assert published(BODY, url=f"https://baypost.example{path}") == ([day] if day else [])


def test_a_footer_tells_of_a_change_in_a_sentence() -> None:
    line = "Diese Seite wurde zuletzt am 29. Januar 2026 um 13:22 Uhr von Ada Brandt geändert."
    article = read(f"{H1}{BODY}<footer><ul><li>{line}</li></ul></footer>")
    assert article.published == []
    assert "29. Januar 2026 um 13:22 Uhr" in article.modified[0].text


def test_microformats_hide_dates_in_titles() -> None:
    body = (
        f"{H1}<abbr class='published' title='2026-05-08T09:00:00+02:00'>Friday</abbr>{BODY}"
        "<span class=updated title='2026-05-09T10:00:00+02:00'></span>"
    )
    article = read(body)
    assert [date.text for date in article.published] == ["2026-05-08T09:00:00+02:00"]
    assert [date.text for date in article.modified] == ["2026-05-09T10:00:00+02:00"]


def test_a_byline_without_a_headline_beside_it() -> None:
    body = f'<p>von <a rel="author" href="/k">Klara Sand</a>, 8.5.12</p>{BODY}'
    assert published(body, "") == ["von Klara Sand, 8.5.12"]


def test_the_state_in_scripts_is_the_last_resort() -> None:
    script = (
        '<script>window.state = {"createdAt":"2020-01-01","story":{'
        '\\"publishedAt\\":\\"2026-05-08T09:00:00Z\\"}}</script>'
    )
    assert published(f"{H1}{BODY}{script}") == ["2026-05-08T09:00:00Z"]
    assert published(f"{H1}<p>9 May 2026</p>{BODY}{script}") == ["9 May 2026"]


def test_a_time_glued_to_its_date_is_a_date_line() -> None:
    assert published(f"{H1}<div>merle28.09.2512:44</div>{BODY}") == ["merle28.09.2512:44"]


@pytest.mark.parametrize(
    ("line", "appeared", "changed"),
    [
        ("Publicerad 2 april 2026 kl. 05.30Uppdaterad 3 april 2026", "Publicerad 2", "Uppdaterad"),
        (
            "입력2026.01.08. 오전 12:47 수정2026.01.09. 오전 7:20",
            "입력2026.01.08",
            "수정2026.01.09",
        ),
    ],
)
def test_a_word_that_says_of_what_a_date_tells_may_be_glued_to_figures(
    line: str, appeared: str, changed: str
) -> None:
    found = read(f"{H1}<p>{line}</p>{BODY}")
    assert found.published[0].text.startswith(appeared)
    assert found.modified[0].text.startswith(changed)


def test_a_change_that_tells_its_hour_only_leaves_the_day_before_it() -> None:
    found = read(
        f"{H1}<p>Published <time datetime=2026-04-02T05:30+02:00>2 April 2026 5:30</time>"
        f"<span>Updated <time datetime=2026-04-02T14:05+02:00>14:05</time></span></p>{BODY}"
    )
    assert found.published[0].text == "2026-04-02T05:30+02:00"
    assert found.modified[0].text == "2026-04-02T14:05+02:00"
    unnamed = read(f"{H1}<p>2 April 2026 5:30, updated 14:05</p>{BODY}")
    assert [date.text for date in unnamed.published] == ["2 April 2026 5:30,"]
    assert published(f"{H1}<p>Published 2 April 2026 5:30, updated 14:05</p>{BODY}") == [
        "Published 2 April 2026 5:30,"
    ]


def test_rdfa_gives_the_moment_of_the_line_that_is_printed_and_who_made_the_page() -> None:
    def submitted(name: str, moment: str, day: str) -> str:
        user = f"<span property=foaf:name>{name}</span>"
        return (
            f'<p class=submitted><span property="dc:date dc:created" content="{moment}"'
            f' rel="sioc:has_creator">Submitted by {user} on {day}</span></p>'
        )

    own = submitted("Moses Hill", "2026-05-04T09:14:00+03:00", "Mon, 05/04/2026 - 09:14")
    reader = submitted("Ann", "2026-05-05T07:00:00+03:00", "Tue, 05/05/2026 - 07:00")
    found = read(f"{H1}{own}{BODY}<div class=comment>{reader}</div>")
    assert (found.published[0].text, found.authors) == ("2026-05-04T09:14:00+03:00", ["Moses Hill"])
    comment = read(f"{H1}<p>4 May 2026</p>{BODY}<div class=comments>{reader}</div>")
    assert comment.published[0].text == "4 May 2026"


def test_a_change_in_brackets_behind_the_date_leaves_the_date_its_own() -> None:
    found = read(f"{H1}<p>2026年5月3日 19時08分（5月4日 21時30分更新）有料記事</p>{BODY}")
    assert [date.text for date in found.published] == ["2026年5月3日 19時08分"]


@pytest.mark.parametrize(("before", "found"), [(50, ["2026-05-08"]), (6_000, [])])
def test_a_script_of_nothing_but_signs_is_not_read_to_its_end(
    before: int, found: list[str]
) -> None:
    script = f'<script>{"publish " * before}{{"publishedAt":"2026-05-08"}}</script>'
    assert published(f"{H1}{BODY}{script}") == found


def test_no_name_of_a_date_in_scripts_is_without_one_of_the_signs() -> None:
    metas = table("metas")
    for name in metas["embedded"]:
        assert any(sign in name.lower() for sign in metas["embedded_signs"]), name


def test_a_clause_that_leads_to_a_day_is_no_line_of_dates() -> None:
    told = "<p>The ferry act was signed into law on 4 May 1935</p>"
    assert published(f"{H1}{told}{BODY}") == []
    lines = ("Ann, from the harbour, 4 May 2026", "this page was first published on 4 May 2026")
    for line in lines:
        assert published(f"{H1}<p>{line}</p>{BODY}") != [], line


def test_a_section_may_stand_within_the_day_of_an_address() -> None:
    for path, found in (("2026/TOWN/05/04/ferry", ["2026-05-04"]), ("2026/town/ferry/05/04", [])):
        assert published(H1 + BODY, url=f"https://baypost.example/{path}/index.html") == found


def test_a_time_marked_as_that_of_publication_is_no_change_whatever_its_class() -> None:
    time = "<p><time class=updated datetime=2026-05-04T09:30:00+02:00 {}>4 May 2026</time></p>"
    found = read(H1 + time.format("pubdate") + BODY)
    assert (found.published[0].text, found.modified) == ("2026-05-04T09:30:00+02:00", [])
    assert [date.text for date in read(H1 + time.format("") + BODY).modified] == [
        "2026-05-04T09:30:00+02:00"
    ]
