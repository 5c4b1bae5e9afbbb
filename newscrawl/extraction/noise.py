"""Noise: the parts of a page that hold no text of its article, told by what they are called."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Set as AbstractSet
from functools import lru_cache

from newscrawl.document import Box
from newscrawl.extraction.home import Home
from newscrawl.extraction.lexicon import box_names, box_words, noise_tags
from newscrawl.extraction.masses import Masses
from newscrawl.garbage import of_pages

__all__ = ["Comments", "Noise"]

_ROOTS = frozenset(["html", "body", "main", "article"])
# A class that shows what another hides, from some width on: "hidden md:block", "d-none d-lg-flex".
_SHOWS = re.compile(r"(?:[:@]|\bd-)(?:\w+-)?(?:block|flex|grid|inline|table|visible)")


class _Parts(dict[Box, bool], ABC):
    """Parts of a page of one sort: whether a box is one or stands in one, found when asked for.

    What stands around the headline, the *trunk*, is none.
    """

    def __init__(self, trunk: AbstractSet[Box]) -> None:
        super().__init__(dict.fromkeys(trunk, False))

    def __missing__(self, box: Box) -> bool:
        around = box.parent
        held = self[box] = (around is not None and self[around]) or self._are(box)
        return held

    @abstractmethod
    def _are(self, box: Box) -> bool:
        """Whether *box* itself is such a part."""


class Comments(_Parts):
    """The places for readers' comments."""

    def __init__(self, trunk: AbstractSet[Box]) -> None:
        super().__init__(trunk)
        self._words = box_words("comments")

    def _are(self, box: Box) -> bool:
        return box.tag not in _ROOTS and not self._words.isdisjoint(box.words)


class Noise(_Parts):
    """The parts of a page that hold no text of its article.

    Comments always are. What the page hides is, unless it hides most of its prose. So is what
    bears the name or the tag of furniture, unless most prose stands in elements of that kind:
    then they are the article's after all, but for those out of the headline's *home*. Names
    count where the page *trusts_names*.
    """

    def __init__(
        self,
        trunk: AbstractSet[Box],
        masses: Masses,
        home: Home,
        *,
        trusts_names: bool,
    ) -> None:
        super().__init__(trunk)
        self._masses = masses
        self._home = home
        self._comments = box_words("comments")
        self._trusts_names = trusts_names
        self._tags = noise_tags()

    def _are(self, box: Box) -> bool:
        tag = box.tag
        if tag in _ROOTS:
            return False
        if tag in self._tags and self._is_foreign(box):
            return True
        if box.hidden and not self._masses.are_hidden:
            return True
        words = box.words
        if not words:
            return False
        if not self._comments.isdisjoint(words):
            return True
        if not (self._trusts_names and _names_noise(words, box.attributes.get("class"))):
            return False
        return self._is_foreign(box)

    def _is_foreign(self, box: Box) -> bool:
        return not self._masses.prevails(box) or self._home.is_elsewhere(box)


@of_pages
@lru_cache(maxsize=4096)
def _names_noise(words: frozenset[str], names: str | None) -> bool:
    """Whether one of *words* names noise, or several together: "author-box", "KeyPoints".

    So does a class of these *names* that hides its element on every width of screen.
    """
    if not box_words("noise").isdisjoint(words):
        return True
    if any(map(words.issuperset, box_names("noise_names"))):
        return True
    return names is not None and _hides(names)


def _hides(names: str) -> bool:
    return not box_words("hidden").isdisjoint(names.split()) and not _SHOWS.search(names)
