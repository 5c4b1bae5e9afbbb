"""Access to robots.txt: what the answer to asking for it means (RFC 9309 sections 2.3 and 2.4).

Redirects are followed up to five, and the rules found bind the origin that was asked
first. A file that does not exist permits; one that cannot be read forbids. Where the RFC
leaves a choice we take the stricter: 401, 402, 403, 407 and 451 refuse us the policy and
with it the site, 408, 425 and 429 defer, an origin unreachable for however long stays
forbidden, and of a copy past its time only the prohibitions hold.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from newscrawl.policy.documents import DocumentKind, PolicyDocument
from newscrawl.policy.signals.freshness import freshness
from newscrawl.policy.signals.retry_after import retry_after
from newscrawl.policy.signals.robots import read_robots
from newscrawl.policy.signals.robots_copy import (
    MAX_REDIRECTS,
    RobotsCopy,
    RobotsOutcome,
    robots_url,
)
from newscrawl.policy.signals.robots_lines import within_limit
from newscrawl.urls import origin

__all__ = ["MAX_REDIRECTS", "RobotsAnswer", "governs", "judge_answer", "robots_copy"]

_DAY = 24 * 60 * 60
_HOUR = 60 * 60

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
        expires = now + _lifetime(known.outcome, headers, now)
        return RobotsCopy(
            replace(known.document, fetched_at=now, expires_at=expires), known.outcome
        )
    document = _document(url, answer, headers, now)
    outcome = _outcome(document)
    if known is not None and outcome.is_passing and known.is_fresh(now):
        return known
    if outcome is not RobotsOutcome.RULES:
        document = replace(document, body=b"")
    return RobotsCopy(replace(document, expires_at=now + _lifetime(outcome, headers, now)), outcome)


def robots_copy(document: PolicyDocument) -> RobotsCopy:
    """Return the copy of which :func:`judge_answer` made *document*."""
    return RobotsCopy(document, _outcome(document))


def _document(
    url: str, answer: RobotsAnswer, headers: dict[str, str], now: datetime
) -> PolicyDocument:
    is_silent = answer.status is None
    unfinished = "" if answer.complete else answer.failure or "incomplete answer"
    return PolicyDocument(
        kind=DocumentKind.ROBOTS,
        origin=origin(url),
        url=robots_url(url),
        fetched_at=now,
        expires_at=now,
        status=answer.status,
        media_type=headers.get("content-type", "").partition(";")[0].strip().lower(),
        body=within_limit(answer.body),
        redirects=answer.redirects,
        failure=(answer.failure or "no answer") if is_silent else unfinished,
    )


def _outcome(document: PolicyDocument) -> RobotsOutcome:
    status = document.status or 0
    if document.redirects > MAX_REDIRECTS or document.failure:
        return RobotsOutcome.UNREACHABLE
    if status in _REFUSALS:
        return RobotsOutcome.REFUSED
    if status in _DEFERRALS:
        return RobotsOutcome.DEFERRED
    match status // 100:
        case 2 if status != _PARTIAL:
            is_absent = status in _WITHOUT_CONTENT or _says_nothing(document.body)
            return RobotsOutcome.ABSENT if is_absent else RobotsOutcome.RULES
        case 4:
            return RobotsOutcome.ABSENT
        case _:
            return RobotsOutcome.UNREACHABLE


def _says_nothing(body: bytes) -> bool:
    """Whether *body* is blank, or a web page put in the place of a missing file."""
    start = within_limit(body).removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    return not start or (start == b"<" and read_robots(body).is_silent)


def _lifetime(outcome: RobotsOutcome, headers: dict[str, str], now: datetime) -> timedelta:
    """Return a day at most, an hour for what should pass, less where we are told."""
    if outcome.is_passing:
        told, usual = retry_after(headers.get("retry-after"), now, headers.get("date")), _HOUR
    else:
        told, usual = freshness(headers, now), _DAY
    return timedelta(seconds=usual if told is None else min(told, _DAY))


def _joined(headers: Iterable[tuple[str, str]]) -> dict[str, str]:
    joined: dict[str, str] = {}
    for name, value in headers:
        key = name.lower()
        joined[key] = f"{joined[key]}, {value}" if key in joined else value
    return joined
