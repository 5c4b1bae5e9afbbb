"""Letters set apart: which characters only do that, and whether any text may have them."""

from __future__ import annotations

import re

from hypothesis import example, given
from hypothesis import strategies as st

from newscrawl.policy.notices.folding import is_spelled
from newscrawl.policy.notices.letterspacing import letter_gaps, may_set_apart
from newscrawl.policy.notices.wording import EDGE, wordings

SPELLED = re.compile(r"(?<!\w)(?:[^\W\d_][ .\-_·*]{1,3}){5,}[^\W\d_](?!\w)")
FIVE_APART = re.compile(r"(?:[ .\-_·*]{1,3}[^\W\d_]){5}(?!\w)")

GAPS = st.text(" .-_·*", min_size=1, max_size=3)
# As many as make a word, or nearly, whatever stands before them and behind.
LETTERS = st.lists(st.tuples(st.sampled_from("aé字к"), GAPS).map("".join), min_size=3, max_size=7)
TEXTS = st.tuples(
    st.sampled_from(["", "no ", "1", "·", "’"]),
    LETTERS.map("".join),
    st.sampled_from(["a", "к", "no", "1", ""]),
).map("".join)


def test_a_gap_between_words_is_no_gap_between_letters() -> None:
    assert letter_gaps("n o  b o t s") == ({1, 4, 6, 8, 10}, False)
    assert letter_gaps("n o b o t s") == ({1, 3, 5, 7, 9}, True)
    assert letter_gaps("no b o t s") == (set(), False)


@given(TEXTS)
@example("n·o·b·o·t·s")
def test_letters_set_apart_are_never_overlooked(text: str) -> None:
    assert may_set_apart(text) or not SPELLED.search(text)
    words = wordings([text]).texts[0].strip(EDGE)
    assert may_set_apart(f"{EDGE}{words}{EDGE}") or not is_spelled(text)


@given(TEXTS)
@example("1 n o b o t s")
@example("1é n o b o t s")
def test_texts_spell_words_if_their_folded_forms_do(text: str) -> None:
    spelled = FIVE_APART.search(text) is not None
    assert is_spelled(text) is spelled
    assert is_spelled(text.replace(" ", "\t")) is spelled
