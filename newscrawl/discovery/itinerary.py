"""Where to go next: which candidates of a document are worth a request, and how urgent each is."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from newscrawl.discovery.days import days_of
from newscrawl.discovery.filters import Filter, age, newest_first
from newscrawl.discovery.model import Candidate, Kind, Listing, Role
from newscrawl.discovery.scope import resolve
from newscrawl.discovery.traps import Hosts, Yields
from newscrawl.normalisation.moments import Moment
from newscrawl.urls import canonical_url, origin, site

__all__ = ["Itinerary", "Step", "Waypoint", "sitemaps_of"]

_PRIORITIES: Mapping[Role, int] = {
    Role.SITEMAP: 50,
    Role.FEED: 50,
    Role.ARTICLE: 30,
    Role.SECTION: 20,
    Role.PAGE: 10,
    Role.OTHER: 0,
    Role.ARCHIVE: -10,
}
# Of articles the newest come first, whichever document named them: days, and what they are worth.
_RECENT = ((1, 9), (3, 8), (7, 7), (30, 6), (90, 4), (365, 2))
_UNDATED = 5
_ARTICLES = {Role.ARTICLE, Role.OTHER}
_DOCUMENTS = {Kind.FEED, Kind.SITEMAP, Kind.INDEX}
_MOST_KNOWN = 200_000
_MOST_NESTED = 5
_PATIENCE_WITH_LISTS = 5
_PATIENCE_WITH_ARTICLES = 15
_USUAL_PLACE = "/sitemap.xml"
_AHEAD = timedelta(days=2)
_ANYTHING = Filter()


@dataclass(frozen=True, slots=True)
class Step:
    """One address to ask for.

    ``role`` is what is expected there, ``told`` when it last changed, as its document says.
    ``depth`` counts the links of pages that led here from a seed, ``nested`` the sitemaps and
    feeds in a row. A ``guess`` was named by nobody, and its absence is no news.
    """

    url: str
    priority: int
    role: Role = Role.OTHER
    depth: int = 0
    nested: int = 0
    guess: bool = False
    told: Moment | None = None


@dataclass(frozen=True, slots=True)
class Waypoint:
    """One document that the way leads through: its address, and how it was come to.

    ``home`` is the site the crawl is about there, ``at`` the aware moment of the fetch.
    ``role`` is what was expected of it, ``fruitful`` says that it is an article.
    """

    url: str
    home: str
    at: datetime | None = None
    role: Role = Role.OTHER
    depth: int = 0
    nested: int = 0
    fruitful: bool = False


class Itinerary:
    """The way through the sites of one crawl: what was named before is no step again.

    Lists that bring no new articles, such as calendars, are followed no further, nor are
    addresses like those of articles that turn out to be none, nor ever more hosts of one site.
    """

    def __init__(self) -> None:
        self._lists = Yields(_PATIENCE_WITH_LISTS)
        self._articles = Yields(_PATIENCE_WITH_ARTICLES)
        self._hosts = Hosts()
        self._known: OrderedDict[str, bool] = OrderedDict()
        self.unwanted: Counter[str] = Counter()
        """How many candidates were not asked for, by why they were not wanted."""
        self.passed_over = 0
        """How many addresses were not asked for, as enough is known of them."""
        self.traps: Counter[str] = Counter()
        """How many addresses were not asked for, by the trap they looked like."""

    @property
    def spent(self) -> Mapping[str, int]:
        """How many addresses were not asked for, by the family that had yielded nothing."""
        return self._lists.refused + self._articles.refused + self._hosts.refused

    def steps(
        self,
        waypoint: Waypoint,
        listing: Listing,
        wanted: Filter = _ANYTHING,
        depth: int | None = None,
    ) -> Iterator[Step]:
        """Yield where to go from *waypoint*, the document of *listing*, the newest articles first.

        A page of another site than its home leads nowhere, its feed or sitemap to the pages of
        that home alone. Only what may be *wanted* is a step, and what lies within *depth* links
        of a seed; None is no bound.
        """
        is_page = listing.kind is Kind.PAGE
        self.traps.update(dict(listing.traps))
        self.unwanted["date"] += listing.skipped
        found = listing.candidates
        if site(waypoint.url) != waypoint.home:
            found = tuple(each for each in found if site(each.url) == waypoint.home and not is_page)
        again = [each for each in found if not is_page and self._takes_up(each.url)]
        new = [candidate for candidate in found if self._is_new(candidate.url)]
        self._record(waypoint, listing, new)
        here = waypoint.depth + is_page
        if depth is not None and here > depth:
            self.unwanted["depth"] += len(new)
            return
        for candidate in newest_first(new + again):
            nested = _nested(waypoint, listing.kind, candidate)
            if self._is_worth_it(candidate, wanted, waypoint.at, nested):
                yield Step(
                    candidate.url,
                    _priority(candidate, waypoint.at),
                    candidate.role,
                    here,
                    nested,
                    told=candidate.last_change,
                )

    def record_nothing(self, url: str, role: Role) -> None:
        """Note that nothing came of asking for *url*: many in a row are no more than one."""
        (self._articles if role is Role.ARTICLE else self._lists).record(url, 0)
        self._hosts.record(url, 0)

    def admits(self, url: str, role: Role) -> bool:
        """Whether *url* is worth a request, as far as addresses like it have shown.

        Ask again before the request leaves: more may be known by then.
        """
        if role is Role.SITEMAP:
            return True
        return self._hosts.admits(url) and (
            self._articles if role is Role.ARTICLE else self._lists
        ).admits(url)

    def _record(self, waypoint: Waypoint, listing: Listing, new: Iterable[Candidate]) -> None:
        articles = sum(candidate.role is Role.ARTICLE for candidate in new) + listing.skipped
        self._lists.record(waypoint.url, articles + waypoint.fruitful)
        self._hosts.record(waypoint.url, articles + waypoint.fruitful)
        if waypoint.role is Role.ARTICLE:
            self._articles.record(waypoint.url, int(waypoint.fruitful))

    def _is_worth_it(
        self, candidate: Candidate, wanted: Filter, now: datetime | None, nested: int
    ) -> bool:
        refusal = (
            wanted.refusal(candidate)
            if candidate.role is Role.ARTICLE
            else wanted.refusal_of_list(candidate)
        )
        if refusal is not None:
            self.unwanted[refusal] += 1
            return False
        if nested > _MOST_NESTED:
            self.traps["nested"] += 1
            return False
        if candidate.role not in _ARTICLES and _is_ahead(candidate.url, now):
            self.traps["future"] += 1
            return False
        return self.admits(candidate.url, candidate.role)

    def know(self, url: str) -> None:
        """Take note that *url* was asked for: it is no step any more."""
        self._is_new(url)

    def pass_over(self, url: str) -> None:
        """Take note that *url* was not asked for: a feed or sitemap may yet tell of a change."""
        self._known[canonical_url(url)] = False
        self.passed_over += 1

    def _takes_up(self, url: str) -> bool:
        """Return whether *url* was passed over, which it is no more."""
        key = canonical_url(url)
        if self._known.get(key, True):
            return False
        self._known[key] = True
        self.passed_over -= 1
        return True

    def _is_new(self, url: str) -> bool:
        key = canonical_url(url)
        is_new = key not in self._known
        self._known.setdefault(key, True)
        self._known.move_to_end(key)
        if len(self._known) > _MOST_KNOWN:
            self._known.popitem(last=False)
        return is_new


def sitemaps_of(url: str, named: Iterable[str]) -> Iterator[Step]:
    """Yield the sitemaps of the origin of *url*: those that its robots.txt has *named*.

    Where it names none, the usual place is worth one request (sitemaps.org, "Sitemap file
    location").
    """
    priority = _PRIORITIES[Role.SITEMAP]
    found = [address for each in named if (address := resolve(each, url)) is not None]
    for address in found:
        yield Step(address, priority, Role.SITEMAP)
    if not found:
        usual = f"{canonical_url(origin(url)).rstrip('/')}{_USUAL_PLACE}"
        yield Step(usual, priority, Role.SITEMAP, guess=True)


def _priority(candidate: Candidate, now: datetime | None) -> int:
    priority = _PRIORITIES[candidate.role]
    if candidate.role is not Role.ARTICLE:
        return priority
    days = age(candidate, now) if now is not None else None
    if days is None:
        return priority + _UNDATED
    return priority + next((worth for most, worth in _RECENT if days <= most), 0)


def _nested(waypoint: Waypoint, kind: Kind, candidate: Candidate) -> int:
    """Return how many sitemaps in a row lead to *candidate*, one of them or not."""
    is_sitemap = kind in _DOCUMENTS and candidate.role is Role.SITEMAP
    return waypoint.nested + 1 if is_sitemap else 0


def _is_ahead(url: str, now: datetime | None) -> bool:
    """Whether *url* is the list of a day that has not come yet."""
    days = days_of(url) if now is not None else None
    return days is not None and now is not None and days[0] > (now + _AHEAD).date()
