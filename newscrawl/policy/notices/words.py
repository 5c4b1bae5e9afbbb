"""Which phrases a text may hold, told by its words alone: cheap enough for every page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from newscrawl.policy.notices.patterns import anchors, words

__all__ = ["WordIndex"]

_MOST_CACHED = 20_000


class WordIndex:
    """An index from words to lists of phrases: which of *lists* may a text have one of.

    Answers are sets of bits, the first list the lowest. A phrase counts when the text has a
    word that the phrase cannot do without. *prefixes* are what words may carry, each with the
    bits of the lists whose words do.
    """

    def __init__(self, lists: Sequence[Iterable[str]], prefixes: Mapping[str, int]) -> None:
        self._exact: defaultdict[str, int] = defaultdict(int)
        self._prefixes = dict(prefixes)
        self._initials = frozenset(prefix[0] for prefix in prefixes)
        stems: defaultdict[str, int] = defaultdict(int)
        for place, phrases in enumerate(lists):
            for anchor in (anchor for phrase in phrases for anchor in anchors(phrase)):
                if "*" in anchor:
                    stems[anchor] |= 1 << place
                else:
                    self._exact[anchor] |= 1 << place
        self._stems = _Stems(stems)
        self._seen: dict[str, int] = {}

    def named(self, folded: str) -> int:
        """Return the lists of which the *folded* text may have a phrase: all, or more."""
        found = 0
        for word in (folded,) if folded.isalpha() else words(folded):
            known = self._seen.get(word)
            found |= self._learn(word) if known is None else known
        return found

    def _learn(self, word: str) -> int:
        found = self._exact.get(word, 0) | self._stems.of(word)
        if word[0] in self._initials:
            for prefix, lists in self._prefixes.items():
                if word.startswith(prefix):
                    bare = word[len(prefix) :]
                    found |= lists & (self._exact.get(bare, 0) | self._stems.of(bare))
        if len(self._seen) < _MOST_CACHED:
            self._seen[word] = found
        return found


class _Stems:
    """Stems with the lists they stand for, grouped by how they begin."""

    _LEAD = 3

    def __init__(self, stems: Mapping[str, int]) -> None:
        self._groups: defaultdict[str, list[tuple[list[str], int]]] = defaultdict(list)
        for stem, lists in stems.items():
            parts = stem.split("*")
            lead = parts[0][: self._LEAD]
            self._groups[lead if len(lead) == self._LEAD else ""].append((parts, lists))
        # Most words have nothing of the stems that begin anyhow.
        inner = (max(parts, key=len) for parts, _ in self._groups.get("", ()))
        self._inner = re.compile("|".join(map(re.escape, inner)) or "(?!)")

    def of(self, word: str) -> int:
        """Return the lists of the stems that *word* has."""
        found = 0
        for parts, lists in self._groups.get(word[: self._LEAD], ()):
            if _fits(word, parts):
                found |= lists
        if self._inner.search(word):
            for parts, lists in self._groups[""]:
                if _fits(word, parts):
                    found |= lists
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
