"""A copy of robots.txt: what one origin answered, until when that holds, and what follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Any

from newscrawl.policy.model import Effect, Purpose, Statement
from newscrawl.policy.signals.robots import RobotsDecision, RobotsTxt, read_robots
from newscrawl.policy.signals.robots_comments import RobotsComments
from newscrawl.policy.signals.source import Source
from newscrawl.urls import canonical_url, origin

__all__ = ["RobotsCopy", "RobotsOutcome", "robots_url"]


def robots_url(url: str) -> str:
    """Return the address of the robots.txt that governs *url*.

    Raises ValueError when *url* is no web address.
    """
    return canonical_url(f"{origin(url)}/robots.txt")


class RobotsOutcome(StrEnum):
    """What asking for robots.txt came to."""

    RULES = "rules"
    """There is a file: its rules hold."""
    ABSENT = "absent"
    """There is none: everything may be requested (RFC 9309 section 2.3.1.3)."""
    REFUSED = "refused"
    """We may not even see the policy: nothing may be requested (our stricter choice)."""
    UNREACHABLE = "unreachable"
    """Nobody knows: nothing may be requested (section 2.3.1.4) until it could be read."""
    DEFERRED = "deferred"
    """We were asked to come back later, and do."""

    @property
    def is_passing(self) -> bool:
        """Whether it says nothing of the policy, so that asking again can only help."""
        return self in {RobotsOutcome.UNREACHABLE, RobotsOutcome.DEFERRED}


@dataclass(frozen=True)
class RobotsCopy:
    """One answer for one origin; plain values, to be kept across runs.

    ``origin`` is the one asked first, whatever the redirects. ``lifetime`` is in seconds, as
    the answer grants it; ``expires_at`` is when we ask again. Moments are aware. ``body`` is
    the file within the size limit, kept with its ``sha256`` when there are rules; ``reason``
    says in words what was found, for evidence.
    """

    origin: str
    fetched_at: datetime
    expires_at: datetime
    outcome: RobotsOutcome
    lifetime: int
    reason: str
    status: int | None = None
    body: bytes = field(default=b"", repr=False)
    sha256: str = ""

    @property
    def url(self) -> str:
        """The address of the file."""
        return robots_url(self.origin)

    @cached_property
    def robots(self) -> RobotsTxt:
        """The file, read; one that says nothing when there is none."""
        return read_robots(self.body)

    @cached_property
    def comments(self) -> RobotsComments:
        """What the file says to people."""
        return RobotsComments(self.body, Source(self.url, self.sha256, self.expires_at))

    def is_fresh(self, now: datetime) -> bool:
        """Whether the copy may still permit; an older one only forbids."""
        return self.fetched_at <= now < self.expires_at

    def is_granted(self, now: datetime) -> bool:
        """Whether the answer itself lets the copy be used: what a later run goes by."""
        return self.fetched_at <= now < self.fetched_at + timedelta(seconds=self.lifetime)

    def decide(self, url: str, token: str, now: datetime) -> RobotsDecision:
        """Return whether the crawler *token* may request *url*, an address of this origin."""
        if self.outcome not in {RobotsOutcome.RULES, RobotsOutcome.ABSENT}:
            return RobotsDecision(False, text=self.reason)
        group = self.robots.group(token)
        decision = group.decide(url)
        if decision.allowed and not self.is_fresh(now):
            expired = "the copy of robots.txt has expired"
            return replace(decision, allowed=False, line=None, text=expired)
        if group.visit_times:
            return replace(decision, wait=group.wait(now))
        return decision

    def statement(self, decision: RobotsDecision) -> Statement:
        """Return *decision* as evidence: a refusal denies every purpose, leave grants none.

        A refusal is of kind ``disallow`` where a rule decides, ``unknown`` where there is none.
        """
        effect = Effect.NONE if decision.allowed else Effect.DENY
        refusal = "unknown" if decision.line is None else "disallow"
        return Statement(
            signal="robots",
            kinds=("allow" if decision.allowed else refusal,),
            source=self.url,
            locator="answer" if decision.line is None else f"line {decision.line}",
            text=decision.text or self.reason,
            sha256=self.sha256,
            effects=dict.fromkeys(Purpose, effect),
            expires=self.expires_at,
        )

    def to_record(self) -> dict[str, Any]:
        """Return the copy as strings, numbers and bytes, for a database row."""
        record = asdict(self)
        record["outcome"] = str(self.outcome)
        for moment in ("fetched_at", "expires_at"):
            record[moment] = record[moment].isoformat()
        return record

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> RobotsCopy:
        """Return the copy that :meth:`to_record` wrote; other keys of *record* are left aside.

        Raises KeyError or ValueError when *record* is none of ours.
        """
        values = {column.name: record[column.name] for column in fields(cls)}
        values["outcome"] = RobotsOutcome(values["outcome"])
        for moment in ("fetched_at", "expires_at"):
            values[moment] = datetime.fromisoformat(values[moment])
        return cls(**values)
