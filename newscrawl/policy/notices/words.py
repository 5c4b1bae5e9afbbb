"""Which phrases a text may hold, told by its words alone: cheap enough for every page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, reduce
from operator import add, or_

from newscrawl.policy.notices.patterns import words

__all__ = ["Learnt", "WordIndex"]

_MOST_LEARNT = 20_000
_LONGEST_LEARNT = 64
_LEAD = 3
_PAIR = 2


class Learnt(dict[str, int]):
    """The answers of *learn*, each asked for once while it is kept, for short words."""

    def __init__(self, learn: Callable[[str], int]) -> None:
        super().__init__()
        self._learn = learn

    def __missing__(self, word: str) -> int:
        found = self._learn(word)
        if len(word) <= _LONGEST_LEARNT:
            if len(self) >= _MOST_LEARNT:
                self.clear()
            self[word] = found
        return found

    def union(self, words: Iterable[str]) -> int:
        """Return the bits of all *words*."""
        return reduce(or_, map(self.__getitem__, words), 0)


class WordIndex:
    """An index from words to what they are signs of, as sets of bits."""

    def __init__(self) -> None:
        self._exact: defaultdict[str, int] = defaultdict(int)
        self._stems: defaultdict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        self._inner: list[tuple[list[str], int]] = []
        self._fragments: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
        self._prefixes: defaultdict[str, int] = defaultdict(int)

    def add(self, anchors: Iterable[str], bits: int, *, spaced: bool = True) -> None:
        """Add *anchors*, each a sign of *bits*: a word, or a stem with * for what may follow.

        Those of a language that sets no spaces are found within any text.
        """
        for anchor in anchors:
            if not spaced:
                fragment = max(anchor.split("*"), key=len)
                self._fragments[fragment[:_PAIR]].append((fragment, bits))
            elif "*" not in anchor:
                self._exact[anchor] |= bits
            elif anchor.find("*") == len(anchor) - 1 >= _LEAD:
                self._stems[anchor[:_LEAD]][anchor[:-1]] |= bits
            else:
                self._inner.append((anchor.split("*"), bits))

    def add_prefixes(self, prefixes: Iterable[str], bits: int) -> None:
        """Let the words that are signs of any of *bits* carry one of *prefixes*."""
        for prefix in prefixes:
            self._prefixes[prefix] |= bits

    def named(self, folded: str) -> int:
        """Return what the words of the *folded* text are signs of."""
        return reduce(or_, map(self.of, words(folded)), 0)

    def of(self, word: str) -> int:
        """Return what the folded *word* is a sign of."""
        return self.of_each([word])[0]

    def of_each(self, words: Sequence[str]) -> list[int]:
        """Return what each of the folded *words* is a sign of."""
        found = self._bare(words)
        for place, word in enumerate(words):
            if word[0] in self._initials:
                for prefix, bits in self._prefixes.items():
                    if word.startswith(prefix):
                        found[place] |= bits & self._bare([word[len(prefix) :]])[0]
        return found

    def within(self, folded: str) -> int:
        """Return what the *folded* text has a sign of that needs no spaces around it."""
        found = 0
        # Letters of these scripts are many, so that two tell most words apart.
        for pair in self._fragments.keys() & {*map(add, folded, folded[1:]), *folded}:
            for fragment, bits in self._fragments[pair]:
                if fragment in folded:
                    found |= bits
        return found

    def _bare(self, words: Sequence[str]) -> list[int]:
        """Return what each of *words* is a sign of as it stands."""
        exact, leading, has_inner = self._exact.get, self._leading.get, self._inner_parts.search
        found = []
        for word in words:
            bits = exact(word, 0)
            if word.startswith(leading(word[:_LEAD], ())):
                bits |= self._of_stems(word)
            if has_inner(word):
                bits |= self._of_inner(word)
            found.append(bits)
        return found

    def _of_stems(self, word: str) -> int:
        stems = self._stems[word[:_LEAD]].items()
        return reduce(or_, (bits for stem, bits in stems if word.startswith(stem)))

    def _of_inner(self, word: str) -> int:
        return reduce(or_, (bits for parts, bits in self._inner if _fits(word, parts)), 0)

    @cached_property
    def _leading(self) -> dict[str, tuple[str, ...]]:
        """The stems by their first letters."""
        return {lead: tuple(stems) for lead, stems in self._stems.items()}

    @cached_property
    def _initials(self) -> frozenset[str]:
        return frozenset(prefix[0] for prefix in self._prefixes)

    @cached_property
    def _inner_parts(self) -> re.Pattern[str]:
        """The expression for the longest part of each inner stem: most words have none."""
        groups: defaultdict[str, set[str]] = defaultdict(set)
        for parts, _ in self._inner:
            longest = max(parts, key=len)
            groups[longest[:1]].add(re.escape(longest[1:]))
        # A wrong first letter is seen at once.
        tails = (f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in groups.items())
        return re.compile("|".join(tails) or "(?!)")


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
