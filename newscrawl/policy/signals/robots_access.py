"""Access to robots.txt: what the answer to asking for it means (RFC 9309 sections 2.3 and 2.4).

Redirects are followed up to five, and the rules found bind the origin that was asked
first. A file that does not exist permits; one that cannot be read forbids. Where the RFC
leaves a choice we take the stricter: 401, 402, 403, 407 and 451 refuse us the policy and
with it the site, 408, 425 and 429 defer, an origin unreachable for however long stays
forbidden, and of a copy past its time only the prohibitions hold.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from newscrawl.policy.documents import DocumentKind, PolicyDocument
from newscrawl.policy.signals.answers import Answer, Outcome, document_of, lifetime, outcome_of
from newscrawl.policy.signals.robots import read_robots
from newscrawl.policy.signals.robots_copy import RobotsCopy, robots_url
from newscrawl.policy.signals.robots_lines import within_limit

__all__ = ["judge_answer", "robots_copy", "says_nothing"]

_NOT_MODIFIED = 304


def judge_answer(
    url: str, answer: Answer, now: datetime, prior: RobotsCopy | None = None
) -> RobotsCopy:
    """Return the copy that *answer*, got *now* (aware), makes for the origin of *url*.

    *prior* is the copy kept so far: ``304 Not Modified`` renews it, and a failure leaves it
    in force for as long as its own answer allowed. Raises ValueError when *url* is no web address.
    """
    headers = answer.fields()
    known = prior if prior is not None and not prior.outcome.is_passing else None
    if known is not None and answer.status == _NOT_MODIFIED:
        expires = now + lifetime(known.outcome, headers, now)
        return RobotsCopy(
            replace(known.document, fetched_at=now, expires_at=expires), known.outcome
        )
    document = document_of(DocumentKind.ROBOTS, robots_url(url), answer, now)
    document = replace(document, body=within_limit(document.body))
    outcome = _outcome(document)
    if known is not None and outcome.is_passing and known.is_granted(now):
        return known
    if outcome is not Outcome.FOUND:
        document = replace(document, body=b"")
    return RobotsCopy(replace(document, expires_at=now + lifetime(outcome, headers, now)), outcome)


def robots_copy(document: PolicyDocument) -> RobotsCopy:
    """Return the copy of which :func:`judge_answer` made *document*."""
    return RobotsCopy(document, _outcome(document))


def _outcome(document: PolicyDocument) -> Outcome:
    return outcome_of(document, is_silent=says_nothing(document.body))


def says_nothing(body: bytes) -> bool:
    """Whether *body* is blank, or a web page put in the place of a missing file."""
    start = within_limit(body).removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    return not start or (start == b"<" and read_robots(body).is_silent)
