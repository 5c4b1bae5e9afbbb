"""Where to go next: which candidates of a document are worth a request, and how urgent each is."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from newscrawl.discovery.model import Candidate, Kind, Listing, Role
from newscrawl.discovery.scope import resolve
from newscrawl.discovery.shape import Shape, shape_of
from newscrawl.discovery.traps import Yields
from newscrawl.urls import canonical_url, origin, site

__all__ = ["Itinerary", "Step", "sitemaps_of"]

_PRIORITIES: Mapping[Role, int] = {
    Role.SITEMAP: 40,
    Role.FEED: 40,
    Role.ARTICLE: 30,
    Role.SECTION: 20,
    Role.PAGE: 10,
    Role.OTHER: 0,
    Role.ARCHIVE: -10,
}
_CERTAIN = {Role.ARTICLE, Role.FEED, Role.SITEMAP}
_MOST_KNOWN = 200_000
_USUAL_PLACE = "/sitemap.xml"


@dataclass(frozen=True, slots=True)
class Step:
    """One address to ask for. A ``guess`` was named by nobody, and its absence is no news.

    ``is_article``: it looks like one, and is asked for itself; others are for where they lead.
    """

    url: str
    priority: int
    guess: bool = False
    is_article: bool = False


class Itinerary:
    """The way through the sites of one crawl: what was named before is no step again.

    Lists that bring nothing new, such as calendars, are followed no further.
    """

    def __init__(self) -> None:
        self._yields = Yields()
        self._known: OrderedDict[str, None] = OrderedDict()

    def steps(self, url: str, listing: Listing, home: str, *, fruitful: bool) -> Iterator[Step]:
        """Yield where to go from the document at *url*, which belongs to the site *home*.

        A page of another site leads nowhere, its feed or sitemap to the pages of *home* alone.
        *fruitful* says that the document itself was worth its request.
        """
        found: Iterable[Candidate] = listing.candidates
        if site(url) != home:
            is_page = listing.kind is Kind.PAGE
            found = () if is_page else (each for each in found if site(each.url) == home)
        new = [candidate for candidate in found if self._is_new(candidate)]
        if listing.kind is Kind.PAGE:
            self._yields.record(url, len(new) + fruitful)
        for candidate in new:
            if candidate.role in _CERTAIN or self._yields.admits(candidate.url):
                priority = _PRIORITIES[candidate.role]
                is_article = _is_article(candidate, listing.kind)
                yield Step(candidate.url, priority, is_article=is_article)

    def _is_new(self, candidate: Candidate) -> bool:
        key = canonical_url(candidate.url)
        is_new = key not in self._known
        self._known[key] = None
        self._known.move_to_end(key)
        if len(self._known) > _MOST_KNOWN:
            self._known.popitem(last=False)
        return is_new


def _is_article(candidate: Candidate, kind: Kind) -> bool:
    """Whether *candidate* looks like an article; sitemaps name everything that a site has."""
    shape = shape_of(candidate.url)
    is_named = candidate.role is Role.ARTICLE and kind is not Kind.SITEMAP
    return shape is Shape.ARTICLE or (shape is Shape.OPEN and is_named)


def sitemaps_of(url: str, named: Iterable[str]) -> Iterator[Step]:
    """Yield the sitemaps of the origin of *url*: those that its robots.txt has *named*.

    Where it names none, the usual place is worth one request (sitemaps.org, "Sitemap file
    location").
    """
    priority = _PRIORITIES[Role.SITEMAP]
    found = [address for each in named if (address := resolve(each, url)) is not None]
    for address in found:
        yield Step(address, priority)
    if not found:
        yield Step(f"{canonical_url(origin(url)).rstrip('/')}{_USUAL_PLACE}", priority, guess=True)
