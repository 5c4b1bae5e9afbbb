"""When an address that is known is worth asking again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from newscrawl.discovery.filters import Filter
from newscrawl.discovery.model import Listing, Role
from newscrawl.discovery.window import Bound
from newscrawl.normalisation.moments import Moment, Precision
from newscrawl.urls import site

__all__ = ["Demand", "Known", "Outcome", "Rounds", "Wish", "changed", "demand_of"]

_LISTS_AGAIN = timedelta(minutes=10)
_LISTS_AT_MOST = timedelta(hours=1)
_OTHERS_AT_MOST = timedelta(days=1)
_PATIENCE_WITH_LISTS = 3
_LATELY = timedelta(hours=6)
_MOST_LISTS_AGAIN = 2
_MOST_SITES = 50_000
_WHOLE = {Role.FEED, Role.SITEMAP}
_LISTS = {Role.FEED, Role.SITEMAP, Role.SECTION, Role.PAGE}
_GONE_AGAIN = timedelta(days=1)
_AT_MOST = timedelta(days=30)
_LATEST = "9999-12-31"


class Outcome(StrEnum):
    """What came of asking for an address.

    ``LIST`` is whatever may lead on, ``LEFT`` an article that was not wanted.
    """

    ARTICLE = "article"
    LIST = "list"
    LEFT = "left"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Demand:
    """What is asked of an article, comparably: the days, and a ``key`` of all else.

    ``purposes`` are what it is asked for.
    """

    key: str = ""
    since: str = ""
    until: str = _LATEST
    purposes: tuple[str, ...] = ()

    def exceeds(self, other: Demand) -> bool:
        """Whether it may admit what *other* left."""
        return self.key != other.key or self.since < other.since or self.until > other.until


def demand_of(wanted: Filter, purposes: Iterable[str] = ()) -> Demand:
    """Return the demand that the filter *wanted* makes for *purposes*."""
    window = wanted.window
    since, until = _day(window.since, ""), _day(window.until, _LATEST)
    return Demand(wanted.key, since, until, tuple(sorted(map(str, purposes))))


@dataclass(frozen=True, slots=True)
class Wish:
    """What a run asks for, and its ``patience``: how long an article is left alone."""

    demand: Demand = Demand()
    patience: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an address: what came of it *at* that aware moment.

    ``vain`` counts the times in a row that it brought nothing new; of a list it is one as soon as
    a run has taken all that it brought. ``demand`` is what was asked of it.
    """

    outcome: Outcome
    at: datetime
    vain: int = 0
    demand: Demand = Demand()

    def is_due(
        self, now: datetime, role: Role, told: Moment | None, wish: Wish, *, changed: bool = False
    ) -> bool:
        """Whether it is worth a request *now*, for what is expected there, its *role*.

        *told* is the day or the moment of its last change, as some document says; *changed*
        says that this document told another one before. An article is looked at again after
        the patience of the *wish*, then after twice as long each time that it has not changed,
        for some weeks; None is never, unless a document tells of a change.
        """
        if self.outcome is Outcome.LEFT:
            return wish.demand.exceeds(self.demand)
        is_news = changed or (told is not None and self._is_after(told))
        if self.outcome is Outcome.LIST:
            return self._is_list_due(now, role, told, is_news=is_news)
        if is_news:
            # Who tells of a change each time, and does not change, is believed less and less.
            return now >= self.at + _doubled(_LISTS_AGAIN, self.vain - 1) * bool(self.vain)
        if self.outcome is Outcome.GONE:
            return now >= self.at + min(_doubled(_GONE_AGAIN, self.vain), _AT_MOST)
        if wish.patience is None:
            return False
        wait = _doubled(wish.patience, self.vain)
        return wait <= _AT_MOST and now >= self.at + wait

    def _is_list_due(
        self, now: datetime, role: Role, told: Moment | None, *, is_news: bool
    ) -> bool:
        if self.vain and told is not None and not is_news and self._is_over(told):
            return False
        if self.vain <= _PATIENCE_WITH_LISTS:
            return True
        wait = _doubled(_LISTS_AGAIN, self.vain - _PATIENCE_WITH_LISTS - 1)
        return now >= self.at + min(wait, _LISTS_AT_MOST if role in _LISTS else _OTHERS_AT_MOST)

    def _is_after(self, told: Moment) -> bool:
        """Whether *told* is certainly later than the last look."""
        value = told.value
        if not isinstance(value, datetime):
            return value > self.at.astimezone(UTC).date()
        return value.tzinfo is not None and value > self.at

    def _is_over(self, told: Moment) -> bool:
        """Whether no more can come of what *told* names: a day goes on after a look at it."""
        return told.day < self.at.astimezone(UTC).date() or told.precision is Precision.INSTANT


class Rounds:
    """The sections of each site that one run looks at again.

    What is new stands in feeds and sitemaps and on the pages that a crawl begins with, which are
    in every run. Of the other lists of a site that were seen within six hours a run looks at two
    again, each time others: those that brought news lately first, then those not seen for longest.
    """

    def __init__(self) -> None:
        self._looked: dict[str, int] = {}

    def put_off(
        self, known: Iterable[tuple[str, Role, Known]], now: datetime, wish: Wish
    ) -> frozenset[str]:
        """Return those of *known* addresses, with their roles, that are left for a later run.

        A list of which not all was taken, or of which more is wished for now, is none of them.
        """
        seen = [
            (each.vain, each.at, url)
            for url, role, each in known
            if each.outcome is Outcome.LIST
            and role not in _WHOLE
            and each.vain
            and now < each.at + _LATELY
            and not wish.demand.exceeds(each.demand)
        ]
        return frozenset(url for _, _, url in sorted(seen) if not self._takes(site(url)))

    def _takes(self, name: str) -> bool:
        looked = self._looked.pop(name, 0)
        self._looked[name] = looked + 1
        if len(self._looked) > _MOST_SITES:
            del self._looked[next(iter(self._looked))]
        return looked < _MOST_LISTS_AGAIN


def changed(before: Listing, now: Listing) -> frozenset[str]:
    """Return the addresses of which one document tells another last change than *before*.

    A clock that runs behind ours, or a day named without its hours, hides a change from
    :meth:`Known.is_due`; what the document itself said last time shows it.
    """
    told = {each.url: each.last_change for each in before.candidates}
    return frozenset(
        each.url
        for each in now.candidates
        if told.get(each.url) is not None and each.last_change not in {None, told[each.url]}
    )


def _doubled(wait: timedelta, times: int) -> timedelta:
    return wait * (1 << max(0, min(times, 16)))


def _day(bound: Bound | None, missing: str) -> str:
    if bound is None:
        return missing
    day: date = bound.astimezone(UTC).date() if isinstance(bound, datetime) else bound
    return day.isoformat()
