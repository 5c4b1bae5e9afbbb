"""A source: addresses to begin with, and what is wanted of the sites they lead into."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from newscrawl.bounds import Bounds
from newscrawl.discovery import Filter, Request
from newscrawl.discovery.revisits import Demand, demand_of
from newscrawl.policy.model import Purpose

__all__ = ["Source"]

_NO_BOUNDS = Bounds()


@dataclass(frozen=True, slots=True)
class Source:
    """One source, known by its ``name``; empty is that of the seeds of a command line.

    ``wanted`` is what its articles have to be. ``zone`` (an IANA name) is that of times which
    its documents write without one. ``max_pages`` bounds the web pages asked for in one run,
    ``budget`` those and the bytes that come and the time that it takes,
    ``depth`` the links followed from a seed; None is no bound. ``purposes`` are what its
    material is for; none are those of the run. A source that is to be visited ``every`` so often
    is left out of a run that comes sooner.
    """

    name: str
    seeds: tuple[str, ...]
    wanted: Filter = field(default_factory=Filter)
    zone: str | None = None
    max_pages: int | None = None
    budget: Bounds = _NO_BOUNDS
    depth: int | None = None
    purposes: tuple[Purpose, ...] = ()
    every: timedelta | None = None

    @property
    def bounds(self) -> Bounds:
        """How much of it is taken in one run: the narrower one of both bounds on pages."""
        pages = [most for most in (self.max_pages, self.budget.pages) if most]
        return replace(self.budget, pages=min(pages, default=0))

    @property
    def demand(self) -> Demand:
        """What is asked of its articles, comparably."""
        return demand_of(self.wanted, self.purposes)

    def declaring(self, purposes: Sequence[Purpose], *, also: bool) -> Source:
        """Return the source with the *purposes* of its run, where it names none or *also* then.

        With several the strictest answer counts.
        """
        own = () if self.purposes and not also else purposes
        return replace(self, purposes=tuple(dict.fromkeys((*self.purposes, *own))))

    def request(self, home: str) -> Request:
        """Return what is asked of a document that is fetched for the site *home*."""
        return Request(self.wanted.window, self.zone, sites=(home,))
