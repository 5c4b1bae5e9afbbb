"""The lists that a crawl looks at again and again: what each brought, for some weeks."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import delete, insert, select, update

from newscrawl.harvest import Look, Record, State, Tally, period_of
from newscrawl.harvest.rhythm import KEPT_PERIODS
from newscrawl.store.database import Database
from newscrawl.store.identity import encodable
from newscrawl.store.schema import harvests, lists

__all__ = ["Lists", "Place"]

_HARVEST = (harvests, ("list", "period"), ("looks", "fresh"))
_KEPT = timedelta(weeks=9)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a list is: in a source, at an address; without one it is the source as a whole."""

    source: str
    url: str = ""


class Lists:
    """Lists by their places. Methods raise StoreError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def look(self, run: int, place: Place, look: Look, at: datetime, fresh: int = -1) -> Record:
        """Keep a *look* at that aware moment; return what is known now.

        *fresh* is how many articles were new, where the marks of the look do not tell.
        """
        with self._database.transaction() as connection:
            row = connection.execute(select(lists).where(*_at(place))).first()
            record = (Record() if row is None else _record(row)).after(look, at)
            values = _values(record) | {"run": run, "at": _written(at)}
            if row is None:
                values |= {"source": encodable(place.source), "url": encodable(place.url)}
                known = connection.scalar(insert(lists).values(values).returning(lists.c.id))
            else:
                known = row.id
                connection.execute(update(lists).where(lists.c.id == known).values(values))
            if not record.state.is_good:
                return record
            period = period_of(at)
            here = (harvests.c.list == known, harvests.c.period == period)
            found = connection.execute(select(harvests).where(*here)).first()
            brought = record.fresh if fresh < 0 else fresh
            tally = {
                "list": known,
                "period": period,
                "looks": 1 + (found.looks if found else 0),
                "fresh": brought + (found.fresh if found else 0),
            }
            self._database.upsert(connection, _HARVEST, tally)
        return record

    def history(self, place: Place, now: datetime) -> dict[int, Tally]:
        """Return what the list at *place* has brought in the periods before *now* (aware)."""
        query = (
            select(harvests.c.period, harvests.c.looks, harvests.c.fresh)
            .join(lists, lists.c.id == harvests.c.list)
            .where(*_at(place), harvests.c.period >= period_of(now) - KEPT_PERIODS)
        )
        with self._database.transaction() as connection:
            rows = connection.execute(query).all()
        return {row.period: Tally(row.looks, row.fresh) for row in rows}

    def forget(self, now: datetime) -> None:
        """Forget what is too old to be of use at *now* (aware), and lists looked at no more."""
        old = select(lists.c.id).where(lists.c.at < _written(now - _KEPT))
        with self._database.transaction() as connection:
            connection.execute(
                delete(harvests).where(
                    (harvests.c.period < period_of(now) - KEPT_PERIODS) | harvests.c.list.in_(old)
                )
            )
            connection.execute(delete(lists).where(lists.c.id.in_(old)))


def _at(place: Place) -> tuple[Any, ...]:
    return lists.c.source == encodable(place.source), lists.c.url == encodable(place.url)


def _record(row: Any) -> Record:
    return Record(
        kind=row.kind,
        state=State(row.state),
        reason=row.reason,
        looks=row.looks,
        bad=row.bad,
        bad_since=datetime.fromisoformat(row.bad_since) if row.bad_since else None,
        listed=tuple(row.listed),
        marks=frozenset(array("I", row.marks)),
    )


def _values(record: Record) -> dict[str, Any]:
    return {
        "kind": record.kind,
        "state": str(record.state),
        "reason": encodable(record.reason),
        "looks": record.looks,
        "bad": record.bad,
        "bad_since": _written(record.bad_since) if record.bad_since else None,
        "listed": list(record.listed),
        "marks": array("I", sorted(record.marks)).tobytes(),
    }


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")
