"""The tables of the frontier and how its database is opened.

``requests`` holds what is owed, a row until its request is acknowledged; ``seen`` the
fingerprint of everything ever queued by this job; ``hosts`` what must outlive a run of their
clocks (``ready_at`` in Unix seconds); ``job`` one row that says whether the job was finished.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from newscrawl.exceptions import StoreError

__all__ = ["open_database"]

_VERSION = 1
_TABLES = """
CREATE TABLE hosts (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    delay REAL NOT NULL DEFAULT 0,
    ready_at REAL NOT NULL DEFAULT 0
);
CREATE TABLE requests (
    id INTEGER PRIMARY KEY,
    host INTEGER NOT NULL REFERENCES hosts,
    rank INTEGER NOT NULL,
    depth INTEGER NOT NULL,
    leased INTEGER NOT NULL DEFAULT 0,
    fingerprint BLOB NOT NULL,
    body TEXT NOT NULL
);
CREATE INDEX pending ON requests (host, rank, depth, id) WHERE leased = 0;
CREATE TABLE seen (fingerprint BLOB PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE job (finished INTEGER NOT NULL);
INSERT INTO job VALUES (0);
"""
_CACHE_KIB = 16 * 1024
_SECONDS_FOR_A_LOCK = 1


def open_database(path: Path | None) -> sqlite3.Connection:
    """Open the database at *path*, made when absent, for this process alone.

    Without a path it is a temporary one: SQLite keeps it in memory as far as the page cache
    reaches and beyond that in a file that vanishes with the connection.
    Raises StoreError, one line that names the file, when it cannot be used.
    """
    name = path or "frontier"
    try:
        connection = sqlite3.connect(
            path or "", isolation_level=None, timeout=_SECONDS_FOR_A_LOCK, check_same_thread=False
        )
    except sqlite3.Error as error:
        raise StoreError(f"{name}: {error}") from None
    try:
        _prepare(connection, durable=path is not None)
        _check_version(connection, str(name))
    except sqlite3.Error as error:
        connection.close()
        in_use = getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY
        raise StoreError(f"{name}: {'in use by another run' if in_use else error}") from None
    except StoreError:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection, *, durable: bool) -> None:
    # Two schedulers on one file would hand out the same requests: the first keeps it.
    pragmas = ["locking_mode = EXCLUSIVE", f"cache_size = -{_CACHE_KIB}"]
    # With WAL a killed process loses nothing that was committed; only a power cut may.
    pragmas += (
        ["journal_mode = WAL", "synchronous = NORMAL"]
        if durable
        else ["journal_mode = MEMORY", "synchronous = OFF"]
    )
    for pragma in pragmas:
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("BEGIN IMMEDIATE")


def _check_version(connection: sqlite3.Connection, name: str) -> None:
    (found,) = connection.execute("PRAGMA user_version").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if not found and not tables:
        for statement in filter(str.strip, _TABLES.split(";")):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {_VERSION}")
        connection.execute("COMMIT")
        connection.execute("BEGIN IMMEDIATE")
    elif found != _VERSION:
        raise StoreError(f"{name}: not a frontier of this version of newscrawl")
