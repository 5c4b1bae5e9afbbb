"""Waiting for what another process does, as long as it takes and no longer."""

from __future__ import annotations

import time
from collections.abc import Callable
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
