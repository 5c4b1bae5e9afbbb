"""ZIP archives: their members, also where the directory at the end is damaged or missing."""

from __future__ import annotations

import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from os import SEEK_END
from typing import BinaryIO, TypeAlias

from newscrawl.exceptions import UnreadableInput
from newscrawl.readers.content import Format
from newscrawl.readers.model import Budget
from newscrawl.readers.streams import GuardedFile, Window, find_bytes, occurrences
from newscrawl.readers.unpacking import unpacking

__all__ = ["ZIP_MEMBER", "Entry", "Salvage", "directory"]

_LARGEST_DIRECTORY = 16 * 1024 * 1024
_LOCAL = struct.Struct("<4sHHHHHLLLHH")
_END = struct.Struct("<4s6xH10x")
_END_MARK, _MOST_COUNTED = b"PK\x05\x06", 0xFFFF
ZIP_MEMBER = b"PK\x03\x04"
"""How a member begins."""
_TRAILER = b"PK\x07\x08"
_AFTER_A_MEMBER = re.compile(rb"PK(?:\x03\x04|\x01\x02|\x05\x06|\x06\x06|\x07\x08)")
"""What may follow one but the end: another, the directory, its trailer."""
_TRAILERS = (struct.Struct("<LLL"), struct.Struct("<LQQ"))
"""A checksum and two sizes, those of ZIP64 being larger; many write no mark before them."""
_Sizes: TypeAlias = tuple[int, int, int]
"""Of a member: how large it is as it is packed, how large it is, and its checksum."""
_ENCRYPTED, _SIZES_FOLLOW, _UTF_8 = 0x1, 0x8, 0x800
_ERRORS = (
    zipfile.BadZipFile, struct.error, ValueError, OverflowError, NotImplementedError, EOFError,
)  # fmt: skip
_STORED, _LZMA = 0, 14
_LZMA_TELLS_END, _LZMA_OPEN = 0x2, 2**64 - 1
_DIRECTORY = "the directory of the ZIP archive"
_METHODS = {8: Format.DEFLATE, 12: Format.BZIP2, 20: Format.ZSTD, 93: Format.ZSTD, 95: Format.XZ}


@dataclass(frozen=True, slots=True)
class Entry:
    """A member. Its sizes and ``crc`` are None where its header leaves them to a trailer."""

    name: str
    method: int
    flags: int
    offset: int
    packed: int | None
    size: int | None
    crc: int | None
    mode: int = 0

    @property
    def is_link(self) -> bool:
        """Whether it stands for a symbolic link."""
        return stat.S_ISLNK(self.mode)

    def fault(self, stream: BinaryIO, content: bytes) -> str:
        """Return in what it is not what it claims to be; empty if in nothing.

        *content* is what came of it, as it was or read further.
        """
        if self.packed is None or self.size is None:
            return ""
        is_cut = self._start(stream) + self.packed > stream.seek(0, SEEK_END)
        # What is packed ends by itself, whatever its header claims.
        if is_cut and (self.method == _STORED or len(content) < self.size):
            return f"it claims {self.packed:,} bytes, and there are fewer"
        if self.method == _STORED and self.packed != self.size:
            return f"it claims {self.size:,} bytes, and {self.packed:,}"
        # What has another size was read further: a mail, a property list.
        is_wrong = len(content) == self.size and zlib.crc32(content) != self.crc
        return "its checksum is wrong" if is_wrong else ""

    def open(self, stream: BinaryIO, budget: Budget) -> BinaryIO:
        """Return what it holds; seekable where it is stored as it is.

        Raises UnreadableInput when it is encrypted, damaged, or packed in a way we do not read.
        """
        if self.flags & _ENCRYPTED:
            raise UnreadableInput("it is encrypted")
        start = self._start(stream)
        size = stream.seek(0, SEEK_END) if self.packed is None else self.packed
        window = Window(stream, start, size).buffered()
        if self.method == _STORED:
            if self.packed is None:
                raise UnreadableInput("where it ends does not show")
            return window
        if self.method == _LZMA:
            return unpacking(window, Format.LZMA, budget, self._lzma_header(window))
        if self.method not in _METHODS:
            raise UnreadableInput(f"it is packed by method {self.method}, which is not read")
        return unpacking(window, _METHODS[self.method], budget)

    def _start(self, stream: BinaryIO) -> int:
        """Return where in *stream* its content begins. Raises UnreadableInput."""
        stream.seek(self.offset)
        header = stream.read(_LOCAL.size)
        if len(header) < _LOCAL.size or not header.startswith(ZIP_MEMBER):
            raise UnreadableInput("it is not where the directory of the archive says")
        *_, name, extra = _LOCAL.unpack(header)
        return self.offset + _LOCAL.size + int(name) + int(extra)

    def _lzma_header(self, window: BinaryIO) -> bytes:
        """Return what begins LZMA data elsewhere: the properties, and the size where it is needed.

        Before the properties a member has their version and size (APPNOTE 5.8.8).
        """
        properties = window.read(9)[4:]
        size = None if self.flags & _LZMA_TELLS_END else self.size
        return properties + (_LZMA_OPEN if size is None else size).to_bytes(8, "little")


def directory(stream: BinaryIO) -> tuple[list[Entry], str]:
    """Return the members where the directory has them, and in what it does not fit *stream*.

    That is empty where it names them all, as far as the first of the archive tells.
    """
    try:
        listed, lost = _listed(stream)
    except UnreadableInput as error:
        return [], str(error)
    members = [info for info in listed if not info.filename.endswith("/")]
    found: list[Entry] = []
    renamed = 0
    for info in members:
        size = _name_size(stream, info.header_offset)
        if size is not None:
            found.append(_entry(info))
            name = info.orig_filename.encode(_encoding(info.flag_bits))
            renamed += size != len(name) or stream.read(size) != name
    if missing := len(members) + lost - len(found):
        return found, f"{missing:,} members are not where {_DIRECTORY} says"
    if renamed:
        return found, f"{renamed:,} members have other names than in {_DIRECTORY}"
    if all(info.header_offset for info in listed) and _name_size(stream, 0) is not None:
        return found, f"{_DIRECTORY} does not name the first of its members"
    return found, ""


class Salvage:
    """The members of *stream*, whose directory does not fit it: those *in_place*, then others.

    Each iteration looks for the others anew, so that memory does not grow with their number.
    """

    def __init__(self, stream: BinaryIO, in_place: Sequence[Entry]) -> None:
        self._stream = stream
        self._in_place = in_place

    def __iter__(self) -> Iterator[Entry]:
        """Yield the members."""
        yield from self._in_place
        at_hand = {entry.offset for entry in self._in_place}
        for entry in _met(self._stream):
            if entry.offset not in at_hand:
                yield entry

    def names(self) -> Iterator[str]:
        """Yield the names that the directory gives the members, and those that they give."""
        yield from (entry.name for entry in self._in_place)
        yield from (entry.name for entry in _met(self._stream))


def _listed(stream: BinaryIO) -> tuple[list[zipfile.ZipInfo], int]:
    """Return what the directory lists, folders included, and how many more its end counts.

    Raises UnreadableInput when it cannot be read.
    """
    guarded = GuardedFile(stream, _LARGEST_DIRECTORY)
    try:
        with zipfile.ZipFile(guarded) as archive:
            infos = archive.infolist()
            guarded.seek(-_END.size - len(archive.comment), SEEK_END)
            mark, count = _END.unpack(guarded.read(_END.size))
    except (*_ERRORS, UnreadableInput) as error:
        raise UnreadableInput(f"{_DIRECTORY} is damaged ({error})") from error
    is_counted = mark == _END_MARK and count != _MOST_COUNTED
    lost = count - (len(infos) & _MOST_COUNTED) if is_counted else 0
    return infos, max(0, lost)


def _entry(info: zipfile.ZipInfo) -> Entry:
    return Entry(
        info.filename,
        info.compress_type,
        info.flag_bits,
        info.header_offset,
        info.compress_size,
        info.file_size,
        info.CRC,
        info.external_attr >> 16,
    )


def _name_size(stream: BinaryIO, position: int) -> int | None:
    """Return the length of the name, which is read next, of the member at *position*, if any."""
    stream.seek(max(0, position))
    header = stream.read(_LOCAL.size)
    if position < 0 or len(header) < _LOCAL.size or not header.startswith(ZIP_MEMBER):
        return None
    *_, size, _ = _LOCAL.unpack(header)
    return int(size)


def _encoding(flags: int) -> str:
    return "utf-8" if flags & _UTF_8 else "cp437"


def _met(stream: BinaryIO) -> Iterator[Entry]:
    """Yield the members by their own headers, looked for from the beginning to the end."""
    position = 0
    while (position := find_bytes(stream, position, ZIP_MEMBER)) >= 0:
        stream.seek(position)
        header = stream.read(_LOCAL.size)
        if len(header) < _LOCAL.size:
            return
        _, _, flags, method, _, _, crc, packed, size, name_size, extra_size = _LOCAL.unpack(header)
        name = stream.read(name_size).decode(_encoding(flags), "replace")
        start = position + _LOCAL.size + name_size + extra_size
        known: _Sizes | None = (packed, size, crc)
        if flags & _SIZES_FOLLOW:
            known = _trailer(stream, start) if method == _STORED else None
        if not name.endswith("/"):
            yield Entry(name, method, flags, position, *(known or (None, None, None)))
        position = start
        # An archive in this one finds its own members, as far as it goes.
        is_archive = method == _STORED and _name_size(stream, position) is not None
        if known and (is_archive or _ends_at(stream, position + known[0])):
            position += known[0]


def _trailer(stream: BinaryIO, start: int) -> _Sizes | None:
    """Return what the trailer of the member stored from *start* on tells, if there is one.

    What is stored ends nowhere by itself; no more is searched than up to the next member.
    """
    reach = len(_TRAILER) + max(trailer.size for trailer in _TRAILERS)
    for position, data in occurrences(stream, start, _AFTER_A_MEMBER, reach):
        is_marked = data.startswith(_TRAILER)
        for trailer in _TRAILERS:
            end = position if is_marked else position - trailer.size
            if end < start:
                continue
            if is_marked:
                stated = data[len(_TRAILER) :]
            else:
                stream.seek(end)
                stated = stream.read(trailer.size)
            if told := _told(trailer, stated, end - start):
                return told
        if not is_marked:
            return None
    return None


def _told(trailer: struct.Struct, data: bytes, size: int) -> _Sizes | None:
    """Return what *data* tell as the *trailer* of a stored member of *size* bytes, if they are."""
    if len(data) < trailer.size:
        return None
    crc, *sizes = trailer.unpack_from(data)
    return (size, size, crc) if sizes == [size, size] else None


def _ends_at(stream: BinaryIO, position: int) -> bool:
    """Whether a member may end at *position*: a false size would lead over those behind it."""
    stream.seek(position)
    if after := stream.read(len(ZIP_MEMBER)):
        return _AFTER_A_MEMBER.fullmatch(after) is not None
    return stream.seek(0, 2) == position
