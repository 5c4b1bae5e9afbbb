"""Which phrases a text may hold, told by its words alone: cheap enough for every page."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, reduce
from itertools import accumulate
from operator import or_
from typing import Any

from ahocorasick import Automaton

__all__ = ["Learnt", "WordIndex"]

# Stands before and behind every word that is looked up, and in none.
_EDGE = "\n"


class Learnt:
    """The answers of *learn*, which is asked of many words at once.

    They are kept until their words are more than *most* characters.
    """

    def __init__(self, learn: Callable[[Sequence[str]], Iterable[int]], *, most: int) -> None:
        self._learn = learn
        self._most = most
        self._bits: dict[str, int] = {}
        self._kept = 0

    def union(self, words: Sequence[str]) -> int:
        """Return the bits of all *words*."""
        try:
            return reduce(or_, map(self._bits.__getitem__, words), 0)
        except KeyError:
            self.learn(words)
        return reduce(or_, map(self._bits.__getitem__, words), 0)

    def learn(self, words: Iterable[str]) -> None:
        """Find out the bits of *words*; the next union of any of them is ready."""
        if self._kept > self._most:
            self._bits, self._kept = {}, 0
        new = [*set(words).difference(self._bits)]
        self._bits.update(zip(new, self._learn(new), strict=True))
        self._kept += sum(map(len, new))


class WordIndex:
    """An index from words to what they are signs of, as sets of bits.

    All anchors are looked for at once, by the automaton of Aho and Corasick (1975).
    """

    def __init__(self) -> None:
        # By the longest literal of the anchor: what it is a sign of alone, or with its others.
        self._literals: defaultdict[str, int] = defaultdict(int)
        self._stems: defaultdict[str, list[tuple[list[str], int]]] = defaultdict(list)
        self._fragments: defaultdict[str, int] = defaultdict(int)
        self._prefixes: defaultdict[str, int] = defaultdict(int)

    def add(self, anchors: Iterable[str], bits: int, *, spaced: bool = True) -> None:
        """Add *anchors*, each a sign of *bits*: a word, or a stem with * for what may follow.

        Those of a language that sets no spaces are found within any text.
        """
        for anchor in anchors:
            if not spaced:
                self._fragments[max(anchor.split("*"), key=len)] |= bits
                continue
            pieces = f"{_EDGE}{anchor}{_EDGE}".split("*")
            longest = max(pieces, key=len)
            if sum(piece != _EDGE for piece in pieces) == 1:
                self._literals[longest] |= bits
            else:
                self._stems[longest].append((pieces, bits))

    def add_prefixes(self, prefixes: Iterable[str], bits: int) -> None:
        """Let the words that are signs of any of *bits* carry one of *prefixes*."""
        for prefix in prefixes:
            self._prefixes[prefix] |= bits

    def of(self, word: str) -> int:
        """Return what the folded *word* is a sign of."""
        return self.of_each([word])[0]

    def of_each(self, words: Sequence[str]) -> list[int]:
        """Return what each of the folded *words* is a sign of."""
        found = self._bare(words)
        carried = [*self._without_prefixes(words)] if self._prefixes else []
        for (place, _, bits), signs in zip(
            carried, self._bare([rest for _, rest, _ in carried]), strict=True
        ):
            found[place] |= bits & signs
        return found

    def within(self, folded: str) -> int:
        """Return what the *folded* text has a sign of that needs no spaces around it."""
        found = 0
        for _, bits in _matches(self._fragment_automaton, folded):
            found |= bits
        return found

    def _bare(self, words: Sequence[str]) -> list[int]:
        """Return what each of *words* is a sign of as it stands."""
        found = [0] * len(words)
        edges = [*accumulate(len(word) + 1 for word in words)]
        text = f"{_EDGE}{_EDGE.join(words)}{_EDGE}"
        for end, (bits, stems) in _matches(self._automaton, text):
            place = bisect_left(edges, end)
            found[place] |= bits
            for pieces, signs in stems:
                if _fits(f"{_EDGE}{words[place]}{_EDGE}", pieces):
                    found[place] |= signs
        return found

    def _without_prefixes(self, words: Sequence[str]) -> Iterator[tuple[int, str, int]]:
        """Yield the place of each of *words* that may carry a prefix, its rest, and whose it is."""
        for place, word in enumerate(words):
            if word[0] in self._initials:
                for prefix, bits in self._prefixes.items():
                    if word.startswith(prefix):
                        yield place, word[len(prefix) :], bits

    @cached_property
    def _initials(self) -> frozenset[str]:
        return frozenset(prefix[0] for prefix in self._prefixes)

    @cached_property
    def _automaton(self) -> Automaton:
        literals = self._literals.keys() | self._stems.keys()
        return _automaton(
            {each: (self._literals.get(each, 0), self._stems.get(each, ())) for each in literals}
        )

    @cached_property
    def _fragment_automaton(self) -> Automaton:
        return _automaton(self._fragments)


def _automaton(values: Mapping[str, object]) -> Automaton:
    """Return the automaton that finds each key of *values* wherever it stands."""
    automaton = Automaton()
    for literal, value in values.items():
        automaton.add_word(literal, value)
    automaton.make_automaton()
    return automaton


def _matches(automaton: Automaton, text: str) -> Iterable[tuple[int, Any]]:
    """Return for each literal in *text* where its last character stands, and its value."""
    return automaton.iter(text) if automaton else ()


def _fits(word: str, parts: Sequence[str]) -> bool:
    """Whether *word* consists of *parts* with anything between them."""
    first, *middle, last = parts
    if not (word.startswith(first) and word.endswith(last)):
        return False
    place = len(first)
    for part in middle:
        place = word.find(part, place)
        if place < 0:
            return False
        place += len(part)
    return len(word) - len(last) >= place
