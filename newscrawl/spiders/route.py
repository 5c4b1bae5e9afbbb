"""The way of one crawl: from its sources through their sites, as far as they are wanted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from newscrawl.discovery import Candidate, Kind, Listing
from newscrawl.discovery.itinerary import Itinerary, Step, sitemaps_of
from newscrawl.discovery.revisits import Demand
from newscrawl.items import NewsArticle
from newscrawl.normalisation.machine import read_machine
from newscrawl.normalisation.moments import Moment
from newscrawl.sources import Budget, Source
from newscrawl.spiders.errand import Errand
from newscrawl.urls import site

__all__ = ["Leg", "Route", "Stop"]

_SEED_PRIORITY = 100
_MOST_TOLD = 20
Leg = tuple[str, int, Errand]
"""An address to ask for, how urgent it is, and what for."""
Due = Callable[[Iterable[Step], Demand], Iterable[Step]]
"""Tells which steps are new, or worth another look."""


class Stop(NamedTuple):
    """A document that has come: its address, when, and whether it is an article."""

    url: str
    at: datetime | None
    fruitful: bool = False


class Route:
    """Where the crawl of *sources* goes, and what it leaves aside."""

    def __init__(self, sources: Iterable[Source]) -> None:
        self._sources = {source.name: source for source in sources}
        self._itinerary = Itinerary()
        self._budget = Budget(self._sources.values())
        self._unwanted: Counter[str] = Counter()
        self._resting: list[str] = []

    def source(self, errand: Errand) -> Source:
        """Return the source of *errand*; one that asks for everything if it is named no more."""
        return self._sources.get(errand.source) or Source(errand.source, ())

    def seeds(self, is_resting: Callable[[Source], bool]) -> Iterator[Leg]:
        """Yield the seeds of all sources that are not resting."""
        for source in self._sources.values():
            if is_resting(source):
                self._resting.append(source.name)
                continue
            for url in source.seeds:
                yield url, _SEED_PRIORITY, Errand(site(url), source.name, seed=True)

    def onward(self, errand: Errand, stop: Stop, listing: Listing, due: Due) -> Iterator[Leg]:
        """Yield where the *listing* of a document leads, that came at *stop* for *errand*."""
        if errand.guess and listing.kind is Kind.PAGE:
            return
        source = self.source(errand)
        waypoint = errand.waypoint(stop.url, stop.at, fruitful=stop.fruitful)
        steps = list(self._itinerary.steps(waypoint, listing, source.wanted, source.depth))
        taken = due(steps, source.demand)
        for step in set(steps).difference(taken):
            self._itinerary.pass_over(step.url)
        for step in taken:
            if not self._budget.is_spent(source.name):
                yield _leg(step, errand)

    def nothing(self, errand: Errand, url: str) -> None:
        """Note that there was nothing at *url*."""
        self._itinerary.record_nothing(url, errand.expected)

    def receive(self, errand: Errand, size: int) -> None:
        """Count *size* bytes that have come for *errand*."""
        self._budget.receive(errand.source, size)

    def know(self, url: str) -> None:
        """Take note that *url* was asked for, by the way."""
        self._itinerary.know(url)

    def sitemaps(self, errand: Errand, url: str, named: Iterable[str], due: Due) -> Iterator[Leg]:
        """Yield the sitemaps of the origin of *url* that its robots.txt has *named*, or a guess."""
        for step in due(sitemaps_of(url, named), self.source(errand).demand):
            yield _leg(step, errand)

    def unwanted(self, errand: Errand, url: str, request: bytes) -> str | None:
        """Return why the *request* (its fingerprint) for *url* need not leave any more."""
        if not errand.seed and not self._itinerary.admits(url, errand.expected):
            return "its like have led nowhere"
        if errand.is_for_a_page(url) and not self._budget.admits(errand.source, request):
            return "the source has had its pages"
        return None

    @property
    def is_cut_short(self) -> bool:
        """Whether something was left aside that a run with other bounds would take."""
        is_spent = any(map(self._budget.is_spent, self._sources))
        return is_spent or bool(self._itinerary.unwanted["depth"])

    def refuses(self, errand: Errand, article: NewsArticle) -> bool:
        """Whether *article* is not wanted, by what it says of itself."""
        refusal = _elsewhere(article) or self.source(errand).wanted.refusal(*_told(article))
        if refusal is not None:
            self._unwanted[refusal] += 1
        return refusal is not None

    def as_dict(self) -> dict[str, Any]:
        """Return what was left aside, and why, as JSON values, the most frequent first."""
        unwanted = self._itinerary.unwanted + self._unwanted
        unwanted["budget"] += self._budget.refused.total()
        return {
            "resting": self._resting,
            "known": self._itinerary.passed_over,
            "unwanted": _ranked(unwanted),
            "traps": _ranked(self._itinerary.traps),
            "in_vain": _ranked(self._itinerary.spent),
        }


def _leg(step: Step, errand: Errand) -> Leg:
    return step.url, step.priority, Errand.of(step, errand.home, errand.source)


def _elsewhere(article: NewsArticle) -> str | None:
    """Return a word if *article* says that it is the copy of one on another site.

    A host known by its number alone (its site has a port) may well be the one that it names.
    """
    if article.url is None or article.canonical_url is None:
        return None
    own = site(article.url)
    return "copy" if ":" not in own and site(article.canonical_url) != own else None


def _told(article: NewsArticle) -> tuple[Candidate, str]:
    """Return what *article* says of itself, and where its words stand."""
    candidate = Candidate(
        article.url or "",
        title=article.headline,
        published=_moment(article.date_published),
        modified=_moment(article.date_modified),
        language=article.in_language,
        section=article.article_section,
        keywords=tuple(article.keywords or ()),
    )
    text = "\n".join(filter(None, [article.description, article.article_body]))
    return candidate, text or " "


def _moment(written: str | None) -> Moment | None:
    value = read_machine(written) if written else None
    return Moment(value) if value is not None else None


def _ranked(counts: Mapping[str, int]) -> dict[str, int]:
    return {name: count for name, count in Counter(counts).most_common(_MOST_TOLD) if count}
