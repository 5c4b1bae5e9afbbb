"""How much may be taken: pages, bytes, time, as a person writes them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

__all__ = ["Bounds", "Spending", "bounds"]

_SHARE = re.compile(r"([0-9]{1,12}) ?([A-Za-z]+)")
_UNITS = {
    **dict.fromkeys(["page", "pages"], ("pages", 1)),
    **dict.fromkeys(["byte", "bytes", "b"], ("bytes", 1)),
    "kb": ("bytes", 10**3),
    "mb": ("bytes", 10**6),
    "gb": ("bytes", 10**9),
    **dict.fromkeys(["s", "second", "seconds"], ("seconds", 1)),
    **dict.fromkeys(["m", "min", "minute", "minutes"], ("seconds", 60)),
    **dict.fromkeys(["h", "hour", "hours"], ("seconds", 3600)),
}


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much may be taken at most; 0 of anything is no bound."""

    pages: int = 0
    bytes: int = 0
    seconds: int = 0

    def __bool__(self) -> bool:
        return bool(self.pages or self.bytes or self.seconds)


@dataclass(slots=True)
class Spending:
    """What was spent since the moment ``began`` (seconds of a monotonic clock)."""

    began: float
    pages: int = 0
    bytes: int = 0

    def exhausts(self, limit: Bounds, now: float) -> str | None:
        """Return in words what of *limit* is spent by *now*; None when nothing is."""
        if 0 < limit.pages <= self.pages:
            return f"{limit.pages:,} pages"
        if 0 < limit.bytes <= self.bytes:
            return f"{limit.bytes:,} bytes"
        if 0 < limit.seconds <= now - self.began:
            return f"{limit.seconds:,} s"
        return None


def bounds(value: Any) -> Bounds:
    """Return the bounds that *value* is: ``500 pages, 200 MB, 30 min``, or some of these."""
    given = {"pages": 0, "bytes": 0, "seconds": 0}
    for part in filter(None, (part.strip() for part in str(value).split(","))):
        match = _SHARE.fullmatch(part)
        kind, factor = _UNITS.get(match[2].lower(), ("", 0)) if match else ("", 0)
        if match is None or not kind or given[kind] or not int(match[1]):
            raise ValueError(
                f"{part!r} is neither pages, nor bytes, nor a time, or comes again"
                " (write 500 pages, 200 MB, 30 min)"
            )
        given[kind] = int(match[1]) * factor
    return Bounds(**given)
