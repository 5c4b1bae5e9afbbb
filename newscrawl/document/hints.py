"""Hints: what an element says when pointed at or read aloud, ``title`` and ``aria-label``."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from newscrawl.document.box import Box
from newscrawl.document.model import Unit
from newscrawl.document.place import Place
from newscrawl.text.cleaning import clean_line

__all__ = ["hints"]

_ATTRIBUTES = ("title", "aria-label")
_HINTED = "[title], [aria-label]"
# In octets, of which some scripts take three a letter. Less is the name of a button.
_SHORTEST = 40
# These repeat a headline or a caption.
_REPEATING = frozenset("a h1 h2 h3 h4 h5 h6 img link picture".split())
_SHORTEST_BESIDES = 120
_MOST = 200


def hints(tree: LexborHTMLParser) -> Iterator[Unit]:
    """Yield the long hints of *tree*, at most 200, in no order."""
    return islice(_hints(tree), _MOST)


def _hints(tree: LexborHTMLParser) -> Iterator[Unit]:
    for node in tree.css(_HINTED):
        stated = node.attributes
        for name in _ATTRIBUTES:
            text = stated.get(name)
            if not text or (size := _octets(text)) < _SHORTEST:
                continue
            tag = node.tag
            if size >= _SHORTEST_BESIDES or tag not in _REPEATING:
                label = f"{tag}[{name}]"
                yield Unit(clean_line(text), Place.ALTERNATIVE, label, _box_around(node))


def _octets(text: str) -> int:
    return len(text.encode(errors="replace"))


def _box_around(node: LexborNode) -> Box:
    """Return the box of the element that *node* stands in."""
    around: list[LexborNode] = []
    above = node.parent
    while above is not None and above.tag not in {None, "-document"}:
        around.append(above)
        above = above.parent
    box = None
    for each in reversed(around):
        box = Box(each.tag or "", box, each)
    return box or Box(node.tag or "")
