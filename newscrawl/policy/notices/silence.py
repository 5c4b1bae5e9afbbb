"""Silence: neighbouring short texts in which nothing is directed, remembered from page to page.

The pages of a site share what stands above, beside and below their articles.
"""

from __future__ import annotations

from functools import lru_cache

from newscrawl.policy.notices.lexicon import Lexicon

__all__ = ["Silence", "silence"]

# Characters of texts that are remembered together, how many these are (each takes room, however
# short it is), and how many times as many.
_LONGEST = 600
_MOST_TOGETHER = 20
_MOST = 4_000


class Silence:
    """Which texts, read with which lexicon, are known to direct nothing."""

    def __init__(self) -> None:
        self._known: set[tuple[Lexicon, tuple[str, ...]]] = set()

    def holds(self, texts: tuple[str, ...], lexicon: Lexicon) -> bool:
        """Whether *texts*, neighbours, are known to direct nothing in the language of *lexicon*."""
        return (lexicon, texts) in self._known

    def keep(self, texts: tuple[str, ...], lexicon: Lexicon) -> None:
        """Remember that *texts* direct nothing; all is forgotten where it becomes too much."""
        if len(texts) > _MOST_TOGETHER or sum(map(len, texts)) > _LONGEST:
            return
        if len(self._known) >= _MOST:
            # Another thread may still read what is forgotten.
            self._known = set()
        self._known.add((lexicon, texts))


@lru_cache(maxsize=1)
def silence() -> Silence:
    """Return what is known of all pages."""
    return Silence()
