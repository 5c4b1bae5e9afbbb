"""Sieve: which texts may be notices, told for all languages in one pass over their words.

Most prose ends here: no language has a word in it that could forbid or permit together with
one of what notices are about. What is left is read closely.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from html import unescape
from itertools import chain

from newscrawl.policy.notices.folding import fold, is_spelled, posed
from newscrawl.policy.notices.lexicon import LINKS, MATTERS, TRIGGERS, Lexicon, lexicons_for
from newscrawl.policy.notices.patterns import words
from newscrawl.policy.notices.words import WordIndex

__all__ = ["Sieve", "sieve"]

_ROLES = (TRIGGERS, MATTERS, LINKS)
_OPEN = (":", "：", ",", "،", "、")
_SPACELESS = re.compile(
    "[\u0e00-\u0eff\u1100-\u11ff\u3040-\u318f\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uffdc]"
)
_MARKS = ".,;:!?()\"'"
_MOST_CACHED = 100_000
_LONGEST_CACHED = 200


class Sieve:
    """What the words of *lexicons* hold back.

    What is heard in a text is a set of bits. The lowest tell of each lexicon whether the text
    may direct something, the next as many whether it may name what directives are about, the
    last whether it may name a policy, as links do.
    """

    def __init__(self, lexicons: Sequence[Lexicon]) -> None:
        self._lexicons = lexicons
        self._width = len(lexicons)
        self._every = (1 << self._width) - 1
        self._alone = 1 << len(_ROLES) * self._width
        self._index = self._indexed()
        self._seen: dict[str, int] = {}
        self._sets: dict[int, tuple[Lexicon, ...]] = {}

    def hear(self, text: str) -> int:
        """Return the bits of what *text* may say."""
        text = unescape(text)
        found = 0
        seen = self._seen
        for token in text.split():
            known = seen.get(token)
            found |= self._learn(token) if known is None else known
        if found >= self._alone and is_spelled(text):
            return self._alone - 1
        if not text.isascii() and _SPACELESS.search(text):
            found |= self._within(fold(text))
        if text.endswith(_OPEN):
            # What it is about may follow.
            found |= (found & self._every) << self._width
        return found

    def speaking(self, heard: int) -> tuple[Lexicon, ...]:
        """Return the lexicons that may read a notice where this was *heard*."""
        return self._chosen(heard & heard >> self._width & self._every)

    def linking(self, heard: int) -> tuple[Lexicon, ...]:
        """Return the lexicons that may read the name of a policy where this was *heard*."""
        return self._chosen(heard >> 2 * self._width & self._every)

    def _chosen(self, bits: int) -> tuple[Lexicon, ...]:
        if not bits:
            return ()
        chosen = self._sets.get(bits)
        if chosen is None:
            chosen = tuple(each for place, each in enumerate(self._lexicons) if bits >> place & 1)
            if len(self._sets) < _MOST_CACHED:
                self._sets[bits] = chosen
        return chosen

    def _learn(self, token: str) -> int:
        folded = token.lower() if token.isascii() and "&" not in token else fold(token)
        if (bare := folded.strip(_MARKS)).isalpha():
            folded = bare
        found = self._alone if len(folded) == 1 or is_spelled(token) else 0
        found |= self._index.named(folded)
        if not folded.isascii():
            found |= self._index.named(_posing(folded))
        if len(token) <= _LONGEST_CACHED:
            if len(self._seen) >= _MOST_CACHED:
                self._seen.clear()
            self._seen[token] = found
        return found

    def _within(self, folded: str) -> int:
        """Return the bits of the languages that set no spaces between words."""
        found = 0
        for place, lexicon in enumerate(self._lexicons):
            if not lexicon.spaces:
                for role, concepts in enumerate(_ROLES):
                    if lexicon.either(concepts).search(folded):
                        found |= 1 << role * self._width + place
        return found

    def _indexed(self) -> WordIndex:
        lists: list[Sequence[str]] = []
        for concepts in _ROLES:
            for lexicon in self._lexicons:
                phrases = (lexicon.phrases[concept] for concept in concepts if lexicon.spaces)
                lists.append([*chain.from_iterable(phrases)])
        prefixes: defaultdict[str, int] = defaultdict(int)
        for place in range(len(lists)):
            for prefix in self._lexicons[place % self._width].prefixes:
                prefixes[prefix] |= 1 << place
        return WordIndex(lists, prefixes)


def _posing(folded: str) -> str:
    """Return the Latin words that words of *folded* pass for with all their letters."""
    return " ".join(filter(None, map(posed, words(folded))))


@lru_cache(maxsize=1)
def sieve() -> Sieve:
    """Return the sieve of all languages."""
    return Sieve(lexicons_for())
