"""The walk over an HTML tree that turns it into blocks of text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from newscrawl.document.box import Box
from newscrawl.document.model import Block, Link
from newscrawl.text.cleaning import clean
from newscrawl.urls import is_web_url

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

__all__ = ["Walk"]

_BLOCKS = frozenset(
    "address article aside blockquote body button caption center dd details dialog div dl dt"
    " fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li"
    " main menu nav ol p pre search section summary table tbody td tfoot th thead tr ul".split()
)
_SILENT = frozenset(
    "-comment audio canvas embed head iframe input math noscript object option script select"
    " style svg template textarea video".split()
)
_STRONG = frozenset(["b", "strong"])
_LINE_SPACE = re.compile(r"[^\S\n]+")
_BREAKS = re.compile(r" ?\n[\n ]*")
# A path from the root that needs no resolving.
_ROOTED = re.compile(r"/(?!/)(?!.*/\.)\S*$")
_NO_TOKENS: frozenset[str] = frozenset()
_DEEPEST = 256
_LONGEST_COMMENT = 4_000
_MOST_COMMENTS = 1_000


_Enter = Callable[[str, "LexborNode"], None]
_Leave = Callable[[], None]


@dataclass(slots=True)
class _Anchor:
    """A link being read: at which piece of the block its text begins."""

    href: str
    rel: frozenset[str]
    start: int


@dataclass(slots=True)
class _Run:
    """The block being read."""

    pieces: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    linked: int = 0
    strong: int = 0

    def text_since(self, start: int) -> str:
        """Return what was read after the first *start* pieces, spaces single."""
        return " ".join("".join(self.pieces[start:]).split())


class Walk:
    """Visits every node once, in page order, and keeps what a reader could read.

    ``blocks``, ``links`` (of the body), ``alternatives`` (alt texts with their box),
    ``fallbacks`` (``noscript`` texts with theirs) and ``comments`` (HTML comments) are complete
    when the constructor returns.
    """

    def __init__(self, root: LexborNode, base_url: str | None) -> None:
        self.blocks: list[Block] = []
        self.links: list[Link] = []
        self.alternatives: list[tuple[str, Box]] = []
        self.fallbacks: list[tuple[str, Box]] = []
        self.comments: list[str] = []
        self._base_url = base_url
        self._origin = _origin(base_url)
        self._box = Box(root.tag or "html", None, root)
        # By tag the children met so far of each open box; None while there are none.
        self._siblings: list[dict[str, int] | None] = [None]
        self._run = _Run()
        self._anchor: _Anchor | None = None
        self._strong_depth = 0
        self._unopened = 0
        self._visit(root)
        self._flush()

    def _visit(self, root: LexborNode) -> None:
        # By hand rather than recursive: pages nest deeper than Python's stack.
        handlers = self._handlers()
        entered: list[tuple[LexborNode, _Leave]] = []
        node = root.first_child
        while True:
            if node is None:
                if not entered:
                    return
                left, leave = entered.pop()
                leave()
                node = left.next
                continue
            tag = node.tag or ""
            if tag == "-text":
                text = node.text_content
                if text and (self._run.pieces or not text.isspace()):
                    self._read(text)
            elif tag not in _SILENT:
                enter, leave = handlers.get(tag, _INLINE)
                enter(tag, node)
                entered.append((node, leave))
                node = node.first_child
                continue
            else:
                self._note_unseen(tag, node)
            node = node.next

    def _handlers(self) -> Mapping[str, tuple[_Enter, _Leave]]:
        """Return what is done on entering and on leaving an element, by its tag."""
        return {
            **dict.fromkeys(_BLOCKS, (self._open, self._close)),
            **dict.fromkeys(_STRONG, (self._open_strong, self._close_strong)),
            "a": (self._open_anchor, self._close_anchor),
            "br": (self._break_line, _pass_by),
            "img": (self._note_image, _pass_by),
        }

    def _read(self, text: str) -> None:
        # A line feed in the source is a space; only <br> breaks a line.
        self._run.pieces.append(text.replace("\n", " "))
        if self._anchor is not None or self._strong_depth:
            size = len(" ".join(text.split()))
            self._run.linked += size * (self._anchor is not None)
            self._run.strong += size * (self._strong_depth > 0)

    def _break_line(self, *_: object) -> None:
        self._run.pieces.append("\n")

    def _open_strong(self, *_: object) -> None:
        self._strong_depth += 1

    def _close_strong(self) -> None:
        self._strong_depth -= 1

    def _open(self, tag: str, node: LexborNode) -> None:
        if self._run.pieces:
            self._flush()
        siblings = self._siblings
        if len(siblings) > _DEEPEST:
            self._unopened += 1
            return
        if (among := siblings[-1]) is None:
            among = siblings[-1] = {}
        number = among[tag] = among.get(tag, 0) + 1
        siblings.append(None)
        self._box = Box(tag, self._box, node, number)

    def _close(self) -> None:
        if self._run.pieces:
            self._flush()
        if self._unopened:
            self._unopened -= 1
        elif self._box.parent is not None:
            self._siblings.pop()
            self._box = self._box.parent

    def _flush(self) -> None:
        if not self._run.pieces:
            return
        run, self._run = self._run, _Run()
        if self._anchor is not None:
            # A link around whole blocks goes on in the next one.
            self._finish_link(self._anchor, run)
            self._anchor.start = 0
        text = _collapsed(clean("".join(run.pieces)))
        if text:
            self.blocks.append(
                Block(len(self.blocks), text, self._box, tuple(run.links), run.linked, run.strong)
            )

    def _open_anchor(self, _: str, node: LexborNode) -> None:
        self._close_anchor()
        attributes = node.attributes
        rel = attributes.get("rel")
        tokens = frozenset(rel.lower().split()) if rel else _NO_TOKENS
        self._anchor = _Anchor(attributes.get("href") or "", tokens, len(self._run.pieces))

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
        if self._origin and _ROOTED.match(href):
            return self._origin + href
        try:
            return urljoin(self._base_url or "", href)
        except ValueError:
            return href

    def _note_unseen(self, tag: str, node: LexborNode) -> None:
        if tag == "-comment" and len(self.comments) < _MOST_COMMENTS:
            self.comments.append((node.comment_content or "")[:_LONGEST_COMMENT])
        elif tag == "noscript" and len(self.fallbacks) < _MOST_COMMENTS:
            text = node.text(deep=True, separator=" ", skip_empty=True)
            if text := _collapsed(clean(text[:_LONGEST_COMMENT])).strip():
                self.fallbacks.append((text, self._box))

    def _note_image(self, _: str, node: LexborNode) -> None:
        alternative = clean(node.attributes.get("alt") or "").strip()
        if alternative:
            self.alternatives.append((alternative, self._box))


def _pass_by(*_: object) -> None:
    """Do nothing: what an element is that only carries text."""


_INLINE = (_pass_by, _pass_by)


def _origin(url: str | None) -> str | None:
    """Return scheme and authority of *url*, to be put before a rooted path."""
    parts = urlsplit(url) if url and is_web_url(url) else None
    return f"{parts.scheme}://{parts.netloc}" if parts else None


def _collapsed(text: str) -> str:
    """Return *text* with single spaces, line breaks kept: one, or two where there are more."""
    if "\n" not in text:
        return " ".join(text.split())
    return _BREAKS.sub(_line_break, _LINE_SPACE.sub(" ", text)).strip()


def _line_break(match: re.Match[str]) -> str:
    return "\n\n" if match.group().count("\n") > 1 else "\n"
