from __future__ import annotations

import io

import pytest

from newscrawl.readers import streams
from newscrawl.readers.streams import find_bytes


class Trickle(io.BytesIO):
    """A stream that gives few bytes at a time."""

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(min(2, size) if size and size > 0 else size)


@pytest.mark.parametrize("kind", [io.BytesIO, Trickle])
@pytest.mark.parametrize(
    ("position", "wanted", "found"),
    [(0, b"PK\x03\x04", 3), (4, b"PK\x03\x04", 9), (10, b"PK\x03\x04", -1), (0, b"\x04", 6)],
)
def test_bytes_are_found_wherever_reads_end(
    kind: type[io.BytesIO], position: int, wanted: bytes, found: int
) -> None:
    assert find_bytes(kind(b"ab\x00PK\x03\x04PKPK\x03\x04"), position, wanted) == found


def test_bytes_are_found_across_two_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "_FIRST_SEARCHED", 5)
    assert find_bytes(io.BytesIO(b"....PK\x03\x04.."), 0, b"PK\x03\x04") == 4
