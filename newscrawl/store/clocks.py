"""When each host was last asked, by whichever run on the database.

Runs that ask the same host take turns: who was refused waits as ``next``, and who has asked last
lets the next one go first, though not for long, for that may be over by now.

A file database has them in a file of their own beside it (``news.db-clocks``): they are written
once a request, and no long transaction of another run may stand in their way.
"""

from __future__ import annotations

import time
from contextlib import suppress
from functools import cached_property
from typing import Any
from uuid import uuid4

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Double,
    MetaData,
    Table,
    Text,
    bindparam,
    case,
    cast,
    event,
    extract,
    func,
    select,
    update,
)
from sqlalchemy.exc import SQLAlchemyError

from newscrawl.store.database import (
    Insert,
    database_file,
    explained,
    insert_into,
    open_apart,
    set_pragmas,
)
from newscrawl.store.hosts import FORGOTTEN_AFTER

__all__ = ["HostClocks"]

_PATIENCE = 1.25
"""So many delays whoever has asked last waits for the next one to ask."""
_AHEAD = 1.0
"""A departure so many seconds in the future is none: the clock of the machine was set back."""
_LONGEST = FORGOTTEN_AFTER.total_seconds()
"""Who asks for more, a host or a clock that was ahead, does not lose the host for ever."""

_metadata = MetaData()
_clocks = Table(
    "host_clocks",
    _metadata,
    Column("host", Text, primary_key=True),
    Column("departed", Double, nullable=False),
    Column("spacing", Double, nullable=False),
    Column("until", Double, nullable=False),
    Column("last", Text, nullable=False),
    Column("next", Text, nullable=False),
)


class HostClocks:
    """The clocks that all runs on the database *target* share. Methods raise StoreError.

    ``departed`` and ``until`` are Unix seconds, by the clock of the server where there is one.
    """

    def __init__(self, target: str) -> None:
        """Take the clocks of *target*; nothing is opened yet. Raises StoreError."""
        self._file = database_file(target)
        if self._file is not None:
            target = f"{self._file}-clocks" if self._file.name else ":memory:"
        self._name, self._engine = open_apart(target)
        self._own = uuid4().hex

    def depart(self, host: str, spacing: float) -> float:
        """Ask whether a request may leave for *host* now, which is then noted.

        Return 0, or the seconds until the next try: *spacing* seconds, and those of the run that
        asked it last, are kept between two departures.
        """
        with explained(self._name):
            asked = {"host": host, "spacing": spacing, "now": time.time(), "own": self._own}
            if self._connection.execute(self._depart, asked).first() is not None:
                return 0.0
            self._connection.execute(self._queue, {"waits_for": host, "own": self._own})
            wait = self._connection.scalar(self._wait, asked)
        return max(float(wait or 0.0), 0.001)

    def postpone(self, host: str, seconds: float) -> None:
        """Let nothing leave for *host* before so many *seconds* are over, at most a week's."""
        with explained(self._name):
            asked = {"host": host, "seconds": min(seconds, _LONGEST), "now": time.time()}
            self._connection.execute(self._postpone, asked)

    def close(self) -> None:
        """Let go of the database."""
        if (connection := vars(self).get("_connection")) is not None:
            connection.close()
        self._engine.dispose()

    @cached_property
    def _connection(self) -> Connection:
        if self._file is not None:
            event.listen(self._engine, "connect", set_pragmas)
        connection = self._engine.connect()
        with suppress(SQLAlchemyError):
            _metadata.create_all(connection)
        # Another run may have made them between the look and the deed: look again.
        _metadata.create_all(connection)
        return connection

    @property
    def _now(self) -> ColumnElement[Any]:
        if self._file is not None:
            return bindparam("now", type_=Double)
        return cast(extract("epoch", func.clock_timestamp()), Double)

    def _insert(self) -> Insert:
        return insert_into(_clocks, "postgresql" if self._file is None else "sqlite")

    @cached_property
    def _depart(self) -> Any:
        row, own = _clocks.c, bindparam("own", type_=Text)
        values = {"departed": self._now, "spacing": bindparam("spacing"), "until": 0.0, "last": own}
        insert = self._insert().values(host=bindparam("host"), next="", **values)
        is_next = row.next.in_(["", own]) | (row.last == own)
        return insert.on_conflict_do_update(
            index_elements=["host"],
            set_={**values, "next": case((is_next, ""), else_=row.next)},
            where=(self._due <= self._now) & (self._until <= self._now),
        ).returning(row.host)

    @property
    def _due(self) -> ColumnElement[Any]:
        """When this run may ask: with the next one waiting, later for who has asked last."""
        row, own = _clocks.c, bindparam("own", type_=Text)
        is_others_turn = (row.last == own) & row.next.not_in(["", own])
        departed = self._believed(row.departed, _AHEAD)
        return departed + row.spacing * case((is_others_turn, _PATIENCE), else_=1.0)

    @property
    def _until(self) -> ColumnElement[Any]:
        return self._believed(_clocks.c.until, _LONGEST + _AHEAD)

    def _believed(self, moment: ColumnElement[Any], ahead: float) -> ColumnElement[Any]:
        """Return *moment*; 0 where that is further *ahead*: the clock was set back since."""
        return case((moment > self._now + ahead, 0.0), else_=moment)

    @cached_property
    def _queue(self) -> Any:
        row, own = _clocks.c, bindparam("own", type_=Text)
        is_free = (row.last != own) & (row.next == "")
        return update(_clocks).where(row.host == bindparam("waits_for"), is_free).values(next=own)

    @cached_property
    def _wait(self) -> Any:
        row = _clocks.c
        latest = func.max if self._file is not None else func.greatest
        return select(latest(self._due, self._until) - self._now).where(
            row.host == bindparam("host")
        )

    @cached_property
    def _postpone(self) -> Any:
        until = self._now + bindparam("seconds", type_=Double)
        insert = self._insert().values(
            host=bindparam("host"), departed=0.0, spacing=0.0, until=until, last="", next=""
        )
        return insert.on_conflict_do_update(
            index_elements=["host"], set_={"until": until}, where=self._until < until
        )
