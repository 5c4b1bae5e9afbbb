"""The document that a signal was read in, and the evidence that it gives."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from newscrawl.page import Page
from newscrawl.policy.model import Conditions, Statement
from newscrawl.policy.signals.effects import duties_of, effects_of

__all__ = ["Source"]

_LONGEST_QUOTE = 1_000


class Source(NamedTuple):
    """A document: its ``name`` (URL or path), the ``sha256`` of its body.

    ``expires`` is when it has to be read again, None where nobody says.
    """

    name: str
    sha256: str = ""
    expires: datetime | None = None

    @classmethod
    def of(cls, page: Page) -> Source:
        """Return the source that *page* is."""
        return cls(page.url or page.name, page.sha256)

    def statement(
        self,
        signal: str,
        kinds: Iterable[str],
        locator: str,
        text: str,
        duties: Iterable[str] | None = None,
    ) -> Statement:
        """Return that *signal* says *kinds* at *locator*, in the words *text*.

        Effects and duties are those of the table, unless *duties* are given.
        """
        said = tuple(dict.fromkeys(kinds))
        return Statement(
            signal=signal,
            kinds=said,
            source=self.name,
            locator=locator,
            text=text.strip()[:_LONGEST_QUOTE],
            sha256=self.sha256,
            effects=effects_of(signal, said),
            conditions=Conditions(duties=duties_of(said) if duties is None else tuple(duties)),
            expires=self.expires,
        )
