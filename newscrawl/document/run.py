"""A run of text: what a page says between two ends of blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from newscrawl.document.base import Base
from newscrawl.document.box import Box
from newscrawl.document.model import Block, Link, rel_tokens
from newscrawl.text.cleaning import clean_line, collapse

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

__all__ = ["Run"]

_BREAKS = re.compile(r"\n{2,}")
# A blank line and an ideographic space.
_INDENT = "\n\u3000"
_INDENTED = re.compile(r"\n[ \t\r]*\n(?=\u3000)")
_NO_TOKENS: frozenset[str] = frozenset()
_ABSOLUTE = ("https://", "http://")
_NO_ADDRESSES = ("#", "javascript:", "mailto:", "tel:", "data:")


class Run:
    """The text being read, of which the next block is made.

    ``pieces`` are its texts as they stand in the source, each to be added as it is met, but for
    white space before the first; they are tidied and counted once, at the end of what they belong
    to. ``box`` is what it stands in. ``blocks`` and ``links`` are those of all runs.
    """

    def __init__(self, base: Base, box: Box) -> None:
        self.box = box
        self.pieces: list[str] = []
        self.blocks: list[Block] = []
        self.links: list[Link] = []
        self._base = base
        self._breaks: list[int] = []
        self._shown: list[Link] = []
        self._linked = 0
        self._strong = 0
        # The characters of the blocks so far.
        self._size = 0
        self._anchor: LexborNode | None = None
        self._strong_depth = 0
        # At which piece the text of the open link, and of the open bold type, begins.
        self._anchor_start = 0
        self._strong_start = 0
        # The text of the last link that has one piece: as it stands in the source, and tidied.
        self._tidied = ("", "")

    def break_line(self, *_: object) -> None:
        """Begin a new line."""
        self._breaks.append(len(self.pieces))
        self.pieces.append("\n")

    def open_strong(self, *_: object) -> None:
        """Begin bold type, perhaps within bold type."""
        if not self._strong_depth:
            self._strong_start = len(self.pieces)
        self._strong_depth += 1

    def close_strong(self) -> None:
        """End the bold type that was begun last."""
        self._strong_depth -= 1
        if not self._strong_depth:
            self._strong += _size(self.pieces[self._strong_start :])

    def open_link(self, anchor: LexborNode) -> None:
        """Begin the link that the element *anchor* is; one that is open ends."""
        if self._anchor is not None:
            self.close_link()
        self._anchor = anchor
        self._anchor_start = len(self.pieces)

    def close_link(self) -> None:
        """End the link that is open, if one is."""
        anchor = self._anchor
        if anchor is None:
            return
        self._anchor = None
        own = self.pieces[self._anchor_start :]
        if len(own) == 1:
            self._add_link(anchor, own[0])
        else:
            self._linked += _size(own)
            self._keep_link(anchor, clean_line("".join(own)))

    def read_link(self, anchor: LexborNode, piece: str) -> None:
        """Read the link that *anchor* is, all of whose text is *piece*; one that is open ends."""
        if self._anchor is not None:
            self.close_link()
        if self.pieces or not piece.isspace():
            self.pieces.append(piece)
        self._add_link(anchor, piece)

    def _add_link(self, anchor: LexborNode, piece: str) -> None:
        text = clean_line(piece)
        self._linked += len(text)
        self._tidied = piece, text
        self._keep_link(anchor, text)

    def _keep_link(self, anchor: LexborNode, text: str) -> None:
        attributes = anchor.attributes
        href = (attributes.get("href") or "").strip()
        if not href.startswith(_ABSOLUTE):
            if not href or href.startswith(_NO_ADDRESSES):
                return
            href = self._base.resolve(href) or href
        rel = attributes.get("rel")
        tokens = rel_tokens(rel) if rel else _NO_TOKENS
        # What Link() does besides takes as long again, and a page has hundreds.
        link = tuple.__new__(Link, (href, text, tokens))
        self.links.append(link)
        if text:
            self._shown.append(link)

    def move_to(self, box: Box) -> None:
        """End the block, if one was begun: what follows stands in *box*."""
        if self.pieces:
            self.end_block()
        self.box = box

    def end_block(self) -> None:
        """Make what was read a block, if there is text in it, and begin anew.

        A link and bold type around whole blocks go on in the next one.
        """
        if (anchor := self._anchor) is not None:
            self.close_link()
            self._anchor, self._anchor_start = anchor, 0
        if self._strong_depth:
            self._strong += _size(self.pieces[self._strong_start :])
            self._strong_start = 0
        if text := self._lines() if self._breaks else self._text():
            blocks = self.blocks
            links = tuple(self._shown) if self._shown else ()
            before = self._size
            self._size += len(text)
            index = len(blocks)
            blocks.append(Block(index, text, self.box, before, links, self._linked, self._strong))
        self.pieces.clear()
        # Most have neither.
        if self._breaks:
            self._breaks.clear()
        if self._shown:
            self._shown.clear()
        self._linked = self._strong = 0

    def _text(self) -> str:
        """Return what was read, tidied."""
        match self.pieces:
            case [text]:
                pass
            case [text, blank] if blank.isspace():
                pass
            case pieces:
                text = "".join(pieces)
        if _INDENT not in text:
            # Most blocks are one link, and nothing else.
            piece, tidied = self._tidied
            return tidied if text is piece else clean_line(text)
        # Some pages part their paragraphs in the source, as typescripts do.
        return "\n\n".join(filter(None, map(clean_line, _INDENTED.split(text))))

    def _lines(self) -> str:
        """Return what was read with single spaces, and its line breaks: at most two together."""
        pieces = self.pieces
        ends = [*self._breaks, len(pieces)]
        starts = [0, *self._breaks]
        lines = ("".join(pieces[start:end]) for start, end in zip(starts, ends, strict=True))
        return _BREAKS.sub("\n\n", "\n".join(map(clean_line, lines))).strip("\n")


def _size(pieces: Iterable[str]) -> int:
    """Return how many characters *pieces* have, each without spaces around and with single ones."""
    return sum(map(len, map(collapse, pieces)))
