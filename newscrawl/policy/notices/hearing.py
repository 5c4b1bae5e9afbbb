"""Hearing: which phrases a text has, told by its words before any is searched for.

A phrase of one word, or of two side by side, is found with its words. Longer ones have to be
searched for, but only where two of their words stand as they should.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from newscrawl.policy.notices.patterns import LONGEST_ENDING
from newscrawl.policy.notices.requirements import bond

__all__ = ["Found", "Hearing", "hear"]

Found = tuple[int, int, int]
"""Where a word or a phrase starts and ends in a text, and what it is a sign of, as bits."""

# Where an asterisk stands for more letters than it may, the word is longer.
_LONGEST = LONGEST_ENDING + 1


class Hearing(NamedTuple):
    """What is heard in a text: the signs of phrases, and phrases, as bits.

    ``named`` are those that were found; ``possible`` those that are still to be searched for.
    """

    signs: int
    named: Sequence[Found] = ()
    possible: int = 0

    @property
    def phrases(self) -> int:
        """All phrases that the text may have."""
        phrases = self.possible
        for *_, found in self.named:
            phrases |= found
        return phrases


def hear(
    text: str, words: Sequence[Found], signs: int, phrases: Mapping[int, str], size: int
) -> Hearing:
    """Return what is heard in the folded *text* that has *signs*, which its *words* are.

    Of *size* phrases, one bit each, *phrases* are those that these words allow.
    """
    alone, followed, preceded, whole, possible = _by_bond(phrases)
    named: list[Found] = []
    for start, end, own in words:
        if found := own & alone:
            if end - start > _LONGEST:
                possible |= found
            else:
                named.append((start, end, found))
    if not followed | preceded:
        return Hearing(signs, named, possible)
    for (start, end, one), (begin, stop, other) in pairwise(words):
        found = one & other >> size & followed | one >> size & other & preceded
        if found and not text[end:begin].strip(" -"):
            if max(end - start, stop - begin) > _LONGEST:
                possible |= found
            else:
                possible |= found & ~whole
                if found & whole:
                    named.append((start, stop, found & whole))
    return Hearing(signs, named, possible)


def _by_bond(phrases: Mapping[int, str]) -> tuple[int, int, int, int, int]:
    """Return sets of *phrases*.

    Those of one word, those with the next longest right behind the longest or right before it,
    those that have no other words, and those of which words may stand apart.
    """
    alone = followed = preceded = whole = loose = 0
    for bit, phrase in phrases.items():
        found = bond(phrase)
        if found is None:
            loose |= bit
            continue
        if found.step > 0:
            followed |= bit
        elif found.step < 0:
            preceded |= bit
        else:
            alone |= bit
        if found.whole:
            whole |= bit
    return alone, followed, preceded, whole, loose
