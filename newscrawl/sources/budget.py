"""How much of each source a run has taken: pages, bytes, time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from time import monotonic

from newscrawl.bounds import Bounds, Spending
from newscrawl.sources.model import Source

__all__ = ["Budget"]


class Budget:
    """Counts what is taken of each of the *sources* that has a bound.

    Memory is bounded by the pages that may be taken. *clock* tells seconds, which count from the
    first page.
    """

    def __init__(
        self, sources: Iterable[Source] = (), clock: Callable[[], float] = monotonic
    ) -> None:
        self._bounds: Mapping[str, Bounds] = {
            each.name: each.bounds for each in sources if each.bounds
        }
        self._admitted: dict[str, set[bytes]] = {name: set() for name in self._bounds}
        self._spent: dict[str, Spending] = {}
        self._clock = clock
        self.refused: Counter[str] = Counter()
        """How many requests of each source came too late."""

    def admits(self, source: str, request: bytes) -> bool:
        """Whether the *request* with that fingerprint is within the bounds of *source*.

        One that was admitted is admitted again, without being counted twice.
        """
        limit = self._bounds.get(source)
        if limit is None or request in self._admitted[source]:
            return True
        if self.is_spent(source):
            self.refused[source] += 1
            return False
        self._spending(source).pages += 1
        if limit.pages:
            self._admitted[source].add(request)
        return True

    def receive(self, source: str, size: int) -> None:
        """Count *size* bytes that have come of *source*."""
        if source in self._bounds:
            self._spending(source).bytes += size

    def is_spent(self, source: str) -> bool:
        """Whether no further page of *source* would be admitted."""
        limit, spent = self._bounds.get(source), self._spent.get(source)
        if limit is None or spent is None:
            return False
        return spent.exhausts(limit, self._clock()) is not None

    def _spending(self, source: str) -> Spending:
        known = self._spent.get(source)
        if known is None:
            known = self._spent[source] = Spending(self._clock())
        return known
