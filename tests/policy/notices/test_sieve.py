"""What the sieve holds back, and what it lets fall."""

from __future__ import annotations

import re
import tracemalloc
from collections.abc import Callable

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from newscrawl.policy.notices.folding import fold_text, is_spelled
from newscrawl.policy.notices.lexicon import DEEDS, MATTERS, TRIGGERS, languages, lexicon
from newscrawl.policy.notices.reading import Reading
from newscrawl.policy.notices.sieve import Sieve, sieve
from newscrawl.policy.notices.stretches import signs_in

SPACELESS = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]")
DISGUISES: tuple[Callable[[str], str], ...] = (
    str,
    str.upper,
    "\u200b".join,
    "\u00ad".join,
    " ".join,
    "-".join,
    "\u2014".join,
    "\u0336".join,
    lambda text: text.translate(str.maketrans("aeopc", "аеорс")),
    lambda text: "".join(chr(ord(each) + 0xFEE0) if "!" <= each <= "~" else each for each in text),
    lambda text: "".join(f"&#{ord(each)};" for each in text),
    lambda text: f"(«{text}».",
)


def heard_in(text: str) -> set[str]:
    return {lexicon.language for lexicon in sieve().speaking(*sieve().hear([text]))}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("You may not crawl this site.", "en"),
        ("You may not feed it to A.I. systems.", "en"),
        ("Dila\u00adrang mela\u200bkukan crawl\u00ading", "id"),
        ("Dilаrang merаyapi situs ini", "id"),  # with Cyrillic letters
        ("Dilarang сору", "id"),  # a word of nothing else
        ("D i l a r a n g  c r a w l i n g", "id"),
        ("D-i-l-a-r-a-n-g crawling", "id"),
        ("d_i_l_a_r_a_n_g crawling", "id"),
        ("d i l а r а n g  с r а w l i n g", "id"),  # with Cyrillic letters
        ("© 2025A P I   키 크 롤 금 지", "ko"),
        ("DILARANG CRAWLING", "id"),
        ("The following is forbidden:", "en"),
        ("والزحف محظور", "ar"),
        ("未经许可禁止抓取", "zh"),
        ("ห้ามคัดลอก", "th"),
        ("ＣＲＡＷＬＩＮＧ IS PROHIBITED", "en"),
    ],
)
def test_what_may_be_a_notice_is_heard(text: str, language: str) -> None:
    assert language in heard_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The harbour opened on Monday.",
        "Crawl space",
        "It is forbidden.",
        "港が開いた。",
        "\u200b",
        "A B C D E F G",
    ],
)
def test_prose_falls_through(text: str) -> None:
    assert not heard_in(text)


def test_a_name_of_a_policy_is_heard() -> None:
    heard = sieve().hear(["Nutzung", "Nutzungsvorbehalt"])
    ((position, lexicons),) = sieve().linking(heard)
    assert (position, [each.language for each in lexicons]) == (1, ["de"])


@pytest.mark.parametrize("text", ["ห้าม A.I.", "ห้ามใช้A.I."])
def test_an_acronym_is_heard_where_no_spaces_are_set(text: str) -> None:
    assert "th" in heard_in(text)


@st.composite
def disguised(draw: st.DrawFn, language: str) -> str:
    """Return words that forbid in *language*, and what they forbid, among others, disguised."""
    own = lexicon(language)
    pieces = []
    for concepts in (TRIGGERS, MATTERS):
        concept = draw(st.sampled_from([each for each in concepts if own.phrases[each]]))
        phrase = draw(st.sampled_from(own.phrases[concept]))
        words = (word.strip("()") for word in phrase.split() if word != "...")
        text = " ".join(draw(st.sampled_from(word.split("|"))) for word in words)
        pieces.append(
            draw(st.sampled_from(DISGUISES))(text.replace("*", draw(st.sampled_from(["", "s"]))))
        )
    return draw(st.sampled_from([" ", " 7, ", "\n", ": ", "\u3000"])).join(pieces)


@pytest.mark.parametrize("language", languages())
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_whatever_a_full_reading_finds_is_let_through(language: str, data: st.DataObject) -> None:
    text = data.draw(disguised(language))
    reading = Reading(fold_text(text), lexicon(language))
    # What borrows all its words is not taken for a language of another script.
    assume(reading.lexicon.spaces or SPACELESS.search(reading.text))
    if reading.has(*TRIGGERS) and reading.has(*MATTERS):
        assert language in heard_in(text)
    if reading.has(*TRIGGERS) and reading.has(*DEEDS):
        for whole in (text, f"Дата 7 pm\n{text}", f"© 2025{text}" if text[0].isupper() else text):
            law = reading.lexicon.books.law
            (signs,), may_be_spelled = signs_in([whole], law)
            spelled = is_spelled(whole)
            assert may_be_spelled or not spelled
            assert spelled or law.allows(signs, TRIGGERS, DEEDS)


def test_letters_are_apart_behind_what_the_first_is_glued_to() -> None:
    assert is_spelled("© 2025A P I   키 크 롤")


def test_an_acronym_may_pose_with_one_of_its_letters() -> None:
    assert "en" in heard_in("prohibited \u0430.i.")


def test_a_text_is_heard_alike_the_second_time_and_among_others() -> None:
    texts = ["You may not crawl this site.", "The harbour opened.", "You may not crawl this site."]
    once = [*map(sieve().hear, ([text] for text in texts))]
    assert [[bits] for bits in sieve().hear(texts)] == once
    assert once[0] == once[2] != once[1]


def test_what_is_forgotten_is_heard_anew() -> None:
    own = Sieve([lexicon("en")])
    texts = [f"You may not crawl site {place}." for place in range(25_000)]
    heard = own.hear(texts[:1])
    assert {*own.hear(texts[:15_000])} == {*own.hear(texts[10_000:])} == {*heard}
    assert own.hear(texts[:1]) == heard


def test_a_huge_page_is_heard_in_portions() -> None:
    notice = "Text and data mining of this site is prohibited. © "
    texts = [f"{number} {'The ferry sailed on. ' * 20_000}{notice}" for number in range(20)]
    sieve().hear(["It reads its words first."])
    tracemalloc.start()
    try:
        heard = sieve().hear(texts)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert heard == [sieve().hear([text])[0] for text in texts]
    assert all(heard)
    assert peak < 4 * sum(map(len, texts))
