"""The tables. Portable SQL types only, so that SQLite and PostgreSQL hold the same store.

An article's ``key`` is its identity across runs (:mod:`newscrawl.store.identity`). Moments are
ISO 8601 in UTC, to the second. ``docs/store.md`` explains every table with example queries.
"""

from __future__ import annotations

from sqlalchemy import (
    DDL,
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    event,
    text,
)

from newscrawl.store.copy_tables import anchors, clusters, fingerprints, near_duplicates
from newscrawl.store.list_tables import harvests, lists
from newscrawl.store.metadata import metadata
from newscrawl.store.site_tables import hosts, stops, terms

__all__ = [
    "VERSION",
    "anchors",
    "articles",
    "captures",
    "clusters",
    "decision_chain",
    "decisions",
    "failures",
    "fingerprints",
    "harvests",
    "hosts",
    "lists",
    "metadata",
    "near_duplicates",
    "pages",
    "policy_bodies",
    "policy_fetches",
    "revisions",
    "runs",
    "schema_version",
    "stops",
    "supplies",
    "terms",
]

VERSION = 3
"""Raised with every change that an older newscrawl could not live with."""

schema_version = Table(
    "schema_version", metadata, Column("version", Integer, primary_key=True, autoincrement=False)
)

runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("job", Text, nullable=False, index=True),
    Column("machine", Text, nullable=False),
    Column("process", Integer, nullable=False),
    Column("spider", Text, nullable=False),
    Column("arguments", JSON, nullable=False),
    Column("profile", JSON, nullable=False),
    Column("version", Text, nullable=False),
    Column("started_at", Text, nullable=False),
    Column("finished_at", Text),
    Column("reason", Text),
    Column("counts", JSON),
    Column("summary", JSON),
    # The runs whose details are still there, of which the old ones are looked for.
    Index(
        "ix_runs_detailed",
        "started_at",
        sqlite_where=text("summary IS NOT NULL"),
    ),
)

# ``run`` is the last that met an article, ``emitted`` the last to which it was new or changed.
articles = Table(
    "articles",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("run", ForeignKey("runs.id"), nullable=False, index=True),
    Column("emitted", ForeignKey("runs.id"), nullable=False, index=True),
    Column("first_seen", Text, nullable=False),
    Column("last_seen", Text, nullable=False),
    Column("url", Text),
    Column("canonical_url", Text),
    Column("path", Text),
    Column("record", Text),
    Column("host", Text, nullable=False),
    Column("publisher", Text),
    Column("headline", Text),
    Column("in_language", Text),
    Column("date_published", Text),
    Column("decision", Text),
    Column("restricted", Boolean, nullable=False),
    Column("item", JSON, nullable=False),
    Index("ix_articles_host_date", "host", "date_published"),
    Index("ix_articles_date", "date_published"),
    Index("ix_articles_decision", "decision"),
)

# What an article was before it changed: ``changed`` names the fields, ``item`` is what it was.
revisions = Table(
    "revisions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", Text, nullable=False, index=True),
    Column("run", ForeignKey("runs.id"), nullable=False),
    Column("at", Text, nullable=False),
    Column("changed", JSON, nullable=False),
    Column("item", JSON, nullable=False),
)

# What came of asking for each address (its canonical form), so that it is not asked too often.
# ``terms`` stand for purposes, profile and permissions: under others it is a page of its own.
# ``listing`` is what a feed or sitemap listed, compressed; ``key``, ``since`` and ``until`` are
# what was asked of an article that was left, or of a listing.
pages = Table(
    "pages",
    metadata,
    Column("url", Text, primary_key=True),
    Column("terms", Text, primary_key=True),
    Column("run", ForeignKey("runs.id"), nullable=False),
    Column("first_at", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("vain", Integer, nullable=False),
    Column("key", Text, nullable=False),
    Column("since", Text, nullable=False),
    Column("until", Text, nullable=False),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("listing", LargeBinary),
)

# What was decided, in the order of deciding; rows are appended and never changed
# (:mod:`newscrawl.store.chain`). On an article it is written in one transaction with its row.
decisions = Table(
    "decisions",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("run", ForeignKey("runs.id"), nullable=False),
    Column("at", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("purposes", JSON, nullable=False),
    Column("decision", Text, nullable=False),
    Column("effects", JSON, nullable=False),
    Column("by_specification", JSON, nullable=False),
    Column("evidence", JSON, nullable=False),
    Column("sha256", Text),
    Column("permission", Text),
    Column("valid_until", Text),
    Column("count", Integer, nullable=False),
    Column("sample", JSON, nullable=False),
    Column("prev_hash", Text, nullable=False),
    Column("hash", Text, nullable=False),
    Index("ix_decisions_key", "key", "action"),
    Index("ix_decisions_run", "run", "action"),
)

# The end of that chain: one row, from which it moves on.
decision_chain = Table(
    "decision_chain",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("length", Integer, nullable=False),
    Column("hash", Text, nullable=False),
)

# The newest decision on each article; of each host, site and ground the newest count.
_CURRENT = (
    "CREATE VIEW current_decisions AS SELECT * FROM decisions WHERE id IN"
    " (SELECT max(id) FROM decisions"
    " GROUP BY action, key, CASE WHEN action IN ('use', 'inquiry') THEN '' ELSE name END)"
)
event.listen(decisions, "after_create", DDL(_CURRENT))  # type: ignore[no-untyped-call]

failures = Table(
    "failures",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("run", ForeignKey("runs.id"), nullable=False, index=True),
    Column("at", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Index("ix_failures_at", "at"),
)

# The bodies of policy documents, compressed (zlib). ``sha256`` is that of the plain body.
policy_bodies = Table(
    "policy_bodies",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

# Every fetch of a policy document: nothing is ever changed or taken away.
policy_fetches = Table(
    "policy_fetches",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("run", ForeignKey("runs.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("fetched_at", Text, nullable=False),
    Column("expires_at", Text, nullable=False),
    Column("status", Integer),
    Column("media_type", Text, nullable=False),
    Column("sha256", ForeignKey("policy_bodies.sha256"), nullable=False),
    Column("redirects", Integer, nullable=False),
    Column("failure", Text, nullable=False),
    Index("ix_policy_fetches_url", "url", "fetched_at"),
    Index("ix_policy_fetches_origin", "origin", "fetched_at"),
)

# The pages of supplied files that were dealt with. No foreign key, as with the anchors of copies.
supplies = Table(
    "supplies",
    metadata,
    Column("file", BigInteger, primary_key=True, autoincrement=False),
    Column("mark", BigInteger, primary_key=True, autoincrement=False),
    Column("run", Integer, nullable=False),
    sqlite_with_rowid=False,
)

# The last WARC record of each address that holds a payload: what is as it was refers to it.
captures = Table(
    "captures",
    metadata,
    Column("url", Text, primary_key=True),
    Column("run", ForeignKey("runs.id"), nullable=False),
    Column("at", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("record", Text, nullable=False),
    Column("key", Text, nullable=False),
)
