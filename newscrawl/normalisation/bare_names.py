"""Names that nothing but their shape tells from other words: below a text, before a date."""

from __future__ import annotations

import re
from collections.abc import Iterable

from newscrawl.normalisation.lexicon import key, lexicon
from newscrawl.normalisation.people import read_people

__all__ = ["are_full_names", "bare_names"]

_MOST_OF = 1.3
# What joins two names: " and ".
_JOINT = 3
_WORD = re.compile(r"[^\W\d_]+")


def are_full_names(text: str, language: str | None) -> bool:
    """Whether *text* is names of several words and hardly anything else."""
    return bool(_full_names(text, language))


def bare_names(text: str, language: str | None, story: Iterable[str]) -> tuple[str, ...]:
    """Return the names in *text* if it is names in full and hardly anything else; else none.

    Not where nouns have capitals too, or no word has. What the *story* speaks of is sooner a
    place, a team or a saying than who wrote it: none where it has one of the names, or a word
    of them written small.
    """
    words = lexicon(language)
    if words.capital_nouns or text == text.lower():
        return ()
    names = _full_names(text, language)
    if not names:
        return ()
    told = "\n".join(story)
    folded = key(told)
    if any(key(name) in folded for name in names):
        return ()
    parts = {key(part) for name in names for part in _WORD.findall(name)} - words.particles
    return () if parts.intersection(_WORD.findall(told)) else names


def _full_names(text: str, language: str | None) -> tuple[str, ...]:
    persons = read_people(text, language).persons
    named = sum(map(len, persons))
    named += _JOINT * max(0, len(persons) - 1)
    are_full = all(" " in name for name in persons) and named * _MOST_OF >= len(text) > 0
    return persons if are_full else ()
