"""What is remembered of hosts from run to run: that one was given up, or bore only a slow pace."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, select

from newscrawl.store.database import Database
from newscrawl.store.identity import encodable
from newscrawl.store.runs import now
from newscrawl.store.schema import hosts

__all__ = ["FORGOTTEN_AFTER", "Hosts", "Remembered"]

_UPSERT = (hosts, ("name",), ("run", "at", "until", "reason", "strikes", "slowed"))
_HALF_LIFE = timedelta(hours=1)
FORGOTTEN_AFTER = timedelta(days=7)
"""No host is left alone for longer, whatever it asks for."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """What is known of a host.

    It is not asked before ``until`` (Unix seconds), for a ``reason``; ``strikes`` counts the runs
    in a row that had to give it up, ``slowed`` is the delay in seconds that its answers asked for.
    """

    until: float = 0.0
    reason: str = ""
    strikes: int = 0
    slowed: float = 0.0

    def __bool__(self) -> bool:
        return bool(self.until or self.strikes or self.slowed)


class Hosts:
    """Hosts by the names that the frontier gives them. Methods raise StoreError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def recall(self, name: str) -> Remembered | None:
        """Return what is remembered of the host *name*; the memory fades.

        The delay is halved each hour, and after a week without a sign all is forgotten.
        """
        query = select(hosts).where(hosts.c.name == encodable(name))
        with self._database.transaction() as connection:
            row = connection.execute(query).first()
        if row is None:
            return None
        age = datetime.now(UTC) - datetime.fromisoformat(row.at)
        if abs(age) > FORGOTTEN_AFTER:  # or the clock was set back
            return None
        slowed = row.slowed * 0.5 ** max(0.0, age / _HALF_LIFE)
        return Remembered(row.until, row.reason, row.strikes, slowed)

    def keep(self, run: int, name: str, known: Remembered) -> None:
        """Remember what is *known* now of the host *name*; forget it when that is nothing."""
        name = encodable(name)
        with self._database.transaction() as connection:
            if not known:
                connection.execute(delete(hosts).where(hosts.c.name == name))
                return
            row = {
                "name": name,
                "run": run,
                "at": now(),
                "until": known.until,
                "reason": encodable(known.reason),
                "strikes": known.strikes,
                "slowed": known.slowed,
            }
            self._database.upsert(connection, _UPSERT, row)
