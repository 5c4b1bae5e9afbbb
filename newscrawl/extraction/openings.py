"""Openings: the bold type that a text begins with, which may be where its news is from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from newscrawl.document import Block, Document
from newscrawl.extraction.model import Passage
from newscrawl.text.cleaning import collapse

__all__ = ["bold_opening", "dateline_above"]

_DASHES = ("-", "–", "—")
_LONGEST_DASH = 3


def dateline_above(blocks: Sequence[Block], chosen: set[int]) -> Iterator[int]:
    """Yield the block just above those *chosen* that is bold type and a dash, in their element.

    So a portal puts the place before its first paragraph: "<b>Bandung</b> - <p>The ferry ...".
    """
    first = min(chosen, default=0)
    for block in blocks[max(0, first - 1) : first]:
        is_bold = 0 < len(block.text) - block.strong <= _LONGEST_DASH
        if is_bold and block.text.endswith(_DASHES) and block.box in blocks[first].box.lineage():
            yield block.index


def bold_opening(document: Document, passages: Sequence[Passage]) -> str | None:
    """Return the bold type that the first of *passages* and no other begins with.

    Several that begin so are entries: "Monday.", "First.".
    """
    blocks = (document.blocks[each.block] for each in passages if each.block >= 0)
    first = next(blocks, None)
    bold = _bold_start(first) if first is not None else None
    return bold if bold and not any(map(_bold_start, blocks)) else None


def _bold_start(block: Block) -> str | None:
    """Return the bold type before the other text of *block*, None where it does not begin so."""
    if not 0 < block.strong < len(block.text):
        return None
    bold = collapse(block.box.text_of("b, strong") or "")
    return bold if bold and block.text.startswith(bold) else None
