"""When pages were taken, as those who kept them wrote it down."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

__all__ = ["moment"]

_YEARS = range(1990, 2200)
"""Those of the web. Near the ends of the calendar nothing can be reckoned, neither."""


def moment(read: Callable[[str], datetime], text: str) -> datetime | None:
    """Return the moment (aware) that *read* finds in *text*; None where no page can be from it."""
    try:
        found = read(text)
    except (ValueError, OverflowError):
        return None
    if found.year not in _YEARS:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
