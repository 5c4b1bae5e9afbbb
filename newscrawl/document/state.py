"""State: the text that a page's scripts carry to show it, where the page itself shows none."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from html import unescape

from newscrawl.document.model import Block
from newscrawl.document.segments import segmented_texts

__all__ = ["carried_text", "is_shown", "shows_text"]

# One that never ends is read to the end: else its every quote would be tried as a beginning.
_LITERAL = re.compile(r'"((?:[^"\\]|\\.)*+)(?:"|\\?\Z)', re.DOTALL)
_PARAGRAPH = re.compile(r"<p[\s>]", re.IGNORECASE)
# What must stand in a script with paragraphs in a literal, however often that was escaped.
_SIGN = re.compile(r"(?:<|\\u003c)p(?:[\s>]|\\)", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_NOT_FREE = re.compile(r'isAccessibleForFree\\?"\s{0,3}:\s{0,3}\\?"?false', re.IGNORECASE)
_PROSE = 80
_ENOUGH = 300
_TOLD = 20
_MOST_OF = 2
_FEWEST_PARAGRAPHS = 3
_LONGEST_SCRIPT = 2_000_000
_DEEPEST = 3


def shows_text(blocks: Sequence[Block]) -> bool:
    """Whether *blocks* have anything like the text of an article, however short."""
    shown = 0
    for block in blocks:
        size = len(block.text) - block.linked
        if size >= _PROSE:
            shown += size
            if shown >= _ENOUGH:
                return True
    return False


def is_shown(carried: str, blocks: Sequence[Block]) -> bool:
    """Whether most of the *carried* HTML stands in *blocks*: that of a short article does."""
    text = _loose(unescape(_TAG.sub(" ", carried)))
    # A teaser may be printed twice.
    told = {_loose(block.text) for block in blocks}
    shown = sum(len(each) for each in told if len(each) >= _TOLD and each in text)
    return _MOST_OF * shown >= len(text)


def _loose(text: str) -> str:
    return "".join(text.split())


def carried_text(scripts: Sequence[str]) -> str | None:
    """Return the HTML of the longest text in the *scripts* of a page that shows none.

    It is a string literal of three paragraphs or more, perhaps in JSON that is a literal
    itself; else a text that JSON keeps piece by piece. None for a page that says its text is
    not free: what it does not show it withholds.
    """
    if any(map(_NOT_FREE.search, scripts)):
        return None
    short = [script for script in scripts if len(script) <= _LONGEST_SCRIPT]
    literals = (
        text for script in short if _SIGN.search(script) for text in _texts(script, _DEEPEST)
    )
    segmented = (text for script in short for text in segmented_texts(script))
    return _longest(literals) or _longest(segmented)


def _longest(texts: Iterable[str]) -> str | None:
    return max(texts, key=lambda text: len(_TAG.sub("", text)), default=None)


def _texts(script: str, depth: int) -> Iterator[str]:
    if script.lstrip().startswith("<"):
        # A template, ready to be put on the page.
        if len(_PARAGRAPH.findall(script)) >= _FEWEST_PARAGRAPHS:
            yield script
        return
    for match in _LITERAL.finditer(script):
        if not _SIGN.search(match[1]):
            continue
        try:
            value = json.loads(match[0], strict=False)
        except ValueError:
            continue
        within = list(_texts(value, depth - 1)) if depth > 1 else []
        yield from within
        if not within and len(_PARAGRAPH.findall(value)) >= _FEWEST_PARAGRAPHS:
            yield value
