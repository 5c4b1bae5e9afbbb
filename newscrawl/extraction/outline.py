"""Where on a page the prose stands: masses of text by element, noise, and the core."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

from newscrawl.document import Block, Box
from newscrawl.extraction.date_lines import is_date_line
from newscrawl.extraction.lexicon import box_words, noise_tags
from newscrawl.text.sentences import ends_sentence

__all__ = ["Likeness", "Outline", "likeness", "link_share", "prose_weight", "weight"]

_ROOTS = frozenset(["html", "body", "main", "article"])
# Scripts of which a character says as much as three letters, and as two.
_THREEFOLD = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_TWOFOLD = "\u1200-\u137f\uac00-\ud7a3"
_SPACELESS = re.compile(f"[{_THREEFOLD}]")
_SYLLABLES = re.compile(f"[{_TWOFOLD}]")
_WEIGHTY = re.compile(f"[{_THREEFOLD}{_TWOFOLD}]")
# A class that shows what another hides, from some width on: "hidden md:block", "d-none d-lg-flex".
_SHOWS = re.compile(r"(?:[:@]|\bd-)(?:\w+-)?(?:block|flex|grid|inline|table|visible)")
_DIGITS = re.compile(r"[0-9]+")
_PROSE = 60
_SHORTEST_REFRAIN = 25
_OFTEN = 3
_MOST_REFRAINS = 0.3
_SHORT_PROSE = 20
_FEWEST_PARAGRAPHS = 2
# What is looked for until a core is found: paragraphs, then those of a brief; last, where all
# text stands in elements called noise, without trust in names.
_SURVEYS = ((_PROSE, True), (_SHORT_PROSE, True), (_PROSE, False), (_SHORT_PROSE, False))
_LINKED_PROSE = 0.5
_MOST_MASS = 0.5
# What a paragraph is worth to the elements around it, from its container outwards.
_DECAY = (1.0, 0.6, 0.3)
_NAMED_BODY = 1.3
_AFTER_HEADLINE = 1.3
_WITH_HEADLINE = 2.5
_ENOUGH = 300
_ENOUGH_SHARE = 0.1
# What an author parts a text into, between advertisements.
_PARTS = frozenset(["div", "section"])
_CONTAINERS = frozenset(["article", "body", "center", "div", "main", "section", "td"])

Likeness = tuple[str, str | None]


def weight(text: str) -> int:
    """Return the length of *text* in characters of an alphabetic script saying as much."""
    if text.isascii() or not _WEIGHTY.search(text):
        return len(text)
    return len(text) + 2 * len(_SPACELESS.findall(text)) + len(_SYLLABLES.findall(text))


def link_share(block: Block) -> float:
    """Return the share of the block's characters that are links, from 0 to 1."""
    return min(1.0, block.linked / len(block.text))


def prose_weight(block: Block, least: int) -> int:
    """Return the weight of a block that reads like a paragraph, 0 for any other.

    A paragraph weighs *least* or more.
    """
    if block.box.tag.startswith("h") or link_share(block) > _LINKED_PROSE:
        return 0
    size = weight(block.text)
    return size if size >= least and (ends_sentence(block.text) or size >= 3 * _PROSE) else 0


class Outline:
    """The page seen from afar.

    ``core`` is the element whose own paragraphs make the article, None on a page without any;
    ``mass`` is the weight of the prose within an element.
    """

    def __init__(self, blocks: Sequence[Block], headline: Block | None = None) -> None:
        self.blocks = blocks
        self.headline = headline
        self._around_headline = set(headline.box.lineage()) if headline else set()
        self._comments: dict[Box, bool] = {}
        self._refrains = _refrains(blocks)
        self._home = self._headline_article()
        for least, trusts_names in _SURVEYS:
            self._survey(least, trusts_names=trusts_names)
            if self.core is not None:
                break
        if self.core is not None and least != _SHORT_PROSE and self.mass[self.core] < _ENOUGH:
            self._survey(_SHORT_PROSE, trusts_names=trusts_names)
        around = self.core.lineage() if self.core else ()
        self._article = next((box for box in around if box.tag == "article"), None)

    def _survey(self, least: int, *, trusts_names: bool) -> None:
        """Find the core among paragraphs of the weight *least* or more."""
        self._trusts_names = trusts_names
        self._noise: dict[Box, bool] = {}
        weights = [prose_weight(block, least) for block in self.blocks]
        self.prose = [
            0 if size and (self.in_comments(block.box) or self.is_refrain(block)) else size
            for block, size in zip(self.blocks, weights, strict=True)
        ]
        self.mass: Counter[Box] = Counter()
        for block, size in zip(self.blocks, self.prose, strict=True):
            if size:
                for box in block.box.lineage():
                    self.mass[box] += size
        self._total = sum(self.prose)
        hidden = sum(
            size
            for block, size in zip(self.blocks, self.prose, strict=True)
            if size and block.box.hidden
        )
        self._shows_hidden = hidden > _MOST_MASS * self._total
        self._mass_alike: Counter[Likeness] = Counter()
        for box, size in self.mass.items():
            self._mass_alike[likeness(box)] += size
        self.core = self._core()

    def in_comments(self, box: Box) -> bool:
        """Whether *box* stands in a place for readers' comments."""
        known = self._comments.get(box)
        if known is None:
            known = box.parent is not None and self.in_comments(box.parent)
            if not known and not self._is_trunk(box):
                known = not box_words("comments").isdisjoint(box.words)
            self._comments[box] = known
        return known

    def is_refrain(self, block: Block) -> bool:
        """Whether *block* says what the page says again and again, as requests for consent do."""
        return block.text in self._refrains

    def in_core(self, box: Box) -> bool:
        """Whether *box* is the core or stands in it."""
        return self.core in box.lineage()

    def is_noise(self, box: Box) -> bool:
        """Whether *box* stands in a part of the page that holds no article text.

        What the page hides is such a part, unless it hides most of its prose: then a script
        shows it.
        """
        known = self._noise.get(box)
        if known is None:
            known = box.parent is not None and self.is_noise(box.parent)
            known = self._noise[box] = known or self._is_noise_itself(box)
        return known

    def is_of_another_story(self, box: Box) -> bool:
        """Whether *box* stands in an ``article`` element beside the one that holds the core."""
        if self._article is None or self._article in box.lineage():
            return False
        its = next((around for around in box.lineage() if around.tag == "article"), None)
        return its is not None and its not in self._article.lineage()

    def _is_noise_itself(self, box: Box) -> bool:
        if self._is_trunk(box):
            return False
        if self.in_comments(box) or (box.hidden and not self._shows_hidden):
            return True
        named = self._trusts_names and (
            not box_words("noise").isdisjoint(box.words) or _is_called_hidden(box)
        )
        if named or box.tag in noise_tags():
            # Where most text stands in such elements, they are the article's after all, unless
            # the headline's own article has a text.
            most = self._mass_alike[likeness(box)] > _MOST_MASS * self._total
            return not most or (self._home is not None and self._home not in box.lineage())
        return False

    def _headline_article(self) -> Box | None:
        """Return the ``article`` element that holds the headline and its text, if any."""
        around = self.headline.box.lineage() if self.headline else ()
        home = next((box for box in around if box.tag == "article"), None)
        if home is None:
            return None
        held = (b for b in self.blocks if home in b.box.lineage())
        prose = (b for b in held if prose_weight(b, _SHORT_PROSE) and not is_date_line(b.text))
        return home if len(list(islice(prose, _FEWEST_PARAGRAPHS))) == _FEWEST_PARAGRAPHS else None

    def _is_trunk(self, box: Box) -> bool:
        return box.tag in _ROOTS or box in self._around_headline

    def _core(self) -> Box | None:
        territory = self._territory()
        start = self.headline.index if self.headline else -1
        scores: Counter[Box] = Counter()
        for block, size in zip(self.blocks, self.prose, strict=True):
            if not size or self.is_noise(block.box):
                continue
            worth = size * (_AFTER_HEADLINE if block.index > start else 1.0)
            for share, box in zip(_DECAY, self._containers(block), strict=False):
                scores[box] += int(worth * share)
        for box in scores:
            if not box_words("body").isdisjoint(box.words) or box.tag == "article":
                scores[box] = int(scores[box] * _NAMED_BODY)
            if territory is not None and territory in box.lineage():
                scores[box] = int(scores[box] * _WITH_HEADLINE)
        if not scores:
            return self._lone_container()
        return self._whole(max(scores, key=scores.__getitem__))

    def _whole(self, part: Box) -> Box:
        """Return the element around *part* where that is one of several alike with the text."""
        around = part.parent
        if around is None or around.tag in {"html", "body"} or part.tag not in _PARTS:
            return part
        if part in self._around_headline:
            return part
        parts = (box for box, size in self.mass.items() if size and box.parent is around)
        alike = [box for box in parts if likeness(box) == likeness(part) and not self.is_noise(box)]
        return around if len(alike) > 1 else part

    def _lone_container(self) -> Box | None:
        """Return the element around the only paragraph there is, if there is one."""
        prose = [block for block in self.blocks if self.prose[block.index]]
        lone = [block for block in prose if not self.is_noise(block.box)]
        if not lone:
            return None
        box = lone[0].box
        return box if box.tag in _CONTAINERS else box.parent

    def _territory(self) -> Box | None:
        """Return the smallest element around the headline that holds much prose as well."""
        if self.headline is None:
            return None
        enough = max(_ENOUGH, _ENOUGH_SHARE * self._total)
        return next((box for box in self.headline.box.lineage() if self.mass[box] >= enough), None)

    def _containers(self, block: Block) -> Iterator[Box]:
        """Yield the elements around a paragraph that hold more and more prose besides it."""
        inner = 0 if block.box.tag in _CONTAINERS else self.mass[block.box]
        for box in block.box.lineage():
            if self.mass[box] > inner:
                yield box
            inner = self.mass[box]


def _refrains(blocks: Sequence[Block]) -> set[str]:
    """Return the sentences that *blocks* say thrice or more; none where that is most of them."""
    times = Counter(block.text for block in blocks if len(block.text) >= _SHORTEST_REFRAIN)
    found = {text for text, count in times.items() if count >= _OFTEN and ends_sentence(text)}
    said = sum(len(text) * times[text] for text in found)
    return found if said < _MOST_REFRAINS * sum(len(block.text) for block in blocks) else set()


def _is_called_hidden(box: Box) -> bool:
    """Whether its class hides the element, on every width of screen."""
    names = (box.attributes.get("class") or "").split()
    return not box_words("hidden").isdisjoint(names) and not any(map(_SHOWS.search, names))


def likeness(box: Box) -> Likeness:
    """Return what elements of one kind have in common; numbers in a class tell them apart."""
    names = box.attributes.get("class")
    return box.tag, _without_digits(names) if names else names


@lru_cache(maxsize=4096)
def _without_digits(names: str) -> str:
    return _DIGITS.sub("", names)
