"""What is known to direct nothing, and how much of it is remembered."""

from __future__ import annotations

from newscrawl.policy.notices import silence as module
from newscrawl.policy.notices.lexicon import lexicon
from newscrawl.policy.notices.silence import Silence

ENGLISH, GERMAN = lexicon("en"), lexicon("de")


def test_texts_are_known_with_their_neighbours_in_their_language_only() -> None:
    silence = Silence()
    silence.keep(("Please read", "the public notes"), ENGLISH)
    assert silence.holds(("Please read", "the public notes"), ENGLISH)
    assert not silence.holds(("Please read", "the public notes"), GERMAN)
    assert not silence.holds(("Please read",), ENGLISH)
    assert not silence.holds(("the public notes", "Please read"), ENGLISH)


def test_long_texts_are_not_remembered() -> None:
    silence = Silence()
    half = "public " * 50
    silence.keep((half,), ENGLISH)
    silence.keep((half, half), ENGLISH)
    assert silence.holds((half,), ENGLISH)
    assert not silence.holds((half, half), ENGLISH)


def test_many_texts_are_not_remembered_together_however_short() -> None:
    silence = Silence()
    few = ("x",) * 20
    silence.keep(few, ENGLISH)
    silence.keep((*few, "x"), ENGLISH)
    assert silence.holds(few, ENGLISH)
    assert not silence.holds((*few, "x"), ENGLISH)


def test_all_is_forgotten_where_it_becomes_too_much() -> None:
    silence = Silence()
    for number in range(module._MOST):
        silence.keep((f"public {number}",), ENGLISH)
    assert silence.holds(("public 0",), ENGLISH)
    silence.keep(("one more",), ENGLISH)
    assert silence.holds(("one more",), ENGLISH)
    assert not silence.holds(("public 0",), ENGLISH)
