"""Tags: the keywords that a page prints as links below its article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import dropwhile, takewhile

from newscrawl.document import Block, Box, Document, Link, Place
from newscrawl.extraction.lexicon import box_words, table
from newscrawl.extraction.model import Passage
from newscrawl.extraction.prose import SHORT_PROSE, is_light
from newscrawl.urls import leads_away

__all__ = ["find_tags"]

# The elements around the text.
_Around = frozenset[Box]

_LONGEST = 40
_MOST = 30
# What stands before the links of a line of tags: "Tagged with:".
_LONGEST_LABEL = 24
# How many blocks below the text its tags may begin, how many above it; its own last lines may be.
_FARTHEST_BELOW = 20
_LONGEST_TAIL = 8
_FARTHEST_ABOVE = 6
_NEAR = 3
# How far around the title of another story its tags may stand.
_FAR = 6
# How many stories have it: "Harbour (61 posts)".
_COUNT = re.compile(r"\s*[(]\d[^()]{0,12}[)]$")
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_ARTICLES = frozenset(["article", "main"])
_PAGE = frozenset(["body", "html"])
_MOST_WORDS = 5
_RELATED = "related"
_HASHES = ("#", "＃")


def find_tags(document: Document, text: Sequence[Passage]) -> list[str]:
    """Return the texts of the links that are tags of the article whose *text* is given.

    Links with ``rel="tag"`` (https://microformats.org/wiki/rel-tag), unless they are categories;
    else the first links near the text in elements that their author calls tags, or in a line that
    says so itself; else those within the site with a ``#``. Those of readers' comments, of other
    stories and of the site are none.
    """
    places = [passage.block for passage in text if passage.block >= 0]
    if not places:
        return []
    blocks = document.blocks
    first, last = min(places), max(places)
    around = frozenset((*blocks[first].box.lineage(), *blocks[last].box.lineage()))
    # On most pages that have none this is sooner told than where each block stands.
    if not any(_may_have_tags(block, around) for block in _about(blocks, first, last)):
        return []
    above, below = _near(blocks, first, last, around)
    near = [link for block in (*below, *above) for link in block.links]
    marked = [link.text for link in near if "tag" in link.rel]
    categories = {link.text for link in near if "category" in link.rel}
    page = document.page.url or ""
    named = (
        [text for text in marked if text not in categories]
        or _named(below, around, page)
        or _named(above, around, page)
        or [link.text for link in near if _is_marked(link) and _may_be_tag(link, page)]
    )
    own = (_clean(text) for text in named if text not in categories)
    return list(dict.fromkeys(filter(None, own)))[:_MOST]


def _about(blocks: Sequence[Block], first: int, last: int) -> Iterator[Block]:
    """Yield the blocks among which the tags are looked for."""
    yield from blocks[max(0, first - _FARTHEST_ABOVE) : first]
    yield from blocks[max(first, last - _LONGEST_TAIL) : last + 1 + _FARTHEST_BELOW]


def _may_have_tags(block: Block, around: _Around) -> bool:
    """Whether *block* has a link that is marked as a tag or stands in what is called tags."""
    if not block.links:
        return False
    if any(map(_is_marked, block.links)):
        return True
    return _is_called(block, box_words("tags"), around)


def _is_marked(link: Link) -> bool:
    return "tag" in link.rel or link.text.startswith(_HASHES)


def _near(
    blocks: Sequence[Block], first: int, last: int, around: _Around
) -> tuple[list[Block], list[Block]]:
    """Return the blocks just above the text, within its article, and those about its end."""
    article = next((box for box in blocks[first].box.lineage() if box.tag in _ARTICLES), None)
    homes = {article} if article else {box for box in around if box.tag not in _PAGE}
    above = blocks[max(0, first - _FARTHEST_ABOVE) : first]
    own = [block for block in above if not homes.isdisjoint(block.box.lineage())]
    tail = blocks[max(first, last - _LONGEST_TAIL) : last + 1]
    below = blocks[last + 1 : last + 1 + _FARTHEST_BELOW]
    stories = {
        box
        for title in filter(_is_title, below)
        for box in takewhile(lambda box: box not in around, title.box.lineage()[:_FAR])
    }
    ours = [block for block in below if stories.isdisjoint(block.box.lineage())]
    return (
        [block for block in own if not _is_elsewhere(block, around)],
        [block for block in (*tail, *ours) if not _is_elsewhere(block, around)],
    )


def _is_title(block: Block) -> bool:
    """Whether *block* is the title of another story: a heading that is a link."""
    if 2 * block.linked <= len(block.text) or is_light(block.text, SHORT_PROSE):
        return False
    return any(box.tag in _HEADINGS for box in block.box.lineage()[:_NEAR])


def _is_elsewhere(block: Block, around: _Around) -> bool:
    """Whether *block* stands in a part of the page for comments, other stories or the site."""
    if block.box.place is Place.COMMENTS:
        return True
    outer = takewhile(lambda box: box not in around, block.box.lineage())
    return any(box.tag == "article" or _is_foot(box) or _is_of_others(box) for box in outer)


def _is_of_others(box: Box) -> bool:
    """Whether *box* is called something with other tags; "related topics" are its own."""
    others = box.words & box_words("other_tags")
    return bool(others) and (others != {_RELATED} or box_words("tags").isdisjoint(box.words))


def _is_foot(box: Box) -> bool:
    """Whether *box* is the foot of the page: an article may have one, too, with its tags."""
    return box.tag == "footer" and _ARTICLES.isdisjoint(around.tag for around in box.lineage())


def _named(blocks: Iterable[Block], around: _Around, page: str) -> list[str]:
    """Return the texts of the links of the first *blocks* together that are called tags."""
    names = box_words("tags")
    found = takewhile(
        lambda block: _is_called(block, names, around),
        dropwhile(lambda block: not (block.linked and _is_called(block, names, around)), blocks),
    )
    return [link.text for link in _links(found) if _may_be_tag(link, page)]


def _links(blocks: Iterable[Block]) -> Iterator[Link]:
    for block in blocks:
        if len(block.text) - block.linked <= _LONGEST_LABEL + 2 * len(block.links):
            yield from block.links


def _may_be_tag(link: Link, page: str) -> bool:
    """Whether *link* stays on the site of *page*, and its text is no title."""
    return len(link.text.split()) <= _MOST_WORDS and not leads_away(link.url, page)


def _is_called(block: Block, names: frozenset[str], around: _Around) -> bool:
    """Whether *block* or an element near around it, but not around the text, is called tags."""
    if block.links and block.text.partition(":")[0].casefold() in _labels():
        return True
    near = takewhile(lambda box: box not in around, block.box.lineage()[:_NEAR])
    return any(not names.isdisjoint(box.words) for box in near)


@lru_cache(maxsize=1)
def _labels() -> frozenset[str]:
    """Return what stands before the links of a line of tags."""
    return frozenset(table("names")["tag_labels"])


def _clean(text: str) -> str:
    bare = _COUNT.sub("", text.strip(" #＃,;|·•"))
    last = bare.casefold().rpartition(" ")[2]
    # "All topics" leads to the list of them.
    return bare if len(bare) <= _LONGEST and last not in _labels() else ""
