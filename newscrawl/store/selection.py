"""Which of the stored articles are wanted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, or_

from newscrawl.discovery.window import ALWAYS, Bound, Window
from newscrawl.normalisation.moments import Moment
from newscrawl.store.schema import articles

__all__ = ["Selection"]

_row = articles.c
_DAY = len("2026-11-28")
_DOUBT = timedelta(days=2)
"""How far the day of an instant may lie from the same in another zone; more than enough."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What an article has to be; what is left empty asks nothing.

    The ``window`` holds the day or instant of its publication, or, where nobody tells that, of
    its first sight. ``sites`` are host names in ASCII form, each with its subdomains;
    ``languages`` are tags, a primary one for all its kinds. ``restricted`` asks for those that
    are, or that are not. ``runs`` are those that last told of it: as new, or as changed.
    """

    window: Window = ALWAYS
    sites: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    restricted: bool | None = None
    runs: frozenset[int] = frozenset()

    def conditions(self) -> Iterator[ColumnElement[bool]]:
        """Yield what the database can judge; of days it leaves those around the window."""
        if self.sites:
            names = [_row.host.endswith(f".{name}", autoescape=True) for name in self.sites]
            yield or_(_row.host.in_(self.sites), *names)
        if self.languages:
            kinds = [_row.in_language.startswith(f"{each}-") for each in self.languages]
            yield or_(_row.in_language.in_(self.languages), *kinds)
        if self.restricted is not None:
            yield _row.restricted.is_(self.restricted)
        if self.runs:
            yield _row.emitted.in_(self.runs)
        day = func.substr(func.coalesce(_row.date_published, _row.first_seen), 1, _DAY)
        if self.window.since is not None:
            yield day >= _day(self.window.since, -_DOUBT)
        if self.window.until is not None:
            yield day <= _day(self.window.until, _DOUBT)

    def takes(self, published: str | None, first_seen: str) -> bool:
        """Whether an article with these dates can lie within the window."""
        if self.window == ALWAYS:
            return True
        moment = _moment(published) or _moment(first_seen)
        return moment is None or not self.window.misses(moment)


def _day(bound: Bound, margin: timedelta) -> str:
    day = bound.date() if isinstance(bound, datetime) else bound
    try:
        return (day + margin).isoformat()
    except OverflowError:
        return day.isoformat()


def _moment(text: str | None) -> Moment | None:
    try:
        found = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return Moment(found if text and len(text) > _DAY else found.date())
