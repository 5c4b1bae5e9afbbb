"""How far a run is: pages done by what became of them, their rate, the time that is left."""

from __future__ import annotations

import time
from collections import Counter

__all__ = ["Pace"]

_MINUTE, _HOUR = 60, 3600


class Pace:
    """Counts pages; *total* is how many there will be, as far as that is known."""

    def __init__(self) -> None:
        self.total: int | None = None
        self._counts: Counter[str] = Counter()
        self._began = time.monotonic()

    @property
    def done(self) -> int:
        """The number of pages so far."""
        return self._counts.total()

    @property
    def expected(self) -> int | None:
        """How many there will be, if that is known: a file counts as one until more come of it."""
        return self.total if self.total is not None and self.total > self.done else None

    @property
    def rate(self) -> float:
        """Pages a second."""
        return self.done / max(time.monotonic() - self._began, 0.001)

    @property
    def verdicts(self) -> str:
        """What became of them: ``812 allowed, 30 denied, 2 failed``."""
        return ", ".join(f"{count:,} {name}" for name, count in self._counts.most_common())

    def add(self, what: str) -> None:
        """Count a page, and *what* became of it."""
        self._counts[what] += 1

    def __str__(self) -> str:
        of = f" of {self.expected:,}" if self.expected is not None else ""
        return f"{self.done:,}{of} pages, {self.rate:,.1f} a second{self._left()}; {self.verdicts}"

    def _left(self) -> str:
        if self.expected is None or not self.done:
            return ""
        seconds = (self.expected - self.done) / self.rate
        if seconds < _MINUTE:
            return f", {seconds:.0f} s left"
        if seconds < _HOUR:
            return f", {seconds / _MINUTE:.0f} min left"
        return f", {seconds / _HOUR:.1f} h left"
