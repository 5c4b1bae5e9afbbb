"""Locks by name, one holder at a time, which end with the process that holds them.

Nothing has to be cleaned up after a kill, and nothing runs out while a slow run is at work: the
holder is alive exactly as long as the lock. For a file database, which lives on one machine, it
is a lock of the operating system on a file beside it; for PostgreSQL, which many machines may
share, an advisory lock of a connection that stays open for as long as the run.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine, text

from newscrawl.exceptions import StoreError
from newscrawl.store.database import database_file, explained, open_apart

__all__ = ["Lock", "take_lock"]

_TRY = text("SELECT pg_try_advisory_lock(:key)")
# Without them the server would keep the lock of a machine that has lost its power for hours, and
# might end a connection that is silent while the run is at work.
_SETTINGS = {
    "tcp_keepalives_idle": "60",
    "tcp_keepalives_interval": "10",
    "tcp_keepalives_count": "6",
    "idle_session_timeout": "0",
}
_SET = text("SELECT set_config(name, :value, false) FROM pg_settings WHERE name = :name")


class Lock(Protocol):
    """A lock that was taken. Methods raise StoreError."""

    def is_held(self) -> bool:
        """Whether it is held still; one that was lost is taken again, if nobody else has it."""

    def release(self) -> None:
        """Let others have it. Once is enough, more does no harm."""


def take_lock(target: str, name: str) -> Lock | None:
    """Take the lock *name* on the database *target*, at once; None when another run has it.

    Raises StoreError when it can neither be had nor be held by another.
    """
    file = database_file(target)
    if file is None:
        taken: _Held | _Advisory = _Advisory(target, name)
    elif file == Path():
        return _OfNobody()
    else:
        taken = _Held(file, name)
    if taken.is_held():
        return taken
    taken.release()
    return None


class _OfNobody:
    """The lock on a database in memory, which no other run can see."""

    def is_held(self) -> bool:
        return True

    def release(self) -> None:
        pass


class _Held:
    """A lock of the operating system."""

    def __init__(self, database: Path, name: str) -> None:
        self._database = database
        mark = hashlib.sha256(name.encode()).hexdigest()[:12]
        self._path = database.with_name(f"{database.name}-{mark}.lock")
        self._lock = FileLock(self._path, thread_local=False)
        self._inode: int | None = None

    def is_held(self) -> bool:
        if self._is_own():
            return True
        # Where somebody has taken the file away, others lock the next one of that name.
        self._lock.release(force=True)
        try:
            self._lock.acquire(blocking=False)
            self._inode = self._path.stat().st_ino
        except Timeout:
            return False
        except (OSError, NotImplementedError) as error:
            reason = getattr(error, "strerror", None) or error
            raise StoreError(f"{self._database}: its jobs cannot be locked: {reason}") from None
        return True

    def release(self) -> None:
        if self._is_own():
            # Whoever has opened it meanwhile finds that it is gone, and makes it anew.
            with suppress(OSError):
                self._path.unlink()
        self._lock.release(force=True)

    def _is_own(self) -> bool:
        """Whether the file that was locked is still the one of its name."""
        try:
            return self._lock.is_locked and self._path.stat().st_ino == self._inode
        except OSError:
            return False


class _Advisory:
    """An advisory lock of PostgreSQL, in a session of its own."""

    def __init__(self, target: str, name: str) -> None:
        self._name, self._engine = open_apart(target)
        digest = hashlib.sha256(f"newscrawl job {name}".encode()).digest()
        self._key = int.from_bytes(digest[:8], signed=True)
        self._session: Connection | None = None

    def is_held(self) -> bool:
        if self._session is not None:
            try:
                with explained(self._name):
                    self._session.execute(text("SELECT 1"))
            except StoreError:
                self._forget()
            else:
                return True
        with explained(self._name):
            self._session = _session(self._engine)
            if self._session.scalar(_TRY, {"key": self._key}):
                return True
        self._forget()
        return False

    def release(self) -> None:
        self._forget()
        self._engine.dispose()

    def _forget(self) -> None:
        if self._session is not None:
            with suppress(StoreError), explained(self._name):
                self._session.invalidate()
                self._session.close()
            self._session = None


def _session(engine: Engine) -> Connection:
    session = engine.connect()
    for name, value in _SETTINGS.items():
        session.execute(_SET, {"name": name, "value": value})
    return session
