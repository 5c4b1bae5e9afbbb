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
from itertools import groupby

from newscrawl.policy.notices.folding import fold

__all__ = [
    "CAPITALS", "LETTER", "LONGEST_ENDING", "compile_patterns", "is_indic", "openings",
    "without_accents",
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


def openings(phrase: str) -> Iterator[str]:
    """Yield with what a folded text begins that opens with *phrase*: with one of them."""
    for written in _spelled_out(phrase):
        first = written.partition(" ")[0]
        yield fold(first.partition("*")[0]) if first != "..." else ""


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
