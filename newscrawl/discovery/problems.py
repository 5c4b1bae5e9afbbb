"""What was wrong with a document: counted by kind, each with one example."""

from __future__ import annotations

from collections import Counter

from newscrawl.text.cleaning import clean, collapse

__all__ = ["Problems"]

_LONGEST_EXAMPLE = 120


class Problems:
    """Collects problems without growing with their number."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._examples: dict[str, str] = {}

    def note(self, what: str, example: str = "") -> None:
        """Count one more case of *what*, a fixed phrase; the first *example* is kept."""
        self._counts[what] += 1
        if example and what not in self._examples:
            self._examples[what] = collapse(clean(example[: 2 * _LONGEST_EXAMPLE]))

    @property
    def lines(self) -> tuple[str, ...]:
        """One line a kind: ``foreign host: https://evil.test/ (and 3 more)``."""
        return tuple(self._line(what, count) for what, count in self._counts.items())

    def _line(self, what: str, count: int) -> str:
        example = self._examples.get(what, "")[:_LONGEST_EXAMPLE]
        more = f" (and {count - 1} more)" if count > 1 else ""
        return f"{what}: {example}{more}" if example else f"{what}{more}"
