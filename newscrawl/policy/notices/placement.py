"""Placement: what the place of a unit on its page lends to the words in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cached_property

from newscrawl.document import Block, Place, Unit
from newscrawl.policy.notices.neighbours import QUOTES

__all__ = ["Placement", "Standing"]

_SITE = {Place.FOOTER, Place.META, Place.STRUCTURED, Place.HEADER, Place.ROBOTS}
_ALOOF = {
    Place.COMMENTS, Place.HTML_COMMENT, Place.NAVIGATION, Place.TITLE, Place.ALTERNATIVE,
}  # fmt: skip
# What a box is called that holds a notice, wherever it stands.
_NAMES = frozenset("copyright disclaimer legal licence license notice rights terms".split())
_RIGHTS = re.compile(r"right|copyright|licen[cs]e|terms|usage|reserv|tdm|policy", re.IGNORECASE)
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_SHORTEST_PROSE = 160
_MOSTLY = 0.7
_BESIDE = 4
_LATE = 0.5
# Beside the running text: for those who run no scripts, in a drawing, in a field.
_ASIDES = frozenset(["noscript", "svg", "textarea"])


class Standing(StrEnum):
    """How much a place speaks for the site."""

    SITE = "a place for the site's own words"
    TAIL = "the end of the text"
    LAST = "the last words of the text"
    NOTE = "a box beside the text"
    BOX = "a box that is called a notice"
    PROSE = "the midst of the text"
    ALOOF = "a place that does not speak for the site"


class Placement:
    """The standing of each of *units*; *blocks* tell which text is a link.

    On a page of terms its text is the site's own.
    """

    def __init__(
        self, units: Sequence[Unit], blocks: Sequence[Block], *, is_terms: bool = False
    ) -> None:
        self._units = units
        self._is_terms = is_terms
        self._blocks = blocks

    def standing(self, position: int) -> Standing:
        """Return what the place of ``units[position]`` lends to it."""
        unit = self._units[position]
        if unit.place is Place.ALTERNATIVE and unit.box and unit.box.place is Place.FOOTER:
            # A picture of the words, where the site has its own.
            return Standing.NOTE if _is_hidden(unit) else Standing.SITE
        if unit.place in _ALOOF or (unit.place is Place.META and not _RIGHTS.search(unit.label)):
            return Standing.ALOOF
        tags = _tags(unit)
        if tags & QUOTES:
            return Standing.ALOOF
        if unit.place in _SITE:
            return Standing.NOTE if self._is_linked(unit) or _is_hidden(unit) else Standing.SITE
        if self._is_linked(unit) or (tags & _HEADINGS and not self._is_terms):
            return Standing.ALOOF
        if unit.place is Place.ASIDE or _is_hidden(unit) or unit.label in _ASIDES:
            return Standing.NOTE
        if self._is_terms:
            return Standing.SITE
        if self._is_last(position):
            return Standing.TAIL
        return Standing.BOX if _is_named(unit) else Standing.PROSE

    def around(self, position: int) -> Sequence[Unit]:
        """Return the units beside ``units[position]``: credit lines, where there are any."""
        return self._units[max(0, position - _BESIDE) : position + _BESIDE // 2 + 1]

    def before(self, position: int) -> Sequence[Unit]:
        """Return the units above ``units[position]`` that stand in the second half of the page."""
        above = self._units[max(0, position - _BESIDE) : position]
        return [unit for unit in above if unit.tail(self._blocks) >= _LATE]

    def is_heading(self, position: int) -> bool:
        """Whether ``units[position]`` is a heading."""
        return not _HEADINGS.isdisjoint(_tags(self._units[position]))

    def is_late(self, position: int) -> bool:
        """Whether ``units[position]`` stands in the second half of the page."""
        return self._units[position].tail(self._blocks) >= _LATE

    @cached_property
    def _prose(self) -> Mapping[Place, Sequence[int]]:
        """The positions of the units that are prose, by their places."""
        found: defaultdict[Place, list[int]] = defaultdict(list)
        for position, unit in enumerate(self._units):
            if len(unit.text) >= _SHORTEST_PROSE and not self._is_linked(unit):
                found[unit.place].append(position)
        return found

    def _is_last(self, position: int) -> bool:
        prose = self._prose.get(self._units[position].place, ())
        return bisect_right(prose, position) == len(prose)

    def _is_linked(self, unit: Unit) -> bool:
        if unit.index is None or unit.index >= len(self._blocks):
            return False
        return self._blocks[unit.index].linked >= _MOSTLY * len(unit.text)


def _tags(unit: Unit) -> set[str]:
    return {box.tag for box in unit.box.lineage()} if unit.box else set()


def _is_named(unit: Unit) -> bool:
    """Whether the box that holds *unit*, or the one around that, is called a notice."""
    around = unit.box.lineage()[:2] if unit.box else ()
    return any(not _NAMES.isdisjoint(box.words) for box in around)


def _is_hidden(unit: Unit) -> bool:
    return unit.box is not None and unit.box.hidden
