"""Repetition: sentences of an article that its page shows a second time, as pull quotes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from newscrawl.document import Block
from newscrawl.extraction.comparison import loose, loose_texts

__all__ = ["pull_quotes"]

_HEADINGS = frozenset(["h2", "h3", "h4", "h5", "h6"])
# Three plain words or a long one, whole: no capital, no letter or mark that is set in two ways.
_SMALL = "[a-zà-öø-ÿа-яё]"
_PLAIN_WORDS = re.compile(f" (?:{_SMALL}+ {_SMALL}+ {_SMALL}+|{_SMALL}{{9,}}) ")
_SHORTEST = 25
_LONGEST = 300
# Each is looked for in all.
_MOST_BLOCKS = 1_000


def pull_quotes(blocks: Sequence[Block]) -> Iterator[int]:
    """Yield the index of each of *blocks* that stands apart, and its words in a longer one, too.

    What stands as most of the text does is said twice on purpose, and a heading may quote what it
    heads. What has more than 1,000 is no article with pull quotes.
    """
    apart = _apart(blocks) if len(blocks) <= _MOST_BLOCKS else ()
    printed = "\n".join([block.text for block in blocks]) if apart else ""
    likely = [(block, loose(block.text)) for block in apart if _may_recur(block.text, printed)]
    quotes = [(block, text) for block, text in likely if _SHORTEST <= len(text) <= _LONGEST]
    if not quotes:
        return
    texts = loose_texts([block.text for block in blocks])
    whole = "\n".join(texts)
    for block, text in quotes:
        if whole.count(text) > texts.count(text):
            yield block.index


def _may_recur(text: str, printed: str) -> bool:
    """Whether plain words of *text*, if it has them, stand twice in what is *printed*.

    However else two prints of one text differ, such words are the same in both.
    """
    plain = _PLAIN_WORDS.search(text)
    return plain is None or printed.count(plain[0]) > 1


def _apart(blocks: Sequence[Block]) -> list[Block]:
    """Return those of *blocks* whose element is of another kind than most, or stands elsewhere."""
    standings = [(block.box.parent, block.box.likeness) for block in blocks]
    times = Counter(standings)
    usual = max(times, key=times.__getitem__, default=None)
    return [
        block
        for block, standing in zip(blocks, standings, strict=True)
        if standing != usual and len(block.text) >= _SHORTEST and block.box.tag not in _HEADINGS
    ]
