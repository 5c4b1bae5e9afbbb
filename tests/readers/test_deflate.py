from __future__ import annotations

import gzip
import random
from contextlib import suppress
from typing import Any

import pytest

from newscrawl.readers import deflate
from newscrawl.readers.deflate import Deflated, DeflateError


class Counted:
    """A decompressor whose calls are counted."""

    def __init__(self, inner: Any, calls: list[int]) -> None:
        self.inner, self.calls = inner, calls

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)

    def copy(self) -> Counted:
        return Counted(self.inner.copy(), self.calls)

    def decompress(self, data: bytes, *limits: int) -> bytes:
        self.calls.append(len(data))
        return self.inner.decompress(data, *limits)


def pieces(decoder: Deflated, given: list[bytes]) -> bytes:
    found = b""
    with suppress(DeflateError):
        for data in given:
            found += decoder.decompress(data, 1_000_000)
        pytest.fail("it is damaged")
    return found


@pytest.mark.parametrize("place", [2, 9, 100, 10_000, 30_000])
def test_what_comes_before_damage_is_found_whole_and_in_few_steps(
    monkeypatch: pytest.MonkeyPatch, place: int
) -> None:
    data = bytearray(gzip.compress(random.Random(place).randbytes(40_000).hex().encode()))
    data[place : place + 200] = b"\xff" * 200
    byte_by_byte = pieces(Deflated(), [bytes([each]) for each in data])
    made, calls = deflate._decompressobj, list[int]()
    monkeypatch.setattr(deflate, "_decompressobj", lambda bits: Counted(made(bits), calls))
    assert pieces(Deflated(), [bytes(data), b""]) == byte_by_byte
    assert len(byte_by_byte) >= place - 100
    assert len(calls) < 60
