"""What is remembered of sites across runs: their robots.txt, and those that want us gone."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, select

from newscrawl.exceptions import StoreError
from newscrawl.policy.model import Statement
from newscrawl.policy.records import from_record, to_record
from newscrawl.policy.signals.robots_copy import RobotsCopy
from newscrawl.store.database import Database
from newscrawl.store.runs import now
from newscrawl.store.schema import robots, stops

__all__ = ["Sites"]

_COPY = (robots, ("origin",), tuple(column.name for column in robots.c if column.name != "origin"))
_STOP = (stops, ("site",), ("run", "at", "until", "statement"))


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def _statement(row: Any) -> Statement:
    try:
        return from_record(row.statement)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise StoreError(f"the stop of {row.site} cannot be read: {error!r}") from None


class Sites:
    """Robots files by origin and stops by site. Methods raise StoreError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def robots(self, origin: str) -> RobotsCopy | None:
        """Return the copy kept for *origin*, however old; None when there is none to be read."""
        query = select(robots).where(robots.c.origin == origin)
        with self._database.transaction() as connection:
            row = connection.execute(query).mappings().first()
        try:
            return RobotsCopy.from_record(dict(row)) if row else None
        except (KeyError, TypeError, ValueError):
            return None  # of another version: the file is asked for anew

    def keep_robots(self, copy: RobotsCopy) -> None:
        """Keep *copy* in place of an earlier one of its origin."""
        with self._database.transaction() as connection:
            self._database.upsert(connection, _COPY, copy.to_record())

    def stops(self, at: datetime) -> dict[str, Statement]:
        """Return the sites stopped *at* that moment (aware), and why; forget older stops.

        Raises StoreError naming the site whose stop cannot be read: it must not become a leave.
        """
        with self._database.transaction() as connection:
            rows = connection.execute(select(stops.c.site, stops.c.until, stops.c.statement)).all()
            connection.execute(delete(stops).where(stops.c.until <= _written(at)))
        return {row.site: _statement(row) for row in rows if row.until > _written(at)}

    def keep_stop(self, run: int, site: str, statement: Statement, until: datetime) -> None:
        """Remember that *site* forbids us everything, as *statement* says, *until* (aware)."""
        row: dict[str, Any] = {
            "site": site,
            "run": run,
            "at": now(),
            "until": _written(until),
            "statement": to_record(statement),
        }
        with self._database.transaction() as connection:
            self._database.upsert(connection, _STOP, row)
