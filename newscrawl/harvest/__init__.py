"""What each list that a crawl looks at brings, measured against its own history."""

from __future__ import annotations

from newscrawl.harvest.looks import Look, Record, State
from newscrawl.harvest.rhythm import Tally, period_of, shortfall
from newscrawl.harvest.stalls import Stall, stall_of

__all__ = ["Look", "Record", "Stall", "State", "Tally", "period_of", "shortfall", "stall_of"]
