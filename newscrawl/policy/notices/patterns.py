"""The small language in which lexicons write words and phrases.

============  ======================================================================
``word``      the word itself, in any case
``stem*``     any ending; ``*stem`` any beginning
``a|b``       one or the other word, within a phrase too: ``may|must not``
``(word)``    may be missing
``...``       up to six other words
============  ======================================================================

A space also matches a hyphen. In a script without spaces (and in letter-spaced text) words
have no boundaries and spaces are optional.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from newscrawl.policy.notices.folding import fold

__all__ = ["anchors", "compile_patterns"]

_NEVER = re.compile(r"(?!)")
_GAP = r"(?:[ \-][^ \-]{1,40}){0,6}?"
_TIGHT_GAP = r"[^.。!?]{0,15}?"
_WILD = r"\w{0,20}"
_SHORTEST_UNBOUND = 4
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[\w*]+")


def compile_patterns(phrases: Iterable[str], *, spaced: bool = True) -> re.Pattern[str]:
    """Return one expression for all *phrases*, to be searched in folded text.

    Without *spaced* the phrases are found in the midst of a run of letters, too.
    Raises ValueError for a phrase without a letter.
    """
    # Longest first: "without the prior consent" before "without".
    written = sorted({each for phrase in phrases for each in _spelled_out(phrase)}, key=_order)
    bound = [phrase for phrase in written if spaced or _stays_bound(phrase)]
    loose = [phrase for phrase in written if phrase not in set(bound)]
    parts = []
    if bound:
        parts.append(rf"(?<!\w)(?:{_by_first_letter(bound, spaced=spaced)})(?!\w)")
    if loose:
        parts.append(_by_first_letter(loose, spaced=spaced))
    return re.compile("|".join(parts)) if parts else _NEVER


def anchors(phrase: str) -> Iterator[str]:
    """Yield words of which one must be in a text that has *phrase*: the longest required one."""
    required = [piece for piece in phrase.split() if piece != "..." and piece[0] != "("]
    alternatives = (
        [max(_WORD.findall(fold(word)), key=len, default="") for word in piece.split("|")]
        for piece in required
    )
    yield from max(alternatives, key=lambda words: min(map(len, words)))


def _spelled_out(phrase: str) -> Iterator[str]:
    """Yield *phrase* once for each alternative of its first word, if that is required."""
    if not _LETTER.search(phrase):
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
    return phrase.isascii() and len(_LETTER.findall(phrase)) < _SHORTEST_UNBOUND


def _by_first_letter(phrases: Iterable[str], *, spaced: bool) -> str:
    """Join the expressions of *phrases* so that a wrong first letter is seen at once."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for phrase in phrases:
        expression = _expression(phrase, spaced=spaced)
        first = expression[0] if expression[0].isalnum() else ""
        groups[first].append(expression[len(first) :])
    return "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in groups.items())


def _expression(phrase: str, *, spaced: bool) -> str:
    space, gap = (r"[ \-]+", _GAP) if spaced else (r"[ \-]*", _TIGHT_GAP)
    expression = ""
    for piece in phrase.split():
        if piece == "...":
            expression += gap
        elif piece.startswith("("):
            expression += f"(?:{space}{_word(piece[1:-1])})?"
        else:
            expression += (space if expression else "") + _word(piece)
    return expression


def _word(piece: str) -> str:
    words = [
        _WILD.join(re.escape(fold(part)) for part in word.split("*")) for word in piece.split("|")
    ]
    return words[0] if len(words) == 1 else f"(?:{'|'.join(words)})"
