"""The walk over an HTML tree that turns it into blocks of text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from newscrawl.document.base import Base
from newscrawl.document.box import Box
from newscrawl.document.run import Run
from newscrawl.text.cleaning import clean, clean_line

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
# Silent, but some read them: without scripts, as a drawing, in a field.
_LEGIBLE = frozenset(["noscript", "svg", "textarea"])
_STRONG = frozenset(["b", "strong"])
_LABELS = frozenset(["em", "small"])
_INLINE = (None, None)
_DEEPEST = 256
_LONGEST_COMMENT = 4_000
_MOST_COMMENTS = 1_000


_Enter = Callable[[str, "LexborNode"], None]
_Leave = Callable[[], None]
# A tag, what is done on entering and on leaving such an element, and whether it is passed over.
_Visit = tuple[str, _Enter | None, _Leave | None, bool]


class Walk:
    """Visits every node once, in page order, and keeps what a reader could read.

    ``blocks``, ``links`` (of the body), ``alternatives`` (alt texts with their box),
    ``asides`` (what stands in a ``noscript``, ``svg`` or ``textarea``: its tag, text and box)
    and ``comments`` (HTML comments) are complete when the constructor returns.
    """

    def __init__(self, root: LexborNode, base: Base) -> None:
        self.alternatives: list[tuple[str, Box]] = []
        self.asides: list[tuple[str, str, Box]] = []
        self.comments: list[str] = []
        self._run = Run(base)
        self._pieces = self._run.pieces
        self.blocks = self._run.blocks
        self.links = self._run.links
        # The box that is open, after those around it.
        self._boxes = [Box(root.tag or "html", None, root)]
        # Whether each label that is open has a box of its own.
        self._labels: list[bool] = []
        self._visit(root)
        self._run.end_block(self._boxes[-1])

    def _visit(self, root: LexborNode) -> None:
        # By hand rather than recursive: pages nest deeper than Python's stack.
        pieces = self._pieces
        handlers = self._handlers()
        # By the parser's number for the tag, which it gives sooner than its name.
        visits: dict[int, _Visit] = {}
        entered: list[tuple[LexborNode, _Leave | None]] = []
        node = root.first_child
        while node is not None or entered:
            if node is None:
                node, leave = entered.pop()
                if leave is not None:
                    leave()
            elif node.is_text_node:
                # Between blocks most is white space, which need not even be read.
                if pieces or not node.is_empty_text_node:
                    text = node.text_content
                    if text and (pieces or not text.isspace()):
                        pieces.append(text)
            else:
                number = node.tag_id
                if number not in visits:
                    tag = node.tag or ""
                    visits[number] = (tag, *handlers.get(tag, _INLINE), tag in _SILENT)
                tag, enter, leave, is_silent = visits[number]
                if enter is not None:
                    enter(tag, node)
                if not is_silent:
                    entered.append((node, leave))
                    node = node.first_child
                    continue
            node = node.next

    def _handlers(self) -> Mapping[str, tuple[_Enter | None, _Leave | None]]:
        """Return what is done on entering and on leaving an element, by its tag."""
        run = self._run
        return {
            **dict.fromkeys(_BLOCKS, (self._open, self._close)),
            **dict.fromkeys(_STRONG, (run.open_strong, run.close_strong)),
            **dict.fromkeys(_LABELS, (self._open_label, self._close_label)),
            **dict.fromkeys(_LEGIBLE, (self._note_aside, None)),
            "-comment": (self._note_comment, None),
            "a": (run.open_link, run.close_link),
            "br": (run.break_line, None),
            "img": (self._note_image, None),
        }

    def _open(self, tag: str, node: LexborNode) -> None:
        boxes = self._boxes
        around = boxes[-1]
        if self._pieces:
            self._run.end_block(around)
        boxes.append(Box(tag, around, node) if len(boxes) <= _DEEPEST else around)

    def _close(self) -> None:
        box = self._boxes.pop()
        if self._pieces:
            self._run.end_block(box)

    def _open_label(self, tag: str, node: LexborNode) -> None:
        """Open a box for what an author sets below a picture and calls a description of it.

        Nothing else: a sentence, perhaps a notice, must not be torn.
        """
        called = "desc" in (node.attributes.get("class") or "")
        has_box = called and _is_below_picture(node)
        self._labels.append(has_box)
        if has_box:
            self._open(tag, node)

    def _close_label(self) -> None:
        if self._labels.pop():
            self._close()

    def _note_comment(self, _: str, node: LexborNode) -> None:
        if len(self.comments) < _MOST_COMMENTS:
            self.comments.append((node.comment_content or "")[:_LONGEST_COMMENT])

    def _note_aside(self, tag: str, node: LexborNode) -> None:
        if len(self.asides) >= _MOST_COMMENTS:
            return
        text = _text_of(node)
        if text and tag == "svg":
            # Drawings hold styles and names of parts beside their letters.
            text = " ".join(map(_text_of, node.css("text")))
        if text := clean_line(text[:_LONGEST_COMMENT]):
            self.asides.append((tag, text, self._boxes[-1]))

    def _note_image(self, _: str, node: LexborNode) -> None:
        alternative = clean(node.attributes.get("alt") or "").strip()
        if alternative:
            self.alternatives.append((alternative, self._boxes[-1]))


def _is_below_picture(node: LexborNode) -> bool:
    """Whether *node* comes next after a picture, or after an element that holds one."""
    above = node.prev
    while above is not None and above.is_empty_text_node:
        above = above.prev
    return above is not None and (above.tag == "img" or bool(above.css("img")))


def _text_of(node: LexborNode) -> str:
    return node.text(deep=True, separator=" ", skip_empty=True)
