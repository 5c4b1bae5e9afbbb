"""Letters set apart: which characters only do that, and whether any text may have them."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from newscrawl.policy.notices.folding import fold, is_spelled
from newscrawl.policy.notices.letterspacing import letter_gaps, may_set_apart

CHARACTERS = [*"aabé1", "字", "к", *"  .-_·*", "\t", "’"]
SPELLED = re.compile(r"(?<!\w)(?:[^\W\d_][ .\-_·*]{1,3}){5,}[^\W\d_](?!\w)")


def test_a_gap_between_words_is_no_gap_between_letters() -> None:
    assert letter_gaps("n o  b o t s") == ({1, 4, 6, 8, 10}, False)
    assert letter_gaps("n o b o t s") == ({1, 3, 5, 7, 9}, True)
    assert letter_gaps("no b o t s") == (set(), False)


@given(st.lists(st.sampled_from(CHARACTERS), max_size=40).map("".join))
def test_letters_set_apart_are_never_overlooked(text: str) -> None:
    folded = fold(text)
    assert may_set_apart(text) or not SPELLED.search(text)
    assert may_set_apart("\n".join(["", *folded.split(), ""])) or not is_spelled(folded)


@given(st.lists(st.sampled_from(CHARACTERS), max_size=40).map("".join))
def test_texts_spell_words_if_their_folded_forms_do(text: str) -> None:
    apart = re.compile(r"(?:[ .\-_·*]{1,3}[^\W\d_]){5}(?!\w)")
    if text.isascii():
        assert is_spelled(text) is bool(apart.search(text.lower().replace("\t", " ")))
