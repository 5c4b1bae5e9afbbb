"""Sketches of sets: how much two large sets share, told from two small samples.

A sketch holds the hashes of a set that are small, a fixed share of all values: Broder's mod-m
sketch (On the resemblance and containment of documents, 1997), known today as FracMinHash. Of
two sketches the one of the lower share tells what may be compared, so that sets of very unequal
size, a text and its first paragraphs, are compared as truly as equal ones; a MinHash of fixed
length tells only the resemblance, which is small for them.
"""

from __future__ import annotations

import struct
from bisect import bisect_left
from collections.abc import Collection
from dataclasses import dataclass
from typing import Self

__all__ = ["Overlap", "Sketch"]

_SPACE = 2**32
_MOST = 128
_LIKELY = 160
"""So many or more of a set, no sample of it, are practically always more than the most."""
_HEAD = struct.Struct("<BB")


@dataclass(frozen=True, slots=True)
class Overlap:
    """How many of the sampled elements two sets have in common, and each has by itself.

    Each stands for 2**``level`` elements.
    """

    common: int
    first: int
    second: int
    level: int

    @property
    def containment(self) -> float:
        """The share of the smaller set that the larger has, too: 0 to 1."""
        return self.common / (min(self.first, self.second) or 1)

    @property
    def resemblance(self) -> float:
        """The share of the elements of either set that both have (Jaccard): 0 to 1."""
        return self.common / ((self.first + self.second - self.common) or 1)


@dataclass(frozen=True, slots=True)
class Sketch:
    """The ``values`` (32 bits, ascending, at most 128) below 2**(32 - ``level``) of a set."""

    level: int
    values: tuple[int, ...]

    @classmethod
    def of(cls, hashes: Collection[int]) -> Self:
        """Return the sketch of a set of well-mixed 32-bit *hashes*."""
        # Most of many are at no likely level: they are left out before there is a set.
        level = max((len(hashes) // _LIKELY).bit_length() - 1, 0)
        limit = _SPACE >> level
        values = {value for value in hashes if value < limit}
        if len(values) <= _MOST:
            level, values = 0, set(hashes)
        while len(values) > _MOST:
            level += 1
            limit = _SPACE >> level
            values = {value for value in values if value < limit}
        return cls(level, tuple(sorted(values)))

    @classmethod
    def unpack(cls, packed: bytes) -> Self:
        """Return the sketch that :meth:`pack` has written."""
        level, count = _HEAD.unpack_from(packed)
        return cls(level, struct.unpack_from(f"<{count}I", packed, _HEAD.size))

    def pack(self) -> bytes:
        """Return the level and the number of values (a byte each), and these, little-endian."""
        return _HEAD.pack(self.level, len(self.values)) + struct.pack(
            f"<{len(self.values)}I", *self.values
        )

    def overlap(self, other: Sketch) -> Overlap:
        """Return what the two sets have in common."""
        level = max(self.level, other.level)
        first, second = self._below(level), other._below(level)
        return Overlap(len({*first}.intersection(second)), len(first), len(second), level)

    def _below(self, level: int) -> tuple[int, ...]:
        if level == self.level:
            return self.values
        return self.values[: bisect_left(self.values, _SPACE >> level)]
