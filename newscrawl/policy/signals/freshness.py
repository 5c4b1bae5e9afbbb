"""How long an HTTP answer may be used again (RFC 9111 sections 4.2 and 5.2.2)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from newscrawl.policy.signals.http_date import http_date

__all__ = ["freshness"]

_DIRECTIVE = re.compile(r"([a-z-]++)(?:[ \t]*+=[ \t]*+\"?([^\",]*+)\"?)?", re.IGNORECASE)
_NEVER = {"no-store", "no-cache"}
_SECONDS = re.compile(r"[0-9]{1,10}", re.ASCII)
_LONGEST = 2**31


def freshness(headers: Mapping[str, str], now: datetime) -> int | None:
    """Return the seconds for which an answer got *now* (aware) is fresh; None when it is silent.

    *headers* have lower-case names, repeated fields joined by commas. ``max-age`` counts
    before ``Expires``, less the ``Age`` the answer has already; ``s-maxage`` is for shared
    caches and so not for us. Values that cannot be read are no licence: 0.
    """
    age = _seconds(headers.get("age", "0").strip()) or 0
    directives = [
        (name.lower(), value)
        for name, value in _DIRECTIVE.findall(headers.get("cache-control", ""))
    ]
    if any(name in _NEVER for name, _ in directives):
        return 0
    ages = [_seconds(value.strip()) or 0 for name, value in directives if name == "max-age"]
    if ages:
        return max(min(ages) - age, 0)
    if "expires" not in headers:
        return None
    expires = http_date(headers["expires"], now)
    if expires is None:
        return 0
    date = http_date(headers.get("date", ""), now) or now
    return max(int((expires - date).total_seconds()) - age, 0)


def _seconds(value: str) -> int | None:
    return min(int(value), _LONGEST) if _SECONDS.fullmatch(value) else None
