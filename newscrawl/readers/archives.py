"""Web archives to pages: WARC and ARC files, with the robots.txt files that they hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from os import SEEK_END
from pathlib import Path
from typing import BinaryIO, TypeGuard

from newscrawl.exceptions import TooMuchInput, UnreadableInput
from newscrawl.readers.content import Format
from newscrawl.readers.model import Budget, Limits, Place, Reading, Remark, Skipped, Supplied
from newscrawl.readers.names import printable
from newscrawl.readers.packed import PackedTape
from newscrawl.readers.records import OPENINGS, Damage, Record, Wanted, identity, read_records
from newscrawl.readers.responses import (
    PAGE_KINDS,
    is_about_page,
    is_about_robots,
    note_robots,
    page_of,
)
from newscrawl.readers.robots import RobotsFiles, is_robots
from newscrawl.readers.tapes import PlainTape, Tape
from newscrawl.readers.unpacking import unpacking
from newscrawl.urls import is_web_url, origin

__all__ = ["ARCHIVES", "Archive", "Portion", "Source"]

ARCHIVES = frozenset([Format.WARC, Format.ARC])

_SLACK = 1024 * 1024
"""What the headers and the codings of a response may add to a page."""
_FINER = 5
"""How many times smaller the last portions are."""
_PASSED_OVER = {
    "request": "requests",
    "revisit": "revisits of what was archived before",
    "metadata": "metadata",
    "warcinfo": "descriptions",
}


@dataclass(frozen=True, slots=True)
class Portion:
    """The records of an archive that begin from the offset ``start`` on and before ``end``.

    ``robots`` are the files that have a say on them, wherever in the archive they stand.
    """

    robots: RobotsFiles
    start: int = 0
    end: int | None = None
    pages: int = 0
    """How many records there may hold one, where they were counted."""

    @property
    def is_whole(self) -> bool:
        """Whether it is all of the archive."""
        return not self.start and self.end is None


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

    def robots(self, found: RobotsFiles | None = None) -> RobotsFiles:
        """Return the robots.txt files in it, added to *found*; reads it once.

        Where it unpacks to too much, those up to there: reading the pages ends there, too.
        """
        found = RobotsFiles() if found is None else found
        with suppress(TooMuchInput):
            for record in self.records(is_about_robots):
                note_robots(found, record)
        return found

    def portions(self, pages: int, size: int) -> list[Portion]:
        """Return portions of about so many *pages*, or *size* bytes of the file; reads it once.

        Those at the end are smaller, so that whoever share them end together. Where records cannot
        be found by their offset there is one portion.
        """
        robots = RobotsFiles()
        last = self.stream.seek(0, SEEK_END) - size
        starts, origins, counts = [0], [set[str]()], [0]
        with suppress(TooMuchInput):
            for record in self.records(is_about_robots):
                note_robots(robots, record)
                passed = record.offset - starts[-1]
                most = pages if record.offset < last else max(1, pages // _FINER)
                if passed and self._is_cuttable and (counts[-1] >= most or passed >= size):
                    starts.append(record.offset)
                    origins.append(set())
                    counts.append(0)
                if _may_hold_page(record):
                    counts[-1] += 1
                    origins[-1].add(origin(record.url))
        ends = [*starts[1:], None]
        return [
            Portion(robots.only(speakers), start, end, count)
            for start, end, speakers, count in zip(starts, ends, origins, counts, strict=True)
        ]

    def read(self, portion: Portion) -> Iterator[Reading]:
        """Yield the pages of *portion*. Raises TooMuchInput."""
        others: Counter[str] = Counter()
        for record in self.records(is_about_page, portion.start, portion.end):
            if isinstance(record, Damage):
                yield self._damage(record)
            elif (reading := self._reading(record, portion.robots)) is not None:
                yield reading
            else:
                others[_described(record)] += 1
        if others and portion.is_whole:
            listed = ", ".join(f"{count:,} {what}" for what, count in others.most_common())
            yield Remark(self.place.name, f"records passed over: {listed}", routine=True)

    def records(
        self, wanted: Wanted, start: int = 0, end: int | None = None
    ) -> Iterator[Record | Damage]:
        """Yield its records, as :func:`read_records` does, from the offset *start* on."""
        return read_records(self._tape(start), self.form, wanted, self.limits.page + _SLACK, end)

    @property
    def _is_cuttable(self) -> bool:
        """Whether a record can be found by its offset: in bzip2 and xz it is that of no member."""
        return self.packing not in {Format.BZIP2, Format.XZ}

    def _tape(self, start: int) -> Tape:
        opening = OPENINGS[self.form]
        self.stream.seek(start)
        match self.packing:
            case Format.GZIP | Format.ZSTD:
                return PackedTape(self.stream, self.packing, opening, self.budget, start)
            case Format.BZIP2 | Format.XZ:
                return PlainTape(unpacking(self.stream, self.packing, self.budget), opening)
            case _:
                return PlainTape(self.stream, opening, start)

    def _damage(self, damage: Damage) -> Skipped:
        record = identity(damage.headers)
        name = self.place.member(record).name if record else self.place.name
        return Skipped(name, f"the record at offset {damage.offset:,}: {damage.reason}")

    def _reading(self, record: Record, robots: RobotsFiles) -> Reading | None:
        if record.block is None:
            return None
        place = self.place.member(record.name)
        try:
            page = page_of(record, place, self.limits.page)
        except UnreadableInput as error:
            return Skipped(place.name, f"the record at offset {record.offset:,}: {error}")
        if page is None:
            return None
        copy = robots.governing(page.url, page.fetched_at) if page.url is not None else None
        return Supplied(page, copy)


def _described(record: Record) -> str:
    if is_robots(record.url):
        return "robots.txt files"
    return _PASSED_OVER.get(record.kind, "other responses")


def _may_hold_page(record: Record | Damage) -> TypeGuard[Record]:
    return isinstance(record, Record) and record.kind in PAGE_KINDS and is_web_url(record.url)
