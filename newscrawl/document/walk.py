"""The walk over an HTML tree that turns it into blocks of text."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from selectolax.lexbor import LexborHTMLParser, LexborNode

from newscrawl.document.base import Base
from newscrawl.document.box import Box
from newscrawl.document.run import Run
from newscrawl.text.cleaning import clean, clean_line

__all__ = ["Walk"]

_PARSER = LexborHTMLParser("")


def _numbers(names: str) -> Mapping[int, str]:
    """Return the tags of those *names* by the numbers that the parser has for them."""
    return {_PARSER.create_node(tag).tag_id: tag for tag in names.split()}


# The parser gives the number of a tag sooner than its name.
_BLOCKS = _numbers(
    "address article aside blockquote body button caption center dd details dialog div dl dt"
    " fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li"
    " main menu nav ol p pre search section summary table tbody td tfoot th thead tr ul"
)
_SILENT = _numbers(
    "audio canvas embed head iframe input math noscript object option script select style svg"
    " template textarea video"
)
# Silent, but some read them: without scripts, as a drawing, in a field.
_LEGIBLE = _numbers("noscript svg textarea")
_STRONG = _numbers("b strong")
_LABELS = _numbers("em small")
_LINK, _BREAK, _IMAGE = _numbers("a br img")
_TEXT, _COMMENT = 2, 4
_DEEPEST = 256
_LONGEST_COMMENT = 4_000
_MOST_COMMENTS = 1_000


_Enter = Callable[[LexborNode], None]
_Leave = Callable[[], None]
# What is done on entering an element, and on leaving it; None where it is not gone into.
_Visit = tuple[_Enter, _Leave | None]


def _pass(_: LexborNode) -> None:
    """Do nothing: of what is silent nothing is kept."""


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
        self._run = Run(base, Box(root.tag or "html", None, root))
        self.blocks = self._run.blocks
        self.links = self._run.links
        # The box around each label that is open; None where it has none of its own.
        self._labels: list[Box | None] = []
        self._visit(root)
        self._run.end_block()

    def _visit(  # noqa: C901, PLR0912  # written out, as a page has thousands of nodes
        self, root: LexborNode
    ) -> None:
        # By hand rather than recursive: pages nest deeper than Python's stack.
        run = self._run
        pieces = run.pieces
        block_of, handler_of = _BLOCKS.get, self._handlers().get
        # The elements that are open: with the box around those that are blocks.
        entered: list[tuple[LexborNode, Box | None, _Leave | None]] = []
        node = root.first_child
        while True:
            while node is None:
                if not entered:
                    return
                above, around, leave = entered.pop()
                node = above.next
                if around is not None:
                    if pieces:
                        run.end_block()
                    run.box = around
                    if node is not None and node.is_empty_text_node:
                        node = node.next
                elif leave is not None:
                    leave()
            if (number := node.tag_id) == _TEXT:
                # Between blocks most is white space, which need not even be read.
                if pieces:
                    pieces.append(node.text_content or "")
                elif not (node.is_empty_text_node or (text := node.text_content or "").isspace()):
                    pieces.append(text)
            elif (
                number == _LINK
                and (child := node.first_child) is not None
                and child.next is None
                and (said := child.text_content) is not None
            ):
                # As most links are.
                run.read_link(node, said)
            elif (tag := block_of(number)) is not None:
                if pieces:
                    run.end_block()
                if (child := node.first_child) is not None:
                    around = run.box
                    entered.append((node, around, None))
                    if len(entered) <= _DEEPEST or len(around.lineage()) <= _DEEPEST:
                        run.box = Box(tag, around, node)
                    node = child
                    continue
            elif (visit := handler_of(number)) is None:
                # Most of these are read by their texts alone.
                if (child := node.first_child) is not None:
                    entered.append((node, None, None))
                    node = child
                    continue
            else:
                enter, leave = visit
                enter(node)
                if leave is not None:
                    if (child := node.first_child) is not None:
                        entered.append((node, None, leave))
                        node = child
                        continue
                    leave()
            node = node.next

    def _handlers(self) -> Mapping[int, _Visit]:
        """Return what is done on entering and on leaving an element, by the number of its tag."""
        run = self._run
        return {
            **dict.fromkeys(_SILENT, (_pass, None)),
            **dict.fromkeys(_LEGIBLE, (self._note_aside, None)),
            **dict.fromkeys(_STRONG, (run.open_strong, run.close_strong)),
            **dict.fromkeys(_LABELS, (self._open_label, self._close_label)),
            _COMMENT: (self._note_comment, None),
            _LINK: (run.open_link, run.close_link),
            _BREAK: (run.break_line, None),
            _IMAGE: (self._note_image, None),
        }

    def _open_label(self, node: LexborNode) -> None:
        """Open a box for what an author sets below a picture and calls a description of it.

        Nothing else: a sentence, perhaps a notice, must not be torn.
        """
        called = "desc" in node.attrs.sget("class")
        around = self._run.box if called and _is_below_picture(node) else None
        self._labels.append(around)
        if around is not None:
            self._run.move_to(Box(node.tag or "", around, node))

    def _close_label(self) -> None:
        around = self._labels.pop()
        if around is not None:
            self._run.move_to(around)

    def _note_comment(self, node: LexborNode) -> None:
        if len(self.comments) < _MOST_COMMENTS:
            self.comments.append((node.comment_content or "")[:_LONGEST_COMMENT])

    def _note_aside(self, node: LexborNode) -> None:
        if len(self.asides) >= _MOST_COMMENTS:
            return
        # Most are drawings without any.
        if not (text := _text_of(node)):
            return
        tag = node.tag or ""
        if tag == "svg":
            # Drawings hold styles and names of parts beside their letters.
            text = " ".join(map(_text_of, node.css("text")))
        if text := clean_line(text[:_LONGEST_COMMENT]):
            self.asides.append((tag, text, self._run.box))

    def _note_image(self, node: LexborNode) -> None:
        alternative = clean(node.attrs.sget("alt")).strip()
        if alternative:
            self.alternatives.append((alternative, self._run.box))


def _is_below_picture(node: LexborNode) -> bool:
    """Whether *node* comes next after a picture, or after an element that holds one."""
    above = node.prev
    while above is not None and above.is_empty_text_node:
        above = above.prev
    return above is not None and (above.tag == "img" or bool(above.css("img")))


def _text_of(node: LexborNode) -> str:
    return node.text(deep=True, separator=" ", skip_empty=True)
