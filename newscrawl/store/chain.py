"""The chain of decisions: each row holds the hash of the one before, so that no change hides.

A decision is numbered by its place, from one, and its ``hash`` is the SHA-256 over the canonical
JSON of all its other columns, ``prev_hash`` among them. The end of the chain is kept beside it:
a row taken from the middle, changed, or put elsewhere shows, and so does one taken from the end.
Whoever rewrites the whole chain is found out by a hash that was written down elsewhere.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, insert, select, update

from newscrawl.store.database import Database
from newscrawl.store.schema import decision_chain, decisions

__all__ = ["Chain", "Verification"]

_FIRST = {"id": 1, "length": 0, "hash": ""}
_START = (decision_chain, ("id",), ())
_end = decision_chain.c
_MOVE = (
    update(decision_chain)
    .where(_end.length == bindparam("from_length"), _end.hash == bindparam("from_hash"))
    .values(length=bindparam("to_length"), hash=bindparam("to_hash"))
)
_APPEND = insert(decisions)
_BATCH = 500
_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Verification:
    """What came of checking the chain: its ``length``, the last ``hash``, and what is ``broken``.

    ``broken`` names the first row that is not as it was written, in one line; empty when all are.
    """

    length: int
    hash: str
    broken: str = ""


class Chain:
    """Appends decisions and checks them. Methods raise StoreError."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known = (0, "")

    def append(self, connection: Connection, rows: Sequence[Mapping[str, Any]]) -> str:
        """Append *rows* as the last write in the transaction of *connection*; return the last hash.

        The end of the chain moves on only from where it is, which locks it until the transaction
        ends: two processes that write at the same time come one after the other.
        """
        if not rows:
            return self._known[1]
        while True:
            place, previous = self._known
            linked = list(_linked(rows, place, previous))
            length, last = place + len(linked), str(linked[-1]["hash"])
            move = {
                "from_length": place,
                "from_hash": previous,
                "to_length": length,
                "to_hash": last,
            }
            if connection.execute(_MOVE, move).rowcount:
                break
            self._known = self._end(connection)
        connection.execute(_APPEND, linked)
        self._known = length, last
        return last

    def verify(self) -> Verification:
        """Read all decisions and tell whether they are what was written, in that order.

        Others may go on writing meanwhile.
        """
        length, last = self._read_end()
        place, previous = 0, ""
        for row in self._rows():
            reason = _fault(row, place + 1, previous)
            if not reason and place + 1 == length and row["hash"] != last:
                reason = f"{_name(row)} is not the one that was written"
            if reason:
                return Verification(place, previous, reason)
            place, previous = place + 1, row["hash"]
        reason = ""
        if place < length:
            reason = f"decision {place + 1} is missing: {length} were written"
        elif place > length and place > (written := self._read_end()[0]):
            reason = f"decision {written + 1} came by another way: {written} were written"
        return Verification(place, previous, reason)

    def _read_end(self) -> tuple[int, str]:
        with self._database.transaction() as connection:
            return self._end(connection)

    def _end(self, connection: Connection) -> tuple[int, str]:
        query = select(_end.length, _end.hash).with_for_update()
        found = connection.execute(query).first()
        if found is None:
            self._database.upsert(connection, _START, _FIRST)
            found = connection.execute(query).one()
        return found.length, found.hash

    def _rows(self) -> Iterator[RowMapping]:
        last = None
        while True:
            query = select(decisions).order_by(decisions.c.id).limit(_BATCH)
            if last is not None:
                query = query.where(decisions.c.id > last)
            with self._database.transaction() as connection:
                rows = connection.execute(query).mappings().all()
            yield from rows
            if len(rows) < _BATCH:
                return
            last = rows[-1]["id"]


def _linked(
    rows: Iterable[Mapping[str, Any]], place: int, previous: str
) -> Iterator[dict[str, Any]]:
    """Yield *rows* as they follow the one at *place*, whose hash is *previous*."""
    for number, row in enumerate(rows, place + 1):
        linked = {**row, "id": number, "prev_hash": previous}
        previous = _hash(linked)
        yield linked | {"hash": previous}


def _hash(row: Mapping[str, Any] | RowMapping) -> str:
    content = {name: value for name, value in row.items() if name != "hash"}
    text = _CANONICAL.encode(content)
    return hashlib.sha256(text.encode()).hexdigest()


def _fault(row: RowMapping, place: int, previous: str) -> str:
    """Return why *row* cannot be the one at *place*; empty when it is."""
    if row["id"] != place:
        return f"decision {place} is missing"
    if row["prev_hash"] != previous:
        return f"{_name(row)} does not follow the one before it"
    return "" if _hash(row) == row["hash"] else f"{_name(row)} is not as it was written"


def _name(row: RowMapping) -> str:
    return f"decision {row['id']} ({row['name']}, {row['at']})"
