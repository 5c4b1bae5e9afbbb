"""The tables of the schema that tell which articles are copies of one another."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
)

from newscrawl.store.metadata import metadata

__all__ = ["anchors", "clusters", "fingerprints", "near_duplicates"]

# What runs have seen: ``name`` is the first page of its article in the run, ``sketch`` its
# fingerprint; pages without text have neither digest nor sketch. Then what it says of its origin
# (:mod:`newscrawl.store.originals`), and its part in a cluster of copies: of the ``original`` it
# has the share ``similarity``.
fingerprints = Table(
    "fingerprints",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("run", ForeignKey("runs.id"), nullable=False),
    Column("name", Text, nullable=False),
    Column("host", Text, nullable=False),
    Column("digest", Text),
    Column("sketch", LargeBinary),
    Column("first_seen", Text, nullable=False),
    Column("site", Text, nullable=False),
    Column("publisher", Text),
    Column("credits", JSON, nullable=False),
    Column("date_published", Text),
    Column("canonical", Text),
    Column("cluster", Integer),
    Column("role", Text),
    Column("similarity", Float),
    Index("ix_fingerprints_digest", "digest"),
)
Index(
    "ix_fingerprints_cluster",
    fingerprints.c.cluster,
    sqlite_where=fingerprints.c.cluster.is_not(None),
)

# The search index over the sketches. No foreign key: it would cost as much as the index.
anchors = Table(
    "anchors",
    metadata,
    Column("value", BigInteger, primary_key=True, autoincrement=False),
    Column("fingerprint", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

# Articles that are copies of one another. ``original`` is the key of the one that the others are
# taken to be copies of; ``ground``, ``reason`` and ``evidence`` tell why.
clusters = Table(
    "clusters",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("run", ForeignKey("runs.id"), nullable=False),
    Column("at", Text, nullable=False),
    Column("original", Text, nullable=False),
    Column("ground", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("evidence", JSON, nullable=False),
)

near_duplicates = Table(
    "near_duplicates",
    metadata,
    Column("key", Text, primary_key=True),
    Column("other", Text, primary_key=True, index=True),
    Column("run", ForeignKey("runs.id"), nullable=False),
    Column("similarity", Float, nullable=False),
)
