"""No text takes long, and none raises."""

from __future__ import annotations

from random import Random
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl.policy.notices import read_text

MEGABYTE = 1_000_000
WORDS = (
    "dilarang mengambil konten crawl AI tanpa izin tertulis dari may not this site without the"
    " permission of Example Ltd. \n “ ” \" ' © 2025 : ; except search engines D i l a r a n g"
).split(" ")


@pytest.mark.parametrize(
    "piece",
    [
        "dilarang mengambil konten crawl AI tanpa izin tertulis dari ",
        "You may not crawl this site without written permission of Example. ",
        "Dilarang crawling konten:\n",
        "may not prohibited without permission ",
        "d i l a r a n g ",
        "“",
        " 'a",
        "a.@",
        "dilаrang ",
        "not a b c d e f g ",
        "copyright © 2020 ",
        "copyright © 2020 Crawl ",
        "Dilarang:\n",
        "未经许可禁止抓取本网站内容",
        "crawling",
        "ｄｉｌａｒａｎｇ ",
    ],
)
def test_a_megabyte_of_malice_is_read_in_no_time(piece: str) -> None:
    text = (piece * (MEGABYTE // len(piece) + 1))[:MEGABYTE]
    read_text("Crawling this site is prohibited. Merayapi situs ini dilarang.")
    start = process_time()
    read_text(text)
    # Under a second on an idle core; what is square in the length takes minutes.
    assert process_time() - start < 5


def test_what_is_no_text_is_read_in_no_time() -> None:
    noise = Random(1).randbytes(MEGABYTE // 4).decode("cp1252", "replace")
    start = process_time()
    read_text(noise)
    assert process_time() - start < 5


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=5), max_size=60).map(" ".join))
def test_whatever_is_found_is_quoted_exactly(text: str) -> None:
    for notice in read_text(text):
        start, end = notice.span
        assert text[start:end] == notice.quote
        assert notice.kinds
