"""Events: of what a date tells, by the words beside it."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache

from ahocorasick import Automaton

from newscrawl.extraction.lexicon import table
from newscrawl.garbage import of_pages
from newscrawl.text.cleaning import key
from newscrawl.text.scripts import is_spaceless

__all__ = ["Event", "marks", "tells_of"]


class Event(StrEnum):
    """What a date tells of; ``OTHER`` is of something else than the article."""

    PUBLISHED = "published"
    MODIFIED = "modified"
    OTHER = "other"


def tells_of(line: str) -> Event:
    """Return of what a date in *line* tells, by the words in it."""
    events = [event for _, event in marks(line)]
    for event in (Event.OTHER, Event.MODIFIED):
        if event in events:
            return event
    return Event.PUBLISHED


@of_pages
@lru_cache(maxsize=256)
def marks(line: str) -> tuple[tuple[int, Event], ...]:
    """Return where each word in a date *line* begins that says of what it tells, and of what.

    No two overlap. The lines around a headline are read once for each event.
    """
    found = []
    reached = 0
    for start, _, end, event in sorted(_places(key(line))):
        if start >= reached:
            found.append((start, event))
            reached = end
    return tuple(found)


def _places(folded: str) -> Iterator[tuple[int, int, int, Event]]:
    """Yield the start, rank, end and event of each of the words wherever it stands."""
    for last, (length, rank, event, is_apart) in _words().iter(folded):
        start, end = last + 1 - length, last + 1
        within = _is_letter(folded[start - 1 : start]) or _is_letter(folded[end : end + 1])
        if not (is_apart and within):
            yield start, rank, end, event


def _is_letter(char: str) -> bool:
    """Whether *char* makes what stands beside it no word; figures may be glued: "05:30Updated"."""
    return char == "_" or (char.isalnum() and not char.isdecimal())


@lru_cache(maxsize=1)
def _words() -> Automaton:
    """Return all words at once: of each its length, rank, event, and whether spaces set it apart.

    Of two that begin at one place the first by rank counts.
    """
    signs = table("signs")
    known: dict[str, tuple[int, int, Event, bool]] = {}
    for event in Event:
        words = [key(word.replace("_", " ")) for word in signs[event].split()]
        for word in sorted(words, key=is_spaceless):
            known.setdefault(word, (len(word), len(known), event, not is_spaceless(word)))
    automaton = Automaton()
    for word, meaning in known.items():
        automaton.add_word(word, meaning)
    automaton.make_automaton()
    return automaton
