"""How a host bears our pace, told by its answers: the delay that they ask for.

The delay grows with the time that answers take, as Scrapy's AutoThrottle has it, and twofold
with each failure, as a sender backs off in RFC 5681; it falls back gently. It only ever
lengthens what the operator and the host itself ask for.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import inf

from newscrawl.policy.signals.http_status import StatusDecision, decision_on

__all__ = ["Health", "Outcome", "outcome_of"]

_SLOW = 1.0
"""An answer that took no more seconds, or no more than the delay, is not slow."""
_RISE, _FALL = 0.5, 0.25
"""The share of the way to the new time that a slower, or faster, answer goes."""
_FIRST, _MOST = 0.25, 30.0
_NEGLIGIBLE = 0.05
_SERVER_FAULTS, _TIMEOUT = 500, 408


class Outcome(StrEnum):
    """What came of a request."""

    ANSWERED = "answered"
    BUSY = "busy"
    """The host asks us to slow down."""
    FAILED = "failed"
    """It is at fault, or there was no answer: a timeout, a reset, no such name."""


@dataclass(slots=True)
class Health:
    """The health of one host: ``slowed`` is the delay in seconds that its answers ask for.

    ``failures`` counts the requests in a row that failed, of those that left after an earlier
    one had: what was under way together fails as one. ``strikes`` counts the runs in a row that
    had to give the host up.
    """

    slowed: float = 0.0
    failures: int = 0
    strikes: int = 0
    _failed_at: float = -inf

    @property
    def is_failing(self) -> bool:
        """Whether nothing good has come of it lately."""
        return bool(self.failures or self.strikes)

    def note(self, outcome: Outcome, departed: float, now: float, delay: float) -> bool:
        """Take note of what came *now* of the request that left at *departed*.

        *delay* is kept anyway. Return whether it is one more failure in a row.
        """
        if outcome is Outcome.ANSWERED:
            self.failures = 0
            self._follow(now - departed, delay)
            return False
        if departed <= self._failed_at:
            return False
        self._failed_at = now
        self.failures += 1
        self.slowed = min(max(2 * max(self.slowed, delay), _FIRST), _MOST)
        return True

    def _follow(self, taken: float, delay: float) -> None:
        # Without a delay the operator asks for all that a host can give, slow or not.
        wanted = min(taken, _MOST) if delay and taken > max(_SLOW, delay) else 0.0
        self.slowed += (_RISE if wanted > self.slowed else _FALL) * (wanted - self.slowed)
        if self.slowed < _NEGLIGIBLE:
            self.slowed = 0.0


def outcome_of(status: int) -> Outcome:
    """Return what an answer with *status* tells of the health of its host."""
    decision = decision_on(status)
    if decision is StatusDecision.SLOW_HOST:
        return Outcome.BUSY
    is_fault = status >= _SERVER_FAULTS or status == _TIMEOUT
    if decision is StatusDecision.RETRY_LATER and is_fault:
        return Outcome.FAILED
    return Outcome.ANSWERED
