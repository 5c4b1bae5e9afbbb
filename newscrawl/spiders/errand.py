"""What a request of the news spider is for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from newscrawl.discovery import Role
from newscrawl.discovery.itinerary import Step, Waypoint
from newscrawl.discovery.shape import Shape, shape_of

__all__ = ["Errand"]

_ANYTHING = {Shape.OPEN, Shape.LIST}
_ARTICLES = {Role.ARTICLE, Role.OTHER}
_DOCUMENTS = {Role.FEED, Role.SITEMAP}


@dataclass(frozen=True, slots=True)
class Errand:
    """Why an address is asked for. Its fields travel with the request, as callback arguments.

    ``home`` is the registrable domain that the request is made for, ``source`` the name of the
    source. All else is as :class:`newscrawl.discovery.itinerary.Step` has it.
    """

    home: str
    source: str = ""
    role: str = Role.OTHER
    depth: int = 0
    nested: int = 0
    seed: bool = False
    guess: bool = False

    @classmethod
    def of(cls, step: Step, home: str, source: str) -> Errand:
        """Return the errand to take *step* for the site *home*."""
        return cls(home, source, str(step.role), step.depth, step.nested, guess=step.guess)

    @property
    def in_passing(self) -> Errand:
        """The errand to read, on the way, what nobody asked for."""
        return Errand(self.home, self.source, depth=self.depth)

    @property
    def values(self) -> Mapping[str, Any]:
        """The fields that say anything, as JSON values."""
        return {name: value for name, value in asdict(self).items() if value}

    @property
    def expected(self) -> Role:
        """What is expected at the address."""
        return Role(self.role)

    def waypoint(self, url: str, at: datetime | None, *, fruitful: bool) -> Waypoint:
        """Return the document that it led to, at *url*, as the itinerary takes it."""
        return Waypoint(url, self.home, at, self.expected, self.depth, self.nested, fruitful)

    def is_for_an_article(self, url: str) -> bool:
        """Whether *url*, where it led to, looks like an article, by itself or by its link."""
        shape = shape_of(url)
        return shape is Shape.ARTICLE or (shape in _ANYTHING and self.role in _ARTICLES)

    def is_for_a_page(self, url: str) -> bool:
        """Whether *url* counts among the pages of its source.

        Feeds and sitemaps do not, nor does a seed that is no article: it is a way in.
        """
        if self.role in _DOCUMENTS or self.guess:
            return False
        return not self.seed or shape_of(url) is Shape.ARTICLE
