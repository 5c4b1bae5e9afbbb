"""Requirements: the words that a text must have where it has a phrase, and how they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from newscrawl.policy.notices.folding import fold, is_plain
from newscrawl.policy.notices.patterns import LETTER

__all__ = ["Bond", "bond", "may_be_in", "required"]

_ACRONYM = r"(?:[a-z]\.){2,}"
# Many phrases share their words, and are asked about when lexicons are loaded and when read.
_MOST_REMEMBERED = 20_000
# Of their words the commonest are asked for again and again, most of the others once.
_MOST_PIECES = 1_024
_WORTH = itemgetter(0)
_STEM = re.compile(rf"{_ACRONYM}|(?:{LETTER}|\*)+")
_BARE = re.compile(rf"(?:{LETTER}|\*)+")


def required(phrase: str) -> Sequence[Sequence[str]]:
    """Return what a text that has *phrase* must have: one word of each list, the longest first."""
    pieces = _folded_pieces(phrase)
    # Most are words and nothing else: of these the longest is worth most.
    if "".join(pieces).isalpha():
        if len(pieces) > 1:
            pieces.sort(key=len, reverse=True)
        return tuple([(piece,) for piece in pieces])
    choices: list[tuple[int, Sequence[str]]] = []
    for piece in pieces:
        # Nearly all others are a word or a stem; its worth is told here sooner than in a call.
        bare = piece.replace("*", "")
        if bare.isalpha():
            choices.append((2 * len(bare) + (bare == piece), (piece,)))
        elif (choice := _choice(piece))[1]:
            choices.append(choice)
    if len(choices) > 1:
        choices.sort(key=_WORTH, reverse=True)
    return tuple([words for _, words in choices])


def _folded_pieces(phrase: str) -> list[str]:
    return (phrase.lower() if is_plain(phrase) else fold(phrase)).split()


@lru_cache(maxsize=_MOST_PIECES)
def _choice(piece: str) -> tuple[int, Sequence[str]]:
    """Return how well a folded *piece* of a phrase tells it from others, and its words.

    One of them is required; there are none where it may be missing, and for a sign without letters.
    """
    if piece == "..." or piece[0] == "(":
        return 0, ()
    words = tuple(piece.split("|"))
    bare = "".join(words)
    if bare.isalpha():
        return 2 * min(map(len, words)) + 1, words
    if not bare.replace("*", "").isalpha():
        words = tuple(map(_anchor, words))
    return min(map(_worth, words)), words if all(words) else ()


def may_be_in(folded: str, phrase: str) -> bool:
    """Whether the *folded* text has the letters of all words that *phrase* requires.

    Told far sooner than the phrase is compiled, which most are that come so far for nothing.
    """
    return all(any(stem in folded for stem in stems) for stems in _stems(phrase))


@lru_cache(maxsize=_MOST_REMEMBERED)
def _stems(phrase: str) -> Sequence[Sequence[str]]:
    return tuple(
        tuple(max(word.split("*"), key=len) for word in words) for words in required(phrase)
    )


class Bond(NamedTuple):
    """How the two longest words of a phrase stand together.

    *step* is 1 where the next longest stands right behind the longest and -1 where it stands
    right before it; 0 where there is one word only. *whole* tells that the phrase has no others.
    """

    step: int
    whole: bool


@lru_cache(maxsize=_MOST_REMEMBERED)
def bond(phrase: str) -> Bond | None:
    """Return the bond of the two longest words of *phrase*; None where it has to be searched for.

    That is where they stand apart, or where one is an acronym or has signs in it.
    """
    longest = (*required(phrase)[:2],)
    pieces = [_bare_words(piece) for piece in phrase.split()]
    whole = len(pieces) == len(longest)
    if len(pieces) == 1:
        return Bond(0, whole) if (pieces[0],) == longest else None
    for pair in pairwise(pieces):
        if longest in {pair, pair[::-1]}:
            return Bond(1 if pair == longest else -1, whole)
    return None


def _bare_words(piece: str) -> Sequence[str]:
    """Return the words, folded, of a *piece* of a phrase that is required; none with signs."""
    written = piece.split("|")
    words = ["*".join(map(fold, word.split("*"))) for word in written]
    if any(map(str.isupper, written)) or not all(map(_BARE.fullmatch, words)):
        return ()
    return tuple(words)


def _anchor(folded: str) -> str:
    """Return the longest word within a *folded* one, such as "robots" of "robots.txt"."""
    if folded.replace("*", "").isalpha():
        return folded
    return max(_STEM.findall(folded), key=_worth, default="")


def _worth(word: str) -> int:
    """Return how well *word* tells a phrase from others: a long one does, a bare one better."""
    stars = word.count("*")
    return 2 * (len(word) - stars) + (stars == 0)
