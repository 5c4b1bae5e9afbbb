"""Plain text to blocks: lines as they stand, wrapped paragraphs made whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from newscrawl.text.scripts import is_spaceless
from newscrawl.text.sentences import ends_sentence

__all__ = ["Paragraph", "front_matter", "paragraphs", "titled"]

# A key, what is indented or listed below it, a remark: else a line of dashes opens a text.
_YAML = r"(?:[\w-]++[ \t]*+:(?=\s)|[ \t#]|-[ \t])[^\n]*+\n|\n"
_FRONT_MATTER = re.compile(
    rf"\s*+---[ \t]*+\n(?=[\w-]+:)((?:{_YAML}){{1,100}}+)---[ \t]*+(?:\n|\Z)"
)
_TITLE = re.compile(r"title:(?=.*\w)[ \t]*+([\"']?)[ \t]*+(.+?)[ \t]*+\1[ \t]*+")
_LINE_END = re.compile(r"\r\n?|\f|\v|\x85|\u2028|\u2029")
_WIDEST_COLUMN = 110
_NARROWEST_COLUMN = 40
_NARROWEST_SPACELESS_COLUMN = 20
_FEWEST_FULL_LINES = 2
_MOST_FULL = 0.6


class Paragraph(NamedTuple):
    """One paragraph or lone line, and the number of its first line, counted from 1."""

    text: str
    line: int


def paragraphs(text: str) -> Iterator[Paragraph]:
    """Yield the paragraphs of *text*, front matter left out.

    A line is a paragraph of its own, unless the text was wrapped at a column. Then a line goes
    on in the next one where it is full: where the next one's first word would not have fitted.
    """
    text = _LINE_END.sub("\n", text)
    if front := _FRONT_MATTER.match(text):
        text = "\n" * text.count("\n", 0, front.end()) + text[front.end() :]
    lines = [line.strip() for line in text.split("\n")]
    column = _column(lines)
    held: list[str] = []
    first = 1
    for number, (line, following) in enumerate(pairwise([*lines, ""]), 1):
        if not held:
            first = number
        if line:
            held.append(line)
        if held and not (column and _is_full(line, following, column)):
            glue = "" if is_spaceless(held[0]) else " "
            yield Paragraph(" ".join(glue.join(held).split()), first)
            held = []


def front_matter(text: str) -> Iterator[Paragraph]:
    """Yield the lines of YAML that stand in front of *text* and tell of it."""
    text = _LINE_END.sub("\n", text)
    if front := _FRONT_MATTER.match(text):
        first = text.count("\n", 0, front.start(1)) + 1
        for number, line in enumerate(front[1].split("\n"), first):
            if line.strip():
                yield Paragraph(line.strip(), number)


def titled(lines: Iterable[Paragraph]) -> Paragraph | None:
    """Return the title that the *lines* of front matter give."""
    for line in lines:
        if found := _TITLE.fullmatch(line.text):
            return Paragraph(found[2], line.line)
    return None


def _column(lines: Sequence[str]) -> int | None:
    """Return the width at which *lines* were wrapped, None when they were not."""
    column = max(map(len, lines), default=0)
    if not _narrowest(lines) <= column <= _WIDEST_COLUMN:
        return None
    pairs = [(line, following) for line, following in pairwise(lines) if line and following]
    full = [line for line, following in pairs if _is_full(line, following, column)]
    if len(full) < max(_FEWEST_FULL_LINES, _MOST_FULL * len(pairs)):
        return None
    return column if 2 * sum(map(ends_sentence, full)) < len(full) else None


def _narrowest(lines: Sequence[str]) -> int:
    # Characters of scripts without spaces are about twice as wide as a Latin letter.
    longest = max(lines, key=len, default="")
    return _NARROWEST_SPACELESS_COLUMN if is_spaceless(longest) else _NARROWEST_COLUMN


def _is_full(line: str, following: str, column: int) -> bool:
    if not line or not following:
        return False
    if is_spaceless(line):
        return len(line) + 2 >= column
    return len(line) + 1 + len(following.split(maxsplit=1)[0]) > column
