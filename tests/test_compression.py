from __future__ import annotations

import gzip
import sys
import time
import zlib
from collections.abc import Callable
from contextlib import suppress

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.compression import BrokenBody, UnreadableBody, decompress

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

TEXT = b"What happened, told from the first word to the last. " * 5_000


def raw_deflate(data: bytes) -> bytes:
    compressor = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return compressor.compress(data) + compressor.flush()


def small_window(data: bytes) -> bytes:
    compressor = zlib.compressobj(wbits=9)
    return compressor.compress(data) + compressor.flush()


CODINGS: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("gzip", gzip.compress),
    ("x-gzip", gzip.compress),
    ("deflate", zlib.compress),
    ("deflate", raw_deflate),
    ("deflate", small_window),
    ("br", brotli.compress),
    ("zstd", zstd.compress),
]


@pytest.mark.parametrize(("coding", "compress"), CODINGS)
@pytest.mark.parametrize("data", [b"", b"x", TEXT], ids=["empty", "short", "long"])
def test_what_was_compressed_comes_back(coding: str, compress, data: bytes) -> None:
    assert decompress(compress(data), [coding], 0) == data
    assert decompress(compress(data), [coding], max(len(data), 1)) == data


@pytest.mark.parametrize(("coding", "compress"), CODINGS)
def test_a_body_that_ends_early_is_broken(coding: str, compress) -> None:
    whole = compress(TEXT)
    for size in (0, 1, 2, len(whole) // 2, len(whole) - 1):
        with pytest.raises(BrokenBody):
            decompress(whole[:size] or b"\x1f", [coding], 0)


def test_a_wrong_checksum_is_broken() -> None:
    for whole, coding in ((gzip.compress(TEXT), "gzip"), (zlib.compress(TEXT), "deflate")):
        with pytest.raises(BrokenBody):
            decompress(whole[:-8] + bytes(8), [coding], 0)


def test_all_members_of_a_gzip_body_are_read() -> None:
    assert decompress(gzip.compress(b"one ") + gzip.compress(b"two"), ["gzip"], 100) == b"one two"


@pytest.mark.parametrize(("coding", "compress"), CODINGS)
def test_a_body_has_a_limit(coding: str, compress) -> None:
    with pytest.raises(UnreadableBody, match="more than 100,000 bytes"):
        decompress(compress(bytes(100_001)), [coding], 100_000)


def test_the_last_coding_comes_off_first() -> None:
    body = gzip.compress(brotli.compress(TEXT))
    assert decompress(body, ["br", "gzip"], 0) == TEXT


def test_many_layers_are_not_taken_off() -> None:
    with pytest.raises(UnreadableBody, match="compressed 3 times"):
        decompress(TEXT, ["gzip"] * 3, 0)


def test_an_unknown_coding_is_named() -> None:
    with pytest.raises(UnreadableBody, match="'compress'"):
        decompress(TEXT, ["compress"], 0)


@given(st.sampled_from(["gzip", "deflate", "br"]), st.binary())
def test_any_bytes_end_in_a_body_or_an_error(coding: str, body: bytes) -> None:
    with suppress(BrokenBody, UnreadableBody):
        assert len(decompress(body, [coding], 1_000)) <= 1_000


@pytest.mark.parametrize(
    ("coding", "members"),
    [("gzip", gzip.compress(b"") * 50_000), ("zstd", zstd.compress(b"") * 150_000)],
)
def test_many_small_members_take_linear_time(coding: str, members: bytes) -> None:
    started = time.process_time()
    assert decompress(members, [coding], 1_000) == b""
    assert time.process_time() - started < 5
