"""Hashes of what two texts may have in common: runs of words, and numbers.

The arithmetic is written out here, so that stored values stay comparable whatever the platform,
the Python and the library versions; a change of it is a change of the schema.
"""

from __future__ import annotations

import re
import sys
import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from newscrawl.text.scripts import is_spaceless

__all__ = ["hashes_of_numbers", "hashes_of_runs"]

_WORDS, _IDEOGRAPHS, _LETTERS = 5, 7, 14
_FEWEST_SHINGLES = 16
# What follows in an overlong text changes no judgement and costs no time.
_MOST_UNITS = 20_000
_MASK = 2**64 - 1
_DIGIT = 128
_SPREAD, _MIX = 0x9E3779B97F4A7C15, 0xD6E8FEB86659FD93
_NO_LETTER = re.compile("[\\s!-/:-@\\[-`{-~\u00a1-\u00bf\u2000-\u206f\u3000-\u303f]+")
_IDEOGRAPH = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_ASCII = bytes(range(128))
_OTHER_DIGIT = re.compile(r"[^\0-\x7f\D]")
_IN_NUMBERS = b".,:-"
_NUMBERLESS = re.sub(rb"[^\d.,:\-]", b" ", bytes(range(256)))
_NUMBER = re.compile(rb"\d+(?:[.,:\-]\d+)*")
_YEAR = re.compile(rb"(?:19|20)\d\d")


def hashes_of_runs(text: str, its_words: Sequence[bytes]) -> Sequence[int] | None:
    """Return a hash of 32 bits for each run of words, or characters, in the folded *text*.

    *its_words* are those of all of it. None when it is too short to compare.
    """
    units, size = _units(text, its_words)
    return _shingles(units, size) if len(units) - size + 1 >= _FEWEST_SHINGLES else None


def hashes_of_numbers(text: str) -> list[int]:
    """Return a hash of 32 bits for each number in *text*, however its digits are parted.

    Years are left out: texts of one template have theirs in common.
    """
    numbers = (number for number in _written(text) if not _YEAR.fullmatch(number))
    return list(map(_mixed, _hashes(numbers)))


def _units(text: str, its_words: Sequence[bytes]) -> tuple[Sequence[int], int]:
    """Return one integer for each word or character of *text*, and how many make a run."""
    if is_spaceless(text):
        characters = _NO_LETTER.sub("", text)[:_MOST_UNITS]
        ideographs = sum(1 for _ in _IDEOGRAPH.finditer(characters))
        size = _IDEOGRAPHS if 2 * ideographs > len(characters) else _LETTERS
        return [ord(character) for character in characters], size
    return _hashes(its_words[:_MOST_UNITS]), _WORDS


def _shingles(units: Sequence[int], size: int) -> Sequence[int]:
    """Return a hash of 32 bits for each run of *size* units; there must be one run at least.

    A run is a polynomial in ``_SPREAD`` modulo 2**64, mixed as :func:`_mixed` does. All are worked
    out at once, as digits of one large integer, of which none is ever so large that it carries.
    """
    count = len(units) - size + 1
    powers = [pow(_SPREAD, power, 2**64) for power in range(size)]
    runs = _joined(units) * _joined(powers) >> _DIGIT * (size - 1)
    lower_64, lower_32 = _masks(count)
    for _ in range(2):
        runs &= lower_64
        runs = (runs ^ (runs >> 32 & lower_32)) * _MIX
    digits = array("I", (runs >> 32 & lower_32).to_bytes(count * _DIGIT // 8, "little"))
    return _little_endian(digits)[:: _DIGIT // 32]


def _masks(count: int) -> tuple[int, int]:
    """Return the lower 64 and the lower 32 bits of so many digits, all of them ones."""
    most = 1 << count.bit_length()
    lower_64, lower_32 = _long_masks(most)
    superfluous = _DIGIT * (most - count)
    return lower_64 >> superfluous, lower_32 >> superfluous


@lru_cache  # a few, of which the others are made: the division takes long
def _long_masks(count: int) -> tuple[int, int]:
    ones = ((1 << _DIGIT * count) - 1) // ((1 << _DIGIT) - 1)
    return ones * _MASK, ones * (_MASK >> 32)


def _joined(values: Sequence[int]) -> int:
    """Return the integer whose digits are *values*, each below 2**64, the first the lowest."""
    digits = array("Q", bytes(len(values) * _DIGIT // 8))
    digits[:: _DIGIT // 64] = array("Q", values)
    return int.from_bytes(_little_endian(digits).tobytes(), "little")


def _little_endian(digits: array[int]) -> array[int]:
    if sys.byteorder == "big":
        digits.byteswap()
    return digits


def _written(text: str) -> Iterator[bytes]:
    """Yield the digits, in ASCII, of each number in *text*."""
    beyond_ascii = text.encode("utf-8", "replace").translate(None, _ASCII).decode()
    for digit in set(_OTHER_DIGIT.findall(beyond_ascii)):
        text = text.replace(digit, str(int(digit)))
    # Of most texts next to nothing is left to be searched.
    written = text.replace("–", "-").encode("utf-8", "replace")
    left = written.translate(_NUMBERLESS).split()
    for match in _NUMBER.finditer(b" ".join(left)):
        yield match[0].translate(None, _IN_NUMBERS)


def _hashes(some_words: Iterable[bytes]) -> list[int]:
    """Return a hash of 32 bits for each of *some_words*."""
    return list(map(zlib.crc32, some_words))


def _mixed(value: int) -> int:
    """Return the upper 32 of 64 bits that depend on all of those of *value*."""
    mixed = (value ^ (value >> 32)) * _MIX & _MASK
    return ((mixed ^ (mixed >> 32)) * _MIX & _MASK) >> 32
