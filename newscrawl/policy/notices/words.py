"""Which concepts a text may name, told by its words alone: cheap enough for every page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from newscrawl.policy.notices.patterns import anchors

__all__ = ["WordIndex"]

_WORD = re.compile(r"\w+")
_MOST_CACHED = 50_000


class WordIndex:
    """An index from words to the concepts of which a phrase cannot do without the word."""

    def __init__(self, phrases: Mapping[str, Iterable[str]]) -> None:
        self._exact: defaultdict[str, set[str]] = defaultdict(set)
        stems: defaultdict[str, set[str]] = defaultdict(set)
        for concept, written in phrases.items():
            for anchor in (word for phrase in written for word in anchors(phrase)):
                if "*" in anchor:
                    stems[concept].add(re.escape(anchor).replace(r"\*", r"\w*"))
                else:
                    self._exact[anchor].add(concept)
        self._stems = {concept: re.compile("|".join(parts)) for concept, parts in stems.items()}
        self._seen: dict[str, frozenset[str]] = {}

    def concepts(self, text: str) -> frozenset[str]:
        """Return the concepts that the folded *text* may name."""
        found: set[str] = set()
        seen = self._seen
        for word in set(_WORD.findall(text)):
            found |= seen[word] if word in seen else self._of(word)
        return frozenset(found)

    def _of(self, word: str) -> frozenset[str]:
        stems = (concept for concept, stem in self._stems.items() if stem.fullmatch(word))
        found = frozenset({*self._exact.get(word, ()), *stems})
        if len(self._seen) < _MOST_CACHED:
            self._seen[word] = found
        return found
