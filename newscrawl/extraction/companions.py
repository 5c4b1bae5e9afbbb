"""Companions: what belongs to the paragraphs of an article by where it stands among them."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from newscrawl.document import Block, Box
from newscrawl.document.box import Likeness
from newscrawl.extraction.outline import Outline
from newscrawl.extraction.prose import link_share
from newscrawl.text.sentences import ends_sentence

__all__ = ["equals", "named_text", "subheads_and_items"]

_HEADINGS = frozenset(["h2", "h3", "h4", "h5", "h6"])
_BODY_NAMES = (frozenset(["article", "body"]), frozenset(["articlebody"]))
_LINKED_ITEM = 0.3
# How many items of a list may follow the last paragraph.
_LONGEST_LIST = 8
_DEEPEST = 5
# An element that has fewer words for a name may be called so by chance.
_TELLING_NAMES = 2


def equals(outline: Outline, chosen: set[int]) -> Iterator[int]:
    """Yield the blocks that stand as the *chosen* paragraphs do, but are too short to score.

    Between them any that is no link, next to one a complete sentence. Noise stands between them
    as if it were not there, and so does a link in the same element: "Read also: ...". What an
    element holds besides is text of it, links and all. A paragraph just above the first may stand
    elsewhere where its element is called as theirs are.
    """
    boxes = {outline.blocks[index].box for index in chosen}
    homes = {box.parent for box in boxes}
    # Those of one kind in one element stand alike.
    kinds = {(box is outline.core, box.parent, box.likeness): box for box in boxes}
    standings = {_standing(box, outline) for box in kinds.values()}
    names = {box.words for box in kinds.values() if len(box.words) >= _TELLING_NAMES}
    first, last = (min(chosen), max(chosen)) if chosen else (0, -1)
    end = last + 1
    held, is_noise = outline.held, outline.is_noise
    # Where all chosen stand in the core, nothing out of it stands as they do.
    most = held.stop if first in held and last in held else len(outline.blocks)
    for block in outline.blocks[max(0, first - 1) : most]:
        if block.index > end:
            return
        if block.index in chosen:
            continue
        # Among the chosen a link is none, noise or not.
        if block.index <= last and block.linked and block.box not in boxes:
            continue
        if is_noise(block.box) or block.text in outline.refrains:
            end = max(end, block.index + 1)
            continue
        if block.linked and block.box not in boxes:
            if block.box.parent in homes and link_share(block) >= _LINKED_ITEM:
                end = max(end, block.index + 1)
            continue
        called = block.index < first and block.box.words in names
        opens = called and outline.masses.prose[block.index]
        if not opens and _standing(block.box, outline) not in standings:
            continue
        if first < block.index < last or _opens_with_sentence(block):
            end = max(end, block.index + 1)
            yield block.index


def _opens_with_sentence(block: Block) -> bool:
    """Whether the first line of *block* is a complete sentence."""
    return ends_sentence(block.text.partition("\n")[0])


def _standing(box: Box, outline: Outline) -> tuple[Box | None, tuple[Likeness, ...]]:
    """Return how an element stands in the core: what it is like, and each around it up to there.

    Outside of the core it is told by what it is like and by its parent.
    """
    passed: list[Box] = []
    around: Box | None = box
    while around is not None and len(passed) < _DEEPEST:
        if around is outline.core:
            return around, tuple([each.likeness for each in passed])
        passed.append(around)
        around = around.parent
    return box.parent, (box.likeness,)


def named_text(outline: Outline) -> Iterator[int]:
    """Yield the blocks in elements that their author calls the article's body: lists, no prose."""
    named: dict[Box, bool] = {}
    for block in outline.blocks:
        if link_share(block) >= _LINKED_ITEM or outline.is_noise(block.box):
            continue
        if _is_in_named(block.box, named):
            yield block.index


def _is_in_named(box: Box, known: dict[Box, bool]) -> bool:
    """Whether *box* or one around it is called the body, as it is *known* of some."""
    if box not in known:
        itself = any(map(box.words.issuperset, _BODY_NAMES))
        known[box] = itself or (box.parent is not None and _is_in_named(box.parent, known))
    return known[box]


def subheads_and_items(outline: Outline, chosen: set[int]) -> Iterator[int]:
    """Yield the subheads and items of lists that stand among the chosen paragraphs.

    They stand in one element with them, a subhead perhaps in one of its own, and chosen text
    follows it.
    """
    homes = {outline.blocks[index].box.parent for index in chosen}
    first, last = (min(chosen), max(chosen)) if chosen else (0, -1)
    for block in outline.blocks[first : last + 1 + _LONGEST_LIST]:
        if block.index in chosen:
            continue
        if block.box.tag in _HEADINGS:
            fits = not block.linked and _is_subhead(block, outline, chosen, homes)
        else:
            fits = _is_item(block, homes)
        if fits and not outline.is_noise(block.box):
            yield block.index


def _is_subhead(
    heading: Block, outline: Outline, chosen: set[int], homes: AbstractSet[Box | None]
) -> bool:
    return _goes_on(heading, outline, chosen, homes) and _is_at_home(heading, outline, homes)


def _is_at_home(heading: Block, outline: Outline, homes: AbstractSet[Box | None]) -> bool:
    """Whether *heading* stands in one of *homes*, or in a part of the core around what follows."""
    parent = heading.box.parent
    if parent is None or parent in homes:
        return parent is not None
    below = outline.blocks[heading.index + 1 : heading.index + 2]
    heads = parent.parent in homes or any(parent in block.box.lineage() for block in below)
    return heads and outline.in_core(parent)


def _goes_on(
    heading: Block, outline: Outline, chosen: set[int], homes: AbstractSet[Box | None]
) -> bool:
    """Whether one of the two blocks below *heading* is *chosen*, or the next one is an item."""
    if not chosen.isdisjoint((heading.index + 1, heading.index + 2)):
        return True
    below = outline.blocks[heading.index + 1 : heading.index + 2]
    return any(_is_item(block, homes) and not outline.is_noise(block.box) for block in below)


def _is_item(block: Block, homes: AbstractSet[Box | None]) -> bool:
    parent = block.box.parent
    listed = block.box.tag == "li" and parent is not None and parent.parent in homes
    return listed and link_share(block) < _LINKED_ITEM
