"""The detector: a document in, its notices out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from newscrawl.document import Block, Document, Place, Unit
from newscrawl.policy.notices.candidates import candidates, main_language
from newscrawl.policy.notices.folding import fold_text
from newscrawl.policy.notices.grammar import interpret
from newscrawl.policy.notices.lexicon import Lexicon
from newscrawl.policy.notices.notice import Notice
from newscrawl.policy.notices.passages import Passage, passages
from newscrawl.policy.notices.placement import Placement, Standing
from newscrawl.policy.notices.reading import Reading
from newscrawl.policy.notices.speaker import Speaker
from newscrawl.policy.notices.writing import continues, merged, write
from newscrawl.text.language import normal_tag

__all__ = ["find_notices", "read_text"]

_MOST = 200
_LONGEST_CREDIT = 200


def find_notices(document: Document, *, publishers: Sequence[str] = ()) -> list[Notice]:
    """Return the notices of *document*, in reading order, at most 200 a language.

    *publishers* are the names of who publishes the page: a notice that tells to ask one of
    them speaks for the page itself.
    """
    declared = normal_tag(document.language) or main_language(document.units)
    return _Search(document.units, document.blocks, publishers).notices(declared)


def read_text(text: str) -> list[Notice]:
    """Return the notices in a lone *text* of which nothing else is known."""
    return _Search([Unit(text, Place.TEXT, "text")], (), ()).notices(None)


class _Search:
    """One search through the units of one document."""

    def __init__(
        self, units: Sequence[Unit], blocks: Sequence[Block], publishers: Sequence[str]
    ) -> None:
        self._units = units
        self._publishers = publishers
        self._placement = Placement(units, blocks)

    def notices(self, declared: str | None) -> list[Notice]:
        """Return what stands in the units, read in each language that they may be in."""
        found: list[tuple[int, Notice]] = []
        for lexicon, positions in candidates(self._units, declared):
            read = passages(self._units, positions, lexicon)
            for position, notice in islice(self._merged(read), _MOST):
                if not any(_overlap(notice, other) for _, other in found):
                    found.append((position, notice))
        return [notice for _, notice in sorted(found, key=lambda each: (each[0], each[1].span))]

    def _merged(self, read: Sequence[Passage]) -> Iterator[tuple[int, Notice]]:
        """Yield the notices of *read*, neighbouring sentences of a unit made one."""
        held: tuple[int, Passage, Notice] | None = None
        for passage in read:
            notice = self._examined(passage)
            if notice is None:
                continue
            if held is not None and continues(held[1], passage, held[2], notice):
                held = held[0], passage, merged(held[2], notice)
                continue
            if held is not None:
                yield held[0], held[2]
            held = passage.lines[0].position, passage, notice
        if held is not None:
            yield held[0], held[2]

    def _examined(self, passage: Passage) -> Notice | None:
        standing = self._standing(passage)
        speaker = Speaker(passage, standing, self._publishers)
        around = tuple(passage.around())
        finding = interpret(passage.reading, ours=speaker.is_the_site, around=around)
        if finding is None:
            return None
        return write(passage, finding, speaker, self._placement.around(passage.lines[0].position))

    def _standing(self, passage: Passage) -> Standing:
        line = passage.lines[0]
        standing = self._placement.standing(line.position)
        if standing is Standing.PROSE and self._placement.is_late(line.position):
            around = self._placement.around(line.position)
            if any(_is_credit(unit, line.lexicon) for unit in around):
                return Standing.TAIL
        return standing


def _is_credit(unit: Unit, lexicon: Lexicon) -> bool:
    """Whether *unit* is a line of credits or copyright, such as close an article."""
    if len(unit.text) > _LONGEST_CREDIT:
        return False
    reading = Reading(fold_text(unit.text), lexicon)
    return "©" in unit.text or reading.starts_with("credit_line") or reading.has("copyright")


def _overlap(one: Notice, other: Notice) -> bool:
    return any(
        part.unit is seen.unit and part.start < seen.end and seen.start < part.end
        for part in one.parts
        for seen in other.parts
    )
