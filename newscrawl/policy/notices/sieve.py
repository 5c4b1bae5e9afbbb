"""Sieve: which texts may be notices, told for all languages in one pass over their words.

Most prose ends here: no language has a word in it that could forbid or permit together with
one of what notices are about. What is left is read closely.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache, reduce
from html import unescape
from itertools import chain
from operator import or_

from newscrawl.policy.notices.folding import fold, is_spelled, plain_words, posed
from newscrawl.policy.notices.lexicon import LINKS, MATTERS, TRIGGERS, Lexicon, lexicons_for
from newscrawl.policy.notices.patterns import required, words
from newscrawl.policy.notices.words import Learnt, WordIndex

__all__ = ["Sieve", "sieve"]

_ROLES = (TRIGGERS, MATTERS, LINKS)
_OPEN = (":", "：", ",", "،", "、")
_SPACELESS = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_MOST_SETS = 10_000
# Characters of the tokens whose bits are kept.
_MOST_LEARNT = 1_000_000


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
        # Beside the bits of the lexicons two of the script, to be looked into.
        self._alone = 1 << len(_ROLES) * self._width
        self._spaceless = self._alone << 1
        self._known = self._alone - 1
        self._index = self._indexed()
        self._tokens = Learnt(self._of_tokens, most=_MOST_LEARNT)
        self._sets: dict[int, tuple[Lexicon, ...]] = {}

    def hear(self, texts: Sequence[str]) -> list[int]:
        """Return the bits of what each of *texts* may say."""
        texts = [unescape(text) for text in texts]
        tokens = [text.split() for text in texts]
        self._tokens.learn(chain.from_iterable(tokens))
        return [*map(self._heard, texts, map(self._tokens.union, tokens))]

    def _heard(self, text: str, found: int) -> int:
        if found & self._alone and is_spelled(text):
            return self._known
        if found & self._spaceless:
            found |= self._within(fold(text))
        found &= self._known
        if found and text.endswith(_OPEN):
            # What it is about may follow.
            found |= (found & self._every) << self._width
        return found

    def _within(self, folded: str) -> int:
        """Return the bits of the languages that set no spaces between words."""
        possible = self._index.within(folded)
        found = possible & self._every << 2 * self._width
        for place, lexicon in enumerate(self._lexicons):
            for number, concepts in enumerate((TRIGGERS, MATTERS)):
                bit = 1 << number * self._width + place
                if possible & bit and lexicon.book.suggests(folded, *concepts):
                    found |= bit
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
            if len(self._sets) < _MOST_SETS:
                self._sets[bits] = chosen
        return chosen

    def _of_tokens(self, tokens: Sequence[str]) -> list[int]:
        """Return the bits of each of *tokens*: of its words, and of its script."""
        plain = dict(plain_words(tokens))
        folded = {token: fold(token) for token in tokens if token not in plain}
        readings = {token: words(text) for token, text in folded.items()}
        distinct = [*{*plain.values(), *chain.from_iterable(readings.values())}]
        of_word = dict(zip(distinct, self._of_words(distinct), strict=True))
        found = {token: of_word[word] for token, word in plain.items()}
        for token, text in folded.items():
            bits = reduce(or_, map(of_word.__getitem__, readings[token]), 0)
            if _SPACELESS.search(text):
                bits |= self._spaceless
            found[token] = bits | self._alone if is_spelled(token) else bits
        return [*map(found.__getitem__, tokens)]

    def _of_words(self, words: Sequence[str]) -> list[int]:
        """Return the bits of each of the folded *words*, and of what it poses as."""
        found = self._index.of_each(words)
        for place, word in enumerate(words):
            if len(word) == 1:
                found[place] |= self._alone
            elif not word.isascii() and (latin := posed(word)):
                found[place] |= self._index.of(latin)
        return found

    def _indexed(self) -> WordIndex:
        index = WordIndex()
        for place, lexicon in enumerate(self._lexicons):
            every = 0
            for number, concepts in enumerate(_ROLES):
                bit = 1 << number * self._width + place
                every |= bit
                for concept in concepts:
                    for phrase in lexicon.phrases[concept]:
                        index.add(required(phrase)[0], bit, spaced=lexicon.spaces)
            index.add_prefixes(lexicon.prefixes, every)
        return index


@lru_cache(maxsize=1)
def sieve() -> Sieve:
    """Return the sieve of all languages."""
    return Sieve(lexicons_for())
