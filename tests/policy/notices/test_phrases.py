"""Which phrases a text has, and where."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl.policy.notices.folding import fold, fold_text
from newscrawl.policy.notices.lexicon import languages, lexicon
from newscrawl.policy.notices.patterns import compile_patterns
from newscrawl.policy.notices.phrases import Phrases
from newscrawl.policy.notices.reading import Reading

CONCEPT = "ban"


def phrases(*written: str, spaced: bool = True, prefixes: tuple[str, ...] = ()) -> Phrases:
    return Phrases({CONCEPT: written, "other": ["halt"]}, spaced=spaced, prefixes=prefixes)


@pytest.mark.parametrize(
    ("written", "text", "opens"),
    [
        ("no entry", "no entry here", True),
        ("no entry", "do no entry", False),
        ("no entry", "no enter", False),
        ("ban*", "bans", True),
        ("*ban", "urban", True),
        ("(very) true", "true", True),
        ("(very) true", "very true", True),
        ("one|two more", "two-more", True),
        ("AI", "ai", True),
        ("ban", "bans", False),
    ],
)
def test_a_text_opens_with_a_phrase(written: str, text: str, opens: bool) -> None:
    assert phrases(written).opens(text, 0, CONCEPT) is opens
    assert not phrases(written).opens(text, 0, "other")


def test_what_opens_a_text_may_carry_a_prefix() -> None:
    book = phrases("dar", prefixes=("al", "wa"))
    assert [book.opens(text, 0, CONCEPT) for text in ("aldar", "dar", "wadar", "hadar")] == [
        True, True, True, False,
    ]  # fmt: skip


def test_without_spaces_a_phrase_may_be_followed_by_letters() -> None:
    assert phrases("禁止", spaced=False).opens("未禁止抓取", 1, CONCEPT)


def test_only_a_whole_text_is_a_phrase() -> None:
    book = phrases("data policy")
    assert book.is_one("data policy", CONCEPT)
    assert not book.is_one("our data policy", CONCEPT)
    assert not book.is_one("data policy", "other")


@pytest.mark.parametrize("language", languages())
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_phrases_alone_open_what_all_together_open(language: str, data: st.DataObject) -> None:
    own = lexicon(language)
    concept = data.draw(st.sampled_from([each for each in own.phrases if own.phrases[each]]))
    phrase = data.draw(st.sampled_from(own.phrases[concept]))
    written = phrase.replace("...", "x").replace("*", data.draw(st.sampled_from(["", "s"])))
    words = (data.draw(st.sampled_from(word.strip("()").split("|"))) for word in written.split())
    text = fold(" ".join(words) + data.draw(st.sampled_from(["", ".", "s", " x"])))
    together = compile_patterns(own.phrases[concept], spaced=own.spaces, prefixes=own.prefixes)
    assert own.books.about(concept).opens(text, 0, concept) is (together.match(text) is not None)


def test_of_phrases_over_one_another_the_first_and_longest_counts() -> None:
    reading = Reading(fold_text("For text and data mine, and data and text mining"), lexicon("en"))
    spans = reading.spans("mine")
    assert [reading.text[slice(*span)] for span in spans] == [
        "text and data mine",
        "data and text mining",
    ]
