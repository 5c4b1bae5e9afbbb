"""The gate's answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from scrapy.exceptions import IgnoreRequest

from newscrawl.policy.model import Statement
from newscrawl.policy.records import cite

__all__ = ["Clearance", "GateRefused", "Refusal"]


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
    """A request was not sent, for a published policy forbids it."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(f"{refusal.url[:200]}: {refusal.reason}")
        self.refusal = refusal
