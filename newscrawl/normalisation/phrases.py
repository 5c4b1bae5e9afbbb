"""Phrases: a word list looked up at a place of a text.

An alternation of many hundred words takes long to compile, and tries them one by one; here the
two characters that stand at a place tell which lengths are worth a look.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from newscrawl.normalisation.lexicon import key

__all__ = ["Found", "Phrases"]

_NOTHING = re.compile("")
_OPENING = 2


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

    __slots__ = ("_by_closing", "_by_opening", "_known", "_longest", "_others")

    def __init__(self, phrases: Iterable[str]) -> None:
        self._known = frozenset(filter(None, phrases))
        self._longest = max(map(len, self._known), default=0)
        self._others = (1,) if any(len(phrase) == 1 for phrase in self._known) else ()
        self._by_opening: Mapping[str, Sequence[int]] | None = None
        self._by_closing: Mapping[str, Sequence[int]] | None = None

    def __contains__(self, phrase: str) -> bool:
        return phrase in self._known

    def _lengths(self, part: slice) -> Mapping[str, Sequence[int]]:
        """Return the lengths of the phrases by that *part* of them, the longest first."""
        lengths: dict[str, set[int]] = {}
        for phrase in self._known:
            lengths.setdefault(phrase[part], {*self._others}).add(len(phrase))
        return {name: sorted(each, reverse=True) for name, each in lengths.items()}

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
        folded = key(text[: last + self._longest])
        for start in range(last, since - 1, -1):
            for end in self.ends(folded, start):
                if (rest := after.match(text, end)) is not None:
                    return Found(folded[start:end], start, end, rest.end())
        return None

    def ends(self, folded: str, start: int) -> list[int]:
        """Return where the phrases end that begin at *start*, the longest first."""
        if self._by_opening is None:
            self._by_opening = self._lengths(slice(_OPENING))
        lengths = self._by_opening.get(folded[start : start + _OPENING], self._others)
        if not lengths:
            return []
        return [start + n for n in lengths if folded[start : start + n] in self._known]

    def starts(self, folded: str, end: int) -> list[int]:
        """Return where the phrases begin that end at *end*, the longest first."""
        if self._by_closing is None:
            self._by_closing = self._lengths(slice(-_OPENING, None))
        lengths = self._by_closing.get(folded[max(0, end - _OPENING) : end], self._others)
        if not lengths:
            return []
        return [end - n for n in lengths if n <= end and folded[end - n : end] in self._known]
