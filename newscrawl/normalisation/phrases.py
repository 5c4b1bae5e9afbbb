"""Phrases: a word list looked up at a place of a text.

An alternation of many hundred words takes long to compile, and tries them one by one; here the
three characters that stand at a place tell which few phrases are worth a look.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, lru_cache
from typing import NamedTuple

from ahocorasick import STORE_LENGTH, Automaton

from newscrawl.normalisation.lexicon import key
from newscrawl.text.sentences import Span

__all__ = ["Found", "Phrases"]

_NOTHING = re.compile("")
_OPENING = 3
_NONE: tuple[str, ...] = ()
_MOST_REMEMBERED = 512


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

    def __init__(self, phrases: Iterable[str]) -> None:
        self._known = frozenset(filter(None, phrases))
        # Lines open with the same few words again and again.
        self._opening_printed = lru_cache(_MOST_REMEMBERED)(self._opening_as_printed)

    def __contains__(self, phrase: str) -> bool:
        return phrase in self._known

    def occur_in(self, folded: str) -> bool:
        """Whether any phrase stands anywhere in *folded*: sooner told than where."""
        return bool(self._known) and next(self._automaton.iter(folded), None) is not None

    @cached_property
    def _automaton(self) -> Automaton:
        """All phrases, looked for at once, as Aho and Corasick (1975) do it."""
        automaton = Automaton(STORE_LENGTH)
        for phrase in self._known:
            automaton.add_word(phrase)
        automaton.make_automaton()
        return automaton

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self._known), default=0)

    @cached_property
    def _by_opening(self) -> Mapping[str, tuple[str, ...]]:
        """What may stand where these three characters, or one, begin, the longest first."""
        return self._by(slice(_OPENING), slice(1), str.startswith)

    @cached_property
    def _by_closing(self) -> Mapping[str, tuple[str, ...]]:
        """What may stand where these three characters, or one, end, the longest first."""
        return self._by(slice(-_OPENING, None), slice(-1, None), str.endswith)

    def _by(
        self, part: slice, first: slice, stands_in: Callable[[str, str], bool]
    ) -> Mapping[str, tuple[str, ...]]:
        """Return the phrases by *part*, and those too short for one by their *first* character.

        Among the former are the short ones that stand in that part: each is told by one look.
        """
        long: defaultdict[str, list[str]] = defaultdict(list)
        short: defaultdict[str, list[str]] = defaultdict(list)
        for phrase in sorted(self._known, key=len, reverse=True):
            if len(phrase) < _OPENING:
                short[phrase[first]].append(phrase)
            else:
                long[phrase[part]].append(phrase)
        for name, phrases in long.items():
            if (shorter := short.get(name[first])) is not None:
                phrases += [each for each in shorter if stands_in(name, each)]
        return {name: tuple(phrases) for name, phrases in (*long.items(), *short.items())}

    def at_start(
        self,
        text: str,
        after: re.Pattern[str] = _NOTHING,
        lead: re.Pattern[str] | None = None,
        since: int = 0,
    ) -> Found | None:
        """Return the longest phrase that opens *text*, as printed, at *since*; None for none.

        Before it may stand what *lead* matches, which matches whatever it is given but no letter
        or figure, and all beginnings of that; behind it must stand what *after* matches.
        """
        if lead is None or text[since : since + 1].isalnum():
            starts: Iterable[int] = (since,)
        else:
            led = lead.match(text, since)
            starts = range(led.end() if led else since, since - 1, -1)
        for start in starts:
            for end in self.printed_ends(text, start):
                if (rest := after.match(text, end)) is not None:
                    return Found(key(text[start:end]), start, end, rest.end())
        return None

    def printed_ends(self, text: str, start: int) -> list[int]:
        """Return what :meth:`ends` does, of a *text* as printed: little of it needs folding."""
        phrases = self._opening_printed(text[start : start + _OPENING])
        if not phrases:
            return []
        folded = key(text[start : start + self._longest])
        if not folded.startswith(phrases):
            return []
        return [start + len(phrase) for phrase in phrases if folded.startswith(phrase)]

    def printed_starts(self, text: str, end: int) -> list[int]:
        """Return what :meth:`starts` does, of a *text* as printed."""
        folded = key(text[max(0, end - _OPENING) : end])
        if (phrases := self._by_closing.get(folded)) is not None:
            folded = key(text[max(0, end - self._longest) : end])
        elif (phrases := self._by_closing.get(folded[-1:])) is None:
            return []
        if not folded.endswith(phrases):
            return []
        return [end - len(phrase) for phrase in phrases if folded.endswith(phrase)]

    def ends(self, folded: str, start: int) -> list[int]:
        """Return where the phrases end that begin at *start*, the longest first."""
        phrases = self._opening(folded[start : start + _OPENING])
        if not phrases or not folded.startswith(phrases, start):
            return []
        return [start + len(phrase) for phrase in phrases if folded.startswith(phrase, start)]

    def closing(self, folded: str, since: int) -> list[Span]:
        """Return the spans of the phrases that end at *since* or anywhere behind it."""
        return [
            (end - len(phrase), end)
            for end in range(since, len(folded) + 1)
            for phrase in self._closing(folded[max(0, end - _OPENING) : end])
            if folded.endswith(phrase, 0, end)
        ]

    def starts(self, folded: str, end: int) -> list[int]:
        """Return where the phrases begin that end at *end*, the longest first."""
        phrases = self._closing(folded[max(0, end - _OPENING) : end])
        if not phrases or not folded.endswith(phrases, 0, end):
            return []
        return [end - len(phrase) for phrase in phrases if folded.endswith(phrase, 0, end)]

    def _opening_as_printed(self, printed: str) -> tuple[str, ...]:
        return self._opening(key(printed))

    def _opening(self, name: str) -> tuple[str, ...]:
        phrases = self._by_opening.get(name)
        return self._by_opening.get(name[:1], _NONE) if phrases is None else phrases

    def _closing(self, name: str) -> tuple[str, ...]:
        phrases = self._by_closing.get(name)
        return self._by_closing.get(name[-1:], _NONE) if phrases is None else phrases
