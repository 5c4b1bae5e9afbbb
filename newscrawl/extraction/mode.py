"""How much an extraction may cost."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Mode"]


class Mode(StrEnum):
    """``fast`` scores the blocks near the core once.

    ``thorough`` scores every block, and asks a second voter where that is unsure.
    """

    FAST = "fast"
    THOROUGH = "thorough"
