"""The status of an answer to a page request: what it means for the page, the host, and us.

RFC 9110 section 15, RFC 6585 (429, 431, 511), RFC 7725 (451); ``crawler-price``,
``crawler-charged`` and ``crawler-error`` are those of Cloudflare's pay per crawl,
``cf-mitigated`` is its challenge. We never order a paid page and never answer a challenge.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from http import HTTPStatus

from newscrawl.policy.model import Effect, Purpose, Statement
from newscrawl.policy.signals.retry_after import retry_after

__all__ = ["Access", "StatusDecision", "StatusReading", "decision_on", "read_status"]

_PRICE = re.compile(r"[A-Z]{3} [0-9]{1,9}(?:\.[0-9]{1,6})?")
_CHALLENGES = ("cf-mitigated", "x-amzn-waf-action")
_BLOCKED = re.compile(r"forbidden|blocked|denied", re.IGNORECASE)


class StatusDecision(StrEnum):
    """What follows from a status."""

    KEEP = "keep"
    EMPTY = "empty"
    INCOMPLETE = "incomplete"
    REDIRECT = "redirect"
    UNCHANGED = "unchanged"
    STOP_URL = "stop_url"
    STOP_HOST = "stop_host"
    SLOW_HOST = "slow_host"
    RETRY_LATER = "retry_later"
    GONE = "gone"
    GONE_SOFT = "gone_soft"


class Access(StrEnum):
    """Why a page is closed to us."""

    CLOSED = "closed"
    """It wants credentials."""
    PAID = "paid"
    REFUSED = "refused"
    LEGAL = "legal"


_DECISIONS: Mapping[int, StatusDecision] = {
    204: StatusDecision.EMPTY,
    205: StatusDecision.EMPTY,
    206: StatusDecision.INCOMPLETE,
    300: StatusDecision.STOP_URL,
    304: StatusDecision.UNCHANGED,
    305: StatusDecision.STOP_URL,
    306: StatusDecision.STOP_URL,
    404: StatusDecision.GONE_SOFT,
    408: StatusDecision.RETRY_LATER,
    409: StatusDecision.RETRY_LATER,
    410: StatusDecision.GONE,
    420: StatusDecision.SLOW_HOST,
    421: StatusDecision.RETRY_LATER,
    425: StatusDecision.RETRY_LATER,
    429: StatusDecision.SLOW_HOST,
    444: StatusDecision.RETRY_LATER,
    499: StatusDecision.RETRY_LATER,
    501: StatusDecision.STOP_URL,
    503: StatusDecision.SLOW_HOST,
    505: StatusDecision.STOP_URL,
    506: StatusDecision.STOP_URL,
    508: StatusDecision.STOP_URL,
    510: StatusDecision.STOP_URL,
    511: StatusDecision.STOP_HOST,
    529: StatusDecision.SLOW_HOST,
    999: StatusDecision.STOP_HOST,
}
_ACCESS: Mapping[int, Access] = {
    401: Access.CLOSED,
    402: Access.PAID,
    403: Access.REFUSED,
    407: Access.CLOSED,
    451: Access.LEGAL,
    999: Access.REFUSED,
}


@dataclass(frozen=True, slots=True)
class StatusReading:
    """What one answer means.

    ``wait`` are the seconds that the host asks us to stay away; ``price`` is what it wants for
    the page. ``alarm``: it says that it has charged us, though nothing was ordered. ``header``
    names the header that decided, None where the status alone did.
    """

    status: int
    decision: StatusDecision
    access: Access | None = None
    wait: int | None = None
    price: str | None = None
    alarm: bool = False
    header: str | None = None
    words: str = ""

    def statement(self, url: str) -> Statement | None:
        """Return what the answer for *url* forbids as evidence; None when it forbids nothing."""
        if self.access is None:
            return None
        return Statement(
            signal="http_status",
            kinds=(str(self.access),),
            source=url,
            locator=f"header {self.header}" if self.header else "status line",
            text=self.words or _status_line(self.status),
            sha256="",
            effects=dict.fromkeys(Purpose, Effect.DENY),
        )


def read_status(status: int, headers: Mapping[str, str], now: datetime) -> StatusReading:
    """Return what an answer with *status* and *headers*, got *now* (aware), means.

    *headers* have lower-case names, repeated fields joined by commas.
    """
    decision, access = decision_on(status), _ACCESS.get(status)
    header = _wall(status, headers)
    if header is not None:
        decision, access = StatusDecision.STOP_HOST, Access.REFUSED
    wait = None
    if decision in {StatusDecision.SLOW_HOST, StatusDecision.RETRY_LATER}:
        wait = retry_after(headers.get("retry-after"), now, headers.get("date"))
    price = headers.get("crawler-price", "").strip()
    return StatusReading(
        status,
        decision,
        access,
        wait,
        price if _PRICE.fullmatch(price) else None,
        alarm="crawler-charged" in headers,
        header=header,
        words=f"{header}: {headers[header]}" if header else "",
    )


def decision_on(status: int) -> StatusDecision:
    """Return what follows from *status* alone."""
    known = _DECISIONS.get(status)
    if known is not None:
        return known
    match status // 100:
        case 2:
            return StatusDecision.KEEP
        case 3:
            return StatusDecision.REDIRECT
        case 4:
            return StatusDecision.STOP_URL
        case 0 | 5:
            return StatusDecision.RETRY_LATER
        case _:
            return StatusDecision.STOP_URL


def _wall(status: int, headers: Mapping[str, str]) -> str | None:
    """Return the header by which the answer closes the whole host, if there is one.

    A challenge stands in the place of the page, whatever its status.
    """
    for name in _CHALLENGES:
        if headers.get(name, "").strip().lower() in {"challenge", "captcha"}:
            return name
    blocked = status == HTTPStatus.FORBIDDEN and _BLOCKED.search(headers.get("crawler-error", ""))
    return "crawler-error" if blocked else None


def _status_line(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)
