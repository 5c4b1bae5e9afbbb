"""Articles: one row each, however often and in however many runs they are met."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import func, select

from newscrawl.store.database import Database
from newscrawl.store.decisions import Decisions, Ruling
from newscrawl.store.identity import Identity, nested
from newscrawl.store.runs import now
from newscrawl.store.schema import articles

__all__ = ["Articles"]

_PLAIN = ("url", "canonical_url", "publisher", "headline", "in_language", "date_published")
_RENEWED = (
    *_PLAIN, "run", "last_seen", "path", "record", "host", "decision", "restricted", "item",
)  # fmt: skip
_UPSERT = (articles, ("key",), _RENEWED)
_BATCH = 200


class Articles:
    """The articles of all runs. Methods raise StoreError."""

    def __init__(self, database: Database, decisions: Decisions) -> None:
        self._database = database
        self._decisions = decisions

    def store(self, run: int, item: Any) -> None:
        """Store *item* and the decision it carries; committed when this returns.

        An article that is known by its key gets a new ``last_seen`` and ``run``, and its
        present content; never a second row.
        """
        identity, ruling = Identity.of(item), Ruling.of(item)
        with self._database.transaction() as connection:
            self._database.upsert(connection, _UPSERT, _row(run, identity, ruling, item))
            if ruling:
                self._decisions.write(connection, run, identity, ruling)

    def count(self, run: int | None = None) -> int:
        """Return how many articles there are, or were last seen in *run*."""
        query = select(func.count()).select_from(articles)
        if run is not None:
            query = query.where(articles.c.run == run)
        with self._database.transaction() as connection:
            return connection.scalar(query) or 0

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Yield every stored item as a dictionary, in order of first storing, in batches."""
        last = 0
        while True:
            query = select(articles.c.id, articles.c.item).where(articles.c.id > last)
            with self._database.transaction() as connection:
                rows = connection.execute(query.order_by(articles.c.id).limit(_BATCH)).all()
            yield from (item for _, item in rows)
            if len(rows) < _BATCH:
                return
            last = rows[-1].id


def _row(run: int, identity: Identity, ruling: Ruling | None, item: Any) -> dict[str, Any]:
    content = nested(item)
    provenance = nested(content.get("provenance"))
    moment = now()
    return {
        **{name: _text(content.get(name)) for name in _PLAIN},
        "key": identity.key,
        "run": run,
        "first_seen": moment,
        "last_seen": moment,
        "path": _text(provenance.get("path")),
        "record": _text(provenance.get("record")),
        "host": identity.host,
        "decision": ruling.decision if ruling else None,
        "restricted": bool(ruling and ruling.restricted),
        "item": content,
    }


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
