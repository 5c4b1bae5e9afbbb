"""Repetition: sentences of an article that its page shows a second time, as pull quotes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from newscrawl.document import Block
from newscrawl.extraction.comparison import loose_texts

__all__ = ["pull_quotes"]

_HEADINGS = frozenset(["h2", "h3", "h4", "h5", "h6"])
_SHORTEST = 25
_LONGEST = 300
# Each is looked for in all.
_MOST_BLOCKS = 1_000


def pull_quotes(blocks: Sequence[Block]) -> Iterator[int]:
    """Yield the index of each of *blocks* whose words stand in a longer one of them, too.

    A heading may quote what it heads. What has more than 1,000 is no article with pull quotes.
    """
    if len(blocks) > _MOST_BLOCKS:
        return
    texts = loose_texts([block.text for block in blocks])
    whole = "\n".join(texts)
    for block, text in zip(blocks, texts, strict=True):
        if block.box.tag in _HEADINGS or not _SHORTEST <= len(text) <= _LONGEST:
            continue
        if whole.count(text) > texts.count(text):
            yield block.index
