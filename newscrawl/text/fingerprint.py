"""Fingerprints of texts: a digest for exact copies, a sketch for copies that were worked on.

What a newsroom does to a wire text, it cuts it, puts a paragraph before it, changes a word here
and there, leaves long runs of words as they were; what a machine fills into a template leaves
none. So texts are compared by runs of five words (of seven characters in Chinese and Japanese,
of fourteen in other scripts without spaces), and by how much of the shorter text the longer one
has. And a copy tells the numbers of its original, where of two texts of one template each has
its own.

The arithmetic is written out here, so that stored values stay comparable whatever the platform,
the Python and the library versions; a change of it is a change of the schema.
"""

from __future__ import annotations

import hashlib
import re
import sys
import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Self

from newscrawl.garbage import of_pages
from newscrawl.text.cleaning import fold
from newscrawl.text.scripts import is_spaceless
from newscrawl.text.sketch import Overlap, Sketch

__all__ = ["MOST_ANCHORS", "Fingerprint", "Imprint", "Likeness", "digest"]

_NEAR = 0.4
"""The share of the shorter text from which two texts are copies."""
_LEAST_SHARE = 0.12
"""The least share of the longer text: a brief within a digest is no copy of the digest."""
_FEWEST_COMMON = 12
_NUMBERS_THAT_TELL, _SAME_NUMBERS = 2, 0.5

_WORDS, _IDEOGRAPHS, _LETTERS = 5, 7, 14
_FEWEST_SHINGLES = 16
MOST_ANCHORS = 16
# What follows in an overlong text changes no judgement and costs no time.
_MOST_UNITS, _MOST_CHARACTERS = 20_000, 200_000
_MASK = 2**64 - 1
_DIGIT = 128
_SPREAD, _MIX = 0x9E3779B97F4A7C15, 0xD6E8FEB86659FD93
_NO_LETTER = re.compile("[\\s!-/:-@\\[-`{-~\u00a1-\u00bf\u2000-\u206f\u3000-\u303f]+")
_IDEOGRAPH = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
# What is in no word, and what joins none: of the former ASCII has its own, as bytes. A range is
# looked at sooner than a class, and one character found sooner than one of several.
_ODD_MARK = re.compile(r"[^\0-\x7f\w’]")
_LOOSE_JOINTS = {
    joint: re.compile(rf"{joint}(?:(?!\w)|(?<!\w.))", re.DOTALL) for joint in ("'", "’", "-")
}
_PARTED = re.sub(rb"[^\w'\-\x80-\xff]", b" ", bytes(range(256)))
_ASCII = bytes(range(128))
_OTHER_DIGIT = re.compile(r"[^\0-\x7f\D]")
_IN_NUMBERS = b".,:-"
_NUMBERLESS = re.sub(rb"[^\d.,:\-]", b" ", bytes(range(256)))
_NUMBER = re.compile(rb"\d+(?:[.,:\-]\d+)*")
_YEAR = re.compile(rb"(?:19|20)\d\d")


def digest(*texts: str | None) -> str:
    """Return the hexadecimal SHA-256 of the words of *texts*: case and punctuation are ignored."""
    normal = b"\n".join(b" ".join(_worded(text)) for text in texts if text)
    return hashlib.sha256(normal).hexdigest()


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two texts are: in their runs of words, and in their numbers."""

    runs: Overlap
    numbers: Overlap

    @property
    def similarity(self) -> float:
        """The share of the shorter text that the longer one has, too: 0 to 1."""
        return self.runs.containment

    @property
    def order(self) -> tuple[float, float]:
        """By what the nearest of several is found."""
        return self.runs.containment, self.runs.resemblance

    @property
    def is_copy(self) -> bool:
        """Whether one text was made from the other, or both from a third."""
        runs, numbers = self.runs, self.numbers
        if runs.common << runs.level < _FEWEST_COMMON or runs.containment < _NEAR:
            return False
        if runs.common < _LEAST_SHARE * max(runs.first, runs.second):
            return False
        tells = min(numbers.first, numbers.second) >= _NUMBERS_THAT_TELL
        return not tells or numbers.containment >= _SAME_NUMBERS


@dataclass(frozen=True)
class Fingerprint:
    """The fingerprint of one text: sketches of its runs of words and of its numbers, packed."""

    packed: bytes

    @classmethod
    def of(cls, text: str | None) -> Self | None:
        """Return the fingerprint of *text*; None when it is too short to compare."""
        folded, its_words = _folded((text or "")[:_MOST_CHARACTERS])
        units, size = _units(folded, its_words)
        if len(units) - size + 1 < _FEWEST_SHINGLES:
            return None
        runs = Sketch.of(_shingles(units, size)).pack()
        return cls(runs + Sketch.of(_numbers(folded)).pack())

    @cached_property
    def _sketches(self) -> tuple[Sketch, Sketch]:
        runs = Sketch.unpack(self.packed)
        return runs, Sketch.unpack(self.packed[len(runs.pack()) :])

    @property
    def anchors(self) -> tuple[int, ...]:
        """At most 16 integers of 32 bits; a text and its copy share one, practically always."""
        return self._sketches[0].values[:MOST_ANCHORS]

    def likeness(self, other: Fingerprint) -> Likeness:
        """Return how alike the two texts are."""
        (runs, numbers), (other_runs, other_numbers) = self._sketches, other._sketches
        return Likeness(runs.overlap(other_runs), numbers.overlap(other_numbers))


@dataclass(frozen=True, slots=True)
class Imprint:
    """By what the copies of an article are found: the exact ones by *digest*, all others.

    The *fingerprint* is None where the text is too short to compare.
    """

    digest: str
    fingerprint: Fingerprint | None

    @classmethod
    def of(cls, headline: str | None, body: str, decision: str) -> Self:
        """Return the imprint of an article with that *body* on which *decision* was taken.

        The headline tells apart what has little text of its own: galleries, videos. A copy with a
        ban is no copy of one without.
        """
        return cls(digest(headline, body, decision), Fingerprint.of(body))


def _worded(text: str) -> Iterator[bytes]:
    """Yield the words of each piece of *text*: those of a whole book take ten times its size."""
    for piece in _pieces(text):
        if its_words := _folded(piece)[1]:
            yield b" ".join(its_words)


def _pieces(text: str) -> Iterator[str]:
    """Yield *text*, an overlong one cut before spaces."""
    start = 0
    while (end := text.find(" ", start + _MOST_CHARACTERS)) >= 0:
        yield text[start:end]
        start = end
    yield text[start:]


@of_pages
@lru_cache(maxsize=4)
def _folded(text: str) -> tuple[str, Sequence[bytes]]:
    """Return *text* folded, and its words: the digest and the fingerprint want the same."""
    folded = fold(text)
    return folded, _words(folded)


def _words(text: str) -> list[bytes]:
    """Return what :func:`newscrawl.text.sentences.words` does, in UTF-8, in half the time."""
    if not text.isascii():
        text = _ODD_MARK.sub(" ", text)
    for joint, loose in _LOOSE_JOINTS.items():
        if joint in text:
            text = loose.sub(" ", text)
    return text.encode().translate(_PARTED).split()


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


def _numbers(text: str) -> list[int]:
    """Return a hash of 32 bits for each number in *text*, however its digits are parted.

    Years are left out: texts of one template have theirs in common.
    """
    numbers = (number for number in _written(text) if not _YEAR.fullmatch(number))
    return list(map(_mixed, _hashes(numbers)))


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
