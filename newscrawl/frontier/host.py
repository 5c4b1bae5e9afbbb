"""One host of the queue: what waits for it, what is out, and how soon the next one may leave."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf

from newscrawl.frontier.health import Health

__all__ = ["Host"]

# For timers and the network, which are not exact.
_MARGIN = 0.01
_GRANULARITY = 0.001


@dataclass(slots=True, eq=False)
class Host:
    """One host: the length of its queue, what is in flight, and its clock."""

    name: str
    id: int
    least_delay: float
    concurrency: int
    delay: float = 0.0
    health: Health = field(default_factory=Health)
    queued: int = 0
    in_flight: int = 0
    boarding: int = 0
    """How many of these were served and have not left yet."""
    holds: int = 0
    """How many wait for something that the host has to be asked first."""
    due: float = 0.0
    departed: float = -inf
    paused: float = -inf
    """Nothing leaves before, not even what was served already."""
    answers: int = 0
    usual: float = inf
    """The seconds that its answers take when nothing is late."""
    left: str = ""
    is_known: bool = True
    """Whether a page of it was read that would have shown if it wants us gone."""
    listed: bool = False

    @property
    def servable(self) -> bool:
        """Whether a request of it could be served now or later, without waiting for an answer."""
        return self.queued > 0 and self.has_room and not (self.left or self.holds)

    @property
    def has_room(self) -> bool:
        """Whether one more request may be out: one by one with a delay.

        One alone while it fails, and as long as it is not known.
        """
        most = self.concurrency if self.is_known and not self.health.is_failing else 1
        return self.in_flight < most and not (self.pace and self.boarding)

    @property
    def pace(self) -> float:
        """The seconds between two requests: what is asked for, or more if it bears no more."""
        return max(self.delay, self.health.slowed)

    @property
    def spacing(self) -> float:
        """The seconds from one departure to the next that keep the pace at the server."""
        return self.pace * (1 + _MARGIN) + _GRANULARITY if self.pace else 0.0

    def not_before(self, moment: float) -> None:
        """Let it wait until *moment*, if it does not wait longer already."""
        self.due = max(self.due, moment)
