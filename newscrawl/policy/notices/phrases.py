"""Phrases: those of one language, found in two steps.

First the words of a text tell which phrases it may have, which costs next to nothing. Only
these are made expressions and searched for.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache, reduce
from itertools import islice
from operator import or_

from newscrawl.policy.notices.hearing import Found, Hearing, hear
from newscrawl.policy.notices.patterns import compile_patterns, is_indic, openings
from newscrawl.policy.notices.requirements import may_be_in, required
from newscrawl.policy.notices.wording import EDGE, wording
from newscrawl.policy.notices.words import WordIndex

__all__ = ["Phrases"]

_MOST_MATCHES = 50
_NO_LETTER = re.compile(r"[\W\d_]")

# What a text begins with, and which phrase that may be.
_Opening = tuple[str, int]


class Phrases:
    """The phrases of each concept, numbered; sets of them are bits.

    Without *spaced* they are found in the midst of a run of letters, too. Any word of a phrase
    may carry one of *prefixes*.
    """

    def __init__(
        self, concepts: Mapping[str, Sequence[str]], *, spaced: bool, prefixes: tuple[str, ...]
    ) -> None:
        self._concepts = [concept for concept, phrases in concepts.items() for _ in phrases]
        self._nowhere: dict[str, tuple[()]] = dict.fromkeys(concepts, ())
        self._all = [phrase for phrases in concepts.values() for phrase in phrases]
        self.spaced = spaced
        self._prefixes = prefixes
        self._masks: dict[tuple[str, ...], int] = {}
        self._openings: dict[str, Mapping[str, Sequence[_Opening]]] = {}
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

    def signs(self, folded: str) -> int:
        """Return of which phrases the longest words are there; higher, the next longest."""
        if self.spaced:
            return self._index.of(wording(folded))
        return self._index.within(folded)

    def possible(self, signs: int) -> int:
        """Return the phrases that a text with *signs* may have: all that it has, or more."""
        return signs & signs >> len(self._all)

    def hear(self, folded: str) -> Hearing:
        """Return what is heard of the phrases in the *folded* text."""
        if self._prefixes or not self.spaced or is_indic(folded):
            signs = self.signs(folded)
            return Hearing(signs, possible=self.possible(signs))
        worded = wording(folded)
        hits = self._index.hits(worded)
        signs = reduce(or_, [bits for _, bits in hits], 0)
        possible = self.possible(signs)
        if not possible:
            return Hearing(signs)
        phrases = {1 << place: self._all[place] for place in _places(possible)}
        words = _words(worded, hits, possible | possible << len(self._all))
        return hear(folded, words, signs, phrases, len(self._all))

    def unnamed(self, heard: Hearing) -> dict[str, tuple[()]]:
        """Return the concepts of which nothing was *heard*, each with where it is named."""
        if not (phrases := heard.phrases):
            return self._nowhere
        unnamed = self._nowhere.copy()
        for place in _places(phrases):
            unnamed.pop(self._concepts[place], None)
        return unnamed

    def signs_of_each(self, texts: Sequence[str]) -> list[int]:
        """Return the signs of each of *texts*: words with edges between, without spaces folded."""
        return self._index.of_each(texts) if self.spaced else [*map(self._index.within, texts)]

    def allows(self, signs: int, *needs: Sequence[str]) -> bool:
        """Whether a text with *signs* may name a concept of each of *needs*."""
        possible = self.possible(signs)
        return possible != 0 and all(possible & self.of(*concepts) for concepts in needs)

    def matches(self, folded: str, chosen: int) -> Iterator[re.Match[str]]:
        """Yield where the *folded* text has the phrases *chosen*, at most 50 times each."""
        for place in _places(chosen):
            if may_be_in(folded, self._all[place]):
                yield from islice(self._pattern(place).finditer(folded), _MOST_MATCHES)

    def is_one(self, folded: str, *concepts: str) -> bool:
        """Whether the *folded* text is a phrase of *concepts* and nothing else."""
        return any(
            self._pattern(place).fullmatch(folded)
            for concept in concepts
            for opening, place in self._openings_at(folded, 0, concept)
            if folded.startswith(opening) and may_be_in(folded, self._all[place])
        )

    def opens(self, folded: str, start: int, concept: str) -> bool:
        """Whether a phrase of *concept* stands in the *folded* text at *start*."""
        for opening, place in self._openings_at(folded, start, concept):
            possible = folded.startswith(opening, start) and may_be_in(folded, self._all[place])
            if possible and self._pattern(place).match(folded, start):
                return True
        return False

    def may_open(self, folded: str, concept: str) -> bool:
        """Whether the *folded* text begins with the first letters of a phrase of *concept*."""
        return any(
            folded.startswith(opening if opening.isalpha() else _NO_LETTER.split(opening, 1)[0])
            for opening, _ in self._openings_at(folded, 0, concept)
        )

    def suggests(self, folded: str, signs: int, *concepts: str) -> bool:
        """Whether the *folded* text, which has *signs*, has a phrase's longest word.

        A phrase of *concepts* is meant. Without spaces, where words are too short to tell,
        whether it has the phrase.
        """
        chosen = signs & self.of(*concepts)
        if self.spaced:
            return chosen != 0
        return any(
            may_be_in(folded, self._all[place]) and self._pattern(place).search(folded)
            for place in _places(chosen)
        )

    def _pattern(self, place: int) -> re.Pattern[str]:
        return _compiled(self._all[place], self.spaced, self._prefixes)

    def _openings_at(self, folded: str, start: int, concept: str) -> Sequence[_Opening]:
        """Return the openings of *concept* that begin as the *folded* text does at *start*."""
        table = self._openings.get(concept)
        if table is None:
            table = self._openings[concept] = self._by_initial(self.of(concept))
        return table.get(folded[start : start + 1], table[""])

    def _by_initial(self, chosen: int) -> Mapping[str, Sequence[_Opening]]:
        """Return by its initial what each of the phrases *chosen* opens with.

        With each initial come those phrases that may have any; with none they are alone.
        """
        table: defaultdict[str, list[_Opening]] = defaultdict(list)
        for place in _places(chosen):
            for opening in openings(self._all[place]):
                for whole in (opening, *(f"{prefix}{opening}" for prefix in self._prefixes)):
                    table[whole[:1]].append((whole, place))
        whatever = table.pop("", [])
        return {"": whatever} | {initial: [*each, *whatever] for initial, each in table.items()}

    @cached_property
    def _index(self) -> WordIndex:
        index = WordIndex()
        signs: defaultdict[Sequence[str], int] = defaultdict(int)
        for place, phrase in enumerate(self._all):
            longest = required(phrase)[:2]
            signs[longest[0]] |= 1 << place
            signs[longest[-1]] |= 1 << place + len(self._all)
        for anchors, bits in signs.items():
            index.add(anchors, bits, spaced=self.spaced)
        index.add_prefixes(self._prefixes, -1)
        return index


def _words(worded: str, hits: Sequence[tuple[int, int]], signs: int) -> list[Found]:
    """Return the words of the *worded* text that are any of *signs*, told by the *hits* in it."""
    page = f"{EDGE}{worded}{EDGE}"
    found: dict[int, int] = {}
    for end, bits in hits:
        if bits & signs:
            start = page.rfind(EDGE, 0, end)
            found[start] = found.get(start, 0) | bits
    return [(start, page.find(EDGE, start + 1) - 1, bits) for start, bits in found.items()]


def _places(bits: int) -> Iterator[int]:
    """Yield the places of *bits*, the lowest first."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


@lru_cache(maxsize=4096)
def _compiled(phrase: str, spaced: bool, prefixes: tuple[str, ...]) -> re.Pattern[str]:
    """Return the expression for *phrase*, which many languages may share."""
    return compile_patterns([phrase], spaced=spaced, prefixes=prefixes)
