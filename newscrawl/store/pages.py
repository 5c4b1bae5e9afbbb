"""Pages: what came of each address that was asked for, across runs."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, select

from newscrawl.discovery.model import Listing
from newscrawl.discovery.records import from_record, to_record
from newscrawl.discovery.revisits import Demand, Known, Outcome
from newscrawl.store.database import Database
from newscrawl.store.identity import encodable
from newscrawl.store.schema import pages
from newscrawl.urls import canonical_url

__all__ = ["Address", "Pages", "Sighting", "Validators"]

_SAME = ("url", "terms")
_RENEWED = tuple(column.name for column in pages.c if column.name not in {*_SAME, "first_at"})
_UPSERT = (pages, _SAME, _RENEWED)
_BATCH = 400
_LONGEST_VALIDATOR = 1_000
_LARGEST_LISTING = 50_000_000


@dataclass(frozen=True, slots=True)
class Validators:
    """By what a server tells whether a document has changed (RFC 9110 section 8.8)."""

    etag: str | None = None
    last_modified: str | None = None

    def __bool__(self) -> bool:
        return bool(self.etag or self.last_modified)


class Address(NamedTuple):
    """An address, and under which terms it is asked for: what is known holds under the same."""

    url: str
    terms: str


@dataclass(frozen=True, slots=True)
class Sighting:
    """One look at an address: what is known now, and by what the next look can be shorter.

    ``aliases`` are further addresses that led there.
    """

    address: Address
    known: Known
    validators: Validators = Validators()
    listing: Listing | None = None
    aliases: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        """The address that was looked at."""
        return self.address.url


class Pages:
    """Addresses by their canonical form. Methods raise StoreError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def known(self, addresses: Iterable[Address]) -> dict[str, Known]:
        """Return what is known of *addresses*, by their URLs; what was never asked is left out."""
        keys = {each.url: (_key(each.url), each.terms) for each in addresses}
        remaining = iter(dict.fromkeys(url for url, _ in keys.values()))
        found: dict[tuple[str, str], Known] = {}
        with self._database.transaction() as connection:
            while batch := list(islice(remaining, _BATCH)):
                query = select(*_KNOWN).where(pages.c.url.in_(batch))
                rows = connection.execute(query)
                found |= {(row.url, row.terms): _known(row) for row in rows}
        return {url: found[key] for url, key in keys.items() if key in found}

    def validators(self, address: Address) -> tuple[Validators, Known] | None:
        """Return how to ask whether *address* has changed, and what is known; None where it cannot.

        Of a document that is no article only one whose listing is kept counts.
        """
        columns = (*_KNOWN, pages.c.etag, pages.c.last_modified, pages.c.listing.is_(None))
        query = select(*columns).where(*_at(address))
        with self._database.transaction() as connection:
            row = connection.execute(query).first()
        if row is None or (row.outcome != Outcome.ARTICLE and row[-1]):
            return None
        found = Validators(row.etag, row.last_modified)
        return (found, _known(row)) if found else None

    def listing(self, address: Address) -> Listing | None:
        """Return what *address* listed when it last came; None when that is not at hand."""
        query = select(pages.c.listing).where(*_at(address))
        with self._database.transaction() as connection:
            blob = connection.scalar(query)
        return _unpacked(blob, address.url) if blob else None

    def record(self, run: int, sighting: Sighting) -> None:
        """Keep *sighting* in place of an earlier one."""
        with self._database.transaction() as connection:
            self.write(connection, run, sighting)

    def write(self, connection: Connection, run: int, sighting: Sighting) -> None:
        """Keep *sighting* within the transaction of *connection*."""
        self._database.upsert(connection, _UPSERT, list(_rows(run, sighting)))

    def settle(self, run: int, is_left: Callable[[str], bool]) -> None:
        """Keep that all that the lists seen in *run* brought was taken, so they are in vain now.

        Those whose address *is_left* stay as they are.
        """
        unsettled = (pages.c.run == run, pages.c.outcome == Outcome.LIST, pages.c.vain == 0)
        with self._database.transaction() as connection:
            urls = connection.scalars(select(pages.c.url).where(*unsettled)).all()
            remaining = iter([url for url in urls if not is_left(url)])
            while batch := list(islice(remaining, _BATCH)):
                taken = pages.update().where(*unsettled, pages.c.url.in_(batch))
                connection.execute(taken.values(vain=1))

    def touch(self, run: int, address: Address, known: Known) -> None:
        """Keep what is *known* now of *address*, whose document has not changed."""
        values = {"run": run, "at": _written(known.at), "vain": known.vain}
        with self._database.transaction() as connection:
            connection.execute(pages.update().where(*_at(address)).values(values))


_KNOWN = (
    pages.c.url, pages.c.terms, pages.c.outcome, pages.c.at, pages.c.vain, pages.c.key,
    pages.c.since, pages.c.until,
)  # fmt: skip


def _known(row: Any) -> Known:
    demand = Demand(row.key, row.since, row.until)
    return Known(Outcome(row.outcome), datetime.fromisoformat(row.at), row.vain, demand)


def _rows(run: int, sighting: Sighting) -> Iterator[Mapping[str, Any]]:
    known, moment = sighting.known, _written(sighting.known.at)
    row = {
        "run": run,
        "first_at": moment,
        "at": moment,
        "outcome": str(known.outcome),
        "vain": known.vain,
        "key": known.demand.key,
        "since": known.demand.since,
        "until": known.demand.until,
        "etag": _validator(sighting.validators.etag),
        "last_modified": _validator(sighting.validators.last_modified),
        "listing": _packed(sighting.listing) if sighting.listing is not None else None,
    }
    for key in dict.fromkeys(map(_key, (sighting.url, *sighting.aliases))):
        yield {"url": key, "terms": sighting.address.terms, **row}


def _at(address: Address) -> tuple[ColumnElement[bool], ...]:
    return pages.c.url == _key(address.url), pages.c.terms == address.terms


def _key(url: str) -> str:
    try:
        return encodable(canonical_url(url))
    except ValueError:
        return encodable(url)


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def _validator(text: str | None) -> str | None:
    """Return *text* if it can be sent back as it came."""
    fits = text and len(text) <= _LONGEST_VALIDATOR and text.isprintable() and text.isascii()
    return text if fits else None


def _packed(listing: Listing) -> bytes:
    return zlib.compress(json.dumps(to_record(listing), separators=(",", ":")).encode(), 6)


def _unpacked(blob: bytes, url: str) -> Listing | None:
    try:
        text = zlib.decompressobj().decompress(blob, _LARGEST_LISTING)
        return from_record(json.loads(text), url)
    except (zlib.error, ValueError, KeyError, TypeError):
        return None  # of another version: the document is asked for anew
