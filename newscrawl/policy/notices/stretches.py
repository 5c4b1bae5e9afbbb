"""Stretches: the lines of neighbouring units, cut where certainly no passage goes on.

Nearly all that is worth reading ends here, unread: the words of law that the lines of a stretch
may have between them tell whether anything can be directed in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import chain, islice, pairwise
from operator import or_
from typing import NamedTuple

from newscrawl.document import Unit
from newscrawl.policy.notices.folding import fold, is_spelled, with_words_within
from newscrawl.policy.notices.joining import DEMANDS, MACHINES, may_belong
from newscrawl.policy.notices.letterspacing import may_set_apart
from newscrawl.policy.notices.lexicon import DEEDS, TRIGGERS, Lexicon
from newscrawl.policy.notices.line import Line
from newscrawl.policy.notices.phrases import Phrases
from newscrawl.policy.notices.preambles import notice_start
from newscrawl.policy.notices.silence import silence
from newscrawl.policy.notices.wording import EDGE, wordings
from newscrawl.text.sentences import Span, sentences

__all__ = ["MOST_READ", "MOST_READ_OF_TERMS", "Stretch", "ends", "signs_in", "stretches"]

# Characters read closely at either end of a text. Longer texts with words of law everywhere
# are not written by people.
MOST_READ = 20_000
# Terms of use are, and are read whole.
MOST_READ_OF_TERMS = 200_000

_LONGEST_LINE = 1_200
# Letters set apart may be those of any word.
_EVERY = -1


class Stretch(NamedTuple):
    """Lines *first* to *end* of ``lines``, which are those of units that are neighbours.

    ``signs`` are the signs of words of law that each of the lines may have.
    """

    lines: Sequence[Line]
    signs: Sequence[int]
    first: int
    end: int

    def may_direct(self, first: int, end: int) -> bool:
        """Whether lines *first* to *end* may together name what directs, and a deed."""
        law = self.lines[first].lexicon.books.law
        return law.allows(reduce(or_, self.signs[first:end]), TRIGGERS, DEEDS)


def stretches(
    units: Sequence[Unit], runs: Sequence[Sequence[int]], lexicon: Lexicon, most: int = MOST_READ
) -> Iterator[Stretch]:
    """Yield the stretches in which anything may be directed, in reading order.

    *runs* are positions of *units* that are neighbours, ascending. Of each unit *most*
    characters at either end are read.
    """
    law = lexicon.books.law
    known = silence()
    told = [(run, tuple(units[position].text for position in run)) for run in runs]
    told = [(run, whole) for run, whole in told if not known.holds(whole, lexicon)]
    if not told:
        return
    spans = [
        [(position, *span) for position in run for span in _spans(units[position].text, most)]
        for run, _ in told
    ]
    texts = [[units[place].text[start:end] for place, start, end in run] for run in spans]
    heard, may_be_spelled = signs_in([*chain.from_iterable(texts)], law)
    left = iter(heard)
    for (_, whole), run, printed in zip(told, spans, texts, strict=True):
        signs = [*islice(left, len(run))]
        if may_be_spelled and is_spelled(" ".join(printed)):
            signs = [_EVERY] * len(run)
        if law.allows(reduce(or_, signs, 0), TRIGGERS, DEEDS):
            lines = [Line(units[place], place, start, end, lexicon) for place, start, end in run]
            yield from _cut(lines, signs)
        else:
            known.keep(whole, lexicon)


def signs_in(printed: Sequence[str], law: Phrases) -> tuple[list[int], bool]:
    """Return the signs that each *printed* text has, however it is folded, or more.

    And whether letters may be set apart in them, from one into the next.
    """
    if not law.spaced:
        return law.signs_of_each([*map(fold, printed)]), True
    # A capital in the midst of a word may open another.
    words = wordings([*map(with_words_within, printed)])
    page = EDGE.join(each.strip(EDGE) for each in words.texts)
    apart = words.pose or may_set_apart(f"{EDGE}{page}{EDGE}")
    return law.signs_of_each(words.texts), apart


def ends(texts: Sequence[str], most: int) -> Sequence[str]:
    """Return what of each of *texts* is read closely: all, or *most* characters at either end."""
    longest = 2 * most
    if max(map(len, texts), default=0) <= longest:
        return texts
    return [text if len(text) <= longest else f"{text[:most]} {text[-most:]}" for text in texts]


def _cut(whole: Sequence[Line], heard: Sequence[int]) -> Iterator[Stretch]:
    """Yield the stretches of *whole* lines that may direct; signs were *heard* in each."""
    triggers = whole[0].lexicon.books.law.of(*TRIGGERS)
    lines: list[Line] = []
    signs: list[int] = []
    for line, bits in zip(whole, heard, strict=True):
        if bits & triggers and (begin := notice_start(line.text, line.lexicon)):
            lines += _parted(line, line.start + begin)
            signs += (bits, bits)
        else:
            lines.append(line)
            signs.append(bits)
    for first, end in pairwise((*_openings(lines, signs), len(lines))):
        stretch = Stretch(lines, signs, first, end)
        if stretch.may_direct(first, end):
            yield stretch


def _openings(lines: Sequence[Line], signs: Sequence[int]) -> Iterator[int]:
    """Yield the places of the *lines* that certainly go on with nothing above them."""
    law = lines[0].lexicon.books.law
    triggers, machines, asking = law.of(*TRIGGERS), law.of(*MACHINES), law.of(*DEMANDS)
    said = above = 0
    for place, (line, heard) in enumerate(zip(lines, signs, strict=True)):
        before = lines[max(0, place - 2) : place]
        demands = above & machines != 0 and heard & asking != 0
        speak = said & triggers != 0
        if not (before and may_belong(before, line, may_demand=demands, speak=speak)):
            yield place
            said = 0
        said |= heard
        above = heard


def _parted(line: Line, begin: int) -> Sequence[Line]:
    """Return *line* parted at *begin*, where a notice begins behind a preamble."""
    unit, start = line.unit, line.start
    before = start + len(unit.text[start:begin].rstrip())
    return (
        Line(unit, line.position, start, before, line.lexicon),
        Line(unit, line.position, begin, line.end, line.lexicon),
    )


def _spans(text: str, most: int) -> Iterator[Span]:
    """Yield where the sentences of *text* stand; what is none, for its length, is cut at spaces."""
    if len(text) <= 2 * most:
        found = sentences(text)
    else:
        last = len(text) - most
        below = ((last + start, last + end) for start, end in sentences(text[last:]))
        found = chain(sentences(text[:most]), below)
    for start, end in found:
        begin = start
        while end - begin > _LONGEST_LINE:
            middle = text.rfind(" ", begin + 1, begin + _LONGEST_LINE)
            middle = middle if middle > begin else begin + _LONGEST_LINE
            yield begin, middle
            begin = middle
        yield begin, end
