"""Places that few pages use for a notice: drawings, fields, hints, boxes called a notice."""

from __future__ import annotations

import pytest

from newscrawl.document import parse
from newscrawl.page import Page
from newscrawl.policy.model import Level
from newscrawl.policy.notices import Notice, find_notices

BAN = "Without our written permission this site may not be crawled or used to train AI."
NAMED = "The Bay Echo does not allow its articles to be used for training AI models."
TOLD = "OpenAI may not train models on our stories, the council of publishers said."
STORY = "".join(
    f"<p>Part {part}: the ferry that joins the two banks of the river did not sail on Monday, for"
    " its engine had to be taken to the yard; those who work in town went by bus, and the school"
    " began an hour later than on other days.</p>"
    for part in range(6)
)


def notices(*, body: str = STORY, footer: str = "", language: str = "en") -> list[Notice]:
    html = (
        f"<html lang={language}><head><title>The ferry</title></head><body><main><article>"
        f"<h1>The ferry</h1>{body}</article></main><footer>{footer}</footer></body></html>"
    )
    return find_notices(parse(Page(html.encode(), url="https://bay.example/ferry")))


def levels(found: list[Notice]) -> list[Level]:
    return [notice.level for notice in found]


@pytest.mark.parametrize(
    "form",
    [
        "<svg><text x=0 y=9>{}</text></svg>",
        "<textarea readonly>{}</textarea>",
        "<p title='{}'>©</p>",
        "<div aria-label='{}'><i>©</i></div>",
    ],
)
def test_what_is_drawn_or_hinted_at_speaks_in_the_footer(form: str) -> None:
    assert levels(notices(footer=form.format(BAN))) == [Level.CERTAIN]


def test_a_drawing_within_a_story_is_at_most_probable() -> None:
    drawing = f"<svg><text>{BAN}</text></svg>"
    assert levels(notices(body=STORY + drawing + STORY)) == [Level.PROBABLE]


def test_a_hint_within_a_story_does_not_speak_for_the_site() -> None:
    assert levels(notices(body=f"{STORY}<span title='{BAN}'>x</span>{STORY}")) == [Level.POSSIBLE]


@pytest.mark.parametrize(("name", "level"), [("notice", Level.PROBABLE), ("fact", Level.POSSIBLE)])
def test_a_box_called_a_notice_is_one_amid_a_story(name: str, level: Level) -> None:
    ban = "Crawling this site is prohibited."
    (notice,) = notices(body=f"{STORY}<div class={name}><p>{ban}</p></div>{STORY}")
    assert notice.level is level


def test_a_box_called_a_notice_may_hold_news() -> None:
    (notice,) = notices(body=f"{STORY}<div class=notice><p>{TOLD}</p></div>{STORY}")
    assert notice.level is Level.POSSIBLE


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("Bots, scrapers and similar programs", "may not collect our reports."),
        ("Bots, Scraper und ähnliche Programme", "dürfen unsere Berichte nicht einsammeln."),
    ],
)
def test_a_sentence_may_be_broken_over_boxes(above: str, below: str) -> None:
    language = "de" if "ä" in above else "en"
    found = notices(footer=f"<div>{above}</div><div>{below}</div>", language=language)
    assert levels(found) == [Level.CERTAIN]
    assert found[0].quote == f"{above}\n{below}"


@pytest.mark.parametrize(
    ("body", "footer", "level"),
    [
        (STORY, f"<p>{NAMED}</p>", Level.CERTAIN),
        (f"{STORY}<p>Reporting by Ann Reed</p><p>{NAMED}</p>", "", Level.PROBABLE),
        (f"{STORY}<p>ann@bay.example</p><p>{NAMED}</p>", "", Level.PROBABLE),
        (f"{STORY}<p>By Ann Reed<br>{NAMED}</p>", "", Level.PROBABLE),
        (f"{STORY}<p>{NAMED}</p>{STORY}", "", None),
        (f"{STORY}<p>© 2026 Rival Post</p><p>{NAMED}</p>", "", None),
    ],
)
def test_a_publisher_of_which_no_page_tells_the_name(
    body: str, footer: str, level: Level | None
) -> None:
    assert levels(notices(body=body, footer=footer)) == ([level] if level else [])


@pytest.mark.parametrize(
    ("language", "name", "ban"),
    [
        ("ja", "岸辺新報", "岸辺新報は、記事をAIの学習に利用することを認めていません。"),
        ("ko", "강변소식", "강변소식은 기사를 인공지능 학습에 이용하는 것을 허용하지 않습니다."),
    ],
)
def test_a_name_with_a_small_word_written_onto_it(language: str, name: str, ban: str) -> None:
    found = notices(footer=f"<p>© 2026 {name}</p><p>{ban}</p>", language=language)
    assert Level.CERTAIN in levels(found)


def test_what_is_told_of_companies_is_no_notice_in_the_footer_either() -> None:
    assert levels(notices(footer=f"<p>{TOLD}</p>")) == [Level.POSSIBLE]


QUIZ = "Which of these may you not do without permission? a) scrape a website b) train an AI"


@pytest.mark.parametrize("asked", [QUIZ, f"Quiz: {QUIZ}"])
def test_what_a_quiz_asks_is_no_ban(asked: str) -> None:
    assert Level.CERTAIN not in levels(notices(body=f"{STORY}<p>{asked}</p>"))


@pytest.mark.parametrize("place", ["body", "footer"])
def test_what_anothers_page_reads_is_told(place: str) -> None:
    told = "The rival's page reads: no part of this website may be used for machine learning."
    parts = {place: f"<p>{told}</p>"}
    assert not {Level.CERTAIN, Level.PROBABLE} & {*levels(notices(**parts))}


@pytest.mark.parametrize("lead", ["Legal notice reads as follows", "The copyright notice says"])
def test_what_the_legal_notice_reads_is_the_sites_own(lead: str) -> None:
    told = f"{lead}: text and data mining of this website is prohibited."
    assert {Level.CERTAIN, Level.PROBABLE} & {*levels(notices(footer=f"<p>{told}</p>"))}
