from __future__ import annotations

import codecs
import time

from hypothesis import given
from hypothesis import strategies as st

from newscrawl.text.codepages import declarable, likeliest, makes_sense

SWEDISH = "På lördag öppnar Skövde en bro över ån.".encode("cp1252")


def test_letters_of_another_language_make_no_sense() -> None:
    assert makes_sense(SWEDISH, "cp1252")
    assert not makes_sense(SWEDISH, "cp1251")
    assert likeliest(SWEDISH) == "cp1252"


def test_signs_do_not_stand_within_words() -> None:
    polish = "Otwarto wąską ścieżkę, którą pójdziemy jeszcze częściej.".encode("iso8859-2")
    assert makes_sense(polish, "iso8859_2")
    assert not makes_sense(polish, "cp1252")


def test_signs_apart_from_words_tell_nothing() -> None:
    assert makes_sense("It costs £5 — “too much”, he says.".encode("cp1252"), "cp1252")


def test_an_encoding_without_entry_is_not_judged_without_a_language() -> None:
    assert makes_sense(b"\x8e", "mac_roman")


def test_some_sense_is_not_enough_where_another_makes_all() -> None:
    body = "A kikötőben örömmel várták az új kompot, amely hűvös időben is jár.".encode("cp1250")
    assert not makes_sense(body, "cp1252")
    assert makes_sense(body, "cp1250")


def test_the_middle_of_a_long_text_is_seen() -> None:
    body = b"<p>plain</p>\n" * 9_000 + SWEDISH
    assert likeliest(body) == "cp1252"


@given(st.binary(max_size=200))
def test_never_raises(body: bytes) -> None:
    best = likeliest(body)
    assert best is None or makes_sense(body, best)


def test_a_long_line_of_ascii_takes_linear_time() -> None:
    body = b"style " * 30_000 + "<p>Für größere Fähren</p>".encode("cp1252")
    started = time.process_time()
    assert likeliest(body) == "cp1252"
    assert time.process_time() - started < 2


def test_encodings_are_declarable_by_the_names_that_python_has_for_them() -> None:
    assert {codecs.lookup(name).name for name in declarable()} == declarable()
