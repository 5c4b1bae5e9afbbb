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

from newscrawl.policy.notices.folding import fold
from newscrawl.policy.notices.lexicon import LINKS, MATTERS, TRIGGERS, Lexicon, lexicons_for
from newscrawl.policy.notices.patterns import required
from newscrawl.policy.notices.wording import EDGE, beyond_ascii, wordings
from newscrawl.policy.notices.words import WordIndex

__all__ = ["Sieve", "sieve"]

_ROLES = (TRIGGERS, MATTERS, LINKS)
_OPEN = (":", "：", ",", "،", "、")
_SPACELESS = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
# Five letters, each a word: they are not put together here, which would take long.
_LETTER = r"[^\W\d_]"
_LETTERS_APART = re.compile(rf"{EDGE}{_LETTER}(?:{EDGE}{{1,3}}{_LETTER}){{4}}{EDGE}")
_MOST_SETS = 10_000


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
        self._known = (1 << len(_ROLES) * self._width) - 1
        self._without_spaces = [each for each in enumerate(lexicons) if not each[1].spaces]
        self._index = self._indexed()
        self._sets: dict[int, tuple[Lexicon, ...]] = {}

    def hear(self, texts: Sequence[str]) -> list[int]:
        """Return the bits of what each of *texts* may say."""
        # Pages repeat themselves: their menus, their titles.
        once = [*dict.fromkeys(texts)]
        heard = dict(zip(once, self._hear(once), strict=True))
        return [heard[text] for text in texts]

    def _hear(self, texts: Sequence[str]) -> Sequence[int]:
        worded = wordings(texts)
        page = EDGE.join(worded)
        found = self._index.of_each(worded)
        if _sets_letters_apart(page):
            found = [
                self._known if _sets_letters_apart(words) else bits
                for words, bits in zip(worded, found, strict=True)
            ]
        if _SPACELESS.search(beyond_ascii(page)):
            spaceless = [place for place, words in enumerate(worded) if _SPACELESS.search(words)]
            possible = self._index.within_each([worded[place] for place in spaceless])
            for place, inside in zip(spaceless, possible, strict=True):
                found[place] |= self._within(texts[place], inside)
        return [
            self._opened(bits) if bits and unescape(text).endswith(_OPEN) else bits
            for text, bits in zip(texts, found, strict=True)
        ]

    def _opened(self, found: int) -> int:
        """Return what was *found* in a text that ends open: what it is about may follow."""
        return found | (found & self._every) << self._width

    def _within(self, text: str, possible: int) -> int:
        """Return which of the *possible* bits *text* has in languages without spaces."""
        found = possible & self._every << 2 * self._width
        if possible == found:
            return found
        folded = fold(unescape(text))
        for place, lexicon in self._without_spaces:
            for number, concepts in enumerate((TRIGGERS, MATTERS)):
                bit = 1 << number * self._width + place
                if possible & bit and _suggests(lexicon, folded, concepts):
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

    def _indexed(self) -> WordIndex:
        index = WordIndex()
        # Many languages share their phrases.
        signs = {spaced: defaultdict[str, int](int) for spaced in (True, False)}
        for place, lexicon in enumerate(self._lexicons):
            every = 0
            for number, concepts in enumerate(_ROLES):
                bit = 1 << number * self._width + place
                every |= bit
                for concept in concepts:
                    for phrase in lexicon.phrases[concept]:
                        signs[lexicon.spaces][phrase] |= bit
            index.add_prefixes(lexicon.prefixes, every)
        for spaced, phrases in signs.items():
            for phrase, bits in phrases.items():
                index.add(required(phrase)[0], bits, spaced=spaced)
        return index


def _sets_letters_apart(words: str) -> bool:
    """Whether among the *words*, edges between them, are letters that may be those of one."""
    return _LETTERS_APART.search(f"{EDGE}{words}{EDGE}".replace("_", EDGE)) is not None


def _suggests(lexicon: Lexicon, folded: str, concepts: Sequence[str]) -> bool:
    law = lexicon.books.law
    return law.suggests(folded, law.signs(folded), *concepts)


@lru_cache(maxsize=1)
def sieve() -> Sieve:
    """Return the sieve of all languages."""
    return Sieve(lexicons_for())
