"""One supplied file to the pages in it."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from collections.abc import AsyncIterable, AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from os import PathLike
from pathlib import Path
from typing import IO, BinaryIO

from newscrawl.exceptions import UnreadableInput
from newscrawl.page import Page
from newscrawl.readers.archives import Source
from newscrawl.readers.containers import unless_empty
from newscrawl.readers.content import HEAD, Format, format_of
from newscrawl.readers.contents import Contents
from newscrawl.readers.inventory import Cutting, Inventory, Portion
from newscrawl.readers.model import Limits, Place, Reading, Skipped, Supplied
from newscrawl.readers.names import printable
from newscrawl.readers.streams import copying

__all__ = ["inventory_of", "kept", "opened", "plain_size", "read_file", "read_pages"]


def read_pages(source: str | PathLike[str] | Source, limits: Limits) -> Iterator[Reading]:
    """Yield what the file *source* holds, in order; never raises for what is or is not there."""
    if not isinstance(source, Source):
        source = Source(Path(source))
    place = Place(source.shown, title=source.shown)
    try:
        with opened(source.path) as (stream, size):
            yield from _contents(stream, Contents(size, limits), place, source.portion)
    except UnreadableInput as error:
        yield Skipped(place.name, str(error))
    except OSError as error:
        yield Skipped(place.name, error.strerror or str(error))


def inventory_of(
    path: Path, limits: Limits, cutting: Cutting, start: int = 0, end: int | None = None
) -> Inventory | None:
    """Return what of the file at *path* begins from the offset *start* on and before *end*.

    None when it is no web archive, or cannot be read: then it is read as a whole.
    """
    try:
        with opened(path) as (stream, total):
            name = printable(path)
            archive = Contents(total, limits).archive(stream, Place(name, title=name))
            return archive.inventory(cutting, start, end) if archive is not None else None
    except (UnreadableInput, OSError):
        return None


def plain_size(path: Path) -> int | None:
    """Return the bytes of the file at *path* when it is a page as it is, packed in nothing.

    What cannot be read has none.
    """
    try:
        with opened(path) as (stream, size):
            return size if format_of(stream.read(HEAD)) is Format.PAGE else None
    except (UnreadableInput, OSError, ValueError):
        return 0


def read_file(path: Path, *, max_size: int) -> Page | Skipped:
    """Return the one page in the file at *path*, of at most *max_size* bytes; never raises."""
    page: Page | None = None
    for reading in read_pages(path, Limits(page=max_size)):
        if isinstance(reading, Skipped):
            return reading
        if isinstance(reading, Supplied):
            if page is not None:
                return Skipped(printable(path), "it holds more than one page")
            page = reading.page
    return page or Skipped(printable(path), "it holds no page")


def _contents(
    stream: BinaryIO, contents: Contents, place: Place, portion: Portion | None
) -> Iterator[Reading]:
    archive = contents.archive(stream, place) if portion is not None else None
    if portion is None or archive is None:
        yield from contents.read(stream, place)
    elif portion.is_whole:
        yield from unless_empty(archive.read(portion), place)
    else:
        yield from archive.read(portion)


@contextmanager
def opened(path: Path) -> Iterator[tuple[BinaryIO, int]]:
    """Open the regular file at *path*; give its stream and its size.

    Raises OSError, and UnreadableInput for what is no regular file.
    """
    try:
        # Without O_NONBLOCK opening a named pipe would wait for somebody to write to it.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        if error.errno == errno.ENXIO:
            raise UnreadableInput(_irregular(path.stat().st_mode)) from error
        raise
    except ValueError as error:
        raise UnreadableInput("a NUL byte in its name") from error
    with open(descriptor, "rb", buffering=HEAD) as stream:  # noqa: PTH123  # a descriptor
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableInput(_irregular(status.st_mode))
        os.pread(descriptor, 1, 0)  # some of /proc have nothing yet, and say so here
        yield stream, status.st_size


def _irregular(mode: int) -> str:
    kinds = {
        stat.S_IFIFO: "a named pipe",
        stat.S_IFCHR: "a device",
        stat.S_IFBLK: "a device",
        stat.S_IFSOCK: "a socket",
    }
    return f"{kinds.get(stat.S_IFMT(mode), 'no regular file')}, not a page"


@asynccontextmanager
async def kept(pieces: AsyncIterable[bytes], limits: Limits) -> AsyncIterator[Path]:
    """Keep what comes in *pieces* of HEAD bytes in a file for the time of the block.

    Of a page that is too large no more is taken than shows it. Raises UnreadableInput when it is
    a container over the limit, or cannot be kept.
    """
    # What cannot be written to its end cannot be closed either.
    with copying(), ExitStack() as unfinished:
        copy = unfinished.enter_context(tempfile.NamedTemporaryFile(prefix="newscrawl-"))
        await _copy(pieces, copy, limits)
        finished = unfinished.pop_all()
    with finished:
        yield Path(copy.name)


async def _copy(pieces: AsyncIterable[bytes], copy: IO[bytes], limits: Limits) -> None:
    limit = 0
    async for piece in pieces:
        limit = limit or (limits.page + 1 if format_of(piece) is Format.PAGE else limits.spool)
        left = limit - copy.tell()
        copy.write(piece[:left])
        if len(piece) > left:
            if limit == limits.spool:
                raise UnreadableInput(f"it brings more than {limit:,} bytes")
            break
    copy.flush()
