"""Pointers: lists of links under a heading, such as "Related stories", and labelled links."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from newscrawl.document import Block
from newscrawl.extraction.bylines import leads_to_somebody
from newscrawl.extraction.lexicon import box_words
from newscrawl.extraction.model import Passage, PassageKind
from newscrawl.extraction.outline import Outline
from newscrawl.extraction.prose import is_light, link_share
from newscrawl.urls import host

__all__ = ["find_pointers"]

_LONGEST_HEADING = 60
# A shorter one is the name of a topic.
_SHORTEST_TITLE = 20
_LINKED = 0.6
_WHOLLY = 0.95
_LONGEST_LABEL = 30
# How many blocks below the text a labelled link may stand.
_NEAR_TEXT = 4
_MOST_TITLES = 12
# How far below the text a list may begin, in blocks.
_FARTHEST = 20
_FURNITURE = frozenset(["button", "footer", "form", "nav"])
_NEAR = 4


def find_pointers(outline: Outline, text: Sequence[Passage], page: str) -> list[Passage]:
    """Return the headings and links of the lists that stand in an article's *text* or just below.

    *page* is the address of the page.

    So are single links with a label, "Read also: ...", in elements that hold no text. Whether
    they point to related stories is for the words of heading or label to say; titles within the
    text in elements that are called cards come last and need none. No text of the article is
    among them.
    """
    places = {passage.block for passage in text if passage.block >= 0}
    if not places:
        return []
    first, last = min(places), max(places)
    listed = set(_link_lists(outline, first, last))
    cards = set(_cards(outline, first, last, page)) - places - listed
    listed.update(_labelled_links(outline, first, last))
    listed -= cards
    titles = listed - places
    # A heading among the text has its links elsewhere.
    headings = {index for index in listed & places if index + 1 in titles}
    pointers = [_pointer(outline.blocks[index]) for index in sorted(titles | headings)]
    return [*pointers, *(_card(outline.blocks[index]) for index in sorted(cards))]


def _pointer(block: Block) -> Passage:
    return Passage(block.text, block.index, PassageKind.POINTER, block.links)


def _card(block: Block) -> Passage:
    return Passage(block.text, block.index, PassageKind.PARAGRAPH, block.links)


def _cards(outline: Outline, first: int, last: int, page: str) -> Iterator[int]:
    """Yield the titles between *first* and *last* that are called links to a story of the site."""
    names = box_words("cards")
    for block in outline.blocks[first:last]:
        whole = block.links and link_share(block) >= _WHOLLY and _is_title(block)
        if not whole or not _may_be_story(block.links[0].url, page):
            continue
        called = any(not names.isdisjoint(box.words) for box in block.box.lineage()[:_NEAR])
        if called and not _is_furniture(outline, block):
            yield block.index


def _may_be_story(url: str, page: str) -> bool:
    """Whether *url* may be that of another story of the site of *page*: nobody's, no tag's."""
    if url == page or host(url) != host(page) or leads_to_somebody(url):
        return False
    return box_words("tags").isdisjoint(url.casefold().split("/"))


def _labelled_links(outline: Outline, first: int, last: int) -> Iterator[int]:
    for block in outline.blocks[first : last + _NEAR_TEXT]:
        if block.links and _is_labelled(block) and not _is_furniture(outline, block):
            yield block.index


def _is_labelled(block: Block) -> bool:
    """Whether *block* is a title that is a link, behind a label that may be part of it."""
    if block.linked >= len(block.text):
        label, colon, title = block.text.partition(":")
        short = bool(colon) and 0 < len(label) < _LONGEST_LABEL
        return short and not is_light(title, _SHORTEST_TITLE)
    label = block.text[: len(block.text) - block.linked].rstrip()
    return (
        0 < len(label) <= _LONGEST_LABEL
        and block.text.endswith(block.links[-1].text)
        and not is_light(block.links[-1].text, _SHORTEST_TITLE)
    )


def _link_lists(outline: Outline, first: int, last: int) -> Iterator[int]:
    """Yield the blocks of lists between the blocks *first* and *last*, and just below."""
    blocks = outline.blocks[first : last + _FARTHEST]
    # Text without links stands everywhere, but seldom just above a link.
    headings = [
        block
        for block, below in zip(blocks, outline.blocks[first + 1 :], strict=False)
        if below.linked and not block.linked and len(block.text) <= _LONGEST_HEADING
    ]
    end = first
    for heading in headings:
        below = outline.blocks[heading.index + 1 : heading.index + 1 + _MOST_TITLES]
        if heading.index < end or not _is_title(below[0]):
            continue
        titles = _titles(below, heading)
        if titles and not _is_furniture(outline, heading):
            yield from (heading.index, *titles)
            end = titles[-1] + 1


def _titles(below: Sequence[Block], heading: Block) -> list[int]:
    """Return the indexes of the linked titles that open *below* and stand with their *heading*."""
    around = set(heading.box.lineage()[1:_NEAR])
    linked = takewhile(_is_title, below)
    near = takewhile(lambda block: not around.isdisjoint(block.box.lineage()), linked)
    # A card is one link around title and summary.
    titles = {_target(block): block.index for block in reversed(list(near))}
    return sorted(titles.values())


def _target(block: Block) -> str:
    return block.links[0].url if block.links else block.text


def _is_title(block: Block) -> bool:
    return link_share(block) >= _LINKED and not is_light(block.text, _SHORTEST_TITLE)


def _is_furniture(outline: Outline, block: Block) -> bool:
    if block.box.hidden or outline.in_comments(block.box):
        return True
    # A page is called after what is shown with it: "with-nav".
    around = [box for box in block.box.lineage() if box.tag != "body"]
    menus = box_words("menus")
    return any(box.tag in _FURNITURE or not menus.isdisjoint(box.words) for box in around)
