"""Where on a page the article stands: its core, seen among prose and noise."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain

from newscrawl.document import Block, Box
from newscrawl.extraction.home import Home
from newscrawl.extraction.lexicon import box_words
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
# What a paragraph is worth to the elements around it, from its container outwards.
_DECAY = (1.0, 0.6, 0.3)
_NAMED_BODY = 1.3
_AFTER_HEADLINE = 1.3
_WITH_HEADLINE = 2.5
_ENOUGH = 300
_ENOUGH_SHARE = 0.1
_MOST_WRAPPERS = 4
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
# Of a text in several parts the first is not much more than half.
_MOST_IN_PART = 0.55
_HEADLINES = frozenset(["h1", "h2"])
_NEARLY_ALL = 0.8
# What an author parts a text into, between advertisements.
_PARTS = frozenset(["div", "section"])
# How many blocks from the core's paragraphs its text may begin and end.
_FAR = 40
_CONTAINERS = frozenset(["article", "body", "center", "div", "main", "section", "td"])


class Outline:
    """The page seen from afar.

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
        self.core = self._core()

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
        while 0 < first < end and _stands_in(self.blocks[first - 1].box, box):
            first -= 1
        while first < end < len(self.blocks) and _stands_in(self.blocks[end].box, box):
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
        return _stands_in(box, self.core)

    def is_of_another_story(self, box: Box) -> bool:
        """Whether *box* stands in an ``article`` element beside the one that holds the core."""
        if self._article is None or _stands_in(box, self._article):
            return False
        its = next((around for around in box.lineage() if around.tag == "article"), None)
        return its is not None and its not in self._article.lineage()

    def _core(self) -> Box | None:
        if not self.text:
            return None
        territory = self._territory()
        scores = self._worths()
        names = box_words("body")
        for box in scores:
            if not names.isdisjoint(box.words) or box.tag == "article":
                scores[box] = int(scores[box] * _NAMED_BODY)
            if territory is not None and _stands_in(box, territory):
                scores[box] = int(scores[box] * _WITH_HEADLINE)
        if not scores:
            return self._lone_container()
        return self._whole(max(scores, key=scores.__getitem__))

    def _worths(self) -> dict[Box, int]:
        """Return what the paragraphs are worth to the elements around them."""
        start = self.headline.index if self.headline else -1
        worths: defaultdict[Box, int] = defaultdict(int)
        # Most paragraphs stand in the same few elements.
        shared: dict[Box | None, list[tuple[float, Box]]] = {}
        for block in self.text:
            box = block.box
            container = box if box.tag in _CONTAINERS else self.masses.wider(box)
            if container not in shared:
                shared[container] = list(zip(_DECAY, self._containers(container), strict=False))
            size = self.masses.prose[block.index]
            worth = size * (_AFTER_HEADLINE if block.index > start else 1.0)
            for share, each in shared[container]:
                worths[each] += int(worth * share)
        return worths

    def _containers(self, container: Box | None) -> Iterator[Box]:
        """Yield the element *container*, then those around it that hold more and more prose."""
        while container is not None:
            yield container
            container = self.masses.wider(container)

    def _whole(self, part: Box) -> Box:
        """Return the element around *part* where that is one of several alike with the text.

        Where one holds the headline, the others are stories of their own if they have any; where
        that one holds most of the prose, they are something else, such as comments.
        """
        around = part.parent
        if around is None or around.tag in {"html", "body"} or part.tag not in _PARTS:
            return part
        parts = self.masses.within(around)
        alike = [box for box in parts if box.likeness == part.likeness and not self.is_noise(box)]
        if part in self._around_headline:
            most = self.masses.of(part) > _MOST_IN_PART * sum(map(self.masses.of, alike))
            apart = most or self._are_headed(alike) or self._lists_stories(around)
            return part if apart else around
        return around if len(alike) > 1 else self._assembled(part)

    def _are_headed(self, boxes: Iterable[Box]) -> bool:
        """Whether one of *boxes* holds a headline other than that of the page."""
        tag = self.headline.box.tag if self.headline else ""
        others = (each for each in self.blocks if each is not self.headline)
        headed = (each.box for each in others if each.box.tag in {*_HEADLINES, tag})
        around = (box.lineage() for box in headed)
        return not frozenset(boxes).isdisjoint(chain.from_iterable(around))

    def _assembled(self, part: Box) -> Box:
        """Return the element around *part* and others like it that stand in wrappers of their own.

        So page builders put a text together: each piece of it in several elements. A piece with
        nearly all of the prose is no piece; what has headings that are links is a list of stories.
        """
        for wrapper in part.lineage()[1 : 1 + _MOST_WRAPPERS]:
            around = wrapper.parent
            if around is None or around.tag in {"html", "body"}:
                return part
            if self.masses.of(wrapper) > self.masses.of(part):
                return part
            alike = [box for box in self.masses.within(around) if box.likeness == wrapper.likeness]
            pieces = [
                box for box in alike if not self.is_noise(box) and self._holds_like(box, part)
            ]
            if len(pieces) > 1:
                whole = sum(map(self.masses.of, pieces))
                apart = self.masses.of(part) >= _NEARLY_ALL * whole or self._lists_stories(around)
                return part if apart else around
        return part

    def _lists_stories(self, around: Box) -> bool:
        """Whether *around* holds a heading that is a link, other than the headline."""
        headings = (block for block in self.blocks if block.linked and block.box.tag in _HEADINGS)
        linked = (each for each in headings if 2 * each.linked > len(each.text))
        others = (each.box for each in linked if each is not self.headline)
        return any(_stands_in(box, around) and not self.is_noise(box) for box in others)

    def _holds_like(self, box: Box, part: Box) -> bool:
        """Whether *box* holds prose in an element like *part*."""
        inner = self.masses.within(box)
        return any(each.likeness == part.likeness or self._holds_like(each, part) for each in inner)

    def _lone_container(self) -> Box | None:
        """Return the element around the only paragraph that there is."""
        box = self.text[0].box
        return box if box.tag in _CONTAINERS else box.parent

    def _territory(self) -> Box | None:
        """Return the smallest element around the headline that holds much prose as well."""
        around = self.headline.box.lineage() if self.headline else ()
        enough = max(_ENOUGH, _ENOUGH_SHARE * self.masses.total)
        return next((box for box in around if self.masses.of(box) >= enough), None)


def _stands_in(box: Box | None, around: Box | None) -> bool:
    """Whether *box* is *around* or stands in it; a loop is cheaper here than a lineage."""
    while box is not None and box is not around:
        box = box.parent
    return box is not None


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
