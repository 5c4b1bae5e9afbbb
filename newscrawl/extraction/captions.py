"""Captions outside of figures: lines that their author calls so, each with its picture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from newscrawl.document import Block, Box
from newscrawl.extraction.lexicon import box_words
from newscrawl.extraction.outline import Outline
from newscrawl.text.cleaning import collapse

__all__ = ["PICTURE", "Attributes", "beside", "figure_around", "named_captions", "says_something"]

PICTURE = "img, amp-img"
_NAMED_CREDIT = ", ".join(
    f"[class*={name}]" for name in ("credit", "Credit", "copyright", "photographer")
)
_LONGEST_CAPTION = 400
_LONGEST_CREDIT = 80
_ROWS = frozenset(["td", "tr", "tbody"])
_SHORTEST_NAME = 5

Attributes = Mapping[str, str | None]


def named_captions(
    outline: Outline, blocks: Iterable[Block]
) -> Iterator[tuple[Attributes, str, str | None]]:
    """Yield the pictures outside of figures with the line that its author calls their caption.

    So is the element itself called, or, where it has no name, the one around it. With it goes
    what is called the credit in the element around both.
    """
    captions, pictures = box_words("captions"), box_words("pictures")
    signs = captions | pictures
    called = _Called()
    for block in blocks:
        if block.linked:
            continue
        own = block.box
        box = own if own.words else own.parent
        # Most are called neither, as is sooner told than where they stand.
        if box is None or signs.isdisjoint(box.words):
            continue
        if outline.in_comments(own) or figure_around(box, outline.around) is not None:
            continue
        if captions.isdisjoint(box.words) and not _holds_picture(outline, block, box, called):
            continue
        near = (around.first(PICTURE) for around in _wrappers(outline, box))
        picture = box.first(PICTURE) or box.above(PICTURE) or next(filter(None, near), None)
        if picture is not None:
            yield picture, *_credited(outline, box, block)


def _credited(outline: Outline, box: Box, block: Block) -> tuple[str, str | None]:
    """Return the caption in *block*, and what is called its credit: its end, or the line beside."""
    caption = block.text
    texts = (around.text_of(_NAMED_CREDIT) for around in (box, *_wrappers(outline, box)))
    credit = collapse(next(filter(None, texts), ""))
    if credit and (bare := caption.removesuffix(credit).rstrip()) not in ("", caption):
        return bare, credit
    lines = outline.blocks[max(0, block.index - 1) : block.index + 2]
    is_line = any(collapse(line.text) == credit for line in lines)
    return caption, beside(credit, caption) if is_line else None


def beside(credit: str, caption: str) -> str | None:
    """Return *credit* where it is short and stands beside the *caption*: not around, nor in it."""
    apart = caption not in credit and credit not in caption
    return credit if len(credit) <= _LONGEST_CREDIT and apart else None


def _wrappers(outline: Outline, box: Box) -> Iterator[Box]:
    """Yield what may hold a caption and its picture: the element around it; of a cell, the table.

    None that holds the text or is called another part of the page.
    """
    for around in box.lineage()[1:]:
        if around in {outline.core, outline.around} or _is_called_other(around):
            return
        yield around
        if around.tag not in _ROWS:
            return


def _is_called_other(box: Box) -> bool:
    """Whether *box* is called a part of the page other than a picture and its caption."""
    pictures = box_words("captions") | box_words("media") | box_words("galleries")
    return not (box_words("noise") - pictures).isdisjoint(box.words)


class _Called(dict[Box, str]):
    """The text of the first element within a box that is called a caption, "" for none.

    Many lines stand in one box, and the search is dear.
    """

    def __missing__(self, box: Box) -> str:
        text = self[box] = collapse(box.text_of(_caption_selector()) or "")
        return text


def _holds_picture(outline: Outline, block: Block, box: Box, called: _Called) -> bool:
    """Whether *block* is the caption, *called* so, within a *box* with a picture.

    So it is where there is nothing else in it.
    """
    if len(block.text) > _LONGEST_CAPTION or box is outline.core or _is_called_other(box):
        return False
    if not says_something(block) or box.first(PICTURE) is None:
        return False
    if (" " in block.text or not block.text.isascii()) and _fills(outline, block, box):
        return True
    caption = called[box]
    return caption != "" and block.text.startswith(caption)


def _fills(outline: Outline, block: Block, box: Box) -> bool:
    """Whether *box* holds no other block than *block*."""
    neighbours = (
        *outline.blocks[max(0, block.index - 1) : block.index],
        *outline.blocks[block.index + 1 :][:1],
    )
    return all(box not in other.box.lineage() for other in neighbours)


def says_something(block: Block) -> bool:
    """Whether *block* is more than the sign on a button."""
    return any(map(str.isalnum, block.text))


@lru_cache(maxsize=1)
def _caption_selector() -> str:
    names = filter(_is_telling, sorted(box_words("captions")))
    return ", ".join(f"[class*={name} i]" for name in names)


def _is_telling(name: str) -> bool:
    """Whether *name* is long enough to be looked for within others: not "bu", "pie", "cap"."""
    return len(name) >= _SHORTEST_NAME


def figure_around(box: Box, around: Box | None) -> Box | None:
    """Return the innermost figure in which *box* stands, itself within *around*."""
    inner: Box | None = box
    while inner is not None and inner is not around and inner.tag != "figure":
        inner = inner.parent
    return inner if inner is not None and inner.tag == "figure" else None
