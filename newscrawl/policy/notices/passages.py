"""Passages: the sentences that have to be read together, within a unit and across units.

A notice may go on in the next line, list item or sentence. Lines are joined where the first
stays open (a colon, no full stop) and the next continues it, or where the next refers back to
words of law. Credits and copyright in one line with a notice are a line of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from newscrawl.document import Box, Unit
from newscrawl.policy.notices.folding import Folded, fold_text
from newscrawl.policy.notices.lexicon import Lexicon
from newscrawl.policy.notices.lists import is_item
from newscrawl.policy.notices.preambles import is_preamble, notice_start
from newscrawl.policy.notices.reading import Reading
from newscrawl.text.sentences import Span, ends_sentence, sentences

__all__ = [
    "MOST_READ",
    "MOST_READ_OF_TERMS",
    "QUOTES",
    "Line",
    "Passage",
    "are_neighbours",
    "ends",
    "may_go_on",
    "passages",
]

# Characters read closely at either end of a text. Longer texts with words of law everywhere
# are not written by people.
MOST_READ = 20_000
# Terms of use are, and are read whole.
MOST_READ_OF_TERMS = 200_000
# The elements that hold another's words.
QUOTES = frozenset(["blockquote", "q"])

_MOST_LINES = 12
_LONGEST = 2_400
_LONGEST_LINE = 1_200
_LONGEST_ITEM = 200
_LONGEST_OPENING = 80
_NEAR = 3
# A box, the one around it, and the one around that.
_FAMILY = 3
_SIGNS = ("©", "(c)", "(C)")
_NARROWEST, _WIDEST, _FEWEST_LINES = 24, 100, 3
_QUESTION_MARKS = ("?", "？", "؟", "\u037e")
_ASKED = ("crawl", "automation", "index", "copy", "train", "ai", "mine")
_SHORT_ANSWER = 30


@dataclass(frozen=True)
class Line:
    """One sentence: characters *start* to *end* of ``units[position]``."""

    unit: Unit
    position: int
    start: int
    end: int
    lexicon: Lexicon

    @cached_property
    def text(self) -> str:
        """The sentence as printed."""
        return self.unit.text[self.start : self.end]

    @cached_property
    def reading(self) -> Reading:
        """The sentence with its concepts."""
        return Reading(fold_text(self.text), self.lexicon)

    @property
    def may_speak(self) -> bool:
        """Whether the sentence has any word that could forbid, reserve or permit."""
        return self.reading.may_speak

    @property
    def is_signed(self) -> bool:
        """Whether it opens like a line of copyright and is as short as one."""
        if len(self.text) > _LONGEST_ITEM:
            return False
        return self.text.startswith(_SIGNS) or self.reading.starts_with("copyright")

    @property
    def asks(self) -> bool:
        """Whether the sentence is a question."""
        return self.text.rstrip(' "”’»').endswith(_QUESTION_MARKS)


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
        if groups and _belongs(groups[-1], line):
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


def are_neighbours(one: Unit, other: Unit) -> bool:
    """Whether *other* follows *one* as the next lines of one text: same place, same box.

    What is quoted or hidden goes on in what is, too.
    """
    if one.index is None or other.index is None or not 0 <= other.index - one.index <= _NEAR:
        return False
    if one.place is not other.place:
        return False
    if one.box is None or other.box is None or one.box is other.box:
        return one.box is other.box
    if {*one.box.lineage()[:_FAMILY]}.isdisjoint(other.box.lineage()[:_FAMILY]):
        return False
    return _manner(one.box) == _manner(other.box)


def may_go_on(one: Unit, other: Unit, lexicon: Lexicon) -> bool:
    """Whether a passage in *one* may go on in its neighbour *other*."""
    if not are_neighbours(one, other):
        return False
    if not ends_sentence(one.text) or is_item(other.text, other):
        return True
    opening = Reading(fold_text(other.text[:_LONGEST_OPENING]), lexicon)
    return opening.starts_with("resumes")


def _manner(box: Box) -> tuple[bool, bool]:
    return any(each.tag in QUOTES for each in box.lineage()), box.hidden


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


def _belongs(group: Sequence[Line], line: Line) -> bool:
    last = group[-1]
    size = line.end - line.start + sum(member.end - member.start for member in group)
    if len(group) >= _MOST_LINES or size > _LONGEST:
        return False
    if last.unit is not line.unit and not are_neighbours(last.unit, line.unit):
        return False
    if last.unit is not line.unit and _is_copyright_line(last):
        return False
    if is_preamble(last.text, last.lexicon):
        return False
    if last.unit is line.unit and last.text.count("(") > last.text.count(")"):
        # An abbreviation within brackets ends no sentence.
        return True
    if line.reading.starts_with("resumes") and any(member.may_speak for member in group):
        return True
    if _is_announced(group, line) or _is_answer(group, line):
        return True
    if line.text[:1].islower() and (last.unit is line.unit or not ends_sentence(last.text)):
        return True
    if ends_sentence(last.text):
        return False
    return _is_open(group, line) or _is_wrapped(last, line)


def _is_copyright_line(line: Line) -> bool:
    """Whether *line* is complete without a full stop: "© 2026 Example News"."""
    marked = line.reading.has("copyright") or "©" in line.text or line.text.startswith("(c)")
    return marked and line.text.rstrip()[-1:].isalnum()


def _is_open(group: Sequence[Line], line: Line) -> bool:
    last = group[-1].text.rstrip()
    if last.endswith((",", ":", ";", "-", "–", "—", "：", "、", "،", "/", "&")):
        return True
    listed = any(member.text.rstrip().endswith((":", "：")) for member in group)
    if listed and len(line.text) <= _LONGEST_ITEM:
        return True
    return line.reading.starts_with("continues")


def _is_announced(group: Sequence[Line], line: Line) -> bool:
    """Whether *line* is an item of the list that the first line of *group* announces."""
    first = group[0]
    if not is_item(line.text, line.unit) or is_item(first.text, first.unit):
        return False
    short = first.end - first.start <= _LONGEST_ITEM
    listed = all(is_item(member.text, member.unit) for member in group[1:])
    return short and listed and bool(first.reading.bans() or first.reading.refusals())


def _is_answer(group: Sequence[Line], line: Line) -> bool:
    """Whether *line* answers a question: "Train AI on our texts? (No.) You need a licence"."""
    short = len(group) > 1 and len(group[-1].text) <= _SHORT_ANSWER
    asked = group[-2] if short and not group[-1].asks else group[-1]
    if not asked.asks or not asked.reading.has(*_ASKED):
        return False
    if len(line.text) <= _SHORT_ANSWER and ends_sentence(line.text):
        return True
    return line.may_speak and (asked.reading.has("ours") or line.reading.has("ours"))


def _is_wrapped(last: Line, line: Line) -> bool:
    """Whether the line was broken because the next word would not have fitted."""
    if last.unit is not line.unit:
        return False
    width = _width(line.unit.text[:_LONGEST])
    following = line.text.partition(" ")[0]
    return width >= _NARROWEST and last.end - last.start + len(following) >= width


@lru_cache(maxsize=64)
def _width(text: str) -> int:
    """Return how wide the lines of *text* are; 0 where they are not as if wrapped at a column."""
    lines = text.split("\n")
    widest = max(map(len, lines))
    return widest if widest <= _WIDEST and len(lines) >= _FEWEST_LINES else 0


def _within_unit(line: Line, other: Line) -> Line | None:
    return line if line.unit is other.unit else None
