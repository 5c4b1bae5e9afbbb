from __future__ import annotations

import random

import pytest

from newscrawl.text.sketch import Overlap, Sketch


def numbers(seed: int, count: int) -> set[int]:
    source = random.Random(seed)
    return {source.randrange(2**32) for _ in range(count)}


def test_a_small_set_is_kept_whole() -> None:
    found = numbers(1, 100)
    assert Sketch.of(found) == Sketch(0, tuple(sorted(found)))


@pytest.mark.parametrize("count", [129, 1_000, 20_000])
def test_of_a_large_one_the_small_values_are_kept(count: int) -> None:
    found = numbers(1, count)
    sketch = Sketch.of(found)
    bound = 2**32 >> sketch.level
    assert sketch.values == tuple(sorted(value for value in found if value < bound))
    assert sum(value < 2 * bound for value in found) > 128
    assert 32 < len(sketch.values) <= 128


def test_what_is_there_many_times_counts_once() -> None:
    found = sorted(numbers(1, 100))
    assert Sketch.of(found * 50) == Sketch(0, tuple(found))


@pytest.mark.parametrize("count", [0, 1, 100, 5_000])
def test_a_sketch_is_read_back_as_it_was(count: int) -> None:
    sketch = Sketch.of(numbers(1, count))
    assert Sketch.unpack(sketch.pack() + b"and more") == sketch


def test_a_part_of_a_set_is_known_as_such_however_small() -> None:
    whole = numbers(1, 3_000)
    part = set(sorted(whole, key=lambda value: value * 7919 % 65537)[:300])
    overlap = Sketch.of(whole).overlap(Sketch.of(part))
    assert overlap.containment == 1
    assert overlap.resemblance == pytest.approx(0.1, abs=0.06)


def test_what_two_sets_share_is_told_from_the_samples() -> None:
    shared, one, other = numbers(1, 600), numbers(2, 400), numbers(3, 1_400)
    overlap = Sketch.of(shared | one).overlap(Sketch.of(shared | other))
    assert overlap.containment == pytest.approx(0.6, abs=0.15)
    assert overlap.common << overlap.level == pytest.approx(600, rel=0.35)


def test_nothing_shares_nothing() -> None:
    assert Sketch.of(()).overlap(Sketch.of(numbers(1, 9))) == Overlap(0, 0, 9, 0)
    assert Overlap(0, 0, 0, 0).containment == Overlap(0, 0, 0, 0).resemblance == 0
