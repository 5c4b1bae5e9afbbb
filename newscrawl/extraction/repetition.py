"""Repetition: sentences of an article that its page shows a second time, as pull quotes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from ahocorasick import Automaton

from newscrawl.document import Block
from newscrawl.extraction.comparison import loose, loose_texts

__all__ = ["pull_quotes"]

_HEADINGS = frozenset(["h2", "h3", "h4", "h5", "h6"])
# Three plain words or a long one, whole: no capital, no letter or mark that is set in two ways.
_SMALL = "[a-zà-öø-ÿа-яёґєіїăąāćčďđėęěēğģıīįķłļľńňņőōřśşšșťţțūůűųźżž]"
_PLAIN_WORDS = re.compile(f" (?:{_SMALL}+ {_SMALL}+ {_SMALL}+|{_SMALL}{{9,}}) ")
# What is looked for where there are none: less, or characters of scripts without words.
_UNSPACED = "[\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\uac00-\ud7a3]"
_FEWER_WORDS = re.compile(f" (?:{_SMALL}+ {_SMALL}+|{_SMALL}{{6,}}) |{_UNSPACED}{{5,}}")
_SHORTEST = 25
_LONGEST = 300
# Each is looked for in all.
_MOST_BLOCKS = 1_000
# So many are sooner looked for one by one.
_FEW = 16


class _Quote(NamedTuple):
    """A block that may be a quote: its loose text, and plain words as it prints them."""

    block: Block
    text: str
    plain: str


def pull_quotes(blocks: Sequence[Block]) -> Iterator[int]:
    """Yield the index of each of *blocks* that stands apart, and its words in a longer one, too.

    What stands as most of the text does is said twice on purpose, and a heading may quote what it
    heads. What has more than 1,000 is no article with pull quotes.
    """
    quotes = list(_likely(blocks)) if len(blocks) <= _MOST_BLOCKS else ()
    if not quotes:
        return
    sought = {quote.plain for quote in quotes}
    texts = [block.text for block in blocks]
    if "" not in sought:
        texts = [text for text in texts if any(map(text.__contains__, sought))]
    texts = loose_texts(texts)
    whole = "\n".join(texts)
    for quote in quotes:
        if whole.count(quote.text) > texts.count(quote.text):
            yield quote.block.index


def _likely(blocks: Sequence[Block]) -> Iterator[_Quote]:
    """Yield what may be a quote: short, set apart, its plain words printed twice."""
    apart = [(block, _plain_words(block.text)) for block in _apart(blocks)]
    again = _printed_again({plain for _, plain in apart if plain}, blocks)
    for block, plain in apart:
        if plain and plain not in again:
            continue
        text = loose(block.text)
        if _SHORTEST <= len(text) <= _LONGEST:
            yield _Quote(block, text, plain)


def _printed_again(sayings: AbstractSet[str], blocks: Sequence[Block]) -> AbstractSet[str]:
    """Return those of *sayings* that *blocks* print more than once.

    Some pages have hundreds: those are looked for at once, as Aho and Corasick (1975) do it.
    """
    if not sayings:
        return sayings
    printed = "\n".join([block.text for block in blocks])
    if len(sayings) <= _FEW:
        return {each for each in sayings if printed.find(each, printed.find(each) + 1) >= 0}
    automaton = Automaton()
    for saying in sayings:
        automaton.add_word(saying, saying)
    automaton.make_automaton()
    times = Counter([saying for _, saying in automaton.iter(printed)])
    return {saying for saying, count in times.items() if count > 1}


def _plain_words(text: str) -> str:
    """Return the first plain words of *text*, "" where it has none.

    However else two prints of one text differ, such words are the same in both.
    """
    plain = _PLAIN_WORDS.search(text) or _FEWER_WORDS.search(text)
    return plain[0] if plain else ""


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
