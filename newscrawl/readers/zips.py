"""ZIP archives: their members, also where the directory at the end is damaged or missing."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import BinaryIO, TypeAlias

from newscrawl.exceptions import UnreadableInput
from newscrawl.readers.directories import DIRECTORY, Directory
from newscrawl.readers.entries import LOCAL, STORED, ZIP_MEMBER, Entry, name_size, spelled, widened
from newscrawl.readers.streams import find_bytes, occurrences

__all__ = ["Salvage", "directory"]

_TRAILER = b"PK\x07\x08"
_AFTER_A_MEMBER = re.compile(rb"PK(?:\x03\x04|\x01\x02|\x05\x06|\x06\x06|\x07\x08)")
"""What may follow one but the end: another, the directory, its trailer."""
_TRAILERS = (struct.Struct("<LLL"), struct.Struct("<LQQ"))
"""A checksum and two sizes, those of ZIP64 being larger; many write no mark before them."""
_Sizes: TypeAlias = tuple[int, int, int]
"""Of a member: how large it is as it is packed, how large it is, and its checksum."""
_SIZES_FOLLOW = 0x8


def directory(stream: BinaryIO) -> tuple[Iterable[Entry], str]:
    """Return the members that the directory names, and in what it does not fit *stream*.

    That is empty where it names them all, as far as the first of the archive tells.
    """
    try:
        found = Directory(stream)
        return found, _misfit(found, stream)
    except UnreadableInput as error:
        return (), str(error)


def _misfit(found: Directory, stream: BinaryIO) -> str:
    listed = missing = renamed = 0
    names_first = False
    for entry in found.listed():
        listed += 1
        names_first = names_first or not entry.offset
        if entry.is_folder:
            continue
        size = name_size(stream, entry.offset)
        if size is None:
            missing += 1
        else:
            renamed += spelled(stream.read(size), entry.flags) != entry.name
    if missing := missing + found.end.lost(listed):
        return f"{DIRECTORY} is wrong about the places of members ({missing:,})"
    if renamed:
        return f"{DIRECTORY} is wrong about the names of members ({renamed:,})"
    if not names_first and name_size(stream, 0) is not None:
        return f"{DIRECTORY} does not name the first of its members"
    return ""


class Salvage:
    """The members of *stream*, whose directory does not fit it: those *listed*, then others.

    What is listed and not in place is left out. Each iteration looks for all of them anew, and
    keeps nothing but the places of those listed.
    """

    def __init__(self, stream: BinaryIO, listed: Iterable[Entry]) -> None:
        self._stream = stream
        self._listed = listed

    def __iter__(self) -> Iterator[Entry]:
        """Yield the members."""
        at_hand = set[int]()
        for entry in self._listed:
            if name_size(self._stream, entry.offset) is not None:
                at_hand.add(entry.offset)
                yield entry
        for entry in _met(self._stream):
            if entry.offset not in at_hand:
                yield entry

    def names(self) -> Iterator[str]:
        """Yield the names that the directory gives the members, and those that they give."""
        yield from (entry.name for entry in self._listed)
        yield from (entry.name for entry in _met(self._stream))


def _met(stream: BinaryIO) -> Iterator[Entry]:
    """Yield the members by their own headers, looked for from the beginning to the end."""
    position = 0
    while (position := find_bytes(stream, position, ZIP_MEMBER)) >= 0:
        stream.seek(position)
        header = stream.read(LOCAL.size)
        if len(header) < LOCAL.size:
            return
        _, _, flags, method, _, _, crc, packed, size, name_length, extra_size = LOCAL.unpack(header)
        name = spelled(stream.read(name_length), flags)
        start = position + LOCAL.size + name_length + extra_size
        with suppress(ValueError):
            size, packed = widened((size, packed), stream.read(extra_size))
        known: _Sizes | None = (packed, size, crc)
        if flags & _SIZES_FOLLOW:
            known = _trailer(stream, start) if method == STORED else None
        entry = Entry(name, method, flags, position, *(known or (None, None, None)))
        if not entry.is_folder:
            yield entry
        position = start
        # An archive in this one finds its own members, as far as it goes.
        is_archive = method == STORED and name_size(stream, position) is not None
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
    total = stream.seek(0, 2)
    if position >= total:
        return position == total
    stream.seek(position)
    return _AFTER_A_MEMBER.fullmatch(stream.read(len(ZIP_MEMBER))) is not None
