"""Matching text: disguises fold away, offsets lead back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.policy.notices import Kind, read_text
from newscrawl.policy.notices.folding import fold, fold_text


@pytest.mark.parametrize(
    ("disguised", "plain"),
    [
        ("Dila\u200brang", "dilarang"),
        ("kon\u00adten", "konten"),
        ("dilаrаng", "dilarang"),  # Cyrillic a
        ("орõе-sе", "opõe-se"),  # Cyrillic o, p, e
        ("ｃｒａｗｌ", "crawl"),
        ("D\u0336i\u0336lar\u0336ang", "dilarang"),
        ("D i l a r a n g keras", "dilarang keras"),
        ("c-r-a-w-l-i-n-g", "crawling"),
        ("cafe\u0301", "café"),
        ("“may not”", '"may not"'),
    ],
)
def test_disguises_fold_away(disguised: str, plain: str) -> None:
    assert fold(disguised) == plain


def test_another_script_is_left_alone() -> None:
    assert fold("Запрещено копировать") == "запрещено копировать"


def test_a_character_folds_the_same_alone_and_beside_what_is_hidden() -> None:
    characters = (chr(code) for code in range(0x10000) if not 0xD800 <= code <= 0xDFFF)
    assert not [each for each in characters if fold(each) != fold(f"\u00ad{each}")]


def test_offsets_lead_back_through_a_disguise() -> None:
    text = "a\u00ad D i l a r a n g!"
    folded = fold_text(text)
    start = folded.text.index("dilarang")
    left, right = folded.original(start, start + len("dilarang"))
    assert text[left:right] == "D i l a r a n g"


@given(st.text(max_size=200))
def test_offsets_are_within_the_text_and_ascend(text: str) -> None:
    folded = fold_text(text)
    assert len(folded.offsets) == len(folded.text) + 1
    assert list(folded.offsets) == sorted(folded.offsets)
    assert folded.offsets[-1] == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "Dila\u200brang keras mela\u00adkukan craw\u2060ling konten situs ini.",
        "Dilаrаng kеrаs mеlаkukаn crаwling kоntеn situs ini.",
        "D i l a r a n g keras c r a w l i n g konten situs ini.",
        "D i l a r a n g  m e l a k u k a n  c r a w l i n g  k o n t e n  s i t u s  i n i",
    ],
)
def test_a_disguised_ban_is_read_and_quoted_as_printed(text: str) -> None:
    (notice,) = read_text(text)
    assert Kind.CRAWL_BAN in notice.kinds
    assert notice.quote == text
