"""The body: the passages of the article container, in reading order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import takewhile

from newscrawl.document import Block, Box, Document
from newscrawl.extraction.bylines import is_byline
from newscrawl.extraction.companions import equals, named_text, subheads_and_items
from newscrawl.extraction.comparison import loose
from newscrawl.extraction.date_lines import is_date_line, is_stamp
from newscrawl.extraction.events import marks
from newscrawl.extraction.mode import Mode
from newscrawl.extraction.model import Passage, PassageKind
from newscrawl.extraction.openings import dateline_above
from newscrawl.extraction.outline import Outline
from newscrawl.extraction.pictures import picture_lines
from newscrawl.extraction.prose import link_share, weight
from newscrawl.extraction.repetition import pull_quotes
from newscrawl.extraction.scoring import scores
from newscrawl.extraction.standfirst import standfirst, subtitles, summaries
from newscrawl.text.sentences import ends_sentence

__all__ = ["find_body", "passages_of", "plain_passages"]

_HEADINGS = frozenset(["h2", "h3", "h4", "h5", "h6"])
_TITLES = _HEADINGS | {"h1"}
_ITEMS = frozenset(["li", "dd", "dt"])
# "Baca juga: ...", "Editor: ...", "© ...": a label that is no link, then the rest.
_LABEL = re.compile(
    r"[^\w(]{0,3}\w[^:：.!?\n]{1,28}[:：]\s*\S|\W{0,3}(?:©|\(c\)|copyright\b)", re.IGNORECASE
)
# So many headings in a row are a list of pictures or posts, each with its heading.
_FEWEST_LISTED = 3
_NO_BLOCK = -1
_LONGEST_LABELLED = 240
_LONGEST_TAIL = 8
_SHORTEST_SUMMARY = 40
_SHORTEST_TITLE = 25
_LONGEST_TITLE = 60
_FURNITURE_LINKS = 3
_FAR_FROM_ALL = 3
_MOST_LINKS = 50
_LONGEST_DECLARED = 100_000
# What has so many times the characters is no other print of the same letters.
_MUCH_LONGER = 4


def plain_passages(blocks: Sequence[Block]) -> list[Passage]:
    """Return every block of a plain text as a passage."""
    return [Passage(block.text, block.index) for block in blocks]


def find_body(
    document: Document, outline: Outline, article_body: Sequence[str], mode: Mode = Mode.FAST
) -> list[Passage]:
    """Return the passages of the article on a page, editorial lines included.

    What scores as body text is taken, and with it what belongs to it: its equals, subheads and
    lists, the labelled lines ("Read also: ...", "Editor: ...") between and just after it.
    *article_body* is JSON-LD's word for it: a witness, and the body itself only where the page
    shows none.
    """
    declared = "".join(map(loose, article_body))[:_LONGEST_DECLARED]
    blocks = document.blocks
    headline = loose(outline.headline.text) if outline.headline else ""
    chosen = {
        index
        for index, score in scores(outline, declared, mode).items()
        if score > 0
        and not _repeats(headline, blocks[index])
        and blocks[index].text not in outline.refrains
        and not outline.is_of_another_story(blocks[index].box)
    }
    taken = sum(outline.masses.weight(blocks[index]) for index in chosen) if declared else 0
    if taken * _FAR_FROM_ALL < len(declared):
        return [Passage(text, _NO_BLOCK) for text in article_body]
    chosen = chosen or set(named_text(outline))
    chosen |= set(equals(outline, chosen))
    chosen |= set(subheads_and_items(outline, chosen))
    chosen = _without_lone_items(chosen, outline)
    chosen = _without_head_matter(_without_loose_headings(chosen, blocks), outline)
    chosen -= set(picture_lines(outline, chosen))
    chosen = {index for index in chosen if not is_stamp(blocks[index])}
    chosen -= set(pull_quotes([blocks[index] for index in sorted(chosen)]))
    lead = set(standfirst(outline, summaries(document), min(chosen, default=0)))
    chosen |= set(_labelled_lines(outline, chosen)) | set(_tail(outline, chosen)) | lead
    chosen -= set(subtitles(outline, chosen))
    chosen |= set(dateline_above(blocks, chosen))
    return [passage for index in sorted(chosen) for passage in passages_of(blocks[index])]


def _repeats(headline: str, block: Block) -> bool:
    """Whether *block* prints the *headline*, given in loose form, once more."""
    text = block.text
    if not headline or len(text) > _MUCH_LONGER * len(headline):
        return False
    # Most have another first letter.
    if text[0].isascii() and text[0].isalnum() and text[0].lower() != headline[0]:
        return False
    return loose(text) == headline


def _without_loose_headings(chosen: set[int], blocks: Sequence[Block]) -> set[int]:
    """Return *chosen* without the headings that no chosen text follows, unless they are a list."""
    order = sorted(chosen, reverse=True)
    last = list(takewhile(lambda index: blocks[index].box.tag in _HEADINGS, order))
    return chosen if len(last) >= _FEWEST_LISTED else chosen - set(last)


def _without_lone_items(chosen: set[int], outline: Outline) -> set[int]:
    """Return *chosen* without the items at its end of lists of links that are mostly not chosen."""
    order = sorted(chosen, reverse=True)
    end = next((index for index in order if outline.blocks[index].box.tag != "li"), _NO_BLOCK)
    if not order or end == order[0]:
        return chosen
    items = [block for block in outline.blocks[end + 1 :] if block.box.tag == "li"]
    whole = Counter(block.box.parent for block in items)
    linking = Counter(block.box.parent for block in items if block.linked)
    taken = Counter(block.box.parent for block in items if block.index in chosen)
    few = {home for home, n in taken.items() if 2 * n < whole[home] <= 2 * linking[home]}
    if not few:
        return chosen
    return chosen - {block.index for block in items if block.box.parent in few}


def _without_head_matter(chosen: set[int], outline: Outline) -> set[int]:
    """Return *chosen* without what stands above the first paragraph and is no text of its own.

    Lines of date and author, list items too short for a summary: "2 min read"; kickers; titles
    of films and the like, set as paragraphs apart from the text. Where the first paragraph is a
    standfirst, stamps stand below it.
    """
    prose = (index for index in sorted(chosen) if outline.masses.prose[index])
    texts = (index for index in prose if not is_date_line(outline.blocks[index].text))
    first = next(texts, 0)
    between = chosen.intersection(range(first + 1, next(texts, first)))
    chosen = chosen - {index for index in between if _is_stamped(outline.blocks[index].text)}
    above = [outline.blocks[index] for index in chosen if index < first]
    start = outline.headline.index if outline.headline else 0
    kickers = {each.index for each in above if each.index < start and not ends_sentence(each.text)}
    return chosen - kickers - {each.index for each in above if _is_head_matter(each, outline)}


def _is_stamped(text: str) -> bool:
    """Whether *text* is a date with a word for what happened then: "Published 3 May 2026"."""
    return is_date_line(text) and bool(marks(text))


def _is_head_matter(block: Block, outline: Outline) -> bool:
    if is_date_line(block.text) or is_byline(block):
        return True
    if ends_sentence(block.text):
        return False
    size = weight(block.text)
    if block.box.tag == "p" and not outline.in_core(block.box):
        return _SHORTEST_TITLE <= size < _LONGEST_TITLE
    return size < _SHORTEST_SUMMARY and any(box.tag in _ITEMS for box in block.box.lineage())


def _labelled_lines(outline: Outline, chosen: set[int]) -> Iterator[int]:
    if not chosen:
        return
    for block in outline.blocks[min(chosen) : max(chosen)]:
        if block.index not in chosen and _is_labelled(block) and _stands_in(outline, block):
            yield block.index


def _tail(outline: Outline, chosen: set[int]) -> Iterator[int]:
    """Yield the labelled lines that directly follow the last chosen block."""
    if not chosen or outline.core is None:
        return
    parent = outline.core.parent
    container = outline.core if parent is None or parent.tag in {"body", "html"} else parent
    last = max(chosen)
    for block in outline.blocks[last + 1 : last + 1 + _LONGEST_TAIL]:
        if outline.is_noise(block.box) or container not in block.box.lineage():
            return
        if _is_labelled(block):
            yield block.index


def _stands_in(outline: Outline, block: Block) -> bool:
    return block.index in outline.held and not outline.is_noise(block.box)


def _is_labelled(block: Block) -> bool:
    """Whether a line says what it is before it says it, as editorial lines do."""
    if block.box.tag in _TITLES or len(block.text) > _LONGEST_LABELLED:
        return False
    if not _LABEL.match(block.text) or len(block.links) > _FURNITURE_LINKS:
        return False
    return link_share(block) < 1.0


def passages_of(block: Block) -> Iterator[Passage]:
    """Yield the passages of one block: parted at empty lines, and where a line is complete."""
    kind = _kind(block.box)
    shown = block.links[:_MOST_LINKS]
    if not shown and "\n" not in block.text:
        # As most are.
        yield Passage(block.text, block.index, kind)
        return
    for start, text in _parts(block.text):
        links = tuple([link for link in shown if link.text and link.text in text]) if shown else ()
        yield Passage(text, block.index, kind, links, start)


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """Yield the parts of *text*, each with the place where it begins."""
    if "\n" not in text:
        yield 0, text
        return
    start = end = 0
    for line in text.split("\n"):
        if not line:
            # An empty line parts paragraphs, and so does a line that ends its sentence.
            if start < end:
                yield start, text[start : end - 1]
            start = end = end + 1
            continue
        end += len(line) + 1
        if ends_sentence(line):
            yield start, text[start : end - 1]
            start = end
    if start < len(text):
        yield start, text[start:]


def _kind(box: Box) -> PassageKind:
    if box.tag in _HEADINGS:
        return PassageKind.SUBHEAD
    around = box.parent.tag if box.parent else ""
    if "blockquote" in (box.tag, around):
        return PassageKind.QUOTE
    if box.tag in _ITEMS or around in _ITEMS:
        return PassageKind.ITEM
    return PassageKind.PARAGRAPH
