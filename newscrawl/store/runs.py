"""Runs: when each started and ended, with what, and what became of it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from socket import gethostname
from typing import Any

from sqlalchemy import delete, insert, null, select, update

from newscrawl import __version__
from newscrawl.store.database import Database
from newscrawl.store.identity import encodable
from newscrawl.store.schema import failures, runs
from newscrawl.text.cleaning import clean, collapse

__all__ = ["KILLED", "Runs", "now"]

KILLED = "killed"
"""The reason of a run that ended without a word."""


def now() -> str:
    """Return this moment as the store writes it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


class Runs:
    """The runs and their failures. Methods raise StoreError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def start(
        self,
        spider: str,
        arguments: Mapping[str, Any],
        profile: Mapping[str, Sequence[str]] | None = None,
        job: str = "",
    ) -> int:
        """Record the start of a run of this process; return its number.

        *profile* is whose eyes see: the conditions met, and what silence denies. *job* is the
        name of the job that it is a run of.
        """
        values = {
            "job": job,
            "machine": encodable(gethostname()),
            "process": os.getpid(),
            "spider": spider,
            "arguments": {name: encodable(str(value)) for name, value in arguments.items()},
            "profile": dict(profile or {}),
            "version": __version__,
            "started_at": now(),
        }
        with self._database.transaction() as connection:
            number = connection.scalar(insert(runs).values(values).returning(runs.c.id))
        return int(number or 0)

    def finish(
        self, run: int, reason: str, counts: Mapping[str, Any], summary: Mapping[str, Any]
    ) -> None:
        """Record the end of *run*. A run without an end was killed, or is at work."""
        values = {
            "finished_at": now(),
            "reason": reason,
            "counts": dict(counts),
            "summary": dict(summary),
        }
        with self._database.transaction() as connection:
            connection.execute(update(runs).where(runs.c.id == run).values(values))

    def holder(self, job: str) -> str:
        """Return a phrase for the run of *job* that is at work, as far as it has told of itself."""
        query = select(runs).where(runs.c.job == job, runs.c.finished_at.is_(None))
        with self._database.transaction() as connection:
            row = connection.execute(query.order_by(runs.c.id.desc()).limit(1)).first()
        if row is None:
            return "another run, which is just beginning or ending"
        return f"run {row.id}, process {row.process} on {row.machine}, since {row.started_at}"

    def settle(self, job: str) -> tuple[int, ...]:
        """Note of the earlier runs of *job* without an end that they were killed; return them.

        To be asked by the one who holds the lock of the job: no other run of it is alive.
        """
        query = update(runs).where(
            runs.c.job == job, runs.c.finished_at.is_(None), runs.c.reason.is_(None)
        )
        with self._database.transaction() as connection:
            found = connection.scalars(query.values(reason=KILLED).returning(runs.c.id))
            return tuple(sorted(found))

    def forget(self, before: datetime) -> None:
        """Forget the summaries and failures of the runs that began *before* that aware moment."""
        old = before.astimezone(UTC).isoformat(timespec="seconds")
        is_old = (runs.c.started_at < old, runs.c.summary.is_not(null()))
        with self._database.transaction() as connection:
            connection.execute(update(runs).where(*is_old).values(summary=null(), counts=null()))
            connection.execute(delete(failures).where(failures.c.at < old))

    def fail(self, run: int, failed: Iterable[tuple[str, str]]) -> None:
        """Record what *failed* in *run*: the name of a page, file or item, and why, of each."""
        at = now()
        rows = [
            {"run": run, "at": at, "name": _line(name), "reason": _line(reason)}
            for name, reason in failed
        ]
        if rows:
            with self._database.transaction() as connection:
                connection.execute(insert(failures), rows)

    def failures(self, run: int) -> list[tuple[str, str]]:
        """Return (name, reason) of every failure of *run*, in order."""
        query = select(failures.c.name, failures.c.reason).where(failures.c.run == run)
        with self._database.transaction() as connection:
            rows = connection.execute(query.order_by(failures.c.id))
            return [(name, reason) for name, reason in rows]


def _line(text: str) -> str:
    return collapse(clean(encodable(text)))
