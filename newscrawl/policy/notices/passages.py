"""Passages: the sentences that have to be read together, within a unit and across units.

A notice may go on in the next line, list item or sentence. Credits and copyright in one line
with a notice are a line of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from newscrawl.document import Unit
from newscrawl.policy.notices.folding import Folded, fold_text
from newscrawl.policy.notices.joining import belongs
from newscrawl.policy.notices.lexicon import Lexicon
from newscrawl.policy.notices.line import Line
from newscrawl.policy.notices.preambles import notice_start
from newscrawl.policy.notices.reading import Reading
from newscrawl.text.sentences import Span, sentences

__all__ = ["MOST_READ", "MOST_READ_OF_TERMS", "Passage", "ends", "passages"]

# Characters read closely at either end of a text. Longer texts with words of law everywhere
# are not written by people.
MOST_READ = 20_000
# Terms of use are, and are read whole.
MOST_READ_OF_TERMS = 200_000

_LONGEST_LINE = 1_200


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

    def around(self) -> Iterator[Reading]:
        """Yield the readings of the sentences before and after, in the same unit."""
        return (line.reading for line in (self.before, self.after) if line is not None)


def passages(
    units: Sequence[Unit], positions: Iterable[int], lexicon: Lexicon, *, most: int = MOST_READ
) -> list[Passage]:
    """Return the passages of the units at *positions* (ascending), in reading order.

    Of each unit *most* characters at either end are read.
    """
    lines = [
        line for position in positions for line in _lines(units[position], position, lexicon, most)
    ]
    groups: list[list[Line]] = []
    for line in lines:
        if groups and belongs(groups[-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [
        Passage(
            tuple(group),
            _within_unit(groups[number - 1][-1], group[0]) if number else None,
            _within_unit(groups[number + 1][0], group[-1]) if number + 1 < len(groups) else None,
        )
        for number, group in enumerate(groups)
    ]


def ends(text: str, most: int) -> str:
    """Return what of *text* is read closely: all, or *most* characters at either end."""
    return text if len(text) <= 2 * most else f"{text[:most]} {text[-most:]}"


def _lines(unit: Unit, position: int, lexicon: Lexicon, most: int) -> Iterator[Line]:
    for start, end in _sentences(unit.text, most):
        for left, right in _cut(unit.text, start, end):
            begin = left + notice_start(unit.text[left:right], lexicon)
            if begin > left:
                before = left + len(unit.text[left:begin].rstrip())
                yield Line(unit, position, left, before, lexicon)
            yield Line(unit, position, begin, right, lexicon)


def _sentences(text: str, most: int) -> Iterator[Span]:
    if len(text) <= 2 * most:
        yield from sentences(text)
        return
    yield from sentences(text[:most])
    last = len(text) - most
    yield from ((last + start, last + end) for start, end in sentences(text[last:]))


def _cut(text: str, start: int, end: int) -> Iterator[Span]:
    """Cut what is no sentence, for its length, at spaces."""
    while end - start > _LONGEST_LINE:
        middle = text.rfind(" ", start + 1, start + _LONGEST_LINE)
        middle = middle if middle > start else start + _LONGEST_LINE
        yield start, middle
        start = middle
    yield start, end


def _within_unit(line: Line, other: Line) -> Line | None:
    return line if line.unit is other.unit else None
