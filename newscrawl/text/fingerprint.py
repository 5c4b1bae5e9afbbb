"""Fingerprints of texts: a digest for exact copies, a sketch for near-duplicates.

The sketch is a MinHash by one permutation (Li, Owen, Zhang 2012) with optimal densification
(Shrivastava 2017) over pairs of words, or over runs of four characters in scripts without
spaces. Its arithmetic is written out here, so that stored values stay comparable whatever
the platform, the Python and the library versions; a change of it is a change of the schema.
"""

from __future__ import annotations

import hashlib
import re
import struct
import zlib
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from operator import eq

from newscrawl.text.cleaning import fold
from newscrawl.text.sentences import is_spaceless, words

__all__ = ["NEAR", "Fingerprint", "digest"]

NEAR = 0.45
"""The similarity from which two texts count as near-duplicates."""

_BANDS, _ROWS = 20, 3
_BINS = _BANDS * _ROWS
_WORDS_A_SHINGLE, _CHARACTERS_A_SHINGLE = 2, 4
_FEWEST_SHINGLES = 16
# What follows in an overlong text changes no judgement and costs no time.
_MOST_UNITS, _MOST_CHARACTERS = 20_000, 200_000
_MASK = 2**64 - 1
_SPREAD, _MIX = 0x9E3779B97F4A7C15, 0xD6E8FEB86659FD93
_EMPTY = 2**32
_LAYOUT = struct.Struct(f"<{_BINS}I")
_NO_LETTER = re.compile("[\\s!-/:-@\\[-`{-~\u00a1-\u00bf\u2000-\u206f\u3000-\u303f]+")


def digest(*texts: str | None) -> str:
    """Return the hexadecimal SHA-256 of the words of *texts*: case and punctuation are ignored."""
    normal = "\n".join(" ".join(words(fold(text))) for text in texts if text)
    return hashlib.sha256(normal.encode("utf-8", "replace")).hexdigest()


@dataclass(frozen=True)
class Fingerprint:
    """The sketch of one text: 60 unsigned 32-bit minima, little-endian (240 bytes)."""

    sketch: bytes

    @classmethod
    def of(cls, text: str | None) -> Fingerprint | None:
        """Return the fingerprint of *text*; None when it is too short to compare."""
        units, size = _units(fold((text or "")[:_MOST_CHARACTERS]))
        if len(units) - size + 1 < _FEWEST_SHINGLES:
            return None
        return cls(_LAYOUT.pack(*_densified(_minima(units, size))))

    @cached_property
    def minima(self) -> tuple[int, ...]:
        """The 60 minima."""
        return _LAYOUT.unpack(self.sketch)

    @cached_property
    def bands(self) -> tuple[int, ...]:
        """20 integers below 2**63; texts that are near share at least one, practically always."""
        return tuple(_band(index, self.minima) for index in range(_BANDS))

    def similarity(self, other: Fingerprint) -> float:
        """Estimate which share of the shingles of both texts they have in common: 0 to 1."""
        same: int = sum(map(eq, self.minima, other.minima))
        return same / _BINS


def _units(text: str) -> tuple[list[int], int]:
    """Return one integer for each word or character of *text*, and how many make a shingle."""
    if is_spaceless(text):
        characters = _NO_LETTER.sub("", text)[:_MOST_UNITS]
        return [ord(character) for character in characters], _CHARACTERS_A_SHINGLE
    known: dict[str, int] = {}
    units = []
    for word in islice(words(text), _MOST_UNITS):
        unit = known.get(word)
        if unit is None:
            unit = known[word] = zlib.crc32(word.encode("utf-8", "replace"))
        units.append(unit)
    return units, _WORDS_A_SHINGLE


def _minima(units: list[int], size: int) -> list[int]:
    """Throw each shingle into one bin; return the smallest value of every bin."""
    shingles = units
    for offset in range(1, size):
        shingles = [
            (shingle * _SPREAD + unit) & _MASK
            for shingle, unit in zip(shingles, units[offset:], strict=False)
        ]
    minima = [_EMPTY] * _BINS
    for shingle in shingles:
        mixed = (shingle ^ (shingle >> 32)) * _MIX & _MASK
        place, value = (mixed >> 40) % _BINS, mixed >> 8 & 0xFFFFFFFF
        if value < minima[place]:  # noqa: PLR1730  # min() would double the time
            minima[place] = value
    return minima


def _densified(minima: list[int]) -> list[int]:
    """Fill each empty bin from another one, chosen by the same probes for every text."""
    filled = list(minima)
    for place in range(_BINS):
        probe = place
        while filled[place] == _EMPTY:
            probe = _mixed(probe + 1)
            filled[place] = minima[(probe >> 32) % _BINS]
    return filled


def _band(index: int, minima: tuple[int, ...]) -> int:
    value = index
    for minimum in minima[index * _ROWS : (index + 1) * _ROWS]:
        value = _mixed(value * _SPREAD + minimum & _MASK)
    return value >> 1


def _mixed(value: int) -> int:
    """Return *value* with its 64 bits well mixed."""
    value = (value ^ (value >> 32)) * _MIX & _MASK
    value = (value ^ (value >> 32)) * _MIX & _MASK
    return value ^ (value >> 32)
