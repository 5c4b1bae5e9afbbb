"""What the lists of one crawl bring, and which of them are stalled."""

from __future__ import annotations

import logging
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any

from scrapy import Request
from scrapy.http import Response

from newscrawl.discovery import Kind, Listing, Role
from newscrawl.download.guard import AddressRefused
from newscrawl.download.responses import is_gone, why
from newscrawl.exceptions import StoreError
from newscrawl.gate import GateRefused, UseRefused
from newscrawl.harvest import Look, Record, Stall, State, stall_of
from newscrawl.harvest.looks import marks_of
from newscrawl.middlewares.statuses import Unchanged
from newscrawl.middlewares.wanted import Unwanted
from newscrawl.run import Run
from newscrawl.spiders.errand import Errand
from newscrawl.store.lists import Place
from newscrawl.text.cleaning import excerpt

__all__ = ["Watch"]

logger = logging.getLogger(__name__)

_LISTS = {Role.FEED, Role.SITEMAP, Role.SECTION}
_ENTRIES = {Role.ARTICLE, Role.OTHER}
_NO_LOOK = (UseRefused, Unchanged, Unwanted)
_SOURCE = "source"
_MOST_LISTS = 2_000
_MOST_TOLD = 100
_LONGEST = 100


class Watch:
    """Takes note of each look at a seed, a feed, a sitemap or a section. Never raises."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._records: dict[Place, Record] = {}
        self._articles: Counter[str] = Counter()
        self._new: Counter[str] = Counter()

    def came(self, errand: Errand, response: Response, listing: Listing) -> None:
        """Note that *response* is the list *listing*."""
        is_index = listing.kind is Kind.INDEX
        urls = [each.url for each in listing.candidates if is_index or each.role in _ENTRIES]
        listed = len(urls) + listing.skipped
        look = Look(str(listing.kind), listed, marks_of(urls))
        self._look(errand, response.request or Request(response.url), look)

    def unchanged(self, errand: Errand, request: Request, listing: Listing | None) -> None:
        """Note that the list *listing*, which *request* asked for, has not changed."""
        if listing is not None:
            self._look(errand, request, Look(str(listing.kind), len(listing.candidates)))

    def failed(self, errand: Errand, request: Request, error: Any) -> None:
        """Note that *request* has brought no list."""
        if errand.guess or isinstance(error, _NO_LOOK):
            return
        failure, reason = State.FAILED, why(error)
        if isinstance(error, GateRefused):
            said = error.refusal.statement
            failure, reason = State.REFUSED, f"{said.signal}: {excerpt(said.text, _LONGEST)}"
        elif isinstance(error, AddressRefused):
            failure = State.REFUSED
        elif is_gone(error):
            failure = State.GONE
        self._look(errand, request, Look(failure=failure, reason=reason))

    def article(self, errand: Errand, *, is_new: bool) -> None:
        """Count an article, which *is_new* or was known."""
        self._articles[errand.source] += 1
        self._new[errand.source] += is_new

    def conclude(self) -> dict[str, Any]:
        """Return as JSON values what each source has brought, and what is stalled; to ask once."""
        states: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for place, record in self._records.items():
            states[place.source][str(record.state)] += 1
        for source, counts in states.items():
            self._look_at_source(source, counts)
        now = datetime.now(UTC)
        stalls = list(self._stalls(now))
        with _logged():
            self._run.store.lists.forget(now)
        return {
            "sources": [
                {
                    "source": self._named(source),
                    "articles": self._articles[source],
                    "new": self._new[source],
                    "lists": dict(counts),
                }
                for source, counts in list(states.items())[:_MOST_TOLD]
            ],
            "stalls": stalls[:_MOST_TOLD],
            "stall_count": len(stalls),
        }

    def _look(self, errand: Errand, request: Request, look: Look) -> None:
        if not errand.seed and errand.expected not in _LISTS:
            return
        asked = request.meta.get("redirect_urls") or [request.url]
        place = Place(errand.source, asked[0])
        if place not in self._records and len(self._records) < _MOST_LISTS:
            self._keep(place, look)

    def _look_at_source(self, source: str, counts: Counter[str]) -> None:
        look = Look(_SOURCE)
        if not any(State(state).is_good for state in counts):
            reason = f"none of its {counts.total()} lists could be read"
            look = Look(_SOURCE, failure=State.FAILED, reason=reason)
        self._keep(Place(self._named(source)), look, self._new[source])

    def _keep(self, place: Place, look: Look, fresh: int = -1) -> None:
        with _logged():
            number, now = self._run.number, datetime.now(UTC)
            record = self._run.store.lists.look(number, place, look, now, fresh)
            self._records[place] = replace(record, marks=frozenset())

    def _stalls(self, now: datetime) -> Iterator[dict[str, Any]]:
        for place, record in self._records.items():
            stall: Stall | None = None
            with _logged():
                history = {} if record.bad else self._run.store.lists.history(place, now)
                stall = stall_of(record, history, now)
            if stall is not None:
                since = stall.since.isoformat(timespec="seconds")
                yield asdict(place) | asdict(stall) | {"since": since}

    def _named(self, source: str) -> str:
        """Return the name of *source*; that of the seeds of a command line is its job."""
        return source or self._run.job


@contextmanager
def _logged() -> Iterator[None]:
    try:
        yield
    except StoreError as error:
        logger.error("A look at a list was not stored: %s", error)  # noqa: TRY400
