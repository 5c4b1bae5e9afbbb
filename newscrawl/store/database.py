"""One database: opened, checked, its tables made, its errors told in one line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy import Connection, Engine, Table, create_engine, event, insert, inspect, select
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.pool import NullPool, QueuePool

from newscrawl.exceptions import StoreError
from newscrawl.store.schema import VERSION, metadata, schema_version

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql, sqlite

__all__ = [
    "Database",
    "Insert",
    "Upsert",
    "database_file",
    "explained",
    "insert_into",
    "is_file_of",
    "is_there",
    "open_apart",
    "set_pragmas",
]

_SECONDS_FOR_A_LOCK = 30
_PRAGMAS = (
    f"busy_timeout = {_SECONDS_FOR_A_LOCK * 1000}",
    "journal_mode = WAL",
    # With WAL a killed process loses nothing that was committed; only a power cut may.
    "synchronous = NORMAL",
    "foreign_keys = ON",
)
# What the name of each of its files has behind that of the database: SQLite's, clocks, locks.
_ENDING = re.compile(r"(?:-clocks)?(?:-wal|-shm|-journal)?|-[0-9a-f]{12}\.lock")
_DIALECTS = ("sqlite", "postgresql")

Insert: TypeAlias = "sqlite.Insert | postgresql.Insert"
Upsert = tuple[Table, tuple[str, ...], tuple[str, ...]]
"""A table, the columns that make a row the same row, the columns renewed when it is."""


class Database:
    """An open database. Every method raises StoreError, whose line names the database."""

    def __init__(self, target: str) -> None:
        """Open *target*, a file name or a SQLAlchemy URL, and create the tables it lacks."""
        url = _url(target)
        self.name = _name(url)
        with self._explained():
            self._engine = _engine(url)
        try:
            self._create_tables()
        except StoreError:
            self.close()
            raise

    def close(self) -> None:
        """Let go of the connection."""
        self._engine.dispose()

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Run a block in one transaction: committed at its end, undone when it raises."""
        with self._explained(), self._engine.begin() as connection:
            yield connection

    def upsert(
        self,
        connection: Connection,
        kind: Upsert,
        rows: Mapping[str, Any] | Sequence[Mapping[str, Any]],
    ) -> None:
        """Write *rows*; those that exist are renewed as *kind* says, never doubled."""
        if rows:
            connection.execute(_statement(self._engine.dialect.name, *kind), rows)

    def _create_tables(self) -> None:
        said = None
        while True:
            try:
                with self._explained():
                    self._check_owner()
                    metadata.create_all(self._engine)
                    self._check_version()
            except StoreError as error:
                # Another job may create a table between the look and the deed, one after another:
                # it is looked again until the same failure comes twice.
                if str(error) == said:
                    raise
                said = str(error)
            else:
                return

    def _check_owner(self) -> None:
        """Raise StoreError when a table is not as ours of its name: nothing is made beside it."""
        found = inspect(self._engine)
        if found.has_table(schema_version.name):
            return
        for name in metadata.tables.keys() & found.get_table_names():
            columns = {column["name"] for column in found.get_columns(name)}
            if not columns.issuperset(metadata.tables[name].columns.keys()):
                raise StoreError(f"{self.name}: its table {name} is another program's")

    def _check_version(self) -> None:
        with self._engine.begin() as connection:
            found = connection.scalar(select(schema_version.c.version))
            if found is None:
                connection.execute(insert(schema_version).values(version=VERSION))
            elif found != VERSION:
                age = "newer" if found > VERSION else "older"
                raise StoreError(
                    f"{self.name}: made by a {age} newscrawl"
                    f" (schema {found}, this version reads {VERSION})"
                )

    def _explained(self) -> AbstractContextManager[None]:
        return explained(self.name)


@contextmanager
def explained(name: str) -> Iterator[None]:
    """Raise StoreError, a line that names the database *name*, for whatever fails in a block."""
    try:
        yield
    except (SQLAlchemyError, ImportError, OSError) as error:
        cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
        text = (str(cause).splitlines() or [type(cause).__name__])[0]
        raise StoreError(f"{name}: {text}") from None


def database_file(target: str) -> Path | None:
    """Return the file of the database *target*, links followed; the empty path is memory.

    None is a database of a server. Raises StoreError for what can be none.
    """
    url = _url(target)
    if not _is_sqlite(url):
        return None
    return Path() if url.database in {None, "", ":memory:"} else Path(str(url.database)).resolve()


def is_file_of(target: str, path: Path) -> bool:
    """Whether *path* is a file of the database *target*, in which nobody else may write."""
    file = database_file(target)
    if file is None or not file.name:
        return False
    path = path.resolve()
    is_named_so = path.name.startswith(file.name) and path.parent == file.parent
    return is_named_so and bool(_ENDING.fullmatch(path.name, len(file.name)))


def open_apart(target: str) -> tuple[str, Engine]:
    """Return the name of the database *target*, and an engine whose statements stand alone.

    Each connection of it is a session of its own. Raises StoreError.
    """
    url = _url(target)
    with explained(_name(url)):
        return _name(url), create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")


def is_there(target: str) -> bool:
    """Whether *target* may be a database already: a file that is not there yet is none.

    Raises StoreError for what can be none.
    """
    url = _url(target)
    return not _is_sqlite(url) or (url.database is not None and Path(url.database).exists())


def insert_into(table: Table, dialect: str) -> Insert:
    """Return an insertion that can renew what is there, which both dialects spell alike."""
    # Of the two only the one in use is loaded.
    insertion: Insert = import_module(f"sqlalchemy.dialects.{dialect}").insert(table)
    return insertion


@lru_cache(maxsize=64)
def _statement(
    dialect: str, table: Table, same: tuple[str, ...], renewed: tuple[str, ...]
) -> Insert:
    statement = insert_into(table, dialect)
    if not renewed:
        return statement.on_conflict_do_nothing(index_elements=same)
    return statement.on_conflict_do_update(
        index_elements=same, set_={name: statement.excluded[name] for name in renewed}
    )


def _name(url: URL) -> str:
    """Return how messages call the database: never with a password, wherever it stands."""
    if _is_sqlite(url):
        return url.database or "memory"
    shown = URL.create(url.drivername, host=url.host, port=url.port, database=url.database)
    return shown.render_as_string()


def _url(target: str) -> URL:
    try:
        url = make_url(target) if "://" in target else URL.create("sqlite", database=target)
    except ArgumentError:
        raise StoreError("not a database URL (is it dialect://user@host/name?)") from None
    if url.get_backend_name() not in _DIALECTS:
        raise StoreError(f"{url.get_backend_name()}: not a database newscrawl can use")
    if _is_sqlite(url) and url.database:
        path = Path(url.database)
        if path.is_dir():
            raise StoreError(f"{path}: is a directory, not a database file")
        if not path.parent.is_dir():
            raise StoreError(f"{path}: there is no directory {path.parent}")
    return url


def _engine(url: URL) -> Engine:
    """Return an engine of one connection, whose errors never quote what was to be stored."""
    engine = create_engine(
        url,
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        hide_parameters=True,
        json_serializer=json.JSONEncoder(ensure_ascii=False).encode,  # made once
    )
    if _is_sqlite(url):
        event.listen(engine, "connect", set_pragmas)
    return engine


def _is_sqlite(url: URL) -> bool:
    return url.get_backend_name() == "sqlite"


def set_pragmas(connection: Any, _: Any) -> None:
    """Let a new *connection* to SQLite wait for others, and lose nothing when it is killed."""
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
