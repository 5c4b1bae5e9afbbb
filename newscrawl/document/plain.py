"""Plain text to blocks: lines as they stand, wrapped paragraphs made whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from newscrawl.text.sentences import ends_sentence, is_spaceless

__all__ = ["Paragraph", "paragraphs"]

_BLANK = re.compile(r"\n[^\S\n]*\n\s*")
_WIDEST_WRAP = 110
_NARROWEST_WRAP = 40
_FULL_LINE = 0.7


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph or lone line, and the number of its first line, counted from 1."""

    text: str
    line: int


def paragraphs(text: str) -> Iterator[Paragraph]:
    """Yield the paragraphs of *text*.

    A line is a paragraph of its own, unless the text was wrapped at a column: then the lines
    between two blank lines are one. Wrapping shows in lines of nearly equal width that stop
    in mid-sentence.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    line = 1
    position = 0
    for match in (*_BLANK.finditer(text), None):
        end = match.start() if match else len(text)
        yield from _group(text[position:end], line)
        if match:
            line += text.count("\n", position, match.end())
            position = match.end()


def _group(group: str, first_line: int) -> Iterator[Paragraph]:
    lines = group.split("\n")
    stripped = [line.strip() for line in lines]
    if _is_wrapped([line for line in stripped if line]):
        glue = "" if is_spaceless(group) else " "
        start = next(number for number, line in enumerate(stripped) if line)
        yield Paragraph(glue.join(line for line in stripped if line), first_line + start)
        return
    for number, line in enumerate(stripped):
        if line:
            yield Paragraph(" ".join(line.split()), first_line + number)


def _is_wrapped(lines: list[str]) -> bool:
    inner = lines[:-1]
    if not inner or max(map(len, lines)) > _WIDEST_WRAP:
        return False
    widths = [len(line) for line in inner]
    # Characters of scripts without spaces are about twice as wide as a Latin letter.
    narrowest = _NARROWEST_WRAP // (2 if is_spaceless(lines[0]) else 1)
    if median(widths) < narrowest or min(widths) < _FULL_LINE * max(widths):
        return False
    return sum(ends_sentence(line) for line in inner) <= len(inner) // 2
