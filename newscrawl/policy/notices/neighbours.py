"""Neighbours: units in which one notice may go on."""

from __future__ import annotations

from collections.abc import Sequence

from newscrawl.document import Box, Unit
from newscrawl.policy.notices.lexicon import Lexicon
from newscrawl.policy.notices.lists import is_item
from newscrawl.policy.notices.reading import resumes
from newscrawl.text.sentences import ends_sentence

__all__ = ["QUOTES", "are_neighbours", "may_go_on"]

# The elements that hold another's words.
QUOTES = frozenset(["blockquote", "q"])

_LONGEST_OPENING = 80
_NEAR = 3


def are_neighbours(one: Unit, other: Unit) -> bool:
    """Whether *other* follows *one* as the next lines of one text: same place, same box.

    What is quoted or hidden goes on in what is, too.
    """
    if one.index is None or other.index is None or not 0 <= other.index - one.index <= _NEAR:
        return False
    if one.box is None or other.box is None or one.box is other.box:
        return one.box is other.box and one.apart is other.apart
    mine, others = _families(one.box, other.box)
    if not mine or one.place is not other.place or one.box.hidden is not other.box.hidden:
        return False
    if QUOTES.isdisjoint([box.tag for box in (*mine, *others)]):
        # What quotes one of them quotes both.
        return True
    return _is_quoted(one.box) is _is_quoted(other.box)


def may_go_on(one: Unit, other: Unit, lexicon: Lexicon) -> bool:
    """Whether a passage in *one* may go on in its neighbour *other*."""
    if not ends_sentence(one.text) or is_item(other.text, other):
        return True
    return resumes(other.text[:_LONGEST_OPENING], lexicon)


def _families(one: Box, other: Box) -> tuple[Sequence[Box], Sequence[Box]]:
    """Return each of the two with those around it up to what keeps both; none if nothing does."""
    if one.parent is other.parent is not None:
        # As in most: what is around one is around the other.
        return (one,), (other,)
    mine, others = _family(one), _family(other)
    return (mine, others) if not {*mine}.isdisjoint(others) else ((), ())


def _family(box: Box) -> Sequence[Box]:
    """Return *box* and those around it that keep together what they hold."""
    around = box.parent
    if around is None:
        return (box,)
    return (box, around) if around.parent is None else (box, around, around.parent)


def _is_quoted(box: Box) -> bool:
    return not QUOTES.isdisjoint([each.tag for each in box.lineage()])
