"""The detector: a document in, its notices out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, islice

from newscrawl.document import Block, Document, Place, Unit
from newscrawl.policy.notices.candidates import candidates, main_language
from newscrawl.policy.notices.conditions import EMAIL
from newscrawl.policy.notices.folding import fold_text
from newscrawl.policy.notices.grammar import interpret
from newscrawl.policy.notices.lexicon import Lexicon
from newscrawl.policy.notices.line import Line
from newscrawl.policy.notices.links import policy_links
from newscrawl.policy.notices.notice import Notice, Part
from newscrawl.policy.notices.passages import Passage, passages
from newscrawl.policy.notices.placement import Placement, Standing
from newscrawl.policy.notices.preambles import is_preamble
from newscrawl.policy.notices.reading import Reading
from newscrawl.policy.notices.sieve import sieve
from newscrawl.policy.notices.speaker import Speaker
from newscrawl.policy.notices.stretches import MOST_READ, MOST_READ_OF_TERMS, ends, stretches
from newscrawl.policy.notices.writing import continues, merged, stricter, write
from newscrawl.text.language import normal_tag

__all__ = ["find_notices", "read_text"]

_MOST = 200
_LONGEST_CREDIT = 200


def find_notices(
    document: Document, *, publishers: Sequence[str] = (), is_terms: bool = False
) -> list[Notice]:
    """Return the notices of *document*, in reading order, at most 200 a language.

    *publishers* are the names of who publishes the page: a notice that tells to ask one of
    them speaks for the page itself. With *is_terms* the document is what a site says of its use.
    """
    declared = normal_tag(document.language) or main_language(document.units)
    search = _Search(document.units, document.blocks, publishers, is_terms=is_terms)
    return search.notices(declared)


def read_text(text: str) -> list[Notice]:
    """Return the notices in a lone *text* of which nothing else is known."""
    return _Search([Unit(text, Place.TEXT, "text")], (), ()).notices(None)


class _Search:
    """One search through the units of one document."""

    def __init__(
        self,
        units: Sequence[Unit],
        blocks: Sequence[Block],
        publishers: Sequence[str],
        *,
        is_terms: bool = False,
    ) -> None:
        self._units = units
        self._blocks = blocks
        self._publishers = publishers
        self._placement = Placement(units, blocks, is_terms=is_terms)
        self._most = MOST_READ_OF_TERMS if is_terms else MOST_READ

    def notices(self, declared: str | None) -> list[Notice]:
        """Return what stands in the units, read in each language that they may be in."""
        found: list[tuple[int, Notice]] = []
        seen: defaultdict[int, list[Part]] = defaultdict(list)
        heard = sieve().hear(ends([unit.text for unit in self._units], self._most))
        for lexicon, runs, reach in candidates(self._units, heard, declared, most=self._most):
            read = chain.from_iterable(map(passages, stretches(self._units, runs, lexicon, reach)))
            for position, notice in islice(self._merged(read), _MOST):
                new = _without(notice, seen, lexicon)
                if new is None:
                    found = [(at, stricter(known, notice)) for at, known in found]
                    continue
                found.append((position, new))
                for part in new.parts:
                    seen[id(part.unit)].append(part)
        for position, link in islice(policy_links(self._units, self._blocks, heard), _MOST):
            if not _overlaps(link.parts[0], seen):
                found.append((position, link))
        return [notice for _, notice in sorted(found, key=lambda each: (each[0], each[1].span))]

    def _merged(self, read: Iterable[Passage]) -> Iterator[tuple[int, Notice]]:
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
        reading = passage.reading
        if not reading.may_direct:
            return None
        # Who speaks need not be known where not even the site would have said anything.
        finding = interpret(reading, ours=True, around=passage.around)
        if finding is None:
            return None
        beside = self._placement.around(passage.lines[0].position)
        speaker = Speaker(passage, self._standing(passage), self._publishers, beside)
        if not (speaker.is_the_site or speaker.is_its_publisher):
            finding = interpret(reading, ours=False, around=passage.around)
        return write(passage, finding, speaker) if finding is not None else None

    def _standing(self, passage: Passage) -> Standing:
        # A heading may open the passage: where the words below it stand counts.
        below = (each for each in passage.lines if not self._placement.is_heading(each.position))
        line = next(below, passage.lines[0])
        standing = self._placement.standing(line.position)
        if standing not in {Standing.PROSE, Standing.BOX, Standing.TAIL}:
            return standing
        late = self._placement.is_late(line.position)
        credit = late and any(
            _is_credit(unit, line.lexicon) for unit in self._placement.around(line.position)
        )
        if standing is not Standing.TAIL and not credit:
            return standing
        return Standing.TAIL if self._is_closed(line) else Standing.LAST

    def _is_closed(self, line: Line) -> bool:
        """Whether the article is over before *line*: credits or copyright stand above it."""
        opening = Line(line.unit, line.position, 0, line.start, line.lexicon)
        if not line.unit.index or (line.start and _is_closing(opening)):
            return True
        return any(_is_credit(unit, line.lexicon) for unit in self._placement.before(line.position))


def _is_closing(opening: Line) -> bool:
    """Whether what stands before a notice in its unit are credits or copyright."""
    if len(opening.text) > _LONGEST_CREDIT:
        return False
    return is_preamble(opening.text, opening.lexicon) or opening.reading.starts_with("credit_line")


def _is_credit(unit: Unit, lexicon: Lexicon) -> bool:
    """Whether *unit* is what closes an article: credits, an author's address or copyright."""
    if len(unit.text) > _LONGEST_CREDIT:
        return False
    if "©" in unit.text or EMAIL.search(unit.text):
        return True
    reading = Reading(fold_text(unit.text), lexicon)
    return reading.starts_with("credit_line") or reading.has("copyright")


def _without(notice: Notice, seen: Mapping[int, Sequence[Part]], lexicon: Lexicon) -> Notice | None:
    """Return *notice* without what was *seen* before; None when no words of law are left."""
    parts = tuple(part for part in notice.parts if not _overlaps(part, seen))
    if len(parts) == len(notice.parts):
        return notice
    if not any(lexicon.may_speak(fold_text(part.quote).text) for part in parts):
        return None
    return replace(notice, parts=parts)


def _overlaps(part: Part, seen: Mapping[int, Sequence[Part]]) -> bool:
    """Whether *part* shares a character with any part *seen*, which are kept by their units."""
    return any(part.overlaps(other) for other in seen.get(id(part.unit), ()))
