"""The book that a server keeps of who came: the proof of what a crawler asked for, and when."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from time import monotonic

__all__ = ["Visit", "Visits"]

_PATIENCE = 30.0


@dataclass(frozen=True, slots=True)
class Visit:
    """One request as the server saw it.

    ``path`` is with query. ``at`` is by the monotonic clock. ``open`` counts the requests for
    this host that were not yet answered, this one included. Names of headers are lower case.
    """

    host: str
    path: str
    at: float
    open: int
    headers: Mapping[str, str] = field(default_factory=dict)
    method: str = "GET"


class Visits:
    """All visits so far, in order of arrival; of one *host* where a method is given one.

    Written by the server and read by anybody, from any thread.
    """

    def __init__(self) -> None:
        self._visits: list[Visit] = []
        self._open: Counter[str] = Counter()
        self._changed = threading.Condition()

    def __iter__(self) -> Iterator[Visit]:
        return iter(self.of())

    def __len__(self) -> int:
        return len(self._visits)

    def of(self, host: str | None = None) -> list[Visit]:
        """Return the visits."""
        with self._changed:
            return [visit for visit in self._visits if host in {None, visit.host}]

    def paths(self, host: str | None = None) -> list[str]:
        """Return what was asked for."""
        return [visit.path for visit in self.of(host)]

    def gaps(self, host: str | None = None) -> list[float]:
        """Return the seconds between one arrival and the next."""
        times = [visit.at for visit in self.of(host)]
        return [later - earlier for earlier, later in pairwise(times)]

    def most_open(self, host: str | None = None) -> int:
        """Return how many requests for one host were under way at once, at the most."""
        return max((visit.open for visit in self.of(host)), default=0)

    def wait_for(self, count: int, host: str | None = None, seconds: float = _PATIENCE) -> None:
        """Return as soon as there are *count* visits. Raises TimeoutError after *seconds*."""
        with self._changed:
            if not self._changed.wait_for(lambda: len(self.of(host)) >= count, seconds):
                raise TimeoutError(f"{len(self.of(host))} of {count} visits in {seconds:g} s")

    def arrive(self, host: str, path: str, headers: Mapping[str, str], method: str) -> None:
        """Note a request that has just come; it is open until :meth:`answered`."""
        with self._changed:
            self._open[host] += 1
            visit = Visit(host, path, monotonic(), self._open[host], headers, method)
            self._visits.append(visit)
            self._changed.notify_all()

    def answered(self, host: str) -> None:
        """Note that one of the open requests for *host* has its answer."""
        with self._changed:
            self._open[host] -= 1
