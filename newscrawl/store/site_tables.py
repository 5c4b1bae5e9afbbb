"""The tables of the schema that hold what is remembered of sites and hosts."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Double, ForeignKey, Integer, Table, Text

from newscrawl.store.metadata import metadata

__all__ = ["hosts", "stops", "terms"]

# Sites that forbid us everything, by the statement that says so; not asked again until then.
stops = Table(
    "stops",
    metadata,
    Column("site", Text, primary_key=True),
    Column("kinds", Text, primary_key=True),
    Column("run", ForeignKey("runs.id"), nullable=False),
    Column("at", Text, nullable=False),
    Column("until", Text, nullable=False),
    Column("statement", JSON, nullable=False),
)

# Pages of terms that were read: what they say for their whole site; not read again until then.
terms = Table(
    "terms",
    metadata,
    Column("site", Text, primary_key=True),
    Column("url", Text, primary_key=True),
    Column("run", ForeignKey("runs.id"), nullable=False),
    Column("at", Text, nullable=False),
    Column("until", Text, nullable=False),
    Column("statements", JSON, nullable=False),
)

# Hosts that failed too often, put us off, or bore only a slow pace. ``until`` is in Unix seconds.
hosts = Table(
    "hosts",
    metadata,
    Column("name", Text, primary_key=True),
    Column("run", ForeignKey("runs.id"), nullable=False),
    Column("at", Text, nullable=False),
    Column("until", Double, nullable=False),
    Column("reason", Text, nullable=False),
    Column("strikes", Integer, nullable=False),
    Column("slowed", Double, nullable=False),
)
