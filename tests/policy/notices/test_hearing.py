"""What the words of a text tell of phrases, beside what a search for each of them finds."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl.policy.notices.folding import fold_text
from newscrawl.policy.notices.lexicon import LINKS, languages, lexicon
from newscrawl.policy.notices.phrases import Phrases
from newscrawl.policy.notices.reading import Reading
from newscrawl.policy.notices.requirements import Bond, bond

SEPARATORS = st.sampled_from([" ", "-", "  ", " - ", ", ", ". ", "", "_", "9", "\u093e", "\n"])


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("ban", Bond(0, whole=True)),
        ("ban*|halt", Bond(0, whole=True)),
        ("may never", Bond(-1, whole=True)),
        ("never may", Bond(1, whole=True)),
        ("it may never", Bond(-1, whole=False)),
        ("may (also) not", None),
        ("may ... not", None),
        ("may (also)", None),
        ("no AI", None),
        ("AI", None),
        ("a.i.", None),
        ("robots.txt file", None),
    ],
)
def test_the_bond_of_a_phrase(phrase: str, expected: Bond | None) -> None:
    assert bond(phrase) == expected


@pytest.mark.parametrize(
    ("phrase", "text", "named", "searched"),
    [
        ("ban", "a ban, bans", [(2, 5)], False),
        ("ban*", "a ban, bans", [(2, 5), (7, 11)], False),
        ("may|can not", "may - not, can not", [(0, 9), (11, 18)], False),
        ("may not", "may, not", [], False),
        ("not may", "may not", [], False),
        ("it may not", "it may not", [], True),
        ("it may not", "not it, may", [], False),
        ("may ... not", "may we not", [], True),
        ("ban*", f"ban{20 * 'x'}", [], True),
    ],
)
def test_words_tell_what_is_named_and_what_has_to_be_searched_for(
    phrase: str, text: str, named: list[tuple[int, int]], searched: bool
) -> None:
    heard = Phrases({"ban": [phrase]}, spaced=True, prefixes=()).hear(text)
    assert [(start, end) for start, end, _ in heard.named] == named
    assert bool(heard.possible) is searched


@pytest.mark.parametrize("language", languages())
@settings(max_examples=10, deadline=None)
@given(data=st.data())
def test_what_is_heard_is_what_a_search_for_every_phrase_finds(
    language: str, data: st.DataObject
) -> None:
    own = lexicon(language)
    named = [name for name in own.phrases if name not in LINKS and own.phrases[name]]
    concepts = data.draw(st.lists(st.sampled_from(named), min_size=1, max_size=4))
    text = ""
    for concept in concepts:
        phrase = data.draw(st.sampled_from(own.phrases[concept]))
        for piece in phrase.replace("...", "x").split():
            word = data.draw(st.sampled_from(piece.strip("()").split("|")))
            ending = data.draw(st.sampled_from(["", "s", 20 * "e", 21 * "e"]))
            text += word.replace("*", ending) + data.draw(SEPARATORS)
    reading = Reading(fold_text(text), own)
    if not reading.folded.spelled:
        for concept in concepts:
            assert list(reading.spans(concept)) == _searched_for(reading, concept)


def _searched_for(reading: Reading, concept: str) -> list[tuple[int, int]]:
    book = reading.lexicon.books.about(concept)
    possible = book.possible(book.signs(reading.text)) & book.of(concept)
    found = [
        match.span()
        for match in book.matches(reading.text, possible)
        if match.lastgroup is None or reading.folded.is_capital(match.start())
    ]
    chosen: list[tuple[int, int]] = []
    for start, end in sorted(found, key=lambda span: (span[0], -span[1])):
        if not chosen or start >= chosen[-1][1]:
            chosen.append((start, end))
    return chosen
