"""What newsrooms do to a text leaves it a copy; another day's table is none."""

from __future__ import annotations

from collections import Counter

from newscrawl.text.fingerprint import Fingerprint
from tests.text.copies import Pair, pairs


def is_found(pair: Pair) -> bool:
    one, other = Fingerprint.of(pair.one), Fingerprint.of(pair.other)
    assert one is not None
    assert other is not None
    shares_anchor = bool({*one.anchors} & {*other.anchors})
    return shares_anchor and one.likeness(other).is_copy


def test_copies_are_found_and_nothing_else() -> None:
    outcomes = Counter((pair.are_copies, is_found(pair)) for pair in pairs(seeds=2))
    assert outcomes[False, True] == 0
    assert outcomes[True, False] <= 0.02 * outcomes[True, True]


def test_an_uncut_copy_in_any_language_is_found_for_certain() -> None:
    missed = [pair.name for pair in pairs(seeds=0) if pair.are_copies and not is_found(pair)]
    assert not missed
