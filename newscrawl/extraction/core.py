"""The core of a page: the element whose own paragraphs make the article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from newscrawl.document import Block, Box
from newscrawl.extraction.lexicon import box_words
from newscrawl.extraction.masses import Masses

__all__ = ["CoreSearch", "stands_in"]

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
_CONTAINERS = frozenset(["article", "body", "center", "div", "main", "section", "td"])


class CoreSearch:
    """The search for the core: each paragraph speaks for the elements around it."""

    def __init__(
        self,
        blocks: Sequence[Block],
        headline: Block | None,
        masses: Masses,
        is_noise: Callable[[Box], bool],
    ) -> None:
        self._blocks = blocks
        self._headline = headline
        self._around_headline = frozenset(headline.box.lineage() if headline else ())
        self._masses = masses
        self._is_noise = is_noise

    def core(self, text: Sequence[Block]) -> Box | None:
        """Return the element whose own paragraphs, some of *text*, make the article."""
        if not text:
            return None
        territory = self._territory()
        scores = self._worths(text)
        names = box_words("body")
        for box in scores:
            if not names.isdisjoint(box.words) or box.tag == "article":
                scores[box] = int(scores[box] * _NAMED_BODY)
            if territory is not None and stands_in(box, territory):
                scores[box] = int(scores[box] * _WITH_HEADLINE)
        if not scores:
            return _lone_container(text[0].box)
        return self._whole(max(scores, key=scores.__getitem__))

    def _worths(self, text: Iterable[Block]) -> dict[Box, int]:
        """Return what the paragraphs of *text* are worth to the elements around them."""
        start = self._headline.index if self._headline else -1
        worths: defaultdict[Box, int] = defaultdict(int)
        # Most paragraphs stand in the same few elements.
        shared: dict[Box | None, list[tuple[float, Box]]] = {}
        for block in text:
            box = block.box
            container = box if box.tag in _CONTAINERS else self._masses.wider(box)
            if container not in shared:
                shared[container] = list(zip(_DECAY, self._containers(container), strict=False))
            size = self._masses.prose[block.index]
            worth = size * (_AFTER_HEADLINE if block.index > start else 1.0)
            for share, each in shared[container]:
                worths[each] += int(worth * share)
        return worths

    def _containers(self, container: Box | None) -> Iterator[Box]:
        """Yield the element *container*, then those around it that hold more and more prose."""
        while container is not None:
            yield container
            container = self._masses.wider(container)

    def _whole(self, part: Box) -> Box:
        """Return the element around *part* where that is one of several alike with the text.

        Where one holds the headline, the others are stories of their own if they have any; where
        that one holds most of the prose, they are something else, such as comments.
        """
        around = part.parent
        if around is None or around.tag in {"html", "body"} or part.tag not in _PARTS:
            return part
        parts = self._masses.within(around)
        alike = [box for box in parts if box.likeness == part.likeness and not self._is_noise(box)]
        if part in self._around_headline:
            most = self._masses.of(part) > _MOST_IN_PART * sum(map(self._masses.of, alike))
            apart = most or self._are_headed(alike) or self._lists_stories(around)
            return part if apart else around
        return around if len(alike) > 1 else self._assembled(part)

    def _are_headed(self, boxes: Iterable[Box]) -> bool:
        """Whether one of *boxes* holds a headline other than that of the page."""
        tag = self._headline.box.tag if self._headline else ""
        others = (each for each in self._blocks if each is not self._headline)
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
            if self._masses.of(wrapper) > self._masses.of(part):
                return part
            alike = [box for box in self._masses.within(around) if box.likeness == wrapper.likeness]
            pieces = [
                box for box in alike if not self._is_noise(box) and self._holds_like(box, part)
            ]
            if len(pieces) > 1:
                whole = sum(map(self._masses.of, pieces))
                apart = self._masses.of(part) >= _NEARLY_ALL * whole or self._lists_stories(around)
                return part if apart else around
        return part

    def _lists_stories(self, around: Box) -> bool:
        """Whether *around* holds a heading that is a link, other than the headline."""
        headings = (block for block in self._blocks if block.linked and block.box.tag in _HEADINGS)
        linked = (each for each in headings if 2 * each.linked > len(each.text))
        others = (each.box for each in linked if each is not self._headline)
        return any(stands_in(box, around) and not self._is_noise(box) for box in others)

    def _holds_like(self, box: Box, part: Box) -> bool:
        """Whether *box* holds prose in an element like *part*."""
        inner = self._masses.within(box)
        return any(each.likeness == part.likeness or self._holds_like(each, part) for each in inner)

    def _territory(self) -> Box | None:
        """Return the smallest element around the headline that holds much prose as well."""
        around = self._headline.box.lineage() if self._headline else ()
        enough = max(_ENOUGH, _ENOUGH_SHARE * self._masses.total)
        return next((box for box in around if self._masses.of(box) >= enough), None)


def _lone_container(box: Box) -> Box | None:
    """Return the element around the only paragraph that there is, which stands in *box*."""
    return box if box.tag in _CONTAINERS else box.parent


def stands_in(box: Box | None, around: Box | None) -> bool:
    """Whether *box* is *around* or stands in it; a loop is cheaper here than a lineage."""
    while box is not None and box is not around:
        box = box.parent
    return box is not None
