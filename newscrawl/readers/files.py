"""One file, or one stream, to a page."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from newscrawl.exceptions import UnreadableInput
from newscrawl.page import MediaType, Origin, Page
from newscrawl.readers.content import media_type
from newscrawl.readers.names import printable
from newscrawl.readers.saved import saved_copy

__all__ = ["Skipped", "read_file", "read_stream"]


@dataclass(frozen=True, slots=True)
class Skipped:
    """A supplied file that yields no page: its printable name, and why."""

    name: str
    reason: str


def read_file(path: Path, *, max_size: int) -> Page | Skipped:
    """Read the page in the file at *path*; never raises.

    A file over *max_size* bytes is not read at all: part of a page is no page.
    """
    name = printable(path)
    try:
        _require_readable(path.stat(), max_size)
        with path.open("rb") as stream:
            return _page(_bounded(stream, max_size), name)
    except UnreadableInput as error:
        return Skipped(name, str(error))
    except OSError as error:
        return Skipped(name, error.strerror or str(error))


def read_stream(stream: BinaryIO, *, name: str, max_size: int) -> Page | Skipped:
    """Read the one page that *stream* holds; never raises."""
    try:
        return _page(_bounded(stream, max_size), name)
    except UnreadableInput as error:
        return Skipped(name, str(error))
    except OSError as error:
        return Skipped(name, error.strerror or str(error))


def _require_readable(status: os.stat_result, max_size: int) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableInput(_irregular(status.st_mode))
    if status.st_size > max_size:
        raise UnreadableInput(_oversize(status.st_size, max_size))


def _bounded(stream: BinaryIO, max_size: int) -> bytes:
    body = stream.read(max_size + 1)
    if len(body) > max_size:
        raise UnreadableInput(_oversize(len(body), max_size, at_least=True))
    return body


def _page(body: bytes, name: str) -> Page:
    kind = media_type(body)
    copy = saved_copy(body) if kind is MediaType.HTML else None
    return Page(
        body,
        url=copy.url if copy else None,
        media_type=kind,
        fetched_at=copy.at if copy else None,
        origin=Origin.FILE,
        path=name,
    )


def _oversize(size: int, limit: int, *, at_least: bool = False) -> str:
    more = "more than " if at_least else ""
    shown = limit if at_least else size
    return f"{more}{shown:,} bytes, over the limit of {limit:,} (NEWSCRAWL_MAX_PAGE_SIZE)"


def _irregular(mode: int) -> str:
    kinds = {
        stat.S_IFIFO: "a named pipe",
        stat.S_IFCHR: "a device",
        stat.S_IFBLK: "a device",
        stat.S_IFSOCK: "a socket",
        stat.S_IFDIR: "a directory that cannot be read",
    }
    return f"{kinds.get(stat.S_IFMT(mode), 'no regular file')}, not a page"
