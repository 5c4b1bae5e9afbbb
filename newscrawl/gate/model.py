"""The gate's answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from scrapy import Request, Spider
from scrapy.exceptions import IgnoreRequest

from newscrawl.items import NewsArticle
from newscrawl.policy.model import Purpose, Statement
from newscrawl.policy.records import cite

__all__ = ["Clearance", "GateRefused", "NoPage", "Reading", "Refusal", "UseRefused"]


@dataclass(frozen=True, slots=True)
class Reading:
    """How a spider of the house, which judges what it reads itself, reads an answer.

    It is for *purposes*. Of a page that is restricted before it is read it takes no more than
    *limit* bytes: none of an article, a list for where it leads; None is no bound.
    """

    purposes: tuple[Purpose, ...]
    limit: int | None

    @classmethod
    def of(cls, spider: Spider | None, request: Request) -> Reading | None:
        """Return how *spider* reads the answer to *request*; None for one of another project."""
        ask: Callable[[Request], Reading] | None = getattr(spider, "newscrawl_reading", None)
        return ask(request) if ask is not None else None


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

    @property
    def is_free(self) -> bool:
        """Whether it is leave to go now."""
        return self.refusal is None and self.not_before is None


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
