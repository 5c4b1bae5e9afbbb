"""Wording: the words of many texts in matching form, to be looked up all at once.

What stands between words becomes an edge, so that a whole word is found by plain comparison.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from html import unescape
from typing import NamedTuple

from newscrawl.policy.notices.characters import beyond_ascii, on_bytes, replaced
from newscrawl.policy.notices.folding import fold_joints, small_character
from newscrawl.policy.notices.letterspacing import are_apart
from newscrawl.policy.notices.look_alikes import LATIN, latin_words, look_alike
from newscrawl.policy.notices.patterns import LETTER

__all__ = ["EDGE", "Wordings", "wording", "wordings"]

# Stands before and behind every word.
EDGE = "\n"

_BREAK = "\0"
_JOINT = f" {_BREAK} "
_SIGN = re.compile(rf"(?!{LETTER})[^\x00-\x7f]")
# ASCII letters become small, what stands between words an edge; other bytes stay as they are.
_EDGES = bytes(
    ord(EDGE) if not (each.isalnum() or each in f"_{_BREAK}") else ord(each.lower())
    for each in map(chr, range(128))
) + bytes(range(128, 256))
_INITIALS = re.compile(rf"{EDGE}(\w{EDGE}\w)(?={EDGE})")


class Wordings(NamedTuple):
    """The words of many ``texts``, and the ``letters`` beyond ASCII that they have.

    ``pose`` says that some of these may pose as Latin: then the words that they pose as stand
    behind the others. ``printed`` is all as it is without these.
    """

    texts: list[str]
    letters: str
    pose: bool
    printed: bytes

    @property
    def apart(self) -> bool:
        """Whether any of the texts may set letters apart."""
        return self.pose or are_apart(self.printed)


def wordings(texts: Sequence[str]) -> Wordings:
    """Return the words of each of *texts* in matching form, edges around them.

    Where letters pose as those of another script, the word that they pose as stands there, too.
    """
    if not texts:
        return Wordings([], "", pose=False, printed=b"")
    text = _JOINT.join(texts)
    if text.count(_BREAK) >= len(texts):
        text = _JOINT.join(each.replace(_BREAK, " ") for each in texts)
    text = unescape(f" {text} ")
    characters = beyond_ascii(text)
    if (joined := fold_joints(text, characters)) is not text:
        text, characters = joined, beyond_ascii(joined)
    matching = {each: _matching(each) for each in characters}
    text = replaced(text, matching)
    printed = text.encode("utf-8", "surrogatepass").translate(_EDGES)
    found = printed.decode("utf-8", "surrogatepass").split(_BREAK)
    letters = [each for each in matching.values() if not each.isascii()]
    if pose := any(latin_words(letters)):
        found = [
            each if each.isascii() else EDGE.join((each, *latin_words(_apart(each)), ""))
            for each in found
        ]
    return Wordings(found, "".join(letters), pose, printed)


def wording(folded: str) -> str:
    """Return the words of a text that is in matching form already, edges between them."""
    signs = _SIGN.findall(beyond_ascii(folded))
    text = replaced(folded, dict.fromkeys(signs, EDGE))
    return on_bytes(text, _EDGES).replace(_BREAK, EDGE)


@lru_cache(maxsize=4096)
def _matching(character: str) -> str:
    """Return *character* in matching form, an edge for a sign."""
    return _SIGN.sub(EDGE, small_character(character))


def _apart(worded: str) -> Iterator[str]:
    """Yield the words of *worded* that may pose as Latin ones, and letters that stand alone.

    These come in twos, as acronyms have them.
    """
    yield from _posing().findall(worded)
    yield from _INITIALS.findall(worded)


@lru_cache(maxsize=1)
def _posing() -> re.Pattern[str]:
    """Return the expression for a word of letters that pass for Latin ones, or with such a one."""
    return re.compile(
        rf"{EDGE}((?:{look_alike().pattern})+(?={EDGE})|[^{EDGE}]*?{LATIN.pattern}[^{EDGE}]*)"
    )
