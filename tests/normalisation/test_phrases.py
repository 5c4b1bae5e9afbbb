from __future__ import annotations

import re

import pytest

from newscrawl.normalisation.lexicon import key
from newscrawl.normalisation.phrases import Phrases

COLON = re.compile(r"\s*:\s*")
MARKS = re.compile(r"[(*\s]{0,3}")


def test_the_longest_phrase_that_fits_is_found() -> None:
    labels = Phrases(["read", "read also", "editor"])
    assert labels.at_start("Read also: The bridge", COLON) == ("read also", 0, 9, 11)
    assert labels.at_start("READ : also", COLON) == ("read", 0, 4, 7)
    assert labels.at_start("Read also the story", COLON) is None


def test_marks_may_lead_and_belong_to_a_phrase() -> None:
    phrases = Phrases(["(this story has been", "editor"])
    assert phrases.at_start("* (Editor: X", COLON, MARKS) == ("editor", 3, 9, 11)
    assert phrases.at_start("(This story has been", lead=MARKS) is not None
    assert phrases.at_start("The editor: X", COLON, MARKS) is None


def test_a_search_begins_where_it_is_told() -> None:
    found = Phrases(["editor"]).at_start("Writer/Editor: X", COLON, since=7)
    assert found is not None
    assert found.start == 7


@pytest.mark.parametrize("text", ["İLGİLİ: X", "ilgili: X", "Ilgili: X"])
def test_letters_that_case_confuses_are_one(text: str) -> None:
    assert Phrases([key("İlgili")]).at_start(text, COLON) is not None


@pytest.mark.parametrize("text", ["by", "By", "by line", "byline: X", "BY-LINE"])
def test_phrases_shorter_than_what_tells_them_apart_are_found(text: str) -> None:
    phrases = Phrases(["b", "by", "byline"])
    whole = [6] if "byline" in text else []
    assert phrases.printed_ends(text, 0) == [*whole, 2, 1]
    assert phrases.ends(key(text), 0) == [*whole, 2, 1]


@pytest.mark.parametrize("text", ["by", "a by", "Standby", "passer-BY"])
def test_phrases_shorter_than_what_tells_them_apart_end_at_a_place(text: str) -> None:
    phrases, end = Phrases(["y", "by", "standby"]), len(text)
    whole = [0] if text == "Standby" else []
    assert phrases.printed_starts(text, end) == [*whole, end - 2, end - 1]
    assert phrases.starts(key(text), end) == [*whole, end - 2, end - 1]


def test_a_phrase_may_stand_anywhere() -> None:
    phrases = Phrases(["by", "編輯"])
    assert phrases.occur_in("3 may, by jo lee")
    assert phrases.occur_in("山田編輯")
    assert not phrases.occur_in("3 may, jo lee")
    assert not phrases.occur_in("")
    assert not Phrases([]).occur_in("by")


def test_lists_remember_nothing_of_each_other() -> None:
    one, other = Phrases(["by"]), Phrases(["byline"])
    assert [each.printed_ends("Byline", 0) for each in (one, other, one)] == [[2], [6], [2]]


def test_phrases_end_at_a_place() -> None:
    titles = Phrases(["editor", "news editor", "記"])
    assert titles.starts("jo lee, news editor", 19) == [8, 13]
    assert titles.starts("山記", 2) == [1]
    assert titles.starts("e", 1) == []


def test_phrases_end_at_a_place_or_anywhere_behind_it() -> None:
    endings = Phrases(["said", "has said.", "d"])
    assert endings.closing("she has said.", 12) == [(8, 12), (11, 12), (4, 13)]
    assert endings.closing("she has said.", 13) == [(4, 13)]


def test_of_no_phrases_none_is_found() -> None:
    none = Phrases([""])
    assert none.at_start("") is None
    assert none.closing("abc", 0) == []
    assert none.ends("abc", 0) == none.starts("abc", 3) == []
