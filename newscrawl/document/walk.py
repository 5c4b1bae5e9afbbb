"""The walk over an HTML tree that turns it into blocks of text."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from newscrawl.document.model import Block, Box, Link
from newscrawl.text.cleaning import clean

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

__all__ = ["Walk"]

_BLOCKS = frozenset(
    "address article aside blockquote body button caption center dd details dialog div dl dt"
    " fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li"
    " main menu nav ol p pre search section summary table tbody td tfoot th thead tr ul".split()
)
_SILENT = frozenset(
    "audio canvas embed head iframe input math noscript object option script select style svg"
    " template textarea video".split()
)
_STRONG = frozenset(["b", "strong"])
_SPACE = re.compile(r"\s+")
_BREAKS = re.compile(r" ?\n[\n ]*")
_DEEPEST = 256
_LONGEST_COMMENT = 4_000
_MOST_COMMENTS = 1_000


@dataclass
class _Anchor:
    """A link being read: where its text began in the block."""

    href: str
    rel: frozenset[str]
    start: int


@dataclass
class _Run:
    """The block being read."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    links: list[Link] = field(default_factory=list)
    linked: int = 0
    strong: int = 0

    def text_since(self, start: int) -> str:
        """Return what was read after the first *start* characters, spaces single."""
        return _SPACE.sub(" ", "".join(self.pieces)[start:]).strip()


class Walk:
    """Visits every node once, in page order, and keeps what a reader could read.

    ``blocks``, ``links`` (of the body), ``alternatives`` (alt texts with their box) and
    ``comments`` (HTML comments) are complete when the constructor returns.
    """

    def __init__(self, root: LexborNode, base_url: str | None) -> None:
        self.blocks: list[Block] = []
        self.links: list[Link] = []
        self.alternatives: list[tuple[str, Box]] = []
        self.comments: list[str] = []
        self._base_url = base_url
        self._box = Box(root.tag or "html", None, root.attributes)
        self._children: dict[Box, Counter[str]] = {}
        self._run = _Run()
        self._anchor: _Anchor | None = None
        self._strong_depth = 0
        self._depth = 0
        self._unopened = 0
        self._visit(root)
        self._flush()

    def _visit(self, root: LexborNode) -> None:
        # By hand rather than recursive: pages nest deeper than Python's stack.
        node: LexborNode = root
        while True:
            child = node.first_child if node is root or self._enter(node) else None
            if child is not None:
                node = child
                continue
            while True:
                if node is root:
                    return
                self._leave(node)
                if (following := node.next) is not None:
                    node = following
                    break
                parent = node.parent
                if parent is None or parent.mem_id == root.mem_id:
                    return
                node = parent

    def _enter(self, node: LexborNode) -> bool:
        """Take in *node*; return whether its children are to be visited."""
        tag = node.tag or ""
        if tag == "-text":
            self._read(node.text_content or "")
            return False
        if tag == "-comment":
            if len(self.comments) < _MOST_COMMENTS:
                self.comments.append((node.comment_content or "")[:_LONGEST_COMMENT])
            return False
        if tag in _SILENT:
            return False
        if tag in _BLOCKS:
            self._open(tag, node)
        elif tag == "a":
            self._open_anchor(node)
        elif tag == "br":
            self._run.pieces.append("\n")
            self._run.length += 1
        elif tag == "img":
            self._note_image(node)
        elif tag in _STRONG:
            self._strong_depth += 1
        return True

    def _leave(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag in _BLOCKS:
            self._close()
        elif tag == "a":
            self._close_anchor()
        elif tag in _STRONG:
            self._strong_depth -= 1

    def _read(self, text: str) -> None:
        # A line feed in the source is a space; only <br> breaks a line.
        text = _SPACE.sub(" ", text)
        if not text or (text == " " and not self._run.pieces):
            return
        self._run.pieces.append(text)
        self._run.length += len(text)
        if self._anchor is not None:
            self._run.linked += len(text.strip())
        if self._strong_depth:
            self._run.strong += len(text.strip())

    def _open(self, tag: str, node: LexborNode) -> None:
        self._flush()
        if self._depth >= _DEEPEST:
            self._unopened += 1
            return
        self._depth += 1
        count = self._children.setdefault(self._box, Counter())
        count[tag] += 1
        self._box = Box(tag, self._box, node.attributes, count[tag])

    def _close(self) -> None:
        self._flush()
        if self._unopened:
            self._unopened -= 1
        elif self._box.parent is not None:
            self._depth -= 1
            self._box = self._box.parent

    def _flush(self) -> None:
        if not self._run.pieces:
            return
        run, self._run = self._run, _Run()
        if self._anchor is not None:
            # A link around whole blocks goes on in the next one.
            self._finish_link(self._anchor, run)
            self._anchor.start = 0
        text = _BREAKS.sub(_line_break, clean(_spaced("".join(run.pieces)))).strip()
        if text:
            self.blocks.append(
                Block(len(self.blocks), text, self._box, tuple(run.links), run.linked, run.strong)
            )

    def _open_anchor(self, node: LexborNode) -> None:
        self._close_anchor()
        attributes = node.attributes
        rel = frozenset((attributes.get("rel") or "").lower().split())
        self._anchor = _Anchor(attributes.get("href") or "", rel, self._run.length)

    def _close_anchor(self) -> None:
        if self._anchor is not None:
            self._finish_link(self._anchor, self._run)
            self._anchor = None

    def _finish_link(self, anchor: _Anchor, run: _Run) -> None:
        href = anchor.href.strip()
        if not href or href.startswith(("#", "javascript:", "mailto:", "tel:", "data:")):
            return
        link = Link(self._absolute(href), clean(run.text_since(anchor.start)), anchor.rel)
        self.links.append(link)
        if link.text:
            run.links.append(link)

    def _absolute(self, href: str) -> str:
        if href.startswith(("https://", "http://")):
            return href
        try:
            return urljoin(self._base_url or "", href)
        except ValueError:
            return href

    def _note_image(self, node: LexborNode) -> None:
        alternative = clean(node.attributes.get("alt") or "").strip()
        if alternative:
            self.alternatives.append((alternative, self._box))


def _spaced(text: str) -> str:
    return re.sub(r"[^\S\n]+", " ", text)


def _line_break(match: re.Match[str]) -> str:
    return "\n\n" if match.group().count("\n") > 1 else "\n"
