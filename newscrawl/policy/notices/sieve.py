"""Sieve: which texts may be notices, told for all languages in one pass over their words.

Most prose ends here: no language has a word in it that could forbid or permit together with
one of what notices are about. What is left is read closely.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from html import unescape
from itertools import chain, repeat
from operator import or_

from newscrawl.policy.notices.folding import fold, with_words_within
from newscrawl.policy.notices.letterspacing import may_set_apart
from newscrawl.policy.notices.lexicon import LINKS, MATTERS, TRIGGERS, Lexicon, lexicons_for
from newscrawl.policy.notices.look_alikes import as_latin
from newscrawl.policy.notices.requirements import required
from newscrawl.policy.notices.wording import EDGE, wordings
from newscrawl.policy.notices.words import WordIndex
from newscrawl.text.expressions import on_demand
from newscrawl.text.scripts import SPACELESS

__all__ = ["Sieve", "sieve"]

_ROLES = (TRIGGERS, MATTERS, LINKS)
_OPEN = (":", "：", ",", "،", "、")
# Behind it a notice may be glued to a name.
_SIGN = "©"
_FIRST_SPACELESS = "\u0e00"
# Korean sets spaces between words, but its particles stick to them.
_SPACELESS = on_demand(rf"{SPACELESS}|[\uac00-\ud7af]")
# Five letters, each a word.
_LETTER = r"[^\W\d_]"
_LETTERS_APART = re.compile(rf"{EDGE}{_LETTER}(?:{EDGE}{{1,3}}{_LETTER}){{4}}{EDGE}")
_MOST_SETS = 10_000
# Characters that are looked through together, as those of all but huge pages are.
_MOST_AT_ONCE = 1_000_000
# Texts that many pages have, such as their menus, and how many of them are remembered.
_LONGEST_REMEMBERED = 200
_MOST_REMEMBERED = 20_000


class Sieve:
    """What the words of *lexicons* hold back.

    What is heard in a text is a set of bits. The lowest tell of each lexicon whether the text
    may direct something, the next as many whether it may name what directives are about, the
    last whether it may name a policy, as links do. Where letters are set apart, words are looked
    for in what they are together, from one word into the next.
    """

    def __init__(self, lexicons: Sequence[Lexicon]) -> None:
        self._lexicons = lexicons
        self._width = len(lexicons)
        self._every = (1 << self._width) - 1
        self._without_spaces = [each for each in enumerate(lexicons) if not each[1].spaces]
        self._signs = _signs(lexicons)
        self._index = self._indexed()
        self._sets: dict[int, tuple[Lexicon, ...]] = {}
        self._remembered: dict[str, int] = {}

    def hear(self, texts: Sequence[str]) -> list[int]:
        """Return the bits of what each of *texts* may say."""
        # Pages repeat themselves and each other: their menus, their titles.
        remembered = self._remembered
        new = [*{*texts}.difference(remembered)]
        heard: dict[str, int] = {}
        for together in _batches(new):
            heard.update(zip(together, self._hear(together), strict=True))
        self._remember(heard)
        return [*map(heard.get, texts, map(remembered.get, texts, repeat(0)))]

    def _remember(self, heard: Mapping[str, int]) -> None:
        """Keep what was *heard* in short texts; all is forgotten where it becomes too much."""
        short = {text: bits for text, bits in heard.items() if len(text) <= _LONGEST_REMEMBERED}
        if len(self._remembered) + len(short) > _MOST_REMEMBERED:
            # Another thread may still read what is forgotten.
            self._remembered = {}
        if len(short) <= _MOST_REMEMBERED:
            self._remembered.update(short)

    def _hear(self, texts: Sequence[str]) -> Sequence[int]:
        if any(_SIGN in text for text in texts):
            texts = [with_words_within(text) if _SIGN in text else text for text in texts]
        wording = wordings(texts)
        worded, letters = wording.texts, wording.letters
        found = self._index.of_each(worded)
        if wording.apart and _sets_letters_apart(EDGE.join(worded)):
            apart = [place for place, words in enumerate(worded) if _sets_letters_apart(words)]
            together = self._put_together([worded[place] for place in apart])
            for place, bits in zip(apart, together, strict=True):
                found[place] |= bits
        if max(letters, default="") >= _FIRST_SPACELESS and _SPACELESS().search(letters):
            spaceless = [place for place, words in enumerate(worded) if _SPACELESS().search(words)]
            possible = self._index.within_each([worded[place] for place in spaceless])
            for place, inside in zip(spaceless, possible, strict=True):
                found[place] |= self._within(texts[place], inside)
        return [
            self._opened(bits) if bits and unescape(text).endswith(_OPEN) else bits
            for text, bits in zip(texts, found, strict=True)
        ]

    def _put_together(self, worded: Sequence[str]) -> Iterator[int]:
        """Yield what each text of *worded* may say without the edges between its letters."""
        closed = [words.replace(EDGE, "").replace("_", "") for words in worded]
        found = self._index_of_letters.within_each(closed)
        # Its letters may pose as Latin ones, all of them.
        posing = as_latin(EDGE.join(closed)).split(EDGE)
        posed = self._index_of_letters.within_each(posing)
        return map(self._torn, map(or_, found, posed))

    def _torn(self, found: int) -> int:
        """Return what was *found* in a text of which the other half may be a line away."""
        half = (found | found >> self._width) & self._every
        return found | half | half << self._width

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
        both = heard & heard >> self._width & self._every
        return self._chosen(both) if both else ()

    def linking(self, heard: Sequence[int]) -> Iterator[tuple[int, tuple[Lexicon, ...]]]:
        """Yield the positions of what was *heard* that may be the name of a policy.

        Each comes with the lexicons that may read it.
        """
        first = 2 * self._width
        for position, bits in enumerate(heard):
            if named := bits >> first:
                yield position, self._chosen(named)

    def _chosen(self, bits: int) -> tuple[Lexicon, ...]:
        chosen = self._sets.get(bits)
        if chosen is None:
            chosen = tuple(each for place, each in enumerate(self._lexicons) if bits >> place & 1)
            if len(self._sets) < _MOST_SETS:
                self._sets[bits] = chosen
        return chosen

    def _indexed(self) -> WordIndex:
        index = WordIndex()
        for spaced, signs in self._signs.items():
            for anchors, bits in signs.items():
                index.add(anchors, bits, spaced=spaced)
        for place, lexicon in enumerate(self._lexicons):
            every = sum(1 << number * self._width + place for number in range(len(_ROLES)))
            index.add_prefixes(lexicon.prefixes, every)
        return index

    @cached_property
    def _index_of_letters(self) -> WordIndex:
        """The index for texts whose letters run together."""
        index = WordIndex()
        for signs in self._signs.values():
            for anchors, bits in signs.items():
                index.add([each.replace(".", "") for each in anchors], bits, spaced=False)
        return index


def _batches(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield *texts*, those of a huge page in portions: in hand they take many times their size."""
    if sum(map(len, texts)) <= _MOST_AT_ONCE:
        yield texts
        return
    first = size = 0
    for place, text in enumerate(texts):
        if size > _MOST_AT_ONCE:
            yield texts[first:place]
            first, size = place, 0
        size += len(text)
    yield texts[first:]


def _signs(lexicons: Sequence[Lexicon]) -> Mapping[bool, Mapping[Sequence[str], int]]:
    """Return, by whether spaces are set between them, which words are signs of which bits."""
    # Many languages share their phrases, many phrases their longest words.
    phrases = {spaced: defaultdict[str, int](int) for spaced in (True, False)}
    for place, lexicon in enumerate(lexicons):
        own = phrases[lexicon.spaces]
        for number, concepts in enumerate(_ROLES):
            bit = 1 << number * len(lexicons) + place
            for phrase in chain.from_iterable(map(lexicon.phrases.__getitem__, concepts)):
                own[phrase] |= bit
    signs = {spaced: defaultdict[Sequence[str], int](int) for spaced in phrases}
    for spaced, bits_of_each in phrases.items():
        own_signs = signs[spaced]
        for phrase, bits in bits_of_each.items():
            own_signs[required(phrase)[0]] |= bits
    return signs


def _sets_letters_apart(words: str) -> bool:
    """Whether among the *words*, edges between them, are letters that may be those of one."""
    words = f"{EDGE}{words}{EDGE}"
    # Told sooner, and few texts have them.
    return may_set_apart(words) and bool(_LETTERS_APART.search(words.replace("_", EDGE)))


def _suggests(lexicon: Lexicon, folded: str, concepts: Sequence[str]) -> bool:
    law = lexicon.books.law
    return law.suggests(folded, law.signs(folded), *concepts)


@lru_cache(maxsize=1)
def sieve() -> Sieve:
    """Return the sieve of all languages."""
    return Sieve(lexicons_for())
