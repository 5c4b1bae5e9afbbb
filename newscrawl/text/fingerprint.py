"""Fingerprints of texts: a digest for exact copies, a sketch for copies that were worked on.

What a newsroom does to a wire text, it cuts it, puts a paragraph before it, changes a word here
and there, leaves long runs of words as they were; what a machine fills into a template leaves
none. So texts are compared by runs of five words (of seven characters in Chinese and Japanese,
of fourteen in other scripts without spaces), and by how much of the shorter text the longer one
has. And a copy tells the numbers of its original, where of two texts of one template each has
its own.

Stored values stay comparable: a change of them is a change of the schema.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Self

from newscrawl.garbage import of_pages
from newscrawl.text.cleaning import fold
from newscrawl.text.hashes import hashes_of_numbers, hashes_of_runs
from newscrawl.text.sketch import Overlap, Sketch

__all__ = ["MOST_ANCHORS", "Fingerprint", "Imprint", "Likeness", "digest"]

_NEAR = 0.4
"""The share of the shorter text from which two texts are copies."""
_LEAST_SHARE = 0.12
"""The least share of the longer text: a brief within a digest is no copy of the digest."""
_FEWEST_COMMON = 12
_NUMBERS_THAT_TELL, _SAME_NUMBERS = 2, 0.5

MOST_ANCHORS = 16
# What follows in an overlong text changes no judgement and costs no time.
_MOST_CHARACTERS = 200_000
# What is in no word, and what joins none: of the former ASCII has its own, as bytes. A range is
# looked at sooner than a class, and one character found sooner than one of several.
_ODD_MARK = re.compile(r"[^\0-\x7f\w’]")
_LOOSE_JOINTS = {
    joint: re.compile(rf"{joint}(?:(?!\w)|(?<!\w.))", re.DOTALL) for joint in ("'", "’", "-")
}
_PARTED = re.sub(rb"[^\w'\-\x80-\xff]", b" ", bytes(range(256)))


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
        if (runs := hashes_of_runs(folded, its_words)) is None:
            return None
        return cls(Sketch.of(runs).pack() + Sketch.of(hashes_of_numbers(folded)).pack())

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
