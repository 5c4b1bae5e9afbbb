"""Which concepts a text may name, told by its words alone: cheap enough for every page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from newscrawl.policy.notices.patterns import LETTER, anchors

__all__ = ["WordIndex"]

_WORD = re.compile(f"{LETTER}+")
_MOST_CACHED = 20_000


class WordIndex:
    """An index from words to the concepts of which a phrase cannot do without the word.

    Words may carry one of *prefixes*.
    """

    def __init__(self, phrases: Mapping[str, Iterable[str]], prefixes: Sequence[str] = ()) -> None:
        self._exact: defaultdict[str, set[str]] = defaultdict(set)
        self._prefixes = tuple(prefixes)
        stems: defaultdict[str, set[str]] = defaultdict(set)
        for concept, written in phrases.items():
            for anchor in (word for phrase in written for word in anchors(phrase)):
                if "*" in anchor:
                    stems[anchor].add(concept)
                else:
                    self._exact[anchor].add(concept)
        self._stems = _Stems(stems)
        self._seen: dict[str, frozenset[str]] = {}

    def concepts(self, text: str) -> frozenset[str]:
        """Return the concepts that the folded *text* may name."""
        found: set[str] = set()
        seen = self._seen
        for word in set(_WORD.findall(text)):
            found |= seen[word] if word in seen else self._of(word)
        return frozenset(found)

    def _of(self, word: str) -> frozenset[str]:
        found: set[str] = set()
        for bare in self._bare(word):
            found |= self._exact.get(bare, frozenset())
            found |= self._stems.concepts(bare)
        known = frozenset(found)
        if len(self._seen) < _MOST_CACHED:
            self._seen[word] = known
        return known

    def _bare(self, word: str) -> Iterator[str]:
        yield word
        for prefix in self._prefixes:
            if word.startswith(prefix):
                yield word[len(prefix) :]


class _Stems:
    """Stems with the concepts they stand for, grouped by how they begin."""

    _LEAD = 3

    def __init__(self, stems: Mapping[str, Iterable[str]]) -> None:
        self._groups: defaultdict[str, list[tuple[list[str], frozenset[str]]]] = defaultdict(list)
        for stem, concepts in stems.items():
            parts = stem.split("*")
            self._groups[parts[0][: self._LEAD]].append((parts, frozenset(concepts)))
        # Most words have nothing of the stems that begin anyhow.
        inner = (max(parts, key=len) for parts, _ in self._groups.get("", ()))
        self._inner = re.compile("|".join(map(re.escape, inner)) or "(?!)")

    def concepts(self, word: str) -> set[str]:
        """Return the concepts of the stems that *word* has."""
        found: set[str] = set()
        for length in range(0 if self._inner.search(word) else 1, self._LEAD + 1):
            for parts, concepts in self._groups.get(word[:length], ()):
                if _fits(word, parts):
                    found |= concepts
        return found


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
