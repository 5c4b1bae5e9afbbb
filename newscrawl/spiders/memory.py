"""What earlier runs know of the addresses of a crawl: what is new, and what need not be sent."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Container, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Self

from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.utils.datatypes import LocalCache

from newscrawl.config import REVISIT, Config
from newscrawl.discovery import Kind, Listing
from newscrawl.discovery.itinerary import Step
from newscrawl.discovery.revisits import Demand, Known, Outcome, Rounds, Wish, changed
from newscrawl.policy.profile import Profile
from newscrawl.run import Run, run_of
from newscrawl.sources import Source
from newscrawl.store.pages import Address, Sighting, Validators

__all__ = ["Memory"]

_MOST_NEW = 20_000
_LISTINGS = {Kind.FEED, Kind.SITEMAP, Kind.INDEX}


class Memory:
    """Reads and writes the pages of the store, for one *run*.

    *patience* is how long an article is left alone before it is looked at again; None is for
    ever. One that *forgets* takes everything for new. Methods raise StoreError.
    """

    def __init__(
        self, run: Run, profile: Profile, patience: timedelta | None, *, forgets: bool = False
    ) -> None:
        self._run = run
        self._pages = run.store.pages
        self._profile = profile
        self._patience = patience
        self._forgets = forgets
        self._rounds = Rounds()
        self._new: LocalCache[Address, bool] = LocalCache(_MOST_NEW)

    @classmethod
    def of(cls, crawler: Crawler, *, forgets: bool) -> Self:
        """Return the memory of the run of *crawler*, as patient as its settings say."""
        config = Config(crawler.settings)
        hours = config[REVISIT]
        patience = timedelta(hours=hours) if hours else None
        return cls(run_of(crawler), config.profile, patience, forgets=forgets)

    def changed(self, url: str, listing: Listing, demand: Demand) -> frozenset[str]:
        """Return what the document at *url* says has changed since its last *listing* was kept."""
        if self._forgets or listing.kind not in _LISTINGS:
            return frozenset()
        before = self._pages.listing(self._at(url, demand))
        return changed(before, listing) if before is not None else frozenset()

    def due(
        self, steps: Iterable[Step], demand: Demand, changed: Container[str] = ()
    ) -> list[Step]:
        """Return those of *steps* that are new, *changed*, or worth another look."""
        taken, now = list(steps), _now()
        if self._forgets:
            return taken
        addresses = {step.url: self._at(step.url, demand) for step in taken}
        known = self._pages.known(addresses.values())
        for url in addresses.keys() - known:
            self._new[addresses[url]] = True
        wish = Wish(demand, self._patience)
        due = [
            step
            for step in taken
            if step.url not in known
            or known[step.url].is_due(now, step.role, step.told, wish, changed=step.url in changed)
        ]
        again = ((step.url, step.role, known[step.url]) for step in due if step.url in known)
        put_off = self._rounds.put_off(again, now, wish)
        return [step for step in due if step.url not in put_off]

    def is_resting(self, source: Source) -> bool:
        """Whether all seeds of *source* were visited less long ago than it is to be visited."""
        if source.every is None or self._forgets:
            return False
        known = self._pages.known(self._at(seed, source.demand) for seed in source.seeds)
        # A run begins a little before it comes to a source: a tenth sooner is soon enough.
        since = _now() - 0.9 * source.every
        return all(seed in known and known[seed].at > since for seed in source.seeds)

    def conditions(self, url: str, demand: Demand) -> Mapping[str, str]:
        """Return the headers that ask for *url* only if it has changed (RFC 9110 section 13).

        The origin itself is to answer, not a cache between (RFC 9111 section 5.2.1.4).
        """
        address = self._at(url, demand)
        is_new = self._forgets or self._new.pop(address, False)
        found = None if is_new else self._pages.validators(address)
        if found is None:
            return {}
        validators, known = found
        if known.outcome is not Outcome.ARTICLE and demand.exceeds(known.demand):
            return {}
        headers = {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified}
        return {"Cache-Control": "no-cache"} | {
            name: text for name, text in headers.items() if text
        }

    def saw(self, response: Response, listing: Listing, demand: Demand, *, new: int) -> None:
        """Keep that *response* brought a *listing* with so many *new* addresses."""
        known = self._known(response.url, Outcome.LIST, is_vain=not new, demand=demand)
        validators = _validators(response)
        kept = listing if listing.kind in _LISTINGS else None
        self._pages.record(
            self._run.number,
            Sighting(self._at(response.url, demand), known, validators, kept, _aliases(response)),
        )

    def is_new(self, url: str, demand: Demand) -> bool:
        """Whether nothing came of *url* so far."""
        return url not in self._pages.known([self._at(url, demand)])

    def will_store(self, url: str, demand: Demand, response: Response | None = None) -> None:
        """Lay ready what is to be kept of the page at *url* once its item is stored.

        *response* is what it came with, where it came whole.
        """
        known = Known(Outcome.ARTICLE, _now(), demand=demand)
        if response is None:
            self._run.lay_ready(Sighting(self._at(url, demand), known))
        else:
            validators = _validators(response)
            self._run.lay_ready(
                Sighting(self._at(url, demand), known, validators, aliases=_aliases(response))
            )

    def left(self, response: Response, demand: Demand) -> None:
        """Keep that the article that *response* brought was not wanted."""
        known = Known(Outcome.LEFT, _now(), demand=demand)
        self._pages.record(
            self._run.number,
            Sighting(self._at(response.url, demand), known, aliases=_aliases(response)),
        )

    def gone(self, url: str, demand: Demand) -> None:
        """Keep that there is nothing at *url* any more."""
        known = self._known(url, Outcome.GONE, is_vain=True, demand=demand)
        self._pages.record(self._run.number, Sighting(self._at(url, demand), known))

    def unchanged(self, url: str, demand: Demand) -> Listing | None:
        """Keep that *url* has not changed; return what it listed, if it is a list."""
        address = self._at(url, demand)
        known = self._pages.known([address]).get(url)
        if known is not None:
            self._pages.touch(
                self._run.number,
                address,
                Known(known.outcome, _now(), known.vain + 1, known.demand),
            )
        return self._pages.listing(address)

    def settle(self, is_left: Callable[[str], bool]) -> None:
        """Keep that the run has taken all that its lists brought, except where *is_left*."""
        self._pages.settle(self._run.number, is_left)

    def _known(self, url: str, outcome: Outcome, *, is_vain: bool, demand: Demand) -> Known:
        at = self._at(url, demand)
        before = self._pages.known([at]).get(url) if is_vain else None
        vain = before.vain + 1 if before and before.outcome is outcome else int(is_vain)
        return Known(outcome, _now(), vain, demand)

    def _at(self, url: str, demand: Demand) -> Address:
        """Return *url* with the terms that hold there: what they change has to be asked anew."""
        granted = [each.citation for each in self._profile.granted(url, _now())]
        terms = repr((demand.purposes, self._profile.conditions, granted))
        return Address(url, hashlib.sha256(terms.encode()).hexdigest()[:16])


def _validators(response: Response) -> Validators:
    def text(name: str) -> str | None:
        value = response.headers.get(name)
        return value.decode("latin-1").strip() if value else None

    return Validators(text("ETag"), text("Last-Modified"))


def _aliases(response: Response) -> tuple[str, ...]:
    """Return the addresses that were redirected to the response."""
    return tuple(response.meta.get("redirect_urls", ())) if response.request else ()


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
