"""The standfirst: the sentences between headline and text that say what the article is about.

A long one opens the text. A short one above the byline is the headline's second line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from newscrawl.document import Block, Box, Document
from newscrawl.extraction.bylines import is_byline
from newscrawl.extraction.comparison import loose
from newscrawl.extraction.date_lines import is_date_line
from newscrawl.extraction.lexicon import box_names, box_words, noise_tags, table
from newscrawl.extraction.model import Passage
from newscrawl.extraction.outline import Outline
from newscrawl.extraction.prose import is_light, link_share
from newscrawl.text.sentences import ends_sentence

__all__ = ["bare_summary", "printed_summary", "standfirst", "subtitle", "subtitles", "summaries"]

_SHORTEST = 25
# The same of a script without capitals, whose words are shorter, or none.
_SHORTEST_UNCASED = 10
_SHORTEST_NAMED = 60
_LINKED = 0.5
_NEAR = 2
# A name or a section weighs less.
_LINE = 50
_NEAR_SUMMARY = 6
# What has been cut short ends in a mark, or within a word.
_CUT = 4
_LONGER = 1.5
# From so much weight on, what stands above the byline is a paragraph.
_PARAGRAPH = 120
# The end of a sentence before another one.
_STOP = re.compile(r"[.!?…।۔]\s+\w|[。！？]\s*\w")
_MOST_SUBTITLES = 2
# The words of schema.org's alternativeHeadline.
_ALTERNATIVE = frozenset(["alternative", "headline"])


def summaries(document: Document, declared: str | None = None) -> list[str]:
    """Return what the page says that its article is about, in loose form; *declared* by JSON-LD."""
    metas = (document.meta(name) for name in table("metas")["description"])
    texts = (loose(text) for text in (declared, *metas) if text)
    return list(dict.fromkeys(text for text in texts if len(text) >= _SHORTEST))


def standfirst(outline: Outline, said: Sequence[str], end: int) -> Iterator[int]:
    """Yield the first block below the headline and before block *end* that is what the page *said*.

    Its author may have called it a teaser, which names no part of the text elsewhere. What is
    called a standfirst needs no other word for it. Of several sentences the last may lack its stop.
    """
    if outline.headline is None:
        return
    for block in outline.blocks[outline.headline.index + 1 : end]:
        if not _is_text(block):
            continue
        text, out = loose(block.text), _is_out(outline, block)
        if ends_sentence(block.text):
            found = _is_said(text, said) or (_is_named(block) and not out)
        else:
            found = text in said and not out and _STOP.search(block.text) is not None
        if found:
            yield block.index
            return


def subtitle(document: Document, headline: Block | None) -> str | None:
    """Return the line just below the *headline* that is called its second, and is no sentence."""
    if headline is None:
        return None
    for block in document.blocks[headline.index + 1 : headline.index + 1 + _NEAR]:
        if _is_second(block) and not (is_byline(block) or _is_dated(block)):
            return None if block.linked or not _is_text(block) else block.text
    return None


def printed_summary(document: Document, headline: Block | None) -> str | None:
    """Return the sentence near below the *headline* that is called its standfirst."""
    if headline is None:
        return None
    for block in document.blocks[headline.index + 1 : headline.index + 1 + _NEAR_SUMMARY]:
        called = _is_named(block) or _is_called(block.box, "summaries")
        if called and _is_told(block.text) and ends_sentence(block.text):
            is_other = _is_of_other(block) or is_byline(block)
            return block.text if _is_text(block) and not is_other else None
    return None


def bare_summary(
    document: Document, headline: Block | None, passages: Sequence[Passage]
) -> str | None:
    """Return the sentence alone between *headline* and byline or date that is no *passage*.

    A short one is the headline's second line (:func:`subtitles`), whatever it is called.
    """
    if headline is None:
        return None
    said: Block | None = None
    for block in document.blocks[headline.index + 1 : headline.index + 1 + _NEAR + 1]:
        if is_byline(block) or _is_dated(block):
            break
        if said is not None and (ends_sentence(block.text) or not is_light(block.text, _LINE)):
            return None
        said = said or block
    else:
        return None
    if said is None or not (_is_told(said.text) and ends_sentence(said.text) and _is_text(said)):
        return None
    taken = any(passage.block == said.index for passage in passages)
    below_picture = said.box.above("img, amp-img") is not None
    return None if taken or below_picture or _is_of_other(said) else said.text


def _is_of_other(block: Block) -> bool:
    """Whether what *block* stands in is called something else: a picture's text, a newsletter's."""
    said = box_words("leads") | box_words("summaries")
    others = (box_words("noise") | box_words("pictures") | box_words("captions")) - said
    return any(not others.isdisjoint(box.words) for box in block.box.lineage()[:_NEAR])


def _is_second(block: Block) -> bool:
    """Whether *block* is called a standfirst, but is no sentence."""
    short = _is_told(block.text) and is_light(block.text, _PARAGRAPH)
    if not short or ends_sentence(block.text):
        return False
    named = _is_named(block) or _is_called(block.box, "summaries")
    return named or block.box.words >= _ALTERNATIVE


def _is_told(text: str) -> bool:
    """Whether *text* is long enough to say something."""
    if len(text) >= _SHORTEST:
        return True
    return len(text) >= _SHORTEST_UNCASED and text.upper() == text.lower()


def subtitles(outline: Outline, chosen: AbstractSet[int]) -> Iterator[int]:
    """Yield the blocks among those *chosen* that are short and stand with the headline.

    Outside of the core, unless they are called so, with a line of author or date between them
    and the next one chosen.
    """
    start = outline.headline.index if outline.headline else -1
    for index, following in pairwise(sorted(chosen)[: _MOST_SUBTITLES + 1]):
        block = outline.blocks[index]
        if index < start or not is_light(block.text, _PARAGRAPH):
            continue
        if outline.in_core(block.box) and not _is_second(block):
            continue
        below = outline.blocks[index + 1 : following]
        if any(is_byline(each) or _is_dated(each) for each in below):
            yield index


def _is_dated(block: Block) -> bool:
    return any(map(is_date_line, block.text.splitlines()))


def _is_named(block: Block) -> bool:
    return any(_is_called(box, "leads") for box in block.box.lineage()[:_NEAR])


def _is_called(box: Box, kind: str) -> bool:
    """Whether the words for *box* are of that *kind*, and not of a name which has one by chance."""
    if box_words(kind).isdisjoint(box.words):
        return False
    return not any(map(box.words.issuperset, box_names("other_leads")))


def _is_out(outline: Outline, block: Block) -> bool:
    return outline.is_noise(block.box) or is_light(block.text, _SHORTEST_NAMED)


def _is_text(block: Block) -> bool:
    if block.box.hidden or link_share(block) > _LINKED:
        return False
    return all(box.tag not in noise_tags() for box in block.box.lineage())


def _is_said(text: str, said: Sequence[str]) -> bool:
    """Whether *text* is one of those *said*, or either is the beginning of the other."""
    if len(text) < _SHORTEST:
        return False
    return any(
        each.startswith(text) or (text.startswith(each[:-_CUT]) and len(text) < _LONGER * len(each))
        for each in said
    )
