"""What a page says twice: its standfirst, which belongs to the text, and pull quotes."""

from __future__ import annotations

from string import ascii_lowercase

import pytest

from newscrawl import examine
from newscrawl.document import parse
from newscrawl.extraction import Mode
from newscrawl.extraction.repetition import pull_quotes
from newscrawl.page import Page

LEAD = "After three years in the dock the last steam ferry of the bay carries passengers again."
ONE = "The ferry returned to the bay on Monday after long repairs in the dock of Port Alder."
TWO = "Its owners say that they had waited for parts that only one yard in the north still makes."
THREE = "Tickets cost three crowns, children travel free of charge, and dogs pay half of the price."


def body(head: str, inside: str, *, said: str = "", mode: Mode = Mode.FAST) -> list[str]:
    page = (
        f"<title>Ferry returns - Gazette</title><meta name=description content='{said}'>"
        f"<body><main><header><h1>Ferry returns</h1>{head}</header><div class=text>{inside}</div>"
        "</main><footer><p>The Gazette tells the news of the bay since the year 1891.</p></footer>"
    )
    return (examine(page.encode(), mode=mode).article.article_body or "").split("\n")


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("element", ["h2", "div class=teaser", "p class=lead"])
def test_the_sentence_that_a_page_gives_as_its_summary_opens_the_text(
    element: str, mode: Mode
) -> None:
    head = f"<{element}>{LEAD}</{element.partition(' ')[0]}><div class=by>Mia Hale</div>"
    found = body(head, paragraphs(ONE, TWO, THREE), said=LEAD, mode=mode)
    assert found == [LEAD, ONE, TWO, THREE]


def test_a_summary_may_have_been_cut_short() -> None:
    head = f"<h2>{LEAD}</h2>"
    found = body(head, paragraphs(ONE, TWO, THREE), said=f"{LEAD[:60]} ...")
    assert found == [LEAD, ONE, TWO, THREE]


def test_the_last_sentence_of_a_standfirst_may_lack_its_stop() -> None:
    lead = f"{LEAD} Its owners are glad"
    found = body(f"<p>{lead}</p>", paragraphs(ONE, TWO, THREE), said=lead)
    assert found == [lead, ONE, TWO, THREE]


@pytest.mark.parametrize("name", ["lead", "article-standfirst", "vorspann"])
def test_what_is_called_a_standfirst_needs_no_other_word_for_it(name: str) -> None:
    head = f"<div class={name}>{LEAD}</div><div class=by>Mia Hale</div>"
    assert body(head, paragraphs(ONE, TWO, THREE)) == [LEAD, ONE, TWO, THREE]
    promo = (
        f"<aside><p class={name}>Read the Gazette on paper for a month, free of charge.</p></aside>"
    )
    assert body(promo, paragraphs(ONE, TWO, THREE)) == [ONE, TWO, THREE]


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("line", ["<p class=byline>By Mia Hale</p>", "<time>12 May 2024</time>"])
def test_a_short_standfirst_above_the_byline_is_of_the_headline(line: str, mode: Mode) -> None:
    text = paragraphs(ONE, TWO, THREE)
    found = body(f"<h2 class=dek>{LEAD}</h2>{line}", text, said=LEAD, mode=mode)
    assert found == [ONE, TWO, THREE]
    longer = f"{LEAD} {THREE}"
    found = body(f"<h2 class=dek>{longer}</h2>{line}", text, said=longer, mode=mode)
    assert found == [longer, ONE, TWO, THREE]
    below = body(f"{line}<h2 class=dek>{LEAD}</h2>", text, said=LEAD, mode=mode)
    assert below == [LEAD, ONE, TWO, THREE]


SECOND = "Ticket prices stay as they were three years ago"


@pytest.mark.parametrize(
    ("markup", "said", "second"),
    [
        (f"<h2 class=subhead>{SECOND}</h2>", "", SECOND),
        (f"<p itemprop=alternativeHeadline>{SECOND}</p>", "", SECOND),
        (f"<h2 class=subhead>{SECOND}</h2>", SECOND, None),
        (f"<h2 class=subhead>{SECOND}.</h2>", "", None),
        (f"<h2 class=subhead><a href=/b>{SECOND}</a></h2>", "", None),
        (f"<figure><img src=a.jpg><p class=summary>{SECOND}</p></figure>", "", None),
        (f"<h2>{SECOND}</h2>", "", None),
        ("<p class=subtitle>Subscribe to our newsletter for more</p>", "", None),
    ],
)
def test_the_line_below_a_headline_that_is_called_its_second(
    markup: str, said: str, second: str | None
) -> None:
    page = (
        f"<title>Ferry returns - Gazette</title><meta name=description content='{said}'>"
        f"<h1>Ferry returns</h1>{markup}<p class=byline>By Mia Hale</p>"
        f"{paragraphs(ONE, TWO, THREE)}"
    )
    article = examine(page.encode()).article
    assert article.alternative_headline == second
    if second is not None:
        assert article.article_body == f"{ONE}\n{TWO}\n{THREE}"


def test_a_title_or_a_hidden_summary_is_no_standfirst() -> None:
    title = "Last steam ferry of the bay carries passengers again"
    assert body(f"<h2>{title}</h2>", paragraphs(ONE, TWO, THREE), said=title)[0] == ONE
    head = f"<div hidden>{LEAD}</div>"
    assert body(head, paragraphs(ONE, TWO, THREE), said=LEAD) == [ONE, TWO, THREE]


def test_a_caption_that_says_the_same_is_no_standfirst() -> None:
    head = f"<figure><img src=/a.jpg><figcaption>{LEAD}</figcaption></figure>"
    assert body(head, paragraphs(ONE, TWO, THREE), said=LEAD) == [ONE, TWO, THREE]


@pytest.mark.parametrize("mode", Mode)
def test_a_pull_quote_stands_once_in_the_text(mode: Mode) -> None:
    quote = "only one yard in the north still makes"
    inside = paragraphs(ONE) + f"<blockquote><p>“{quote}.”</p></blockquote>"
    assert body("", inside + paragraphs(TWO, THREE), mode=mode) == [ONE, TWO, THREE]


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        (
            "Die Werft im Norden baut Dampfkessel nach altem Plan",
            (
                "Der Kapitän sagte am Montag: Die Werft im Norden baut Dampfkessel nach altem Plan,"
                " und zwar seit dem Jahr 1891 an einem einzigen Ort an der Bucht."
            ),
        ),
        (
            "Körfezin son vapuru yolcuları şimdi İskele'den alıyor",
            (
                "Kaptan pazartesi günü Körfezin son vapuru yolcuları şimdi İskele'den alıyor dedi"
                " ve biletlerin üç lira olduğunu, çocukların para ödemediğini söyledi."
            ),
        ),
        (
            "湾の最後の蒸気船が三年ぶりに港へ戻ってきて乗客を乗せた",
            (
                "船長は月曜日に「湾の最後の蒸気船が三年ぶりに港へ戻ってきて乗客を乗せた」と語り、切符は"
                "三クローネで子どもは無料、犬は半額であると港の人々に説明した。"
            ),
        ),
    ],
)
def test_a_pull_quote_of_few_plain_words_stands_once(quote: str, text: str) -> None:
    inside = paragraphs(ONE) + f"<blockquote><p>“{quote}.”</p></blockquote>"
    assert body("", inside + paragraphs(TWO, text)) == [ONE, TWO, text]


@pytest.mark.parametrize("others", [0, 20])
def test_a_pull_quote_is_found_beside_however_many_other_lines(others: int) -> None:
    asides = [
        f"<blockquote class={name}>He {name * 9} asked no other captain of the bay.</blockquote>"
        for name in ascii_lowercase[:others]
    ]
    quote = "<section><p>“only one yard in the north still makes.”</p></section>"
    page = f"{paragraphs(ONE, TWO, THREE)}{''.join(asides)}{quote}"
    blocks = parse(Page.of_response(page.encode())).blocks
    assert list(pull_quotes(blocks)) == [blocks[-1].index]


def test_a_subhead_may_quote_what_it_heads() -> None:
    inside = f"<p>{ONE}</p><h2>Children travel free of charge</h2><p>{THREE}</p><p>{TWO}</p>"
    assert body("", inside) == [ONE, "Children travel free of charge", THREE, TWO]


@pytest.mark.parametrize("name", ["spot", "subtitle", "introtext"])
def test_what_its_author_calls_a_standfirst_opens_the_text(name: str) -> None:
    found = body(f"<h2 class={name}>{LEAD}</h2>", paragraphs(ONE, TWO, THREE))
    assert found == [LEAD, ONE, TWO, THREE]


@pytest.mark.parametrize("mode", Mode)
def test_a_headline_with_a_colon_is_no_labelled_line(mode: Mode) -> None:
    page = (
        "<title>Ferry returns: dogs pay half - Gazette</title><body><article><header>"
        "<span class=kicker>Transport</span><h1>Ferry returns: dogs pay half</h1>"
        f"<p>{LEAD}</p></header><div class=text>{paragraphs(ONE, TWO)}</div></article>"
    )
    found = examine(page.encode(), mode=mode).article.article_body
    assert found == f"{LEAD}\n{ONE}\n{TWO}"


def test_what_stands_as_the_text_does_may_be_said_twice() -> None:
    bold = "<p><b>Children travel free of charge</b></p>"
    inside = f"<p>{ONE}</p>{bold}<p>{THREE}</p><p>{TWO}</p>"
    assert body("", inside) == [ONE, "Children travel free of charge", THREE, TWO]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (f"<p class=teaser>{LEAD}</p>", LEAD),
        (f"<div class=chapo><p>{LEAD}</p></div>", LEAD),
        (f"<div class=meta>3 May 2026</div><p class=lead>{LEAD}</p>", LEAD),
        (f"<p class=note>{LEAD}</p>", None),
        (f"<p class=teaser><a href=/b>{LEAD}</a></p>", None),
        ("<p class=lead>A ferry is back</p>", None),
        (f"<div class=image-description>{LEAD}</div>", None),
        (f"<div class=newsletter><p class=description>{LEAD}</p></div>", None),
        (f"<div class=related><p class=teaser>{LEAD}</p></div>", None),
    ],
)
def test_a_printed_standfirst_describes_where_nothing_declared_does(
    head: str, expected: str | None
) -> None:
    page = f"<title>Ferry returns</title><main><h1>Ferry returns</h1>{head}{paragraphs(ONE, TWO)}"
    assert examine(page.encode()).article.description == expected
    declared = f"<meta name=description content='{THREE}'>{page}"
    assert examine(declared.encode()).article.description == THREE


def described(head: str, *, text: str = "") -> tuple[str | None, str | None]:
    page = (
        f"<title>Ferry returns - Gazette</title><body><main><h1>Ferry returns</h1>{head}"
        f"{text or f'<div class=text>{paragraphs(ONE, TWO, THREE)}</div>'}</main>"
    )
    found = examine(page.encode()).article
    return found.alternative_headline, found.description


def test_a_field_of_drupal_is_no_summary() -> None:
    name = "field field--name-body field--type-text-with-summary"
    text = f"<div class='{name}'>{paragraphs(ONE, TWO, THREE)}</div>"
    assert described("", text=text) == (None, None)


def test_the_motto_of_a_site_is_no_second_line() -> None:
    assert described("<p class=site-description>News of the bay and its people</p>") == (None, None)


@pytest.mark.parametrize(
    ("line", "called"),
    [("The last steam ferry carries again", "teaser"), ("המעבורת חזרה למפרץ", "subheadline")],
)
def test_a_second_line_has_no_stop(line: str, called: str) -> None:
    assert described(f"<p class={called}>{line}</p>") == (line, None)


@pytest.mark.parametrize(
    ("below", "found"),
    [
        ("<div>24 May 2026, 10:15</div>", "The last steam ferry of the bay carries again."),
        ("<div>Read more</div><div>Read it</div><div>24 May 2026</div>", None),
    ],
)
def test_a_sentence_between_headline_and_date_is_the_summary(below: str, found: str | None) -> None:
    assert described(f"<div>The last steam ferry of the bay carries again.</div>{below}") == (
        None,
        found,
    )


def test_what_speaks_to_the_reader_is_no_summary() -> None:
    line = "<div>Share this story with your friends.</div><div>24 May 2026, 10:15</div>"
    assert described(line) == (None, None)


def test_a_sentence_below_a_picture_is_no_summary() -> None:
    picture = "<div><img src=a.jpg><div>The last steam ferry lies at its pier.</div></div>"
    assert described(f"{picture}<div>24 May 2026, 10:15</div>") == (None, None)


def test_the_stamps_below_a_standfirst_are_none_of_the_text() -> None:
    dates = "Published 3 May 2026 at 07:30. Modified 4 May 2026 at 09:45."
    assert body("", paragraphs(LEAD, dates, ONE, TWO)) == [LEAD, ONE, TWO]
    # The first entry of a chronicle.
    assert body("", paragraphs(LEAD, "3 May 2026", ONE, TWO)) == [LEAD, "3 May 2026", ONE, TWO]
