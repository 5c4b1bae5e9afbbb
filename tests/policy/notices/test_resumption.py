"""Which sentences refer back to what was said before, told by their first words."""

from __future__ import annotations

import pytest

from newscrawl.policy.notices.folding import fold_text
from newscrawl.policy.notices.lexicon import lexicon
from newscrawl.policy.notices.reading import opens, resumes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Including robots.", True),
        ("1. - including robots", True),
        ("Inclu\u00adding robots", True),
        ("I n c l u d i n g", True),
        ("In\u200bcluding robots", True),
        ("Except&nbsp;robots", True),
        ("Exce&shy;pt robots", True),
        ("Ехcept robots", True),  # with Cyrillic letters
        ("Except’s", True),
        ("E-mail us", True),
        ("In the harbour", False),
        ("Today’s harbour", False),
        ("“Including robots”", False),
        ("«Including robots»", False),
        ("", False),
    ],
)
def test_first_words_tell_whether_a_sentence_refers_back(text: str, *, expected: bool) -> None:
    assert resumes(text, lexicon("en")) is expected
    assert opens(fold_text(text), lexicon("en"), "resumes") is expected
