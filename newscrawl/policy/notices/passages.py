"""Passages: the sentences that have to be read together, within a unit and across units.

A notice may go on in the next line, list item or sentence. Credits and copyright in one line
with a notice are a line of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from newscrawl.policy.notices.folding import Folded, fold_text
from newscrawl.policy.notices.joining import belongs
from newscrawl.policy.notices.line import Line
from newscrawl.policy.notices.reading import Reading
from newscrawl.policy.notices.stretches import Stretch
from newscrawl.text.sentences import Span

__all__ = ["Passage", "passages"]


@dataclass(frozen=True)
class Passage:
    """One or more lines, read as one text. ``before`` and ``after`` are the lines around."""

    lines: tuple[Line, ...]
    before: Line | None = None
    after: Line | None = None

    @cached_property
    def reading(self) -> Reading:
        """The joined text with its concepts."""
        if len(self.lines) == 1:
            return self.lines[0].reading
        text = " ".join(line.text for line in self.lines)
        folded: Folded = fold_text(text)
        return Reading(folded, self.lines[0].lexicon)

    def origin(self, span: Span) -> tuple[Line, int]:
        """Return the line in which the folded *span* begins, and where in its unit's text."""
        offset = self.reading.folded.offsets[span[0]]
        for line in self.lines:
            length = line.end - line.start
            if offset <= length:
                return line, line.start + offset
            offset -= length + 1
        return self.lines[-1], self.lines[-1].start

    @cached_property
    def around(self) -> tuple[Reading, ...]:
        """The readings of the sentences before and after, in the same unit."""
        return tuple(line.reading for line in (self.before, self.after) if line is not None)


def passages(stretch: Stretch) -> Iterator[Passage]:
    """Yield the passages of *stretch* in which anything may be directed, in reading order."""
    lines = stretch.lines
    first = stretch.first
    while first < stretch.end:
        end = first + 1
        while end < stretch.end and belongs(lines[first:end], lines[end]):
            end += 1
        if stretch.may_direct(first, end):
            yield Passage(
                tuple(lines[first:end]),
                _within_unit(lines[first - 1], lines[first]) if first else None,
                _within_unit(lines[end], lines[end - 1]) if end < len(lines) else None,
            )
        first = end


def _within_unit(line: Line, other: Line) -> Line | None:
    return line if line.unit is other.unit else None
