"""The end of a ZIP archive: plain, of ZIP64, behind a comment, before other bytes, damaged."""

from __future__ import annotations

import io
import struct

import pytest

from newscrawl.readers.directory_ends import DirectoryEnd, directory_end

_DIRECTORY = b"d" * 40


def _end(comment: bytes = b"", *, size: int = 40, start: int = 0, count: int = 3) -> bytes:
    told = struct.pack("<4sHHHHLLH", b"PK\5\6", 0, 0, count, count, size, start, len(comment))
    return told + comment


def _wide_end(more: bytes = b"", *, at: int = 40, files: int = 1) -> bytes:
    """Return the end of ZIP64 and what locates it: of a directory that stands at the beginning."""
    record = struct.pack("<4sQHHLLQQQQ", b"PK\6\6", 44 + len(more), 45, 45, 0, 0, 3, 3, 40, 0)
    return record + more + struct.pack("<4sLQL", b"PK\6\7", 0, at, files)


def _told(archive: bytes) -> DirectoryEnd:
    return directory_end(io.BytesIO(archive))


@pytest.mark.parametrize("comment", [b"", b"of the archive", b"c" * 0xFFFF])
@pytest.mark.parametrize("behind", [b"", b"more bytes", b"PK\5\6"])
def test_the_end_is_found_before_its_comment_and_what_follows(
    comment: bytes, behind: bytes
) -> None:
    behind = behind[: 0xFFFF - len(comment)]
    assert _told(_DIRECTORY + _end(comment) + behind) == DirectoryEnd(0, 40, 0, 3)


def test_what_stands_before_the_archive_is_not_in_its_offsets() -> None:
    assert _told(b"before" + _DIRECTORY + _end()) == DirectoryEnd(6, 40, 0, 3)


@pytest.mark.parametrize("before", [b"", b"before"])
@pytest.mark.parametrize("comment", [b"", b"of the archive"])
def test_the_end_of_zip64_counts_where_there_is_one(before: bytes, comment: bytes) -> None:
    last = _end(comment, size=0xFFFF_FFFF, start=0xFFFF_FFFF)
    told = _told(before + _DIRECTORY + _wide_end() + last)
    assert told == DirectoryEnd(len(before), 40, 0, 3)


def test_an_end_of_zip64_with_more_to_tell_is_found_where_its_locator_says() -> None:
    last = _end(size=0xFFFF_FFFF, start=0xFFFF_FFFF)
    assert _told(_DIRECTORY + _wide_end(b"more") + last) == DirectoryEnd(0, 40, 0, 3)


def test_a_locator_that_leads_nowhere_is_passed_over() -> None:
    wide = _wide_end(at=2**63).replace(b"PK\6\6", b"PK??")
    assert _told(_DIRECTORY + wide + _end()).size == 40
    assert _told(wide[-20:] + _end(size=0)).size == 0


@pytest.mark.parametrize(
    ("archive", "told"),
    [
        (b"", "it has no end"),
        (b"PK\5\6", "it has no end"),
        (_DIRECTORY + _end()[:-1], "it has no end"),
        (_DIRECTORY + _end(size=41), "it claims more bytes than there are"),
        (_DIRECTORY + _wide_end(files=2) + _end(), "it is one of several files"),
    ],
)
def test_what_is_damaged_is_told(archive: bytes, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        _told(archive)


@pytest.mark.parametrize(
    ("count", "listed", "lost"),
    [(3, 2, 1), (3, 3, 0), (3, 4, 0), (0xFFFF, 2, 0), (4, 0x1_0004, 0), (4, 0x1_0003, 1)],
)
def test_how_many_members_are_lost(count: int, listed: int, lost: int) -> None:
    assert _told(_DIRECTORY + _end(count=count)).lost(listed) == lost
