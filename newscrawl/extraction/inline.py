"""Elements within a line: what a page sets side by side, and what its author calls them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from newscrawl.document import Block
from newscrawl.document.box import Part
from newscrawl.text.cleaning import collapse

__all__ = ["lines_of", "names_of"]

_LONGEST = 200
_TEXT, _LINE_BREAK, _PICTURE = "-text", "br", "img"
_WITHIN = frozenset(
    [_TEXT, _LINE_BREAK, _PICTURE, "a", "abbr", "b", "em", "font", "i", "small", "span", "strong",
     "sub", "sup", "time", "u"]
)  # fmt: skip


def lines_of(block: Block) -> list[str]:
    """Return the lines of *block*, parted where two elements meet with no space between.

    A page parts by its style alone what would read "Jo LeePublished: 3 May 2026".
    """
    printed = [line for line in block.text.split("\n") if line]
    # In most no two elements meet: texts stand between.
    if len(block.text) > _LONGEST or not block.box.sets_side_by_side():
        return printed
    whole = "".join(printed).split()
    for is_within, run in groupby(block.box.parts(), lambda part: part.tag in _WITHIN):
        if is_within and "".join(parted := list(_parted(run))).split() == whole:
            return parted
    # It stands deeper in the element.
    return printed


def _parted(run: Iterable[Part]) -> Iterator[str]:
    """Yield the lines of a *run* of texts and elements within a line."""
    lines, last = [""], _TEXT
    for part in run:
        tag, text = part.tag, part.text
        beside = _TEXT not in {tag, last} and _is_seam(lines[-1][-1:], text[:1])
        if beside or tag == _LINE_BREAK:
            lines.append("")
        lines[-1] += text
        last = last if tag == _PICTURE else tag
    return filter(None, map(collapse, lines))


def _is_seam(before: str, after: str) -> bool:
    """Whether no text goes on so; figures may be parts of one date, an initial a large letter."""
    if (before.isdigit() and after.isdigit()) or (before.isupper() and after.islower()):
        return False
    return before.isalnum() and after.isalnum()


def names_of(block: Block) -> frozenset[str]:
    """Return what the author calls the box of *block*, and the element within that is all of it."""
    whole = (part.words for part in block.box.parts() if part.text.strip() == block.text)
    return block.box.words.union(*whole)
