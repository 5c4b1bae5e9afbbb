"""The words of texts, ready to be looked up."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newscrawl.policy.notices.folding import fold, is_spelled, with_words_within
from newscrawl.policy.notices.patterns import LETTER
from newscrawl.policy.notices.wording import EDGE, wording, wordings
from newscrawl.policy.notices.words import WordIndex


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("«Crawling», it's", ["crawling", "it", "s"]),
        ("dilаrang", ["dilаrang", "dilarang"]),  # with a Cyrillic letter
        ("сору", ["сору", "copy"]),  # of nothing else
        ("ＡＩ &amp;amp; Straße", ["ai", "strasse"]),
        ("Dila\u200brang café", ["dilarang", "café"]),
        ("A.I.", ["a", "i"]),
        ("Запрещено.", ["запрещено"]),
        ("a\0b", ["a", "b"]),
    ],
)
def test_words_stand_between_edges(text: str, found: list[str]) -> None:
    for worded in (wordings([text]).texts[0], wordings(["x", text, "x"]).texts[1]):
        assert list(filter(None, worded.split(EDGE))) == found
        assert worded.startswith(EDGE)
        assert worded.endswith(EDGE)


def test_a_capital_opens_a_word_within() -> None:
    (worded,) = wordings([with_words_within("crawlAI")]).texts
    assert {"crawlai", "crawl", "ai"} <= {*worded.split(EDGE)}


def test_no_texts_have_no_words() -> None:
    assert wordings([]).texts == []


@pytest.mark.parametrize("text", ["n o b o t s", "n·o·b·o·t·s", "п о с т о й", "сору"])
def test_letters_that_may_be_apart_are_told_of(text: str) -> None:
    assert wordings(["no bots", text]).apart
    assert not wordings(["no bots", "a b c"]).apart


@pytest.mark.parametrize(
    ("text", "posing"),
    [
        ("дым сору, дым", ["copy"]),
        ("дым нe. дым", ["he"]),  # with a Latin letter
        ("дым а.i. дым", ["i", "a", "a", "i"]),  # an acronym with one
    ],
)
def test_words_that_pose_stand_behind_the_others(text: str, posing: list[str]) -> None:
    (worded,) = wordings([text]).texts
    assert [each for each in worded.split(EDGE) if each and each.isascii()] == posing


@given(st.lists(st.text(max_size=30), min_size=1, max_size=4))
@example(["ΟΔΟΣ α", "́x"])
@example([" ".join(map(chr, range(0x2190, 0x2250)))])
def test_every_folded_word_is_there(texts: list[str]) -> None:
    found = wordings(texts).texts
    assert len(found) == len(texts)
    for text, worded in zip(texts, found, strict=True):
        folded = fold(text)
        words = re.findall(f"{LETTER}+", folded)
        assert [*filter(None, wording(folded).split(EDGE))] == words
        if not is_spelled(text):
            assert {*words} <= {*worded.split(EDGE)}


def test_signs_are_found_by_text() -> None:
    index = WordIndex()
    index.add(["crawl", "scrap*", "*bot", "auto*ed", "*mine*", "a.i."], 1)
    index.add(["禁止"], 2, spaced=False)
    index.add(["halt"], 4)
    index.add_prefixes(["al", "wal"], 4)
    texts = ["crawl", "crawls", "x\nscraper", "robot", "bots", "autofilled", "autoed", "auto"]
    assert index.of_each(texts) == [1, 0, 1, 1, 0, 1, 1, 0]
    texts = ["determined", "a\ni\n", "alhalt\nx", "walhalt", "alcrawl", "", "halts", "autom\naed"]
    assert index.of_each(texts) == [1, 1, 4, 4, 0, 0, 0, 0]
    assert index.within("已禁止。") == 2
    assert index.within("") == 0
    assert index.within_each(["\u7981\nx", "\u5df2\u7981\u6b62", "\u6b62", ""]) == [0, 2, 0, 0]
