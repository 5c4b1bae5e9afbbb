"""What a file holds, whatever it is, layer by layer down to the pages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import BinaryIO

from newscrawl.exceptions import WANT_OF_MEMORY, TooMuchInput, UnreadableInput
from newscrawl.page import MediaType, Origin, Page
from newscrawl.readers.archives import ARCHIVES, Archive
from newscrawl.readers.containers import read_tar, read_zip, unless_empty
from newscrawl.readers.content import HEAD, Format, belied, format_of, media_type, promised
from newscrawl.readers.entries import ZIP_MEMBER
from newscrawl.readers.inventory import Portion
from newscrawl.readers.mhtml import read_mhtml
from newscrawl.readers.model import Budget, Limits, Place, Reading, Remark, Skipped, Supplied
from newscrawl.readers.records import OPENINGS
from newscrawl.readers.responses import is_response, page_of_response
from newscrawl.readers.saved import saved_copy
from newscrawl.readers.streams import bounded, oversize, spooled
from newscrawl.readers.unpacking import MAGIC, PACKED, Packed, glance, unpacked, unpacking
from newscrawl.readers.webarchives import read_webarchive

__all__ = ["Contents"]

_RESUMED = (Format.GZIP, Format.ZSTD)
"""How web archives are packed record by record, so that one can be read behind rubbish."""


class Contents:
    """Reads one supplied file of *size* bytes, within *limits*."""

    def __init__(self, size: int, limits: Limits) -> None:
        self.limits = limits
        self.budget = Budget(size, limits)
        self._size = size

    def read(self, stream: BinaryIO, place: Place) -> Iterator[Reading]:
        """Yield what *stream* holds, which stands at *place*. Never raises for what is read."""
        try:
            yield from self.member(stream, place)
        except TooMuchInput as error:
            yield Skipped(place.name, str(error))

    def member(self, stream: BinaryIO, place: Place) -> Iterator[Reading]:
        """Yield what the part *stream* of the file holds. Raises TooMuchInput and nothing else."""
        try:
            yield from self._read(stream, place)
        except TooMuchInput:
            raise
        except UnreadableInput as error:
            yield Skipped(place.name, str(error))
        except OSError as error:
            yield Skipped(place.name, error.strerror or str(error))
        except WANT_OF_MEMORY:
            raise
        except Exception as error:  # noqa: BLE001  # one bad file never stops a run
            yield Skipped(place.name, f"could not be read to its end ({type(error).__name__})")

    def archive(self, stream: BinaryIO, place: Place) -> Archive | None:
        """Return the web archive, packed or not, that the seekable *stream* is; None for others.

        Raises UnreadableInput when it is damaged at its very beginning, unless its name promises
        a web archive: then more of it may be sound.
        """
        form, packing = _format_of(_head(stream), place), None
        if form in PACKED:
            packing, form = form, _format_within(stream, form, place.unpacked().title)
        if form not in ARCHIVES:
            return None
        return Archive(stream, form, packing, place, self.limits, self.budget)

    def rehearsal(self) -> Contents:
        """Return a reader for a reading before the one that counts, with a budget of its own."""
        return Contents(self._size, self.limits)

    def _read(self, stream: BinaryIO, place: Place) -> Iterator[Reading]:
        if place.depth > self.limits.depth:
            raise UnreadableInput(f"it is packed in more than {self.limits.depth} layers")
        form = _format_of(_head(stream), place)
        if form is not Format.PAGE and (remark := belied(place.title, form)):
            yield Remark(place.name, remark)
        if form is Format.PAGE:
            yield from self._page(stream, place)
        elif form is Format.MHTML:
            yield Supplied(read_mhtml(stream, place, self.limits.page))
        elif form is Format.WEBARCHIVE:
            yield Supplied(read_webarchive(stream, place, self.limits.page))
        elif form is Format.TAR:
            yield from read_tar(stream, place, self)
        else:
            with _seekable(stream, self.limits.spool) as whole:
                yield from self._read_seekable(whole, form, place)

    def _read_seekable(self, stream: BinaryIO, form: Format, place: Place) -> Iterator[Reading]:
        if form is Format.ZIP:
            yield from read_zip(stream, place, self)
            return
        archive = self.archive(stream, place)
        if archive is None:
            yield from self._unpacked(Packed(stream, form, self.budget), place)
            return
        if archive.packing and (remark := belied(place.unpacked().title, archive.form)):
            yield Remark(place.name, remark)
        files = replace(archive, budget=self.rehearsal().budget).policy_files()
        yield from unless_empty(archive.read(Portion(files)), place)

    def _unpacked(self, packed: Packed, place: Place) -> Iterator[Reading]:
        yield from self._read(unpacked(packed), place.unpacked())
        if packed.rest is not None:
            yield Remark(place.name, f"what follows at offset {packed.rest:,} is passed over")

    def _page(self, stream: BinaryIO, place: Place) -> Iterator[Reading]:
        if stream.seekable():
            size = stream.seek(0, 2)
            stream.seek(0)
            if size > self.limits.page:
                raise oversize(f"{size:,}", self.limits.page)
        body = bounded(stream, self.limits.page)
        if is_response(body):
            yield self._response(body, place)
            return
        try:
            kind = media_type(body)
        except UnreadableInput as error:
            yield Skipped(place.name, str(error), is_other=True)
            return
        if remark := belied(place.title, kind):
            yield Remark(place.name, remark)
        copy = saved_copy(body) if kind is MediaType.HTML else None
        yield Supplied(
            Page(
                body,
                url=copy.url if copy else None,
                media_type=kind,
                fetched_at=copy.at if copy else None,
                origin=Origin.FILE,
                path=place.path,
                record=place.record,
            )
        )

    def _response(self, body: bytes, place: Place) -> Reading:
        page = page_of_response(body, place, self.limits.page)
        if page is None:
            return Skipped(place.name, "an HTTP response, and no page", is_other=True)
        return Supplied(page)


def _format_of(head: bytes, place: Place) -> Format:
    """Return what begins with *head*; behind rubbish, too, an archive that has such a name."""
    form, named = format_of(head), promised(place.title)
    if form is not Format.PAGE:
        return form
    if named is Format.ZIP and ZIP_MEMBER in head:
        return named
    if _promised_archive(place.unpacked().title) is not None:
        for packing in _RESUMED:
            if named is packing and MAGIC[packing] in head:
                return packing
    archive = _promised_archive(place.title)
    if archive is not None and OPENINGS[archive].pattern.search(head):
        return archive
    return form


def _format_within(stream: BinaryIO, packing: Format, title: str) -> Format:
    """Return what is packed in *stream*, as far as that shows. Raises UnreadableInput.

    An archive that has such a name may be damaged at its beginning.
    """
    archive, start = _promised_archive(title), stream.tell()
    try:
        form = format_of(glance(stream, packing))
        if archive is not None and form is Format.PAGE:
            more = unpacking(stream, packing, Budget(0, Limits()))
            form = _format_of(more.read(HEAD), Place("", title=title))
    except UnreadableInput:
        if archive is None:
            raise
        return archive
    else:
        return form
    finally:
        stream.seek(start)


def _promised_archive(title: str) -> Format | None:
    named = promised(title)
    return named if isinstance(named, Format) and named in ARCHIVES else None


def _head(stream: BinaryIO) -> bytes:
    """Return the first bytes of *stream* and leave it where it is."""
    if stream.seekable():
        start = stream.tell()
        head = stream.read(HEAD)
        stream.seek(start)
        return head
    return stream.peek(HEAD)[:HEAD]  # type: ignore[attr-defined, no-any-return]  # buffered


@contextmanager
def _seekable(stream: BinaryIO, limit: int) -> Iterator[BinaryIO]:
    if stream.seekable():
        yield stream
        return
    with spooled(stream, limit) as copy:
        yield copy
