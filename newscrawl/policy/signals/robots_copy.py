"""A copy of robots.txt: what one origin answered, until when that holds, and what follows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property

from newscrawl.policy.documents import PolicyDocument
from newscrawl.policy.model import Effect, Purpose, Statement
from newscrawl.policy.signals.robots import RobotsDecision, RobotsTxt, read_robots
from newscrawl.policy.signals.robots_comments import RobotsComments
from newscrawl.policy.signals.source import Source
from newscrawl.urls import canonical_url, origin

__all__ = ["MAX_REDIRECTS", "RobotsCopy", "RobotsOutcome", "robots_url"]

MAX_REDIRECTS = 5


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


_LEAST_KEPT = timedelta(minutes=5)  # else each page of a no-store site costs one more request
_LEAST_PAUSE = timedelta(seconds=1)


@dataclass(frozen=True)
class RobotsCopy:
    """One answer for one origin: the ``document``, and what the asking came to.

    The body of the document is the file within the size limit where there are rules, and empty
    where there are none.
    """

    document: PolicyDocument
    outcome: RobotsOutcome

    @property
    def origin(self) -> str:
        """The origin asked first, whatever the redirects."""
        return self.document.origin

    @property
    def url(self) -> str:
        """The address of the file."""
        return self.document.url

    @property
    def fetched_at(self) -> datetime:
        """When the answer came (aware)."""
        return self.document.fetched_at

    @cached_property
    def expires_at(self) -> datetime:
        """When we ask again (aware): never at once, whatever the answer grants."""
        least = _LEAST_PAUSE if self.outcome.is_passing else _LEAST_KEPT
        return max(self.document.expires_at, self.fetched_at + least)

    @cached_property
    def sha256(self) -> str:
        """The hash of the file; empty when there are no rules."""
        return self.document.sha256 if self.document.body else ""

    @property
    def reason(self) -> str:
        """What was found, in words, for evidence."""
        found = self.document
        if found.status is None:
            return f"robots.txt could not be fetched: {found.failure}"
        if found.redirects > MAX_REDIRECTS:
            return f"robots.txt redirects more than {MAX_REDIRECTS} times"
        if found.failure:
            return f"robots.txt broke off: {found.failure}"
        return f"robots.txt answered with status {found.status}"

    @cached_property
    def robots(self) -> RobotsTxt:
        """The file, read; one that says nothing when there is none."""
        return read_robots(self.document.body)

    @cached_property
    def comments(self) -> RobotsComments:
        """What the file says to people."""
        return RobotsComments(self.document.body, Source(self.url, self.sha256, self.expires_at))

    def is_fresh(self, now: datetime) -> bool:
        """Whether the copy may still permit; an older one only forbids."""
        return self.fetched_at <= now < self.expires_at

    def is_granted(self, now: datetime) -> bool:
        """Whether the answer itself lets the copy be used: what a later run goes by."""
        return self.fetched_at <= now < self.document.expires_at

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
