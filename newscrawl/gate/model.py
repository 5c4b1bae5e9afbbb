"""The gate's answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from scrapy.exceptions import IgnoreRequest

from newscrawl.items import NewsArticle
from newscrawl.policy.model import Statement
from newscrawl.policy.records import cite

__all__ = ["READING", "Clearance", "GateRefused", "NoPage", "Reading", "Refusal", "UseRefused"]

READING = "newscrawl_reading"
"""The key in the ``meta`` of a request under which its :class:`Reading` stands."""


class Reading(StrEnum):
    """How a spider of the house, which judges the use of all it reads itself, reads an answer.

    ``PAGE``: it wants an article, and nothing if the headers restrict it. ``WHOLE``: it wants to
    know where the document leads, or what it says of its use, whatever the headers say.
    """

    PAGE = "page"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A URL that may not be requested, and the statement that forbids it."""

    url: str
    statement: Statement

    @property
    def reason(self) -> str:
        """Signal, place and words of the statement, in one line."""
        return cite(self.statement)


@dataclass(frozen=True, slots=True)
class Clearance:
    """What the gate says to one URL: a ``refusal``, or leave to go, if not ``not_before``."""

    refusal: Refusal | None = None
    not_before: datetime | None = None


class GateRefused(IgnoreRequest):
    """A request was not sent, or its answer is withheld, for a published policy forbids it."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(f"{refusal.url[:200]}: {refusal.reason}")
        self.refusal = refusal


class UseRefused(GateRefused):
    """A page came, and is withheld: only its *stub* goes on, with the evidence."""

    def __init__(self, refusal: Refusal, stub: NewsArticle) -> None:
        super().__init__(refusal)
        self.stub = stub


class NoPage(IgnoreRequest):
    """An answer was not read, for by its type it is no page: nobody's failure."""
