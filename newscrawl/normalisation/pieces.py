"""Pieces: a passage cut where its page breaks the line, and where editorial lines were glued.

"SavitriEditor: Agus", "he said.(Reporting by ...)"; notices are cut out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise

from newscrawl.extraction import Passage
from newscrawl.normalisation.lines import has_digit, signs, size
from newscrawl.normalisation.seams import between_credits, between_stamps, glued
from newscrawl.normalisation.wording import LEAD, Wording
from newscrawl.text.cleaning import clean_line

__all__ = ["LONGEST_LABELLED", "pieces", "spans_within"]

LONGEST_LABELLED = 400
_LONGEST_STAMP = 32
_LONGEST_PAIR = 120
_COLONS = (":", "：")
# No passage is several lines, and no line glued, without one of them.
_SEAM_MARKS = frozenset(["(", *_COLONS, "\n", "】"])
# No line has two dates without one of them.
_STAMP_MARKS = frozenset("|·•-–—")
_TWO_YEARS = re.compile(r"(?:19|20)\d\d.{4,30}(?:19|20)\d\d")
_CENTURIES = ("20", "19")
_COLON = re.compile(r"\s*[:：]")
_BRACKETED = re.compile(r"(?:\s*【[^【】]*】)+\s*")
# "【纠错】 责任编辑：…": the label stands behind a button.
_BEHIND_BRACKET = re.compile(r"(?<=^【..】)\s+(?=\w{2,6}[:：])")
_BRACKETS = re.compile(r"(?<=】)\s*(?=【)")


def pieces(passage: Passage, notices: Sequence[tuple[int, int]], known: Wording) -> Iterable[str]:
    """Return the lines of *passage* without its *notices*, spans of its own text."""
    text = _without(passage.text, notices) if notices else passage.text
    is_block = passage.block >= 0
    if is_block and signs(text).isdisjoint(_SEAM_MARKS):
        return filter(None, map(str.strip, _stamps(text, known)))
    lines = _parted(text)
    if not is_block:
        # It has not been cleaned yet.
        lines = map(clean_line, lines)
    return (
        piece
        for line in lines
        for stamp in _stamps(line, known)
        for piece in _unglued(stamp, known)
    )


def _parted(text: str) -> Iterable[str]:
    """Return the lines of *text*; of one that is all brackets, each: "【纠错】【责任编辑：…】"."""
    lines = text.split("\n")
    if "】" not in text:
        return lines
    parted = chain.from_iterable(map(_BEHIND_BRACKET.split, lines))
    return chain.from_iterable(
        _BRACKETS.split(line) if _BRACKETED.fullmatch(line) else (line,) for line in parted
    )


def spans_within(passage: Passage, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the *spans* of a block that touch *passage*, as places in its own text."""
    length = len(passage.text)
    moved = ((start - passage.start, end - passage.start) for start, end in spans)
    return [(max(0, start), min(end, length)) for start, end in moved if start < length and end > 0]


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Return *text* without *spans*, a line feed in the place of each."""
    kept = []
    position = 0
    for start, end in sorted(spans):
        kept.append(text[position : max(start, position)])
        position = max(position, end)
    return "\n".join((*kept, text[position:]))


def _stamps(line: str, known: Wording) -> Iterable[str]:
    """Return *line*, parted where it has two dates: "PTI | 3 May · Updated: 4 May"."""
    marks = signs(line)
    if (
        has_digit(marks)
        and (not marks.isdisjoint(_STAMP_MARKS) or _has_two_years(line))
        and size(line) <= _LONGEST_STAMP
    ):
        return _cut(line, between_stamps(line, known))
    return (line,)


def _has_two_years(line: str) -> bool:
    if len(line) > _LONGEST_PAIR or not any(map(line.__contains__, _CENTURIES)):
        return False
    return _TWO_YEARS.search(line) is not None


def _unglued(line: str, known: Wording) -> Iterator[str]:
    for piece in _cut(line, glued(line, known)):
        may_credit = len(piece) <= LONGEST_LABELLED and any(map(piece.__contains__, _COLONS))
        if may_credit and (credit := known.people.at_start(piece, _COLON, LEAD)) is not None:
            yield from _cut(piece, between_credits(piece, known, credit.rest))
        else:
            yield piece


def _cut(text: str, seams: Sequence[int]) -> Iterable[str]:
    """Return the pieces of *text* between its *seams*, none empty."""
    ends = pairwise((0, *seams, len(text))) if seams else ((0, len(text)),)
    return [piece for start, end in ends if (piece := text[start:end].strip())]
