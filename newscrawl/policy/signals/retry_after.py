"""Retry-After: how long a server asks us to stay away (RFC 9110 section 10.2.3)."""

from __future__ import annotations

import math
import re
from datetime import datetime

from newscrawl.policy.signals.http_date import http_date

__all__ = ["LONGEST_WAIT", "retry_after"]

LONGEST_WAIT = 2**31
"""Seconds. More is read as this, as RFC 9111 section 1.2.2 does with all delta-seconds."""

_SECONDS = re.compile(r"[0-9]++", re.ASCII)
_MOST_DIGITS = len(str(LONGEST_WAIT))


def retry_after(value: str | None, now: datetime, date: str | None = None) -> int | None:
    """Return the seconds to wait from *now* (aware); None when *value* asks for nothing usable.

    *value* is a number of seconds or an HTTP date; a moment that has passed is 0 seconds.
    *date* is the Date header of the same answer: with it a wrong clock on either side does
    not matter.
    """
    text = (value or "").strip(" \t")
    if _SECONDS.fullmatch(text):
        digits = text.lstrip("0") or "0"
        return LONGEST_WAIT if len(digits) > _MOST_DIGITS else min(int(digits), LONGEST_WAIT)
    moment = http_date(text, now)
    if moment is None:
        return None
    start = http_date(date, now) if date else None
    seconds = math.ceil((moment - (start or now)).total_seconds())
    return min(max(seconds, 0), LONGEST_WAIT)
