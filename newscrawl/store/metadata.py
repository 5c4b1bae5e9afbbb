"""What all tables belong to."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, MetaData, event

__all__ = ["metadata"]

metadata = MetaData()


@event.listens_for(metadata, "before_create")
def _say_to_postgresql(target: MetaData, connection: Connection, **_: Any) -> None:
    """Let indexes hold on PostgreSQL the rows that they hold on SQLite.

    What names its dialect loads it, which takes a twentieth of the start of a crawl.
    """
    if connection.dialect.name == "postgresql":
        for index in (each for table in target.tables.values() for each in table.indexes):
            where = index.dialect_options["sqlite"]["where"]
            index.dialect_options["postgresql"]["where"] = where
