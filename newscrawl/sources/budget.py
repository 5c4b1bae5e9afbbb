"""How many pages of each source a run has asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from newscrawl.sources.model import Source

__all__ = ["Budget"]


class Budget:
    """Counts the pages of each of the *sources* that has a bound; memory is bounded by these."""

    def __init__(self, sources: Iterable[Source] = ()) -> None:
        self._bounds: Mapping[str, int] = {
            each.name: each.max_pages for each in sources if each.max_pages is not None
        }
        self._spent: dict[str, set[bytes]] = {name: set() for name in self._bounds}
        self.refused: Counter[str] = Counter()
        """How many requests of each source came too late."""

    def admits(self, source: str, request: bytes) -> bool:
        """Whether the *request* with that fingerprint is within the bound of *source*.

        One that was admitted is admitted again, without being counted twice.
        """
        bound = self._bounds.get(source)
        if bound is None or request in self._spent[source]:
            return True
        if len(self._spent[source]) < bound:
            self._spent[source].add(request)
            return True
        self.refused[source] += 1
        return False

    def is_spent(self, source: str) -> bool:
        """Whether no further page of *source* would be admitted."""
        bound = self._bounds.get(source)
        return bound is not None and len(self._spent[source]) >= bound
