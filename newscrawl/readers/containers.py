"""Containers to their members: ZIP archives, WACZ among them, and tar archives."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import replace
from typing import BinaryIO, Protocol

from newscrawl.exceptions import TooMuchInput, UnreadableInput
from newscrawl.readers.archived_policies import ArchivedPolicies
from newscrawl.readers.archives import Archive
from newscrawl.readers.entries import Entry
from newscrawl.readers.inventory import Portion
from newscrawl.readers.maff import Notes
from newscrawl.readers.model import Budget, Limits, Place, Reading, Remark, Skipped, Supplied
from newscrawl.readers.names import leads_out, printable
from newscrawl.readers.records import Damage
from newscrawl.readers.streams import spooled
from newscrawl.readers.tars import tar_members
from newscrawl.readers.zips import Salvage, directory

__all__ = ["Reader", "read_tar", "read_zip", "unless_empty"]

_WACZ = re.compile(r"archive/[^/]+\.warc(?:\.\w+)?")
_OFFICE = "[Content_Types].xml"
_MIMETYPE, _LONGEST_MIMETYPE = "mimetype", 100
_DOCUMENTS = {
    b"application/vnd.oasis.opendocument": "an Office document",
    b"application/epub+zip": "an e-book",
}
_NO_PAGE = ", not a page"
_LEADS_OUT = "its name leads out of the archive: read, and written nowhere"
_MOST_NAMES = 100_000
"""Names of members that are told apart when they come again."""
_LONGEST_NAME = 1_000


class Reader(Protocol):
    """Who reads the members."""

    limits: Limits
    budget: Budget

    def member(self, stream: BinaryIO, place: Place) -> Iterator[Reading]:
        """Yield what *stream* holds. Raises TooMuchInput."""

    def archive(self, stream: BinaryIO, place: Place) -> Archive | None:
        """Return the web archive that *stream* is. Raises UnreadableInput."""

    def rehearsal(self) -> Reader:
        """Return a reader for a reading before the one that counts."""


def read_tar(stream: BinaryIO, place: Place, reader: Reader) -> Iterator[Reading]:
    """Yield what the members of the tar archive *stream* hold. Raises UnreadableInput."""
    yield from unless_empty(_summed_up(_tar(stream, place, reader), place), place)


def read_zip(stream: BinaryIO, place: Place, reader: Reader) -> Iterator[Reading]:
    """Yield what the members of the ZIP archive *stream* hold.

    Of a WACZ, with a description or without, that is what its WARC files do, with the policy
    files in any of them, whether its directory is damaged or not. Raises TooMuchInput.
    """
    found, fault = directory(stream)
    notes = Notes(stream, found, reader.budget)
    if fault:
        yield Skipped(place.name, f"{fault}; its members are looked for one by one")
        salvage = Salvage(stream, found)
        # Which are its archives their content tells: the names may be damaged, too.
        if any(map(_WACZ.fullmatch, salvage.names())):
            readings = _wacz(stream, salvage, place, reader)
        else:
            readings = _zip(stream, salvage, notes, place, reader)
        yield from _summed_up(readings, place)
        return
    archives = [entry for entry in found if _WACZ.fullmatch(entry.name)]
    if document := _document(stream, found, reader):
        yield Skipped(place.name, f"{document}{_NO_PAGE}", is_other=True)
    elif archives:
        yield from unless_empty(_wacz(stream, archives, place, reader), place)
    else:
        readings = _zip(stream, found, notes, place, reader)
        yield from unless_empty(_summed_up(readings, place), place)


def _document(stream: BinaryIO, found: Iterable[Entry], reader: Reader) -> str | None:
    """Return what document the archive of the members *found* is, if it is one."""
    mimetype: Entry | None = None
    for entry in found:
        if entry.name == _OFFICE:
            return "an Office document"
        if entry.name == _MIMETYPE:
            mimetype = entry
    if mimetype is None:
        return None
    try:
        stated = mimetype.open(stream, reader.budget).read(_LONGEST_MIMETYPE)
    except UnreadableInput:
        return None
    return next((what for kind, what in _DOCUMENTS.items() if stated.startswith(kind)), None)


def unless_empty(readings: Iterable[Reading], place: Place) -> Iterator[Reading]:
    """Yield *readings*; when there is nothing among them, that *place* holds no page."""
    is_empty = True
    for reading in readings:
        is_empty = is_empty and isinstance(reading, Remark)
        yield reading
    if is_empty:
        yield Skipped(place.name, "it holds no page", is_other=True)


class _Places:
    """The places of the members of the container at *place*, also of those with the same name."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._turns: Counter[str] = Counter()

    def of(self, name: str) -> Place:
        """Return the place of the next member that is called *name*."""
        shown = printable(_shortened(name))
        if shown in self._turns or len(self._turns) < _MOST_NAMES:
            self._turns[shown] += 1
        return self._place.member(shown, self._turns[shown] or 1)


def _tar(stream: BinaryIO, place: Place, reader: Reader) -> Iterator[Reading]:
    places = _Places(place)
    for member in tar_members(stream, reader.budget):
        if isinstance(member, Damage):
            yield Skipped(place.name, f"at offset {member.offset:,}: {member.reason}")
            continue
        inner = places.of(member.name)
        if member.other:
            yield Remark(inner.name, member.other)
        elif member.content is not None and not _is_hidden(member.name):
            if leads_out(member.name):
                yield Remark(inner.name, _LEADS_OUT)
            yield from reader.member(member.content, inner)


def _zip(
    stream: BinaryIO, found: Iterable[Entry], notes: Notes, place: Place, reader: Reader
) -> Iterator[Reading]:
    places = _Places(place)
    for entry in found:
        inner = places.of(entry.name)
        if entry.is_link:
            yield Remark(inner.name, "a symbolic link, not followed")
        elif not _is_hidden(entry.name):
            if leads_out(entry.name):
                yield Remark(inner.name, _LEADS_OUT)
            for reading in _zip_member(stream, entry, inner, reader):
                yield _noted(reading, entry, notes)


def _zip_member(stream: BinaryIO, entry: Entry, place: Place, reader: Reader) -> Iterator[Reading]:
    try:
        content = entry.open(stream, reader.budget)
    except UnreadableInput as error:
        yield Skipped(place.name, str(error))
        return
    for reading in reader.member(content, place):
        fault = ""
        if isinstance(reading, Supplied) and reading.page.record == place.record:
            body = reading.page.body
            fault = entry.missing(stream, body)
            if not fault and not entry.is_sound(stream, body, reader.rehearsal().budget):
                fault = "its checksum is wrong"
        elif isinstance(reading, Skipped) and reading.is_other and reading.name == place.name:
            fault = entry.missing(stream, b"")
        yield Skipped(place.name, fault) if fault else reading


def _noted(reading: Reading, entry: Entry, notes: Notes) -> Reading:
    """Return *reading*, of the member *entry*: a page without an address with the one noted."""
    if not isinstance(reading, Supplied) or reading.page.url is not None:
        return reading
    copy = notes.copy_of(entry.name)
    if copy is None:
        return reading
    return replace(reading, page=replace(reading.page, url=copy.url, fetched_at=copy.at))


def _wacz(
    stream: BinaryIO, found: Iterable[Entry], place: Place, reader: Reader
) -> Iterator[Reading]:
    """Yield what the web archives among *found* hold, which are gone through twice."""
    files = ArchivedPolicies()
    with suppress(TooMuchInput):
        for archive in _archives(stream, found, place, reader.rehearsal()):
            if isinstance(archive, Archive):
                archive.policy_files(files)
    for archive in _archives(stream, found, place, reader):
        if isinstance(archive, Archive):
            yield from archive.read(Portion(files))
        else:
            yield archive


def _archives(
    stream: BinaryIO, found: Iterable[Entry], place: Place, reader: Reader
) -> Iterator[Archive | Skipped]:
    """Yield the web archives among *found*, each to be read before the next. Raises TooMuchInput.

    Only of one at a time a copy is kept.
    """
    places = _Places(place)
    for entry in found:
        inner = places.of(entry.name)
        with ExitStack() as stack:
            try:
                content = entry.open(stream, reader.budget)
                if not content.seekable():
                    content = stack.enter_context(spooled(content, reader.limits.spool))
                archive = reader.archive(content, inner)
            except TooMuchInput:
                raise
            except UnreadableInput as error:
                yield Skipped(inner.name, str(error))
                continue
            if archive is not None:
                yield archive
            elif _WACZ.fullmatch(entry.name):
                yield Skipped(inner.name, "it is no web archive, whatever its name says")


def _summed_up(readings: Iterable[Reading], place: Place) -> Iterator[Reading]:
    """Yield *readings*, but of members that are something else than pages the number only."""
    others: Counter[str] = Counter()
    for reading in readings:
        if isinstance(reading, Skipped) and reading.is_other:
            others[reading.reason.removesuffix(_NO_PAGE)] += 1
        else:
            yield reading
    if others:
        listed = ", ".join(f"{what} ({count:,})" for what, count in others.most_common(5))
        members = "member" if others.total() == 1 else "members"
        yield Remark(place.name, f"{others.total():,} {members} passed over: {listed}")


def _shortened(name: str) -> str:
    """Return *name* without its middle where it is no name that anybody gave: they may be 64 KB."""
    half = _LONGEST_NAME // 2
    return name if len(name) <= _LONGEST_NAME else f"{name[:half]}…{name[-half:]}"


def _is_hidden(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return any(part.startswith(".") and part.strip(".") for part in parts)
