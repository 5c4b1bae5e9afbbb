"""Where sentences and paragraphs end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

from newscrawl.knowledge import read_data

__all__ = ["Span", "ends_sentence", "sentences", "words"]

Span = tuple[int, int]

_TERMINAL = ".!?…。！？｡؟۔।॥។။።։"
# Some languages close with what others open: »Ja.«, „Nein.“
_CLOSING = "\"'”’“‘»›«‹)]」』】）》"
_TERMINALS = tuple(_TERMINAL)
_BRACKETS = tuple(")）]】")
_SIGN_OFF = re.compile(r"[(（\[【][^()（）\[\]【】]{1,24}[)）\]】]\.?$")
_WORD = re.compile(r"\w+(?:['’\-]\w+)*")
# What ends sentences stands first, alone: so all else is passed over quickly.
_BREAK = re.compile(
    rf"[{_TERMINAL}\n](?:"
    rf"(?:(?<=[!?…։])|(?<=\.)(?<![.\s]\.)(?!\w| §)|(?<=\.)\.\.)[{re.escape(_CLOSING)}]*(?=\s|$)"
    rf"|(?<=[。！？｡؟۔।॥])[{re.escape(_CLOSING)}]*|(?<=\n)\n*)"
)


def sentences(text: str) -> Iterator[Span]:
    """Yield the (start, end) spans of the sentences of *text*, white space left out."""
    start = 0
    for match in _BREAK.finditer(text):
        end = match.end()
        if match.group().startswith(".") and _abbreviation().search(text, max(0, end - 12), end):
            continue
        yield from _trimmed(text, start, end)
        start = end
    yield from _trimmed(text, start, len(text))


def ends_sentence(text: str) -> bool:
    """Whether *text* closes like a sentence: a full stop or its kin.

    Quotation marks are looked through, and a sign-off in brackets: "... he said. (dpa)".
    """
    last = text[-1:]
    # Most lines that are no sentences end in a letter.
    if last.isalnum():
        return False
    if last and last in _TERMINAL:
        return True
    end = text.rstrip()
    if end.rstrip(_CLOSING).endswith(_TERMINALS):
        return True
    if not end.endswith(_BRACKETS):
        return False
    return _SIGN_OFF.sub("", end).rstrip().rstrip(_CLOSING).endswith(_TERMINALS)


def words(text: str) -> list[str]:
    """Return the words of *text*; in scripts without spaces a run of characters is one word."""
    return _WORD.findall(text)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    piece = text[start:end]
    left = start + len(piece) - len(piece.lstrip())
    right = start + len(piece.rstrip())
    if left < right:
        yield left, right


@lru_cache(maxsize=1)
def _abbreviation() -> re.Pattern[str]:
    """Return the expression for an end that ends no sentence: "Dr.", "J.", "No.", "3."."""
    tables = read_data("abbreviations")
    known = "|".join(map(re.escape, chain.from_iterable(tables.values())))
    return re.compile(rf"(?:(?:^|\n)[ \t]*\d{{1,2}}|(?:^|[\s('’])(?:[A-Za-z]|{known}))\.$")
