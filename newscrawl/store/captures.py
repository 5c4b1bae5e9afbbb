"""What was archived of each address, so that the same is not archived again."""

from __future__ import annotations

from dataclasses import asdict, fields

from sqlalchemy import select

from newscrawl.archive import Capture
from newscrawl.store.database import Database
from newscrawl.store.schema import captures

__all__ = ["Captures"]

_UPSERT = (captures, ("url",), ("run", "at", "digest", "record", "key"))


class Captures:
    """The last capture of each address. Methods raise StoreError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def latest(self, url: str) -> Capture | None:
        """Return the last capture of *url*; None when there is none."""
        columns = [captures.c[each.name] for each in fields(Capture)]
        with self._database.transaction() as connection:
            row = connection.execute(select(*columns).where(captures.c.url == url)).first()
        return Capture(*row) if row else None

    def keep(self, run: int, capture: Capture) -> None:
        """Keep *capture*, made in *run*, in place of an earlier one."""
        with self._database.transaction() as connection:
            self._database.upsert(connection, _UPSERT, {"run": run, **asdict(capture)})
