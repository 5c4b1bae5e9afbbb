"""Phrases: a word list looked up at a place of a text.

An alternation of many hundred words takes long to compile, and tries them one by one; here the
two characters that stand at a place tell which few phrases are worth a look.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from newscrawl.normalisation.lexicon import key

__all__ = ["Found", "Phrases"]

_NOTHING = re.compile("")
_OPENING = 2


def _is_short(phrase: str) -> bool:
    return len(phrase) < _OPENING


class Found(NamedTuple):
    """A phrase in a text: where it starts and ends, and where what belongs to it ends too."""

    phrase: str
    start: int
    end: int
    rest: int


class Phrases:
    """A list of words and phrases, in the form of :func:`~.lexicon.key`.

    Few lists are asked for both ends; what a question needs is made when it is first asked.
    """

    __slots__ = ("_by_closing", "_by_opening", "_known", "_longest", "_short")

    def __init__(self, phrases: Iterable[str]) -> None:
        self._known = frozenset(filter(None, phrases))
        self._longest = max(map(len, self._known), default=0)
        # Those of one character are looked for wherever nothing longer begins, too.
        shortest = min(map(len, self._known), default=_OPENING)
        self._short = tuple(filter(_is_short, self._known)) if shortest < _OPENING else ()
        self._by_opening: Mapping[str, tuple[str, ...]] | None = None
        self._by_closing: Mapping[str, tuple[str, ...]] | None = None

    def __contains__(self, phrase: str) -> bool:
        return phrase in self._known

    def _opening_with(self, characters: str) -> tuple[str, ...]:
        """Return the phrases that may begin with these two *characters*, the longest first."""
        if self._by_opening is None:
            self._by_opening = self._by(slice(_OPENING))
        return self._by_opening.get(characters, self._short)

    def _closing_with(self, characters: str) -> tuple[str, ...]:
        if self._by_closing is None:
            self._by_closing = self._by(slice(-_OPENING, None))
        return self._by_closing.get(characters, self._short)

    def _by(self, part: slice) -> Mapping[str, tuple[str, ...]]:
        """Return the phrases by that *part* of them, the longest first."""
        index: dict[str, list[str]] = {}
        for phrase in sorted(self._known.difference(self._short), key=len, reverse=True):
            index.setdefault(phrase[part], []).append(phrase)
        return {name: (*phrases, *self._short) for name, phrases in index.items()}

    def at_start(
        self,
        text: str,
        after: re.Pattern[str] = _NOTHING,
        lead: re.Pattern[str] = _NOTHING,
        since: int = 0,
    ) -> Found | None:
        """Return the longest phrase that opens *text*, as printed, at *since*; None for none.

        Before it may stand what *lead* matches, which matches whatever it is given, and all
        beginnings of that; behind it must stand what *after* matches.
        """
        led = lead.match(text, since)
        last = led.end() if led else since
        for start in range(last, since - 1, -1):
            for end in self.printed_ends(text, start):
                if (rest := after.match(text, end)) is not None:
                    return Found(key(text[start:end]), start, end, rest.end())
        return None

    def printed_ends(self, text: str, start: int) -> list[int]:
        """Return what :meth:`ends` does, of a *text* as printed: little of it needs folding."""
        if not self._opening_with(key(text[start : start + _OPENING])):
            return []
        return [start + end for end in self.ends(key(text[start : start + self._longest]), 0)]

    def printed_starts(self, text: str, end: int) -> list[int]:
        """Return what :meth:`starts` does, of a *text* as printed."""
        if not self._closing_with(key(text[max(0, end - _OPENING) : end])):
            return []
        since = max(0, end - self._longest)
        return [since + start for start in self.starts(key(text[since:end]), end - since)]

    def ends(self, folded: str, start: int) -> list[int]:
        """Return where the phrases end that begin at *start*, the longest first."""
        phrases = self._opening_with(folded[start : start + _OPENING])
        if not folded.startswith(phrases, start):
            return []
        return [start + len(phrase) for phrase in phrases if folded.startswith(phrase, start)]

    def starts(self, folded: str, end: int) -> list[int]:
        """Return where the phrases begin that end at *end*, the longest first."""
        phrases = self._closing_with(folded[max(0, end - _OPENING) : end])
        if not folded.endswith(phrases, 0, end):
            return []
        return [end - len(phrase) for phrase in phrases if folded.endswith(phrase, 0, end)]
