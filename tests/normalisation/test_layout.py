from __future__ import annotations

import pytest

from newscrawl.extraction import Passage
from newscrawl.normalisation.classification import split
from newscrawl.normalisation.layout import Layout, lay_out
from newscrawl.normalisation.lexicon import Role

PROSE = "The ferry sailed again on Friday after eleven long years."
LATER = "It carried two hundred passengers and a small brass band."


def laid_out(*lines: str, plain: bool = True) -> Layout:
    passages = [Passage(line, index) for index, line in enumerate(lines)]
    return lay_out(split(passages, {}, "en"), "en", plain=plain)


def body(layout: Layout) -> list[str]:
    return [line.text for line in layout.body]


def test_a_text_without_headline_has_none() -> None:
    layout = laid_out(PROSE, LATER)
    assert (layout.headline, layout.description) == (None, None)
    assert body(layout) == [PROSE, LATER]


def test_a_question_may_be_a_headline() -> None:
    assert laid_out("Will the old ferry return this year?", PROSE).headline == (
        "Will the old ferry return this year?"
    )


def test_a_kicker_is_no_headline() -> None:
    assert laid_out("Island life", "Ferry returns after eleven years", PROSE).headline == (
        "Ferry returns after eleven years"
    )


def test_a_sentence_above_the_byline_is_the_standfirst() -> None:
    layout = laid_out("Ferry returns", "Ferry returns to isles", PROSE, "By Jane Doe", LATER)
    assert layout.headline == "Ferry returns to isles"
    assert layout.description == PROSE
    assert body(layout) == [LATER]


def test_subheads_and_short_sentences_stay() -> None:
    layout = laid_out(PROSE, "Cabins sold out", "Nobody was hurt.", LATER)
    assert body(layout) == [PROSE, "Cabins sold out", "Nobody was hurt.", LATER]


def test_lists_stay_and_leftovers_go() -> None:
    assert body(laid_out(PROSE, "Fares:", "- adults ten pounds", "- children free")) == [
        PROSE,
        "Fares:",
        "- adults ten pounds",
        "- children free",
    ]
    assert body(laid_out(PROSE, LATER, "Transport", "Isles")) == [PROSE, LATER]


def test_teasers_below_the_rights_go() -> None:
    layout = laid_out(PROSE, LATER, "© 2026 Bay Observer", "Quay repairs finish", PROSE)
    assert body(layout) == [PROSE, LATER]


def test_prose_below_a_credit_in_the_middle_stays() -> None:
    assert body(laid_out(PROSE, "Source: AFP", LATER)) == [PROSE, LATER]


def test_a_label_alone_takes_the_titles_below() -> None:
    layout = laid_out(PROSE, "Related stories", "Quay repairs finish", "Maps on show in town")
    related = [line.value for line in layout.editorial if line.kind is Role.RELATED and line.value]
    assert related == ["Quay repairs finish", "Maps on show in town"]
    assert body(layout) == [PROSE]


def test_a_subhead_below_a_pointer_stays() -> None:
    layout = laid_out(
        PROSE, "Read also:", "Quay repairs finish months ahead of time", "Cabins sold out", LATER
    )
    assert body(layout) == [PROSE, "Cabins sold out", LATER]


def test_a_label_alone_takes_the_name_below() -> None:
    layout = laid_out(PROSE, "Editor:", "John Roe")
    assert [(line.kind, line.value) for line in layout.editorial if line.value] == [
        (Role.EDITORS, "John Roe")
    ]


def test_an_address_for_letters_ends_no_text() -> None:
    assert body(laid_out(PROSE, LATER, "Reach the writer at mia@gazette.example.")) == [
        PROSE,
        LATER,
    ]
    amid = "Letters went to mayor@alder.example for weeks, and nobody in the town hall read them."
    assert body(laid_out(PROSE, amid, LATER)) == [PROSE, amid, LATER]


def test_a_question_is_a_poll_and_a_statement_is_none() -> None:
    assert body(laid_out(PROSE, "Poll: Should the ferry stay?", LATER)) == [PROSE, LATER]
    subhead = "Poll: most of the town wants the ferry back"
    assert body(laid_out(PROSE, subhead, LATER)) == [PROSE, subhead, LATER]


def test_an_appeal_may_be_long() -> None:
    appeal = "Dear reader, " + "the news that you read here costs money, and nobody else pays. " * 9
    assert body(laid_out(PROSE, appeal.strip(), LATER)) == [PROSE, LATER]


@pytest.mark.parametrize("line", ["mkj", "F.L.", "PN/ct", "CB // JS", "ksz/ adso/", "（完）"])
@pytest.mark.parametrize("plain", [True, False])
def test_initials_close_a_text(line: str, plain: bool) -> None:
    assert body(laid_out(PROSE, LATER, line, plain=plain)) == [PROSE, LATER]


@pytest.mark.parametrize("line", ["Amen.", "Why?", "NATO", "Mia/Jo sang on"])
def test_short_words_are_no_initials(line: str) -> None:
    assert body(laid_out(PROSE, LATER, line, plain=False)) == [PROSE, LATER, line]


def test_what_the_author_is_closes_a_text() -> None:
    about = "The author is a staff reporter at the Sker Gazette."
    assert body(laid_out(PROSE, LATER, about, plain=False)) == [PROSE, LATER]
    assert body(laid_out(PROSE, about, LATER, plain=False)) == [PROSE, about, LATER]


def test_what_else_is_said_of_an_author_stays() -> None:
    about = "The author is 43 and lives in Hull."
    assert body(laid_out(PROSE, about, plain=False)) == [PROSE, about]


@pytest.mark.parametrize("plain", [True, False])
def test_what_is_said_of_the_author_under_a_heading_closes_a_text(*, plain: bool) -> None:
    about = ("About the author", "She has lived in Hull for three years and writes of the sea.")
    assert body(laid_out(PROSE, LATER, *about, plain=plain)) == [PROSE, LATER]
    assert body(laid_out(PROSE, "About the harbour", LATER, plain=plain))[-1] == LATER
    assert body(laid_out(PROSE, about[0], PROSE, LATER, plain=plain))[-1] == LATER


def test_the_heading_of_an_offer_goes_with_it() -> None:
    offer = "Subscribe to our newsletter"
    assert body(laid_out(PROSE, "Newsletter Good Morning", offer, LATER)) == [PROSE, LATER]
    for heading in ("Cabins sold out", "Storm alerts for the county"):
        assert body(laid_out(PROSE, heading, offer, LATER)) == [PROSE, heading, LATER]


def test_the_hour_of_an_entry_is_no_text() -> None:
    assert body(laid_out(PROSE, "Published at 11:20 GMT", LATER)) == [PROSE, LATER]
    assert body(laid_out("", plain=False)) == []


@pytest.mark.parametrize(
    "above",
    [
        ("Home Faits divers Bay",),
        ("The Bay Post", "News Sport Opinion", "Local"),
        ("News - City Life",),
        ("Home / Bay",),
    ],
)
def test_menus_and_trails_are_no_headline(above: tuple[str, ...]) -> None:
    headline = "Old ferry returns to the harbour"
    assert laid_out(*above, headline, "3 May 2026 09:30", PROSE).headline == headline


@pytest.mark.parametrize("title", ["Reporter", "Health reporter, Port Alder"])
def test_a_title_below_a_signature_is_no_text(title: str) -> None:
    found = laid_out(PROSE, LATER, "Ana Horta", title, plain=False)
    assert body(found) == [PROSE, LATER]
    assert [each.text for each in found.editorial] == ["Ana Horta"]
    assert body(laid_out(PROSE, LATER, title, plain=False))[-1] == title


def test_news_of_homes_is_no_menu() -> None:
    headline, second = "Home prices fall once again", "Buyers wait for a better summer"
    assert laid_out(headline, second, "3 May 2026 09:30", PROSE).headline == headline


def test_only_a_line_of_brackets_alone_is_parted_at_them() -> None:
    line = "【Harbour】【Video】The old ferry returns to the harbour at noon."
    assert body(laid_out(PROSE, line, LATER, plain=False)) == [PROSE, line, LATER]


@pytest.mark.parametrize(
    ("line", "named"), [("Ana Horta", ["Ana Horta"]), ("Island life", []), ("Ana", [])]
)
def test_a_name_between_headline_and_date_is_the_authors(line: str, named: list[str]) -> None:
    head = ("Old ferry returns to the harbour", line, "03.05.2026, 09:30")
    editorial = laid_out(*head, PROSE, LATER).editorial
    assert [each.text for each in editorial if each.kind is Role.AUTHORS] == named
