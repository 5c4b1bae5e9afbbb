"""What is remembered of sites across runs: those that want us gone, and what terms say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, select

from newscrawl.exceptions import StoreError
from newscrawl.policy.model import Statement
from newscrawl.policy.records import from_record, to_record
from newscrawl.store.database import Database
from newscrawl.store.runs import now
from newscrawl.store.schema import stops, terms

__all__ = ["Sites"]

_STOP = (stops, ("site", "kinds"), ("run", "at", "until", "statement"))
_TERMS = (terms, ("site", "url"), ("run", "at", "until", "statements"))


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def _statement(row: Any) -> Statement:
    try:
        return from_record(row.statement)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise StoreError(f"the stop of {row.site} cannot be read: {error!r}") from None


class Sites:
    """Stops and terms by site. Methods raise StoreError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def stops(self, at: datetime) -> dict[str, tuple[Statement, ...]]:
        """Return the sites stopped *at* that moment (aware), and all why; forget older stops.

        Raises StoreError naming the site whose stop cannot be read: it must not become a leave.
        """
        with self._database.transaction() as connection:
            rows = connection.execute(select(stops.c.site, stops.c.until, stops.c.statement)).all()
            connection.execute(delete(stops).where(stops.c.until <= _written(at)))
        found: defaultdict[str, list[Statement]] = defaultdict(list)
        for row in rows:
            if row.until > _written(at):
                found[row.site].append(_statement(row))
        return {site: tuple(statements) for site, statements in found.items()}

    def keep_stop(self, run: int, site: str, statement: Statement, until: datetime) -> None:
        """Remember that *site* wants us gone, as *statement* says, *until* (aware).

        What another kind of statement says of it stays.
        """
        row: dict[str, Any] = {
            "site": site,
            "kinds": ",".join(statement.kinds),
            "run": run,
            "at": now(),
            "until": _written(until),
            "statement": to_record(statement),
        }
        with self._database.transaction() as connection:
            self._database.upsert(connection, _STOP, row)

    def terms(self, site: str, at: datetime) -> dict[str, tuple[Statement, ...]]:
        """Return by address what the terms of *site* say that were read, and hold *at* (aware).

        What cannot be read back is left out: it has to be asked for anew.
        """
        query = select(terms.c.url, terms.c.statements, terms.c.until)
        with self._database.transaction() as connection:
            rows = connection.execute(query.where(terms.c.site == site)).all()
        found = {}
        for row in rows:
            if row.until > _written(at):
                with suppress(KeyError, TypeError, ValueError, AttributeError):
                    found[row.url] = tuple(map(from_record, row.statements))
        return found

    def keep_terms(
        self, run: int, site: str, url: str, statements: Iterable[Statement], until: datetime
    ) -> None:
        """Remember that the terms of *site* at *url* say *statements*, *until* (aware)."""
        row: dict[str, Any] = {
            "site": site,
            "url": url,
            "run": run,
            "at": now(),
            "until": _written(until),
            "statements": [to_record(each) for each in statements],
        }
        with self._database.transaction() as connection:
            self._database.upsert(connection, _TERMS, row)
