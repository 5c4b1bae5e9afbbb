"""Access to robots.txt: what the answer to asking for it means (RFC 9309 sections 2.3 and 2.4).

Redirects are followed up to five, and the rules found bind the origin that was asked
first. A file that does not exist permits; one that cannot be read forbids. Where the RFC
leaves a choice we take the stricter: 401, 402, 403, 407 and 451 refuse us the policy and
with it the site, 408, 425 and 429 defer, an origin unreachable for however long stays
forbidden, and of a copy past its time only the prohibitions hold.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from newscrawl.policy.signals.freshness import freshness
from newscrawl.policy.signals.retry_after import retry_after
from newscrawl.policy.signals.robots import read_robots
from newscrawl.policy.signals.robots_copy import RobotsCopy, RobotsOutcome
from newscrawl.policy.signals.robots_lines import within_limit
from newscrawl.urls import origin

__all__ = ["MAX_REDIRECTS", "RobotsAnswer", "governs", "judge_answer"]

MAX_REDIRECTS = 5

_DAY = 24 * 60 * 60
_HOUR = 60 * 60
_LEAST_KEPT = timedelta(minutes=5)  # else each page of a no-store site costs one more request
_LEAST_PAUSE = timedelta(seconds=1)

_REFUSALS = {401, 402, 403, 407, 451}
_DEFERRALS = {408, 425, 429}
_WITHOUT_CONTENT = {204, 205}
_PARTIAL, _NOT_MODIFIED = 206, 304


@dataclass(frozen=True, slots=True)
class RobotsAnswer:
    """What came of asking for robots.txt once.

    ``status`` is that of the last answer, None when none came, and then ``failure`` says
    why in words (timeout, connection reset). A redirect that could not be followed is the
    last answer itself. ``headers`` are (name, value) pairs of any case. ``body`` is decoded
    (no gzip) and may be cut anywhere past the size limit; it is not ``complete`` when the
    connection or the decoder broke off before that.
    """

    status: int | None = None
    headers: Iterable[tuple[str, str]] = ()
    body: bytes = field(default=b"", repr=False)
    redirects: int = 0
    complete: bool = True
    failure: str = ""


def governs(robots: str, url: str) -> bool:
    """Whether the file at the address *robots* has a say on *url*: same origin, at its root."""
    try:
        start = origin(robots)
        return start == origin(url) and robots.partition("//")[2].partition("/")[2] == "robots.txt"
    except ValueError:
        return False


def judge_answer(
    url: str, answer: RobotsAnswer, now: datetime, prior: RobotsCopy | None = None
) -> RobotsCopy:
    """Return the copy that *answer*, got *now* (aware), makes for the origin of *url*.

    *prior* is the copy kept so far: ``304 Not Modified`` renews it, and a failure leaves it
    in force until its own time is over. Raises ValueError when *url* is no web address.
    """
    headers = _joined(answer.headers)
    known = prior if prior is not None and not prior.outcome.is_passing else None
    if known is not None and answer.status == _NOT_MODIFIED:
        lifetime = _lifetime(known.outcome, headers, now)
        return replace(
            known,
            fetched_at=now,
            lifetime=lifetime,
            expires_at=now + _kept(known.outcome, lifetime),
        )
    outcome = _outcome(answer)
    if known is not None and outcome.is_passing and known.is_fresh(now):
        return known
    lifetime = _lifetime(outcome, headers, now)
    body = within_limit(answer.body) if outcome is RobotsOutcome.RULES else b""
    return RobotsCopy(
        origin=origin(url),
        fetched_at=now,
        expires_at=now + _kept(outcome, lifetime),
        outcome=outcome,
        lifetime=lifetime,
        reason=_reason(answer),
        status=answer.status,
        body=body,
        sha256=hashlib.sha256(body).hexdigest() if body else "",
    )


def _outcome(answer: RobotsAnswer) -> RobotsOutcome:
    status = answer.status or 0
    if answer.redirects > MAX_REDIRECTS or not answer.complete:
        return RobotsOutcome.UNREACHABLE
    if status in _REFUSALS:
        return RobotsOutcome.REFUSED
    if status in _DEFERRALS:
        return RobotsOutcome.DEFERRED
    match status // 100:
        case 2 if status != _PARTIAL:
            is_absent = status in _WITHOUT_CONTENT or _says_nothing(answer.body)
            return RobotsOutcome.ABSENT if is_absent else RobotsOutcome.RULES
        case 4:
            return RobotsOutcome.ABSENT
        case _:
            return RobotsOutcome.UNREACHABLE


def _says_nothing(body: bytes) -> bool:
    """Whether *body* is blank, or a web page put in the place of a missing file."""
    start = within_limit(body).removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    return not start or (start == b"<" and read_robots(body).is_silent)


def _lifetime(outcome: RobotsOutcome, headers: dict[str, str], now: datetime) -> int:
    """Return seconds: a day at most, an hour for what should pass, less where we are told."""
    if outcome.is_passing:
        told, usual = retry_after(headers.get("retry-after"), now, headers.get("date")), _HOUR
    else:
        told, usual = freshness(headers, now), _DAY
    return usual if told is None else min(told, _DAY)


def _kept(outcome: RobotsOutcome, lifetime: int) -> timedelta:
    least = _LEAST_PAUSE if outcome.is_passing else _LEAST_KEPT
    return max(timedelta(seconds=lifetime), least)


def _reason(answer: RobotsAnswer) -> str:
    if answer.status is None:
        return f"robots.txt could not be fetched: {answer.failure or 'no answer'}"
    if answer.redirects > MAX_REDIRECTS:
        return f"robots.txt redirects more than {MAX_REDIRECTS} times"
    if not answer.complete:
        return f"robots.txt broke off: {answer.failure or 'incomplete answer'}"
    return f"robots.txt answered with status {answer.status}"


def _joined(headers: Iterable[tuple[str, str]]) -> dict[str, str]:
    joined: dict[str, str] = {}
    for name, value in headers:
        key = name.lower()
        joined[key] = f"{joined[key]}, {value}" if key in joined else value
    return joined
