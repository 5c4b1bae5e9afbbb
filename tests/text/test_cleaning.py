from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newscrawl.text.cleaning import clean, clean_line, collapse, excerpt, fold, strip_accents


def test_invisible_characters_go_and_joiners_stay() -> None:
    assert clean("di\u00adla\u200brang\ufeff") == "dilarang"
    assert clean("می\u200cشود") == "می\u200cشود"
    assert clean("e\u0301") == "é"
    assert clean("a\u034fb\ufffcc") == "abc"


def test_invisible_characters_go_from_any_line() -> None:
    assert clean("first\nse\u00adcond\r\n\u200b\tthird\x00") == "first\nsecond\r\n\tthird"
    assert clean("premi\u00e8re\nse\u0301\u200bjour\u0085") == "premi\u00e8re\ns\u00e9jour\u0085"
    assert clean("één\ntwee") == "één\ntwee"


def test_a_mark_joins_its_letter_over_what_goes() -> None:
    assert clean("e\u200b\u0301") == "é"


def test_long_texts_keep_few_marks_on_one_letter() -> None:
    # Their order takes time that grows with the square of their number.
    marks = "\u0316\u0300" * 15
    assert clean("a" + marks * 10_000 + "b").count("\u0316") == 15
    hidden = clean("q" + f"{marks}\u034f" * 10_000)
    assert len(hidden) == 31
    assert clean("word " * 500 + "q\u0316\u0301") == "word " * 500 + "q\u0316\u0301"


def test_collapse_keeps_lines_only_when_asked() -> None:
    assert collapse(" a\u00a0 b\n c ") == "a b c"
    assert collapse(" a \n\n  b ", keep_lines=True) == "a\nb"


def test_a_clean_line_has_single_spaces() -> None:
    assert clean_line("\n  a\u00a0 b\n c\t") == "a b c"
    assert clean_line("a \u200b b \u200b") == "a b"
    assert clean_line("é  \u034f e\u0301") == "é é"
    assert clean_line("already one") == "already one"
    assert clean_line(" \u200b ") == ""


def test_fold_and_strip_accents() -> None:
    assert fold("ＡＢＣ Straße") == "abc strasse"
    assert strip_accents("São Tomé") == "Sao Tome"


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert collapse(collapse(text)) == collapse(text)
    assert clean_line(text) == clean_line(clean_line(text)) == collapse(clean(collapse(text)))


def test_an_excerpt_is_one_line_that_fits() -> None:
    assert excerpt(" Two\nlines\u200b of  it ", 40) == "Two lines of it"
    assert excerpt("abcdefghij", 10) == "abcdefghij"
    assert excerpt("abcde fghij", 7) == "abcde…"
    assert excerpt("", 5) == ""
