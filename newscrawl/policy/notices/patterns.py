"""The small language in which lexicons write words and phrases.

============  ======================================================================
``word``      the word itself, in any case
``WORD``      an acronym: only in capitals
``stem*``     any ending; ``*stem`` any beginning
``a|b``       one or the other word, within a phrase too: ``may|must not``
``(word)``    may be missing
``...``       up to six other words
============  ======================================================================

A space also matches a hyphen, an accented letter its plain one throughout a phrase. In a
script without spaces (and in letter-spaced text) words have no boundaries and spaces are
optional.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby, pairwise
from operator import itemgetter
from typing import NamedTuple

from newscrawl.policy.notices.folding import fold, is_plain

__all__ = [
    "CAPITALS", "LETTER", "LONGEST_ENDING", "Bond", "bond", "compile_patterns", "is_indic",
    "may_be_in", "openings", "required", "without_accents",
]  # fmt: skip

# The name of the group that an acronym matches as.
CAPITALS = "capitals"
# What a word consists of: vowel signs of Indic scripts are letters to the eye only.
LETTER = r"[\w\u0900-\u0903\u093a-\u094f\u0962\u0963\u0980-\u0983\u09bc-\u09cd\u09d7\u09e2\u09e3]"
LONGEST_ENDING = 20
"""So many letters at most stand for an asterisk."""

_NEVER = re.compile(r"(?!)")
_GAP = r"[,;]?(?:[ \-][^ \-]{1,40}){0,6}?"
_TIGHT_GAP = r"[^.。!?]{0,15}?"
_INDIC = re.compile("[\u0900-\u09ff]")
_SHORTEST_UNBOUND = 4
_PLAIN_LETTER = re.compile(r"[^\W\d_]")
_ACRONYM = r"(?:[a-z]\.){2,}"
# Many phrases share their words, and are asked about when lexicons are loaded and when read.
_MOST_REMEMBERED = 20_000
# Of their words the commonest are asked for again and again, most of the others once.
_MOST_PIECES = 1_024
_WORTH = itemgetter(0)
_STEM = re.compile(rf"{_ACRONYM}|(?:{LETTER}|\*)+")
_BARE = re.compile(rf"(?:{LETTER}|\*)+")
# Phrases of words without a sign in them.
_LETTERS = r"[(*]*\w[\w*|()]*"
_OF_LETTERS = re.compile(rf"{_LETTERS}(?: (?:\.\.\. )?{_LETTERS})*")
# Latin and Greek letters that may have accents, and accents.
_ACCENTED = re.compile("[\u00c0-\u024f\u0300-\u03ff\u1e00-\u1fff]")
# Those behind a letter. Not case-blind: for that, iota is a mark.
_ACCENTS = re.compile("[\u0300-\u036f](?<=[A-Za-z\u0370-\u03ff].)[\u0300-\u036f]*")


def compile_patterns(
    phrases: Iterable[str], *, spaced: bool = True, prefixes: Sequence[str] = ()
) -> re.Pattern[str]:
    """Return one expression for all *phrases*, to be searched in folded text.

    Any word of a phrase may carry one of *prefixes*. Without *spaced* the phrases are found
    in the midst of a run of letters, too. Raises ValueError for a phrase without a letter.
    """
    # Longest first: "without the prior consent" before "without".
    written = sorted({each for phrase in phrases for each in _spelled_out(phrase)}, key=_order)
    capitals = [phrase for phrase in written if phrase.isupper()]
    rest = [phrase for phrase in written if not phrase.isupper()]
    bound = [phrase for phrase in rest if spaced or _stays_bound(phrase)]
    loose = [phrase for phrase in rest if not spaced and not _stays_bound(phrase)]
    prefix = f"(?:{'|'.join(map(re.escape, prefixes))})?" if prefixes else ""
    # Python takes long to compile a class of letters that "\\w" does not know, and looking around.
    letter = LETTER if any(map(_INDIC.search, written)) else r"\w"
    form = _Form(spaced, prefix, letter, of_letters=all(map(_OF_LETTERS.fullmatch, written)))
    parts = []
    if bound:
        parts.append(form.bound(form.joined(bound)))
    if loose:
        parts.append(form.joined(loose))
    if capitals:
        # Last: what is no acronym after all must not hide a word that begins like one.
        parts.append(f"(?P<{CAPITALS}>{form.bound(form.joined(capitals))})")
    return re.compile("|".join(parts)) if parts else _NEVER


def is_indic(text: str) -> bool:
    """Whether *text* has letters that belong to a word only where a phrase is Indic, too."""
    return not text.isascii() and _INDIC.search(text) is not None


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


def openings(phrase: str) -> Iterator[str]:
    """Yield with what a folded text begins that opens with *phrase*: with one of them."""
    for written in _spelled_out(phrase):
        first = written.partition(" ")[0]
        yield fold(first.partition("*")[0]) if first != "..." else ""


def _anchor(folded: str) -> str:
    """Return the longest word within a *folded* one, such as "robots" of "robots.txt"."""
    if folded.replace("*", "").isalpha():
        return folded
    return max(_STEM.findall(folded), key=_worth, default="")


def _worth(word: str) -> int:
    """Return how well *word* tells a phrase from others: a long one does, a bare one better."""
    stars = word.count("*")
    return 2 * (len(word) - stars) + (stars == 0)


def without_accents(phrase: str) -> str:
    """Return *phrase* as capitals often write it: Latin and Greek letters without accents."""
    if not _ACCENTED.search(phrase):
        return phrase
    return unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", phrase)))


class _Form:
    """How phrases become expressions: with spaces between words or not, with which prefix."""

    def __init__(self, spaced: bool, prefix: str, letter: str, *, of_letters: bool) -> None:
        self._space, self._gap = (r"[ \-]+", _GAP) if spaced else (r"[ \-]*", _TIGHT_GAP)
        self._prefix = prefix
        # Beside Chinese letters "AI" is a word of its own.
        around = letter if spaced else r"[a-z\d]"
        self._start, self._end = f"(?<!{around})", f"(?!{around})"
        if of_letters and around == r"\w":
            # The same next to a letter.
            self._start = self._end = r"\b"
        self._wild = f"{letter}{{0,{LONGEST_ENDING}}}"

    def bound(self, expression: str) -> str:
        """Return *expression* confined to whole words."""
        return f"{self._start}{self._prefix}{expression}{self._end}"

    def joined(self, phrases: Iterable[str]) -> str:
        """Return one expression for *phrases*, of which those that go on alike share the rest."""
        parted = [phrase.partition(" ") for phrase in phrases]
        # Neighbours only: the longest stays first. A gap is no word.
        alike = groupby(parted, key=lambda each: (each[0] == "...", each[2]))
        return _either(
            [
                self._expression(f"{'|'.join(first for first, *_ in group)} {rest}")
                for (_, rest), group in alike
            ]
        )

    def _expression(self, phrase: str) -> str:
        expression = ""
        for piece in phrase.split():
            if piece == "...":
                expression += self._gap
            elif piece.startswith("("):
                expression += f"(?:{self._space}{self._prefix}{self._word(piece[1:-1])})?"
            else:
                expression += f"{self._space}{self._prefix}" if expression else ""
                expression += self._word(piece)
        return expression

    def _word(self, piece: str) -> str:
        words = [
            self._wild.join(re.escape(fold(part)) for part in word.split("*"))
            for word in piece.split("|")
        ]
        return _either(words)


def _either(expressions: Sequence[str]) -> str:
    """Return the expression for any of *expressions*; a group costs as much as a word."""
    return expressions[0] if len(expressions) == 1 else f"(?:{'|'.join(expressions)})"


def _spelled_out(phrase: str) -> Iterator[str]:
    """Yield *phrase* once for each alternative of its first word, if that is required."""
    if not _PLAIN_LETTER.search(phrase):
        raise ValueError(f"a phrase needs letters: {phrase!r}")
    first, space, rest = phrase.partition(" ")
    if first.startswith("("):
        yield from (f"{word}{space}{rest}" for word in first[1:-1].split("|"))
        yield from _spelled_out(rest)
    else:
        yield from (f"{word}{space}{rest}" for word in first.split("|"))


def _order(phrase: str) -> tuple[int, str]:
    return -len(phrase), phrase


def _stays_bound(phrase: str) -> bool:
    """Whether *phrase* is so short ("AI") that it would be found within any word."""
    return phrase.isascii() and len(_PLAIN_LETTER.findall(phrase)) < _SHORTEST_UNBOUND
