"""Standings: what the element of a block is, and how it stands to the core of the page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from newscrawl.document import Block, Box
from newscrawl.document.box import Likeness
from newscrawl.extraction.lexicon import box_words
from newscrawl.extraction.outline import Outline

__all__ = ["Standing", "Standings"]

_DIVISIONS = frozenset(["article", "body", "div", "main", "section"])
_CELLS = frozenset(["td", "th"])
_HEADINGS = frozenset(["h2", "h3", "h4", "h5", "h6"])
_ITEMS = frozenset(["li", "dd", "dt"])
_QUOTE = "blockquote"
_FAR = 6


class Standing(NamedTuple):
    """One element, in numbers: flags 0 or 1, everything else from 0 to 1.

    Where it stands is told by its relation to the core: the ``steps`` from the core up to an
    element around both, the ``depth`` from there down to it, and the share of the core's prose
    that stands in elements ``alike``.
    """

    paragraph: float
    heading: float
    item: float
    quote: float
    division: float
    named_body: float
    steps: float
    depth: float
    beside_core: float
    cell_in_core: float
    alike: float
    alike_division: float


class Standings:
    """The standings on the page of *outline*, each ``found`` once: most elements share a few."""

    def __init__(self, outline: Outline) -> None:
        self.found: list[Standing] = []
        self._core = outline.core
        self._relations = _Relations(outline.core)
        self._around_core = frozenset(self._relations)
        self._names = box_words("body")
        self._alike: defaultdict[Likeness, int] = defaultdict(int)
        for block in outline.inside:
            self._alike[block.box.likeness] += outline.masses.prose[block.index]
        self._mass = sum(self._alike.values()) or 1
        # By what elements of one standing have in common.
        self._numbers: dict[object, int] = {}

    def numbers(self, blocks: Iterable[Block]) -> Iterator[int]:
        """Yield for each of *blocks* which of those ``found`` is the standing of its element."""
        known, around_core, names = self._numbers, self._around_core, self._names
        for block in blocks:
            box = block.box
            named = not names.isdisjoint(box.words)
            # Alike in one element, unless one of them holds the core.
            kind = box if box in around_core else (box.parent, box.likeness, named)
            number = known.get(kind)
            if number is None:
                number = known[kind] = len(self.found)
                self.found.append(self._standing(box, named=named))
            yield number

    def _standing(self, box: Box, *, named: bool) -> Standing:
        tag, around = box.tag, box.parent
        steps, depth = self._relations[box]
        alike = self._alike[box.likeness] / self._mass
        return Standing(
            paragraph=tag == "p",
            heading=tag in _HEADINGS,
            item=tag in _ITEMS,
            quote=_QUOTE in {tag, around.tag if around else tag},
            division=tag in _DIVISIONS,
            named_body=named or (around is not None and not self._names.isdisjoint(around.words)),
            steps=steps / _FAR,
            depth=min(depth, _FAR) / _FAR,
            beside_core=box is self._core or around is self._core,
            cell_in_core=steps == 0 and depth > 0 and tag in _CELLS,
            alike=alike,
            alike_division=0.0 if tag == "p" else alike,
        )


class _Relations(dict[Box, tuple[int, int]]):
    """The steps from the *core* up to an element around both, and from there down to a box."""

    def __init__(self, core: Box | None) -> None:
        around = core.lineage() if core else ()
        super().__init__((box, (min(steps, _FAR), 0)) for steps, box in enumerate(around))

    def __missing__(self, box: Box) -> tuple[int, int]:
        steps, depth = self[box.parent] if box.parent is not None else (_FAR, _FAR)
        found = self[box] = steps, depth + 1
        return found
