"""The page seen from afar: where its article stands, among prose and noise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

from newscrawl.document import Block, Box
from newscrawl.extraction.core import CoreSearch, stands_in
from newscrawl.extraction.home import Home
from newscrawl.extraction.masses import Masses
from newscrawl.extraction.noise import Comments, Noise
from newscrawl.extraction.prose import PROSE, SHORT_PROSE, WEIGHTIEST, prose_weight
from newscrawl.text.sentences import ends_sentence

__all__ = ["Outline"]

_SHORTEST_REFRAIN = 25
_OFTEN = 3
_MOST_REFRAINS = 0.3
# What is looked for until a core is found: paragraphs, then those of a brief; last, where all
# text stands in elements called noise, without trust in names.
_SURVEYS = ((PROSE, True), (SHORT_PROSE, True), (PROSE, False), (SHORT_PROSE, False))
_ENOUGH = 300
# How many blocks from the core's paragraphs its text may begin and end.
_FAR = 40


class Outline:
    """Where on a page what stands.

    ``core`` is the element whose own paragraphs make the article, None on a page without any;
    ``masses`` tells where the paragraphs stand, ``text`` are those outside of noise, ``inside``
    those of them in the core, ``around`` is the element that the core stands in. ``refrains`` are
    the texts that the page says again and again, as requests for consent are.
    """

    in_comments: Callable[[Box], bool]
    """Whether a box stands in a place for readers' comments."""
    is_noise: Callable[[Box], bool]
    """Whether a box stands in a part of the page that holds no article text."""

    def __init__(self, blocks: Sequence[Block], headline: Block | None = None) -> None:
        self.blocks = blocks
        self.headline = headline
        self._around_headline = frozenset(headline.box.lineage() if headline else ())
        self.in_comments = Comments(self._around_headline).__getitem__
        self._home = Home(blocks, headline)
        self.refrains = _refrains(blocks)
        for least, trusts_names in _SURVEYS:
            self._survey(least, trusts_names=trusts_names)
            if self.core is not None:
                break
        if self.core is not None and least != SHORT_PROSE and self.masses.of(self.core) < _ENOUGH:
            self._survey(SHORT_PROSE, trusts_names=trusts_names)
        around = self.core.lineage() if self.core else ()
        self._article = next((box for box in around if box.tag == "article"), None)
        self.around = (self.core.parent or self.core) if self.core else None
        self.inside = [block for block in self.text if self.in_core(block.box)]

    def _survey(self, least: int, *, trusts_names: bool) -> None:
        """Find the core among paragraphs of the weight *least* or more."""
        self.masses = Masses(self._weighed(least), self.blocks)
        noise = Noise(self._around_headline, self.masses, self._home, trusts_names=trusts_names)
        self.is_noise = noise.__getitem__
        self.text = [each for each in self.masses.paragraphs if not self.is_noise(each.box)]
        search = CoreSearch(self.blocks, self.headline, self.masses, self.is_noise)
        self.core = search.core(self.text)

    def _weighed(self, least: int) -> Iterator[tuple[Block, int]]:
        # Most blocks are links or shorter than any paragraph: of them nothing else is asked.
        shortest = least / WEIGHTIEST
        for block in [
            each
            for each in self.blocks
            if len(each.text) >= shortest and 2 * each.linked <= len(each.text)
        ]:
            size = prose_weight(block, least)
            if size and block.text not in self.refrains and not self.in_comments(block.box):
                yield block, size

    @cached_property
    def beside(self) -> Sequence[Block]:
        """The blocks in the element ``around`` the core; none where there is no core."""
        extent = self._extent(self.around, self.held)
        return self.blocks[extent.start : extent.stop]

    @cached_property
    def held(self) -> range:
        """The indexes of the blocks in the core."""
        if not self.inside:
            return range(0)
        return self._extent(self.core, range(self.inside[0].index, self.inside[-1].index + 1))

    def _extent(self, box: Box | None, within: range) -> range:
        """Return the indexes of the blocks in *box*, which holds those *within*."""
        first, end = within.start, within.stop
        while 0 < first < end and stands_in(self.blocks[first - 1].box, box):
            first -= 1
        while first < end < len(self.blocks) and stands_in(self.blocks[end].box, box):
            end += 1
        return range(first, end)

    def near(self) -> Sequence[Block]:
        """Return the blocks beside the core and those not far from it; all where there is none."""
        if not self.beside:
            return self.blocks
        first = min(self.beside[0].index, max(0, self.inside[0].index - _FAR))
        end = max(self.beside[-1].index, self.inside[-1].index + _FAR) + 1
        return self.blocks[first:end]

    def in_core(self, box: Box) -> bool:
        """Whether *box* is the core or stands in it."""
        return stands_in(box, self.core)

    def is_of_another_story(self, box: Box) -> bool:
        """Whether *box* stands in an ``article`` element beside the one that holds the core."""
        if self._article is None or stands_in(box, self._article):
            return False
        its = next((around for around in box.lineage() if around.tag == "article"), None)
        return its is not None and its not in self._article.lineage()


def _refrains(blocks: Sequence[Block]) -> set[str]:
    """Return the sentences that *blocks* say thrice or more; none where that is most of them."""
    texts = [block.text for block in blocks if len(block.text) >= _SHORTEST_REFRAIN]
    if len(texts) - len({*texts}) < _OFTEN - 1:
        return set()
    times = Counter(texts)
    found = {text for text, count in times.items() if count >= _OFTEN and ends_sentence(text)}
    if not found:
        return found
    said = sum(len(text) * times[text] for text in found)
    return found if said < _MOST_REFRAINS * sum(len(block.text) for block in blocks) else set()
