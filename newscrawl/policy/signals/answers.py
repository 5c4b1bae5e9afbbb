"""Answers to asking for a policy document: what each means, and how long it holds.

After RFC 9309 sections 2.3 and 2.4, which speak of robots.txt and serve for the others as well.
Redirects are followed up to five. A document that does not exist is silent; one that cannot be
read is not. Where the RFC leaves a choice we take the stricter: 401, 402, 403, 407 and 451 refuse
us the document, 408, 425 and 429 defer, and nothing is made of the body of an error. A body in gzip
of which no header tells is unpacked.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from newscrawl.policy.documents import DocumentKind, PolicyDocument
from newscrawl.policy.signals.freshness import freshness
from newscrawl.policy.signals.retry_after import retry_after
from newscrawl.urls import origin

__all__ = ["MAX_REDIRECTS", "Answer", "Outcome", "document_of", "lifetime", "outcome_of"]

MAX_REDIRECTS = 5

_DAY = 24 * 60 * 60
_HOUR = 60 * 60
_REFUSALS = {401, 402, 403, 407, 451}
_DEFERRALS = {408, 425, 429}
_WITHOUT_CONTENT = {204, 205}
_PARTIAL = 206
_GZIP = b"\x1f\x8b"
_LARGEST_UNPACKED = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of asking for a document once.

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

    def fields(self) -> dict[str, str]:
        """Return the headers by lower-case name, repeats joined by commas."""
        joined: dict[str, str] = {}
        for name, value in self.headers:
            key = name.lower()
            joined[key] = f"{joined[key]}, {value}" if key in joined else value
        return joined


class Outcome(StrEnum):
    """What asking for a document came to."""

    FOUND = "found"
    """There is one: what it says holds."""
    ABSENT = "absent"
    """There is none (RFC 9309 section 2.3.1.3)."""
    REFUSED = "refused"
    """We may not even see it."""
    UNREACHABLE = "unreachable"
    """Nobody knows (section 2.3.1.4) until it could be read."""
    DEFERRED = "deferred"
    """We were asked to come back later, and do."""

    @property
    def is_passing(self) -> bool:
        """Whether it says nothing of the policy, so that asking again can only help."""
        return self in {Outcome.UNREACHABLE, Outcome.DEFERRED}


def document_of(kind: DocumentKind, url: str, answer: Answer, now: datetime) -> PolicyDocument:
    """Return *answer*, got *now* (aware) for *url*, as a document that has expired already.

    Raises ValueError when *url* is no web address.
    """
    is_silent = answer.status is None
    body = _unpacked(answer.body)
    unfinished = "" if answer.complete else answer.failure or "incomplete answer"
    if body is None:
        unfinished = unfinished or "gzip that cannot be read"
    return PolicyDocument(
        kind=kind,
        origin=origin(url),
        url=url,
        fetched_at=now,
        expires_at=now,
        status=answer.status,
        media_type=answer.fields().get("content-type", "").partition(";")[0].strip().lower(),
        body=body or b"",
        redirects=answer.redirects,
        failure=(answer.failure or "no answer") if is_silent else unfinished,
    )


def _unpacked(body: bytes) -> bytes | None:
    """Return *body* without gzip; None where that is damaged, cut, or has no end."""
    if not body.startswith(_GZIP):
        return body
    decoder = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        plain = decoder.decompress(body, _LARGEST_UNPACKED)
    except zlib.error:
        return None
    return plain if decoder.eof and not plain.startswith(_GZIP) else None


def outcome_of(document: PolicyDocument, *, is_silent: bool) -> Outcome:
    """Return what asking for *document* came to; *is_silent*: its body says nothing at all."""
    status = document.status or 0
    if document.redirects > MAX_REDIRECTS or document.failure:
        return Outcome.UNREACHABLE
    if status in _REFUSALS:
        return Outcome.REFUSED
    if status in _DEFERRALS:
        return Outcome.DEFERRED
    match status // 100:
        case 2 if status != _PARTIAL:
            return Outcome.ABSENT if status in _WITHOUT_CONTENT or is_silent else Outcome.FOUND
        case 4:
            return Outcome.ABSENT
        case _:
            return Outcome.UNREACHABLE


def lifetime(outcome: Outcome, headers: Mapping[str, str], now: datetime) -> timedelta:
    """Return a day at most, an hour for what should pass, less where we are told.

    *headers* have lower-case names, repeats joined by commas.
    """
    if outcome.is_passing:
        told, usual = retry_after(headers.get("retry-after"), now, headers.get("date")), _HOUR
    else:
        told, usual = freshness(headers, now), _DAY
    return timedelta(seconds=usual if told is None else min(told, _DAY))
