"""The queue of requests in SQLite: what is owed, what is leased, what was ever seen.

A request taken out stays in its row, leased, until it is acknowledged; whatever is leased when
the queue is opened goes back to the others. All changes between two commits are one
transaction, so a killed process leaves a state that once was: the requests that a page led to
are there whenever the page's own row is gone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from newscrawl.frontier.schema import open_database

__all__ = ["Entry", "HostRow", "RequestQueue"]

_HIGHEST = 2**62


@dataclass(frozen=True, slots=True)
class Entry:
    """One request to queue. Higher priority first, then smaller depth, then first come."""

    fingerprint: bytes
    body: str
    priority: int = 0
    depth: int = 0

    @property
    def order(self) -> tuple[int, int]:
        """The rank and the depth as SQLite can hold and sort them."""
        return _bounded(-self.priority), _bounded(self.depth)


class HostRow(NamedTuple):
    """What outlives a run of a host: published delay (s), not before (Unix s), queue length."""

    id: int
    name: str
    delay: float
    ready_at: float
    queued: int


class RequestQueue:
    """One open queue; for one thread. Methods raise sqlite3.Error when the disk fails.

    ``resumed`` says whether it was opened with anything of an unfinished job;
    ``recovered`` how many leased requests went back to the queue;
    ``unsaved`` how many acknowledgements no commit has made durable yet.
    """

    def __init__(self, path: Path | None = None) -> None:
        """Open the queue at *path*, or a temporary one. Raises StoreError when it cannot."""
        self._connection = open_database(path)
        self._execute = self._connection.execute
        self.unsaved = 0
        self.recovered = self._execute("UPDATE requests SET leased = 0 WHERE leased = 1").rowcount
        self._begin_anew_when_finished()
        self.resumed = self._execute("SELECT 1 FROM seen LIMIT 1").fetchone() is not None
        self.commit()

    def _begin_anew_when_finished(self) -> None:
        """Forget what a finished job has seen, but not what it had to leave behind."""
        if self._execute("SELECT finished FROM job").fetchone()[0]:
            self._execute("DELETE FROM seen")
            self._execute("INSERT OR IGNORE INTO seen SELECT fingerprint FROM requests")
            self._execute("UPDATE job SET finished = 0")

    def hosts(self) -> Iterator[HostRow]:
        """Yield every known host with the number of its queued requests."""
        rows = self._execute(
            "SELECT h.id, h.name, h.delay, h.ready_at,"
            " (SELECT count(*) FROM requests WHERE host = h.id AND leased = 0) FROM hosts h"
        )
        return map(HostRow._make, rows)

    def host_id(self, name: str) -> int:
        """Return the number under which the host *name* is kept, given to it when it is new."""
        self._execute("INSERT OR IGNORE INTO hosts (name) VALUES (?)", (name,))
        found: int = self._execute("SELECT id FROM hosts WHERE name = ?", (name,)).fetchone()[0]
        return found

    def keep_delay(self, host: int, seconds: float) -> None:
        """Remember the published delay of *host*."""
        self._execute("UPDATE hosts SET delay = ? WHERE id = ?", (seconds, host))

    def keep_pause(self, host: int, ready_at: float) -> None:
        """Remember that *host* wants no request before *ready_at* (Unix seconds)."""
        self._execute("UPDATE hosts SET ready_at = ? WHERE id = ?", (ready_at, host))

    def has_seen(self, fingerprint: bytes) -> bool:
        """Whether a request with that *fingerprint* was ever queued by this job."""
        query = "SELECT 1 FROM seen WHERE fingerprint = ?"
        return self._execute(query, (fingerprint,)).fetchone() is not None

    def push(self, host: int, entry: Entry, *, unique: bool = True) -> bool:
        """Queue *entry* for *host*. Return False, and queue nothing, if it was seen before.

        With ``unique=False`` it is queued whether seen or not.
        """
        seen = self._execute("INSERT OR IGNORE INTO seen VALUES (?)", (entry.fingerprint,))
        if unique and not seen.rowcount:
            return False
        self._execute(
            "INSERT INTO requests (host, rank, depth, fingerprint, body) VALUES (?, ?, ?, ?, ?)",
            (host, *entry.order, entry.fingerprint, entry.body),
        )
        return True

    def lease(self, host: int) -> tuple[int, str] | None:
        """Take the first request of *host*: its row and its body. None when there is none."""
        found: tuple[int, str] | None = self._execute(
            "SELECT id, body FROM requests WHERE host = ? AND leased = 0"
            " ORDER BY rank, depth, id LIMIT 1",
            (host,),
        ).fetchone()
        if found is not None:
            self._execute("UPDATE requests SET leased = 1 WHERE id = ?", (found[0],))
        return found

    def release(self, row: int, body: str | None = None) -> None:
        """Give the leased *row* back to its place in the queue, with a new *body* if given."""
        self._execute(
            "UPDATE requests SET leased = 0, body = coalesce(?, body) WHERE id = ?", (body, row)
        )

    def acknowledge(self, row: int) -> None:
        """Strike out *row*: nothing is owed any more."""
        self._execute("DELETE FROM requests WHERE id = ?", (row,))
        self.unsaved += 1

    def drop(self, host: int) -> int:
        """Strike out all that is queued for *host*, what is leased excepted; return how much."""
        return self._execute("DELETE FROM requests WHERE host = ? AND leased = 0", (host,)).rowcount

    def commit(self) -> None:
        """Make everything so far durable."""
        self._execute("COMMIT")
        self.unsaved = 0
        self._execute("BEGIN IMMEDIATE")

    def finish(self) -> None:
        """Mark the job as finished: opened again, the queue begins a new one."""
        self._execute("UPDATE job SET finished = 1")

    def close(self) -> None:
        """Let go of the file. What was not committed is undone."""
        self._connection.close()


def _bounded(number: int) -> int:
    return max(-_HIGHEST, min(number, _HIGHEST))
