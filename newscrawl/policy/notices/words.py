"""Which phrases a text may hold, told by its words alone: cheap enough for every page."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from typing import Any

from ahocorasick import Automaton

from newscrawl.policy.notices.wording import EDGE

__all__ = ["WordIndex"]

# A literal that no text has.
_TWO_EDGES = f"{EDGE}{EDGE}\0"

# The pieces of a word, with anything between, and what it is a sign of.
_Stem = tuple[Sequence[str], int]


class WordIndex:
    """An index from words to what they are signs of, as sets of bits.

    All anchors are looked for at once, by the automaton of Aho and Corasick (1975).
    """

    def __init__(self) -> None:
        # By the longest literal of the anchor: what it is a sign of alone, or with its others.
        self._literals: dict[str, int] = {}
        self._stems: defaultdict[str, list[_Stem]] = defaultdict(list)
        self._fragments: dict[str, int] = {}
        self._prefixes: dict[str, int] = {}

    def add(self, anchors: Iterable[str], bits: int, *, spaced: bool = True) -> None:
        """Add *anchors*, each a sign of *bits*: a word, or a stem with * for what may follow.

        Those of a language that sets no spaces are found within any text.
        """
        words, edge = (self._literals, EDGE) if spaced else (self._fragments, "")
        for anchor in anchors:
            if anchor.isalpha():
                word = f"{edge}{anchor}{edge}"
                words[word] = words.get(word, 0) | bits
            elif spaced:
                self._add_word(anchor, bits)
            else:
                self._add_fragment(anchor, bits)

    def _add_word(self, anchor: str, bits: int) -> None:
        if "." in anchor:
            # An acronym also as it stands where its points are edges.
            _add(self._literals, f"{EDGE}{anchor.replace('.', EDGE)}", bits)
        pieces = f"{EDGE}{anchor}{EDGE}".split("*")
        longest = max(pieces, key=len)
        if len(pieces) - pieces.count(EDGE) == 1:
            _add(self._literals, longest, bits)
        else:
            self._stems[longest].append((pieces, bits))

    def _add_fragment(self, anchor: str, bits: int) -> None:
        if "." in anchor:
            _add(self._fragments, anchor.replace(".", EDGE), bits)
        bare = anchor.strip("*")
        _add(self._fragments, max(bare.split("*"), key=len) if "*" in bare else bare, bits)

    def add_prefixes(self, prefixes: Iterable[str], bits: int) -> None:
        """Let the words that are signs of any of *bits* carry one of *prefixes*."""
        for prefix in prefixes:
            _add(self._prefixes, prefix, bits)

    def of(self, text: str) -> int:
        """Return what *text* has a sign of: folded words, edges between them."""
        if self._prefixes:
            return self.of_each([text])[0]
        page = f"{EDGE}{text}{EDGE}"
        found = 0
        for end, bits in _matches(self._automaton, page):
            found |= bits if bits >= 0 else self._signified(page, end, ~bits)
        return found

    def of_each(self, texts: Sequence[str]) -> list[int]:
        """Return what each of *texts* has a sign of: folded words, edges between them."""
        page, edges = _page(texts)
        found = self._bare(page, edges)
        carried = [*self._without_prefixes(page, edges)] if self._prefixes else ()
        if not carried:
            return found
        signs = self._bare(*_page([rest for _, rest, _ in carried]))
        for (place, _, bits), own in zip(carried, signs, strict=True):
            found[place] |= bits & own
        return found

    def hits(self, text: str) -> list[tuple[int, int]]:
        """Return what *text* has signs of, each with where its word, or what follows it, ends.

        *text* are folded words, edges between them, that carry no prefixes.
        """
        page = f"{EDGE}{text}{EDGE}"
        return [
            (end, bits if bits >= 0 else self._signified(page, end, ~bits))
            for end, bits in _matches(self._automaton, page)
        ]

    def within(self, folded: str) -> int:
        """Return what the *folded* text has a sign of that needs no spaces around it."""
        found = 0
        for _, bits in _matches(self._fragment_automaton, folded):
            found |= bits
        return found

    def within_each(self, texts: Sequence[str]) -> list[int]:
        """Return the same for each of *texts*: folded words, edges between them."""
        page, edges = _page(texts)
        found = [0] * len(edges)
        for end, bits in _matches(self._fragment_automaton, page):
            found[bisect_left(edges, end)] |= bits
        return found

    def _bare(self, page: str, edges: Sequence[int]) -> list[int]:
        """Return what each text of *page* has a sign of, words taken as they stand."""
        found = [0] * len(edges)
        for end, bits in _matches(self._automaton, page):
            signs = bits if bits >= 0 else self._signified(page, end, ~bits)
            found[bisect_left(edges, end)] |= signs
        return found

    def _signified(self, page: str, end: int, number: int) -> int:
        """Return of what the literal that ends at *end*, the longest of stems, is a sign."""
        found, stems = self._numbered[number]
        for pieces, bits in stems:
            if _fits(page, end, pieces):
                found |= bits
        return found

    def _without_prefixes(self, page: str, edges: Sequence[int]) -> Iterator[tuple[int, str, int]]:
        """Yield for each word of *page* that may carry a prefix its text, its rest, and whose."""
        prefixes = self._prefixes_by_initial
        # Few pages have any of these letters.
        if not any(initial in page for initial in prefixes):
            return
        for match in self._carrying.finditer(page):
            word = match.group(1)
            for prefix, bits in prefixes[word[0]]:
                if word.startswith(prefix):
                    yield bisect_left(edges, match.end()), word[len(prefix) :], bits

    @cached_property
    def _prefixes_by_initial(self) -> Mapping[str, Sequence[tuple[str, int]]]:
        table: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
        for prefix, bits in self._prefixes.items():
            table[prefix[0]].append((prefix, bits))
        return table

    @cached_property
    def _carrying(self) -> re.Pattern[str]:
        """The expression for a word that may carry a prefix."""
        initials = re.escape("".join(self._prefixes_by_initial))
        return re.compile(f"{EDGE}([{initials}][^{EDGE}]*)")

    @cached_property
    def _automaton(self) -> Automaton:
        # Often several edges stand between words. Were no literal to go on with the second, all
        # letters that may follow the first would be tried.
        values = {_TWO_EDGES: 0, **self._literals}
        # Numbers, as garbage collection walks all other objects.
        values |= {literal: ~number for number, literal in enumerate(self._stems)}
        return _automaton(values)

    @cached_property
    def _numbered(self) -> Sequence[tuple[int, Sequence[_Stem]]]:
        """For each longest literal of stems what it is a sign of alone, and its stems."""
        return [(self._literals.get(each, 0), stems) for each, stems in self._stems.items()]

    @cached_property
    def _fragment_automaton(self) -> Automaton:
        return _automaton(self._fragments)


def _add(signs: dict[str, int], word: str, bits: int) -> None:
    signs[word] = signs.get(word, 0) | bits


def _automaton(values: Mapping[str, object]) -> Automaton:
    """Return the automaton that finds each key of *values* wherever it stands."""
    automaton = Automaton()
    # It tries the letters that may follow in this order: edges first, and those of most pages.
    for literal in sorted(values):
        automaton.add_word(literal, values[literal])
    automaton.make_automaton()
    return automaton


def _matches(automaton: Automaton, text: str) -> Iterable[tuple[int, Any]]:
    """Return for each literal in *text* where its last character stands, and its value."""
    return automaton.iter(text) if automaton else ()


def _page(texts: Sequence[str]) -> tuple[str, list[int]]:
    """Return all *texts*, edges around and between them, and where the edge behind each stands."""
    return EDGE.join(("", *texts, "")), [*accumulate(len(text) + 1 for text in texts)]


def _fits(page: str, end: int, pieces: Sequence[str]) -> bool:
    """Whether the word at *end* consists of *pieces*, its edges too, with anything between."""
    start, stop = page.rfind(EDGE, 0, end), page.find(EDGE, end) + 1
    first, *middle, last = pieces
    if not (page.startswith(first, start, stop) and page.endswith(last, start, stop)):
        return False
    place = start + len(first)
    for piece in middle:
        place = page.find(piece, place, stop)
        if place < 0:
            return False
        place += len(piece)
    return stop - len(last) >= place
