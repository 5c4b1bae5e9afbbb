from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

from newscrawl.readers import streams
from newscrawl.readers.streams import find_bytes, occurrences


class Trickle(io.BytesIO):
    """A stream that gives few bytes at a time."""

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(min(2, size) if size and size > 0 else size)


class Counted(io.BytesIO):
    """Counts the bytes that it gives."""

    given = 0

    def read(self, size: int | None = -1) -> bytes:
        data = super().read(size)
        self.given += len(data)
        return data


@pytest.mark.parametrize("kind", [io.BytesIO, Trickle])
@pytest.mark.parametrize(
    ("position", "wanted", "found"),
    [(0, b"PK\x03\x04", 3), (4, b"PK\x03\x04", 9), (10, b"PK\x03\x04", -1), (0, b"\x04", 6)],
)
def test_bytes_are_found_wherever_reads_end(
    kind: type[io.BytesIO], position: int, wanted: bytes, found: int
) -> None:
    assert find_bytes(kind(b"ab\x00PK\x03\x04PKPK\x03\x04"), position, wanted) == found


@pytest.mark.parametrize("piece", [1, 5, 4_096])
def test_what_stands_close_together_is_read_once(
    piece: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "_FIRST_SEARCHED", piece)
    stream = Counted(b"PKPK\x01" * 60_000 + b"PK\x02")
    found = list(occurrences(stream, 2, re.compile(rb"PK[\x01\x02]"), 4))
    assert len(found) == 60_001
    assert found[0] == (2, b"PK\x01P")
    assert found[-1] == (300_000, b"PK\x02")
    assert stream.given < 2 * 300_003


def test_bytes_are_found_across_two_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "_FIRST_SEARCHED", 5)
    assert find_bytes(io.BytesIO(b"....PK\x03\x04.."), 0, b"PK\x03\x04") == 4


def test_what_stands_before_a_hole_is_found(tmp_path: Path) -> None:
    path = tmp_path / "sparse"
    with path.open("wb") as file:
        file.write(b"PK\x03\x04".rjust(65_536, b"."))
        file.seek(2**20)
        file.write(b"PK\x03\x04 end")
    with path.open("rb") as stream:
        found = occurrences(stream, 65_536 - 4_096, re.compile(rb"PK\x03\x04"), 24)
        assert [position for position, _ in found] == [65_532, 2**20]
