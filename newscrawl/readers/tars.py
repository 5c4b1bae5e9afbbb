"""Tar archives: their members, one after another, also behind damage."""

from __future__ import annotations

import io
import sys
import tarfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, Any, BinaryIO, Self

from newscrawl.exceptions import UnreadableInput
from newscrawl.readers.content import Format, format_of
from newscrawl.readers.model import Budget
from newscrawl.readers.names import printable
from newscrawl.readers.records import Damage
from newscrawl.readers.streams import GuardedFile

__all__ = ["TarMember", "tar_members"]

_LARGEST_HEADER = 1024 * 1024
_MOST_IDLE = 20_000
"""Blocks of 512 bytes, one after another, that begin no member."""
_PIECE = 65_536
_ERRORS = (tarfile.TarError, ValueError, OverflowError, EOFError, IndexError)
_HEADERS = frozenset(
    [
        tarfile.XHDTYPE,
        tarfile.XGLTYPE,
        tarfile.SOLARIS_XHDTYPE,
        tarfile.GNUTYPE_LONGNAME,
        tarfile.GNUTYPE_LONGLINK,
    ]
)
_OTHERS = {
    tarfile.SYMTYPE: "a link, not followed",
    tarfile.LNKTYPE: "a link, not followed",
    tarfile.CHRTYPE: "a device, not a page",
    tarfile.BLKTYPE: "a device, not a page",
    tarfile.FIFOTYPE: "a named pipe, not a page",
}
_EMPTY = frozenset([*_OTHERS, tarfile.DIRTYPE])
"""Of these ``tarfile`` passes over no content, whatever their size."""
_MAGIC, _MAGIC_AT = b"ustar", 257
_NO_KIND = b"\0!"
"""What no member is of: ``tarfile`` passes over what it holds."""
_NO_HEADER = (tarfile.InvalidHeaderError, tarfile.TruncatedHeaderError)  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class TarMember:
    """A member. ``content`` is None when it is no file; it is to be read before the next.

    What else than a file or a folder it is ``other`` tells.
    """

    name: str
    other: str
    content: BinaryIO | None


def tar_members(stream: BinaryIO, budget: Budget) -> Iterator[TarMember | Damage]:
    """Yield the members of *stream*, which need not be seekable, and what is damaged.

    One that claims more than there is, or than may be unpacked, is damaged. Raises
    UnreadableInput where nothing more can be read.
    """
    guarded = GuardedFile(stream, _LARGEST_HEADER)
    faults: list[Damage] = []
    info = _info_kind(guarded, _end(stream, budget), faults)
    try:
        archive = _Archive(guarded, info, faults)
        while True:
            member = archive.next()
            if faults:
                yield faults[0]
                faults.clear()
            if member is None:
                return
            archive.members.clear()  # type: ignore[attr-defined]  # it would keep them all
            content = _content(archive, guarded, member) if member.isfile() else None
            guarded.allowance = member.size + _PIECE
            yield TarMember(
                member.name,
                _OTHERS.get(member.type, ""),
                io.BufferedReader(content, _PIECE) if content is not None else None,
            )
            if isinstance(content, _Content) and content.next_at is not None:
                archive.offset = content.next_at
    except UnreadableInput:
        yield from faults[:1]
        raise
    except _ERRORS as error:
        yield from faults[:1]
        raise _explained(error) from error


class _Archive(tarfile.TarFile):
    """The tar archive in *guarded*, with headers as *info* reads them; adds damage to *faults*."""

    def __init__(
        self, guarded: GuardedFile, info: type[tarfile.TarInfo], faults: list[Damage]
    ) -> None:
        self._guarded = guarded
        self._faults = faults
        super().__init__(fileobj=guarded, tarinfo=info, ignore_zeros=True)  # type: ignore[arg-type]

    def next(self) -> tarfile.TarInfo | None:
        """Return the next member, also behind one whose headers are damaged."""
        while True:
            start = self.offset
            try:
                return self._next_onward()
            except _ERRORS as error:
                blocks = -(-self._guarded.tell() // tarfile.BLOCKSIZE)
                self.offset = max(self.offset, blocks * tarfile.BLOCKSIZE)
                # Of a member with headers before its own ``tarfile`` lets none be damaged.
                is_damage = self._faults or not isinstance(error, tarfile.TarError)
                if self.offset == start or not is_damage:
                    raise
                fault = "the headers of the member of the tar archive cannot be read"
                self._faults.append(Damage(start, fault))
                del self._faults[1:]

    def _next_onward(self) -> tarfile.TarInfo | None:
        member = super().next()
        # An extended header may give it any size, and ``tarfile`` goes back by one below zero.
        if member is not None and self.offset <= member.offset:
            raise ValueError("the next member would begin before it")
        return member


def _info_kind(guarded: GuardedFile, end: int, faults: list[Damage]) -> type[tarfile.TarInfo]:
    """Return how ``tarfile`` reads the headers of *guarded*, which stops at *end*.

    What is damaged is added to *faults*.
    """
    idle = 0

    class Info(tarfile.TarInfo):
        # ``tarfile`` passes over what is no header, or takes it for the end, and says nothing.
        @classmethod
        def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
            nonlocal idle
            guarded.allowance = _LARGEST_HEADER
            idle += 1
            if idle > _MOST_IDLE:
                raise UnreadableInput("the tar archive goes on without a member")
            try:
                found = super().frombuf(buf, encoding, errors)
            except _NO_HEADER:
                fault = "here begins no member of the tar archive"
                faults.append(Damage(guarded.tell() - len(buf), fault))
                raise
            idle = 0
            most = sys.maxsize if found.type in _EMPTY else end - guarded.tell()
            if not 0 <= found.size <= most:
                name = printable(found.name)
                odd = ", and there are fewer" if found.size > 0 else ""
                fault = f"the member {name} claims {found.size:,} bytes{odd}"
                faults.append(Damage(guarded.tell() - len(buf), fault))
                raise tarfile.InvalidHeaderError(fault)  # type: ignore[attr-defined]
            if found.type in _HEADERS and found.size > _LARGEST_HEADER:
                fault = f"a header of {found.size:,} bytes for the next member: left out"
                faults.append(Damage(guarded.tell() - len(buf), fault))
                found.type = _NO_KIND
            return found

    return Info


def _end(stream: BinaryIO, budget: Budget) -> int:
    """Return where *stream* ends, at the latest."""
    if not stream.seekable():
        return budget.left
    start = stream.tell()
    end = stream.seek(0, io.SEEK_END)
    stream.seek(start)
    return end


def _content(
    archive: tarfile.TarFile, guarded: GuardedFile, member: tarfile.TarInfo
) -> _Content | _SparseContent:
    if member.issparse():
        # GNU tar fills its map up with pieces of no size at 0, which would hide the first one.
        pieces: Any = member.sparse
        sized: Any = [(offset, size) for offset, size in pieces if size]
        member.sparse = sized
        return _SparseContent(archive.extractfile(member))  # type: ignore[arg-type]  # a file
    return _Content(guarded, member)


class _Content(io.RawIOBase):
    """What a *member* of the archive in *file* holds; that it is cut is an UnreadableInput.

    So is that another member begins within a page: the header claims more than there is of it.
    """

    def __init__(self, file: GuardedFile, member: tarfile.TarInfo) -> None:
        self._file = file
        self._start, self._size = member.offset_data, member.size
        self._position = 0
        self._is_page = False
        self.next_at: int | None = None
        """Where the other member begins."""

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._file.seekable()

    def seek(self, offset: int, whence: int = 0) -> int:
        self._position = max(0, (0, self._position, self._size)[whence] + offset)
        return self._position

    def readinto(self, buffer: Any) -> int:
        size = max(0, min(len(buffer), self._size - self._position))
        self._file.seek(self._start + self._position)
        data = self._file.read(size)
        if not self._position:
            self._is_page = format_of(data) is Format.PAGE
        if self._is_page and (header := self._header_in(data)) is not None:
            self.next_at = self._start + self._position + header
            raise UnreadableInput(
                f"it claims {self._size:,} bytes, and the next member begins"
                f" at offset {self.next_at:,}"
            )
        if len(data) < size:
            raise UnreadableInput(f"it claims {self._size:,} bytes, and there are fewer")
        self._position += len(data)
        buffer[: len(data)] = data
        return len(data)

    def _header_in(self, data: bytes) -> int | None:
        """Return where in *data*, which were read here, a header stands."""
        found = data.find(_MAGIC)
        while found >= 0:
            start = found - _MAGIC_AT
            if start >= 0 and not (self._position + start) % tarfile.BLOCKSIZE:
                with suppress(*_ERRORS):
                    tarfile.TarInfo.frombuf(
                        data[start : start + tarfile.BLOCKSIZE], "utf-8", "replace"
                    )
                    return start
            found = data.find(_MAGIC, found + 1)
        return None


class _SparseContent(io.RawIOBase):
    """What a member with holes holds; that it is cut is an UnreadableInput."""

    def __init__(self, content: IO[bytes]) -> None:
        self._content = content

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._content.seekable()

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._content.seek(offset, whence)

    def readinto(self, buffer: Any) -> int:
        try:
            data = self._content.read(len(buffer))
        except tarfile.TarError as error:
            raise _explained(error) from error
        buffer[: len(data)] = data
        return len(data)


def _explained(error: BaseException) -> UnreadableInput:
    told = " ".join(str(error).split())[:100] or type(error).__name__
    return UnreadableInput(f"the tar archive is damaged or cut ({told})")
