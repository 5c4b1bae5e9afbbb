"""Letter-spacing: words whose letters are set apart, "D i l a r a n g"."""

from __future__ import annotations

import re

__all__ = ["are_apart", "letter_gaps", "may_set_apart"]

_SPELLED = re.compile(r"(?<!\w)(?:[^\W\d_][ .\-_·*]{1,3}){5,}[^\W\d_](?!\w)")
_GAP = re.compile(r"[ .\-_·*]+")
# Four of those letters, which most text has not, as they are drawn: each letter as an "a", what may
# stand between them, an edge of words too, as a space. Beyond ASCII the first byte of a character
# tells: "·" begins with one that no letter in matching form does.
_FOUR = re.compile(rb" a  {0,2}a {1,3}a {1,3}a ")
_DRAWN = b"".join(
    b" " if each in b"\n .-_*\xc2" else b"a" if each.isalpha() or not each.isascii() else b"0"
    for each in (bytes([number]) for number in range(256))
)
_BYTES_WITHIN = bytes(range(0x80, 0xC0))


def letter_gaps(folded: str) -> tuple[set[int], bool]:
    """Return which characters of the *folded* text only set letters of a word apart.

    And whether words run together without them. A wider gap among those of one character stays,
    as the space between words.
    """
    gaps: set[int] = set()
    run_together = False
    if not may_set_apart(folded):
        return gaps, run_together
    for match in _SPELLED.finditer(folded):
        found = [each.span() for each in _GAP.finditer(folded, *match.span())]
        wide = [start for start, end in found if end - start > 1 and folded[start:end].isspace()]
        gaps.update(place for start, end in found for place in range(start, end))
        gaps.difference_update(wide)
        run_together = run_together or not wide
    return gaps, run_together


def may_set_apart(folded: str) -> bool:
    """Whether the *folded* text may set apart the letters of a word: four of them, at least.

    It may be words with edges between, too, and around them.
    """
    return are_apart(folded.encode("utf-8", "surrogatepass"))


def are_apart(folded: bytes) -> bool:
    """Tell the same of the bytes of a text, UTF-8."""
    drawn = folded.translate(_DRAWN, b"" if folded.isascii() else _BYTES_WITHIN)
    return _FOUR.search(drawn) is not None
