"""Waiting for what another process does, no longer than it takes; and whether it has waited."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")
_SECONDS_BETWEEN_LOOKS = 0.05


def until(look: Callable[[], T], *, seconds: float = 60) -> T:
    """Return the first true value of *look*; fail if there is none in so many *seconds*."""
    deadline = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < deadline, f"nothing came of it in {seconds} s"
        time.sleep(_SECONDS_BETWEEN_LOOKS)
    return found


def assert_spaced(gaps: Sequence[float], delay: float) -> None:
    """Fail unless *delay* was kept in all *gaps* between arrivals, in seconds.

    On a busy machine a request may arrive late, and the next one not. Of their sum only the first
    can take away, so that many gaps show a delay that is too short by a few percent.
    """
    late = 0.2 * delay
    assert min(gaps) >= delay - late, gaps
    assert sum(gaps) >= len(gaps) * delay - late, gaps
