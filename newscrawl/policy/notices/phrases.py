"""Phrases: those of one language, found in two steps.

First the words of a text tell which phrases it may have, which costs next to nothing. Only
these are made an expression and searched for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache, reduce
from operator import or_

from newscrawl.policy.notices.folding import fold
from newscrawl.policy.notices.patterns import compile_patterns, required, words
from newscrawl.policy.notices.wording import every_wording
from newscrawl.policy.notices.words import Learnt, WordIndex

__all__ = ["Phrases"]

# Characters of the words whose signs are kept.
_MOST_LEARNT = 150_000


class Phrases:
    """The phrases of each concept, numbered; sets of them are bits.

    Without *spaced* they are found in the midst of a run of letters, too. Any word of a phrase
    may carry one of *prefixes*.
    """

    def __init__(
        self, concepts: Mapping[str, Sequence[str]], *, spaced: bool, prefixes: Sequence[str]
    ) -> None:
        self._all = [phrase for phrases in concepts.values() for phrase in phrases]
        self.spaced = spaced
        self._prefixes = prefixes
        self._masks: dict[tuple[str, ...], int] = {}
        first = 0
        for concept, phrases in concepts.items():
            self._masks[concept,] = ((1 << len(phrases)) - 1) << first
            first += len(phrases)

    def of(self, *concepts: str) -> int:
        """Return all phrases of *concepts*."""
        found = self._masks.get(concepts)
        if found is None:
            found = reduce(or_, (self._masks[each,] for each in concepts), 0)
            self._masks[concepts] = found
        return found

    def possible(self, folded: str) -> int:
        """Return the phrases that the *folded* text may have: all that it has, or more."""
        return self._with_both(self._signs(folded))

    def may_have(self, printed: str, *needs: Sequence[str]) -> bool:
        """Whether the *printed* text may name of each of *needs* one concept, folded anyhow."""
        if self.spaced:
            (signs,) = self._index.of_each([every_wording(printed)])
        else:
            signs = self._signs(fold(printed))
        possible = self._with_both(signs)
        return all(possible & self.of(*concepts) for concepts in needs)

    def pattern(self, chosen: int) -> re.Pattern[str]:
        """Return the expression for the phrases *chosen*."""
        return _compiled(self, chosen)

    def suggests(self, folded: str, *concepts: str) -> bool:
        """Whether the *folded* text has the longest word of a phrase for one of *concepts*.

        Without spaces, where words are too short to tell, whether it has the phrase.
        """
        chosen = self._signs(folded) & self.of(*concepts)
        if self.spaced:
            return chosen != 0
        return any(self.pattern(1 << place).search(folded) for place in _places(chosen))

    def compiled(self, chosen: int) -> re.Pattern[str]:
        """Compile the expression for the phrases *chosen*."""
        phrases = [self._all[place] for place in _places(chosen)]
        return compile_patterns(phrases, spaced=self.spaced, prefixes=self._prefixes)

    def _signs(self, folded: str) -> int:
        """Return of which phrases the longest words are there; higher, the next longest."""
        return self._learnt.union(words(folded)) if self.spaced else self._index.within(folded)

    def _with_both(self, signs: int) -> int:
        """Return the phrases of which both words are among *signs*."""
        return signs & signs >> len(self._all)

    @cached_property
    def _learnt(self) -> Learnt:
        return Learnt(self._index.of_each, most=_MOST_LEARNT)

    @cached_property
    def _index(self) -> WordIndex:
        index = WordIndex()
        for place, phrase in enumerate(self._all):
            first, *others = required(phrase)
            second = others[0] if others else first
            index.add(first, 1 << place, spaced=self.spaced)
            index.add(second, 1 << place + len(self._all), spaced=self.spaced)
        index.add_prefixes(self._prefixes, -1)
        return index


def _places(bits: int) -> Iterator[int]:
    """Yield the places of *bits*, the lowest first."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


@lru_cache(maxsize=4096)
def _compiled(phrases: Phrases, chosen: int) -> re.Pattern[str]:
    return phrases.compiled(chosen)
