"""Stretches: where lines part unread, and where they may not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscrawl.document import Place, Unit
from newscrawl.policy.notices.joining import DEMANDS, MACHINES, belongs, may_belong
from newscrawl.policy.notices.lexicon import lexicon
from newscrawl.policy.notices.line import Line
from newscrawl.policy.notices.stretches import stretches

PROSE = "The ferry sailed on Monday."
BAN = "You may not scrape this website."
SENTENCES = [
    PROSE, BAN, "Prohibited uses", "Prohibited uses:", "scraping with bots", "- scraping",
    "1) bots,", "Train AI on our texts?", "No.", "You need a licence.",
    "These restrictions apply to robots.", "This includes crawling.", "© 2025 Harbour News",
    "Photo: Ada Reed", "or copying it.", "No use (incl.", "of our articles)",
    "Copyright 2025 Harbour No crawling.", "Ask us",
]  # fmt: skip


def read(text: str) -> list[list[str]]:
    found = stretches([Unit(text, Place.TEXT, "text")], [[0]], lexicon("en"))
    return [[line.text for line in each.lines[each.first : each.end]] for each in found]


@pytest.mark.parametrize("text", [PROSE, "You may not park here.", "It scrapes the quay.", ""])
def test_what_directs_nothing_is_no_stretch(text: str) -> None:
    assert read(text) == []


def test_a_stretch_ends_where_no_passage_goes_on() -> None:
    assert read(f"{PROSE} {BAN} {PROSE}") == [[BAN]]


@pytest.mark.parametrize(
    "lines",
    [
        ["Prohibited:", "- Scraping with bots."],
        ["May we train AI on this?", "No.", "You need our permission."],
        ["You may not", "scrape this website."],
        ["Copying is prohibited.", "These restrictions apply to robots."],
    ],
)
def test_what_may_be_one_passage_is_one_stretch(lines: list[str]) -> None:
    assert read("\n".join([PROSE, *lines])) == [lines]


def test_a_preamble_is_a_line_of_its_own() -> None:
    (lines,) = read("© 2025 Harbour News No scraping with bots of this website.")
    assert lines == ["© 2025 Harbour News", "No scraping with bots of this website."]


def test_letters_set_apart_may_be_those_of_any_word() -> None:
    assert read("d o n o t s c r a p e") == [["d o n o t s c r a p e"]]


@settings(deadline=None)
@given(chosen=st.lists(st.sampled_from(SENTENCES), min_size=2, max_size=8), apart=st.booleans())
def test_lines_that_belong_together_are_never_parted(chosen: list[str], apart: bool) -> None:
    own = lexicon("en")
    whole = Unit("\n".join(chosen), Place.TEXT, "text")
    lines: list[Line] = []
    start = 0
    for place, text in enumerate(chosen):
        unit = Unit(text, None, index=place) if apart else whole
        begin = 0 if apart else start
        lines.append(Line(unit, place if apart else 0, begin, begin + len(text), own))
        start += len(text) + 1
    for end in range(1, len(lines)):
        for first in range(end):
            group, line = lines[first:end], lines[end]
            if belongs(group, line):
                demands = group[-1].reading.has(*MACHINES) and line.reading.has(*DEMANDS)
                speak = any(member.may_speak for member in group)
                assert may_belong(group[-2:], line, may_demand=demands, speak=speak)
