"""Policy documents as they were fetched: every fetch a row, every body once, nothing changed."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import RowMapping, Select, func, insert, select

from newscrawl.exceptions import StoreError
from newscrawl.policy.documents import DocumentKind, PolicyDocument
from newscrawl.store.database import Database
from newscrawl.store.identity import encodable
from newscrawl.store.schema import policy_bodies, policy_fetches

__all__ = ["Documents"]

_BODY = (policy_bodies, ("sha256",), ())
_fetch = policy_fetches.c
_BATCH = 50
_NEWEST_FIRST = (_fetch.fetched_at.desc(), _fetch.id.desc())
_WHOLE = select(policy_fetches, policy_bodies.c.content).join(policy_bodies)


class Documents:
    """The policy documents of all origins. Methods raise StoreError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, run: int, document: PolicyDocument) -> None:
        """Keep *document*, fetched in *run*, beside all earlier fetches."""
        digest = document.sha256
        body = {"sha256": digest, "content": zlib.compress(document.body)}
        with self._database.transaction() as connection:
            self._database.upsert(connection, _BODY, body)
            connection.execute(insert(policy_fetches), _row(run, document, digest))

    def latest(
        self, url: str, at: datetime | None = None, kind: DocumentKind | None = None
    ) -> PolicyDocument | None:
        """Return the newest fetch of *url*, as :meth:`fetches` does; None when there is none."""
        return next(iter(self.fetches(url, at, kind, most=1)), None)

    def fetches(
        self,
        url: str,
        at: datetime | None = None,
        kind: DocumentKind | None = None,
        most: int = 100,
    ) -> list[PolicyDocument]:
        """Return the fetches of *url* not after *at* (aware), newest first, *most* of them.

        Only those that were read as *kind* where one is given: a site may name the address of
        one document as that of another.
        """
        query = _WHOLE.where(_fetch.url == url).order_by(*_NEWEST_FIRST).limit(most)
        if kind is not None:
            query = query.where(_fetch.kind == str(kind))
        return self._found(_until(query, at))

    def of_origin(self, origin: str, at: datetime | None = None) -> list[PolicyDocument]:
        """Return the newest fetch, not after *at*, of each document of *origin*, by address."""
        each = (_fetch.url, _fetch.kind)
        age = func.row_number().over(partition_by=each, order_by=_NEWEST_FIRST)
        ranked = _until(select(_fetch.id, age.label("age")).where(_fetch.origin == origin), at)
        ages = ranked.subquery()
        newest = select(ages.c.id).where(ages.c.age == 1)
        return self._found(_WHOLE.where(_fetch.id.in_(newest)).order_by(*each))

    def damaged(self) -> str:
        """Return, in one line, which body is not what its hash says; empty when all are."""
        last = ""
        while True:
            query = select(policy_bodies).where(policy_bodies.c.sha256 > last)
            with self._database.transaction() as connection:
                found = connection.execute(query.order_by(policy_bodies.c.sha256).limit(_BATCH))
                rows = found.all()
            for digest, content in rows:
                if _digest(content) != digest:
                    return f"the policy document {digest} is not as it was kept"
            if len(rows) < _BATCH:
                return ""
            last = rows[-1].sha256

    def _found(self, query: Select[Any]) -> list[PolicyDocument]:
        with self._database.transaction() as connection:
            return list(_documents(connection.execute(query).mappings()))


def _digest(content: bytes) -> str:
    try:
        return hashlib.sha256(zlib.decompress(content)).hexdigest()
    except zlib.error:
        return ""


def _until(query: Select[Any], at: datetime | None) -> Select[Any]:
    return query if at is None else query.where(_fetch.fetched_at <= _written(at))


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def _row(run: int, document: PolicyDocument, digest: str) -> dict[str, Any]:
    return {
        "run": run,
        "kind": str(document.kind),
        "origin": document.origin,
        "url": encodable(document.url),
        "fetched_at": _written(document.fetched_at),
        "expires_at": _written(document.expires_at),
        "status": document.status,
        "media_type": encodable(document.media_type),
        "sha256": digest,
        "redirects": document.redirects,
        "failure": encodable(document.failure),
    }


def _documents(rows: Iterable[RowMapping]) -> Iterable[PolicyDocument]:
    for row in rows:
        try:
            yield PolicyDocument(
                DocumentKind(row["kind"]),
                row["origin"],
                row["url"],
                datetime.fromisoformat(row["fetched_at"]),
                datetime.fromisoformat(row["expires_at"]),
                row["status"],
                row["media_type"],
                zlib.decompress(row["content"]),
                row["redirects"],
                row["failure"],
            )
        except (ValueError, zlib.error) as error:
            raise StoreError(
                f"the fetch {row['id']} of {row['url']} cannot be read: {error}"
            ) from None
