"""The directory of a ZIP archive is read as zipfile reads it, and none of it is kept."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zipfile

import pytest

from newscrawl.exceptions import UnreadableInput
from newscrawl.readers.directories import Directory
from newscrawl.readers.zips import directory
from tests.readers.makers import zipped

_RECORD, _END = b"PK\x01\x02", b"PK\x05\x06"
_IN_FULL = 0xFFFF_FFFF


def _many(count: int, remark: bytes = b"") -> bytes:
    """Return a ZIP archive whose directory lists its one member so often, with a *remark*."""
    whole = zipped({"a.html": b"text"})
    start, end = whole.index(_RECORD), whole.index(_END)
    record = bytearray(whole[start:end] + remark)
    struct.pack_into("<H", record, 32, len(remark))
    ending = bytearray(whole[end:])
    struct.pack_into("<HHL", ending, 8, count, count, len(record) * count)
    return whole[:start] + bytes(record) * count + bytes(ending)


def _written(*, comment: bytes = b"", before: bytes = b"") -> bytes:
    stream = io.BytesIO(before)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = comment
        archive.writestr("folder/", b"")
        archive.writestr("日本.html", b"text" * 9)
        with archive.open("wide.html", "w", force_zip64=True) as member:
            member.write(b"text")
        told = zipfile.ZipInfo("told.html")
        told.comment, told.external_attr = b"of it", 0o120777 << 16
        archive.writestr(told, b"a.html")
    return stream.getvalue()


def _wide(monkeypatch: pytest.MonkeyPatch, before: bytes) -> bytes:
    """Return a ZIP archive whose sizes, offsets and number of members do not fit their fields."""
    monkeypatch.setattr(zipfile, "ZIP64_LIMIT", 3)
    monkeypatch.setattr(zipfile, "ZIP_FILECOUNT_LIMIT", 1)
    return _written(before=before)


@pytest.mark.parametrize("comment", [b"", b"a comment"])
@pytest.mark.parametrize("before", [b"", b"what unpacks it"])
def test_a_directory_is_read_as_zipfile_reads_it(comment: bytes, before: bytes) -> None:
    _agrees(_written(comment=comment, before=before))


@pytest.mark.parametrize("before", [b"", b"what unpacks it"])
def test_so_is_one_with_zip64_fields(monkeypatch: pytest.MonkeyPatch, before: bytes) -> None:
    archive = _wide(monkeypatch, before)
    assert b"PK\x06\x06" in archive
    _agrees(archive)


def _agrees(archive: bytes) -> None:
    found = Directory(io.BytesIO(archive))
    listed = zipfile.ZipFile(io.BytesIO(archive)).infolist()
    assert [
        (each.name, each.method, each.offset, each.packed, each.size, each.crc, each.mode)
        for each in found.listed()
    ] == [
        (
            info.filename, info.compress_type, info.header_offset, info.compress_size,
            info.file_size, info.CRC, info.external_attr >> 16,
        )
        for info in listed
    ]  # fmt: skip
    assert [each.name for each in found] == [each.filename for each in listed if not each.is_dir()]


def test_a_directory_of_many_members_takes_no_memory() -> None:
    archive = io.BytesIO(_many(4_000))
    tracemalloc.start()
    try:
        found, fault = directory(archive)
        count = sum(1 for _ in found)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (count, fault) == (4_000, "")
    assert peak < 250_000


def test_a_large_directory_is_whole() -> None:
    found, fault = directory(io.BytesIO(_many(400, b" " * 60_000)))
    assert sum(1 for _ in found) == 400
    assert fault == ""


def test_an_offset_beyond_all_files_is_no_place() -> None:
    archive = zipped({"a.html": b"text"})
    start, end = archive.index(_RECORD), archive.index(_END)
    extra = struct.pack("<HHQ", 1, 8, 2**64 - 1)
    record = bytearray(archive[start:end] + extra)
    struct.pack_into("<H", record, 30, len(extra))
    struct.pack_into("<L", record, 42, _IN_FULL)
    ending = bytearray(archive[end:])
    struct.pack_into("<L", ending, 12, len(record))
    _, fault = directory(io.BytesIO(archive[:start] + record + ending))
    assert fault.endswith("is wrong about the places of members (1)")


@pytest.mark.parametrize(
    "damage",
    [
        lambda archive: archive.replace(_RECORD, b"PK??"),
        lambda archive: archive[: archive.index(_END) - 9] + archive[archive.index(_END) :],
        lambda archive: archive.replace(_END, b"PK??"),
    ],
    ids=["mark", "cut", "end"],
)
def test_a_damaged_directory_lists_nothing(damage) -> None:
    found, fault = directory(io.BytesIO(damage(zipped({"a.html": b"text", "b.html": b"more"}))))
    assert [*found] == []
    assert "is damaged" in fault


def test_a_directory_that_ends_within_a_member_is_cut() -> None:
    archive = _many(2)
    start, end = archive.index(_RECORD), archive.index(_END)
    told = bytearray(archive[end:])
    struct.pack_into("<L", told, 12, 9)
    _, fault = directory(io.BytesIO(archive[:start] + archive[start : start + 9] + told))
    assert fault.endswith("is damaged (it is cut)")


def test_what_is_damaged_behind_its_first_member_is_told_while_it_is_read() -> None:
    archive = _many(2)
    second = archive.rindex(_RECORD)
    found = iter(Directory(io.BytesIO(archive[:second] + b"PK??" + archive[second + 4 :])))
    assert next(found).name == "a.html"
    with pytest.raises(UnreadableInput, match="no member"):
        next(found)
