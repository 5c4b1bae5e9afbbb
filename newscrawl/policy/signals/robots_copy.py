"""A copy of robots.txt: what one origin answered, until when that holds, and what follows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from newscrawl.policy.model import Effect, Purpose, Statement
from newscrawl.policy.signals.answers import Outcome
from newscrawl.policy.signals.copies import DocumentCopy
from newscrawl.policy.signals.robots import RobotsDecision, RobotsTxt, read_robots
from newscrawl.urls import canonical_url, origin

if TYPE_CHECKING:
    from newscrawl.policy.signals.robots_comments import RobotsComments

__all__ = ["RobotsCopy", "robots_url"]


def robots_url(url: str) -> str:
    """Return the address of the robots.txt that governs *url*.

    Raises ValueError when *url* is no web address.
    """
    return canonical_url(f"{origin(url)}/robots.txt")


@dataclass(frozen=True)
class RobotsCopy(DocumentCopy):
    """One answer for one origin.

    The body of the document is the file within the size limit where there are rules, and empty
    where there are none.
    """

    @cached_property
    def robots(self) -> RobotsTxt:
        """The file, read; one that says nothing when there is none."""
        return read_robots(self.document.body)

    @cached_property
    def comments(self) -> RobotsComments:
        """What the file says to people."""
        from newscrawl.policy.signals.robots_comments import (  # noqa: PLC0415  # all the notices
            RobotsComments,
        )

        return RobotsComments(self.document.body, self.source)

    def decide(self, url: str, token: str, now: datetime) -> RobotsDecision:
        """Return whether the crawler *token* may request *url*, an address of this origin."""
        if self.outcome not in {Outcome.FOUND, Outcome.ABSENT}:
            return RobotsDecision(False, text=self.reason)
        group = self.robots.group(token)
        decision = group.decide(url)
        if decision.allowed and not self.is_fresh(now):
            expired = "the copy of robots.txt has expired"
            return replace(decision, allowed=False, line=None, text=expired)
        return replace(decision, wait=wait) if (wait := group.wait(now)) else decision

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
