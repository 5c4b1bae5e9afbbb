"""Web archives to pages: WARC and ARC files, with the policy files that they hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import dropwhile
from os import SEEK_END
from pathlib import Path
from typing import BinaryIO

from newscrawl.exceptions import TooMuchInput, UnreadableInput
from newscrawl.readers.archived_policies import ArchivedPolicies, is_policy_file
from newscrawl.readers.content import Format
from newscrawl.readers.inventory import Cutting, Inventory, Piece, Portion
from newscrawl.readers.model import Budget, Limits, PassedOver, Place, Reading, Skipped, Supplied
from newscrawl.readers.names import printable
from newscrawl.readers.packed import PackedTape
from newscrawl.readers.records import OPENINGS, Damage, Record, Wanted, identity, read_records
from newscrawl.readers.responses import (
    PAGE_KINDS,
    is_about_page,
    is_about_policy,
    note_policy,
    page_of,
)
from newscrawl.readers.tapes import PlainTape, Tape
from newscrawl.urls import is_web_url, origin

__all__ = ["ARCHIVES", "Archive", "Source"]

ARCHIVES = frozenset([Format.WARC, Format.ARC])

_SLACK = 1024 * 1024
"""What the headers and the codings of a response may add to a page."""
_LONGEST_SHOWN = 80
_FINER = 5
"""How many times smaller the last portions are."""
_PASSED_OVER = {
    "request": "requests",
    "revisit": "revisits of what was archived before",
    "metadata": "metadata",
    "warcinfo": "descriptions",
}


@dataclass(frozen=True, slots=True)
class Source:
    """A file to be read: all of it, or one ``portion``.

    ``name`` is what it is called in messages and in provenance, by default its path.
    """

    path: Path
    name: str | None = None
    portion: Portion | None = field(default=None, repr=False)

    @property
    def shown(self) -> str:
        """Its printable name."""
        return self.name if self.name is not None else printable(self.path)


@dataclass(frozen=True, slots=True)
class Archive:
    """A WARC or ARC file in a seekable *stream*, plain or packed in *packing*."""

    stream: BinaryIO
    form: Format
    packing: Format | None
    place: Place
    limits: Limits
    budget: Budget

    def policy_files(self, found: ArchivedPolicies | None = None) -> ArchivedPolicies:
        """Return the policy files in it, added to *found*; reads it once.

        Where it unpacks to too much, those up to there: reading the pages ends there, too.
        """
        found = ArchivedPolicies() if found is None else found
        with suppress(TooMuchInput):
            for record in self.records(partial(is_about_policy, found)):
                note_policy(found, record)
        return found

    def inventory(self, cutting: Cutting, start: int = 0, end: int | None = None) -> Inventory:
        """Return what begins from the offset *start* on and before *end*; reads it once.

        *start* may be in the middle of a record: what begins there is the next one, or what looks
        like one, which the inventory before tells. Pieces at the end of the file are smaller, so
        that whoever share them end together.
        """
        files, piles = ArchivedPolicies(), list[_Pile]()
        onward = None
        last = self.stream.seek(0, SEEK_END) - cutting.size
        with suppress(TooMuchInput):
            for record in self._found(files, start):
                if isinstance(record, Damage):
                    # No piece begins with it: whoever reads the one before it comes upon it.
                    note_policy(files, record)
                    continue
                if end is not None and record.offset >= end:
                    onward = record.offset
                    break
                note_policy(files, record)
                most = cutting.pages if record.offset < last else max(1, cutting.pages // _FINER)
                if not piles or piles[-1].is_full(record.offset, most, cutting.size):
                    piles.append(_Pile(record.offset))
                piles[-1].add(record)
        return Inventory([pile.piece() for pile in piles], files, onward)

    def read(self, portion: Portion) -> Iterator[Reading]:
        """Yield the pages of *portion*. Raises TooMuchInput."""
        others: Counter[str] = Counter()
        for record in self.records(is_about_page, portion.start, portion.end):
            if isinstance(record, Damage):
                yield self._damage(record)
            elif (reading := self._reading(record, portion.policy_files)) is not None:
                yield reading
            else:
                others[_described(record)] += 1
        if others:
            passed = PassedOver(self.place.name, others)
            yield passed.remark() if portion.is_whole else passed

    def records(
        self, wanted: Wanted, start: int = 0, end: int | None = None
    ) -> Iterator[Record | Damage]:
        """Yield its records, as :func:`read_records` does, from the offset *start* on."""
        return read_records(self._tape(start), self.form, wanted, self.limits.page + _SLACK, end)

    def _found(self, files: ArchivedPolicies, start: int) -> Iterator[Record | Damage]:
        """Yield what is found to begin from the offset *start* on, from the first record on.

        To be had are those that may hold what *files* take.
        """
        found = self.records(partial(is_about_policy, files), start)
        if start:
            found = dropwhile(lambda each: isinstance(each, Damage), found)
        yield from found

    def _tape(self, start: int) -> Tape:
        opening = OPENINGS[self.form]
        self.stream.seek(start)
        if self.packing is None:
            return PlainTape(self.stream, opening, start)
        return PackedTape(self.stream, self.packing, opening, self.budget, start)

    def _damage(self, damage: Damage) -> Skipped:
        record = identity(damage.headers)
        name = self.place.member(record).name if record else self.place.name
        return Skipped(name, f"the record at offset {damage.offset:,}: {damage.reason}")

    def _reading(self, record: Record, files: ArchivedPolicies) -> Reading | None:
        if record.block is None:
            return None
        place = self.place.member(record.name)
        try:
            page = page_of(record, place, self.limits.page)
        except UnreadableInput as error:
            return Skipped(place.name, f"the record at offset {record.offset:,}: {error}")
        if page is None:
            return None
        if page.url is None and page.status is not None:
            # What may be done with it hangs on where it was.
            reason = f"its address is {record.url[:_LONGEST_SHOWN]!r}"
            return Skipped(place.name, f"the record at offset {record.offset:,}: {reason}")
        return Supplied(page, files)


class _Pile:
    """A piece in the making."""

    def __init__(self, start: int) -> None:
        self._start = self._last = start
        self._pages = 0
        self._origins: set[str] = set()

    def is_full(self, offset: int, pages: int, size: int) -> bool:
        """Whether the record at *offset*, behind all of it, is to begin another.

        What is packed in one go with the last one stays with it: it has the same offset.
        """
        return offset > self._last and (self._pages >= pages or offset - self._start >= size)

    def add(self, record: Record) -> None:
        self._last = record.offset
        if record.kind in PAGE_KINDS and is_web_url(record.url):
            self._pages += 1
            self._origins.add(origin(record.url))

    def piece(self) -> Piece:
        return Piece(self._start, self._pages, tuple(self._origins))


def _described(record: Record) -> str:
    if is_policy_file(record.url):
        return "policy files"
    others = "other responses" if record.kind in PAGE_KINDS else "records of other types"
    return _PASSED_OVER.get(record.kind, others)
