"""What was read in documents is remembered within bounds."""

from __future__ import annotations

from newscrawl.policy.signals import memory
from newscrawl.policy.signals.memory import remembered


def test_the_last_documents_are_read_once() -> None:
    asked = list[tuple[bytes, str]]()

    @remembered(lambda body, _: len(body))
    def read(body: bytes, token: str) -> None:
        asked.append((body, token))

    first, second = (b"a", "x"), (b"a", "y")
    for each in (first, second, first, second):
        read(*each)
    assert asked == [first, second]
    for number in range(memory._MOST - 1):
        read(b"%d" % number, "x")
    read(*second)
    assert asked.count(second) == 1, "used last but once"
    read(*first)
    assert asked.count(first) == 2


def test_of_large_documents_the_last_is_remembered() -> None:
    asked = list[bytes]()
    read = remembered(len)(asked.append)
    small, large = b"a", bytes(memory._MOST_BYTES + 1)
    for body in (small, large, large, small, small, large):
        read(body)
    assert asked == [small, large, small, large]
