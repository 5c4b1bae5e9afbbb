"""The tables of the schema that hold what the lists of a crawl bring."""

from __future__ import annotations

from sqlalchemy import JSON, Column, ForeignKey, Integer, LargeBinary, Table, Text, UniqueConstraint

from newscrawl.store.metadata import metadata

__all__ = ["harvests", "lists"]

# The lists that are looked at in run after run (seeds, feeds, sitemaps, sections), and each source
# as a whole (without ``url``): what came of the last look, and what makes the next one comparable.
lists = Table(
    "lists",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("run", ForeignKey("runs.id"), nullable=False),
    Column("at", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("looks", Integer, nullable=False),
    Column("bad", Integer, nullable=False),
    Column("bad_since", Text),
    Column("listed", JSON, nullable=False),
    Column("marks", LargeBinary, nullable=False),
    UniqueConstraint("source", "url"),
)

# What each brought in a period of six hours, numbered from 1970: for nine weeks, not longer.
harvests = Table(
    "harvests",
    metadata,
    Column("list", ForeignKey("lists.id"), primary_key=True),
    Column("period", Integer, primary_key=True, autoincrement=False),
    Column("looks", Integer, nullable=False),
    Column("fresh", Integer, nullable=False),
)
