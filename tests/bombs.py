"""What unpacks to far more than its size."""

from __future__ import annotations

import gzip
import struct
import zlib

__all__ = ["MEGABYTE", "zeros"]

MEGABYTE = 1024 * 1024


def zeros(megabytes: int) -> bytes:
    """Return so many megabytes of zeros as one gzip stream, made of one block of a megabyte.

    What a full flush ends stands on its own, and may come again and again.
    """
    packer = zlib.compressobj(9, wbits=-zlib.MAX_WBITS)
    block = packer.compress(bytes(MEGABYTE)) + packer.flush(zlib.Z_FULL_FLUSH)
    checksum = 0
    for _ in range(megabytes):
        checksum = zlib.crc32(bytes(MEGABYTE), checksum)
    head, end = gzip.compress(b"")[:10], struct.pack("<II", checksum, megabytes * MEGABYTE)
    return head + block * megabytes + packer.flush() + end
