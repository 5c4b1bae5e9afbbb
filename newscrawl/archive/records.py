"""The records of a WARC 1.1 file (ISO 28500:2017, iipc.github.io/warc-specifications).

Written without a library: warcio and FastWARC take headers apart and put them together anew, and
a record holds the bytes that were received. The tests read all of them with both.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from newscrawl.archive.exchange import Exchange, digest
from newscrawl.policy.documents import PolicyDocument

__all__ = [
    "Capture",
    "Record",
    "capture_of",
    "description",
    "exchanged",
    "policy_file",
    "revisited",
]

_REQUEST = "application/http; msgtype=request"
_RESPONSE = "application/http; msgtype=response"
_REVISIT = "http://netpreserve.org/warc/1.1/revisit/"
_IDENTICAL, _NOT_MODIFIED = f"{_REVISIT}identical-payload-digest", f"{_REVISIT}server-not-modified"


def _identity() -> str:
    return f"<{uuid4().urn}>"


@dataclass(frozen=True)
class Record:
    """One record. ``headers`` are those beside the ones that each record has."""

    kind: str
    at: datetime
    content_type: str
    block: bytes = field(repr=False)
    headers: tuple[tuple[str, str], ...] = ()
    identity: str = field(default_factory=_identity)

    def written(self, warcinfo: str | None = None) -> bytes:
        """Return the record as it stands in a file; *warcinfo* is what describes that."""
        headers = [
            ("WARC-Type", self.kind),
            ("WARC-Record-ID", self.identity),
            ("WARC-Date", _moment(self.at)),
            *([("WARC-Warcinfo-ID", warcinfo)] if warcinfo else []),
            *self.headers,
            ("WARC-Block-Digest", digest(self.block)),
            ("Content-Type", self.content_type),
            ("Content-Length", str(len(self.block))),
        ]
        return b"WARC/1.1\r\n" + _fields(headers) + b"\r\n" + self.block + b"\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Capture:
    """An archived payload: of which ``url``, ``at`` which moment, its digest, its record.

    These are spelled as in the file; ``key`` is the article that was taken from it.
    """

    url: str
    at: str
    digest: str
    record: str
    key: str


def description(name: str, fields: Mapping[str, str]) -> Record:
    """Return the record that opens the file *name* and tells in *fields* how it was made."""
    told = {"format": "WARC File Format 1.1", **fields}
    return Record(
        "warcinfo",
        datetime.now(UTC),
        "application/warc-fields",
        _fields(told.items()),
        (("WARC-Filename", name),),
    )


def exchanged(exchange: Exchange, verdict: Mapping[str, Any]) -> tuple[Record, ...]:
    """Return the response of *exchange*, its request, and the *verdict* under which it is kept."""
    headers = (*_about(exchange), ("WARC-Payload-Digest", exchange.payload_digest))
    block = exchange.response_head + exchange.body
    response = Record("response", exchange.at, _RESPONSE, block, headers)
    return (response, *_beside(response, exchange, verdict))


def revisited(
    exchange: Exchange, verdict: Mapping[str, Any], earlier: Capture
) -> tuple[Record, ...]:
    """Return what :func:`exchanged` does, without a payload that is that of an *earlier* one.

    Either it came once more, or the server has said that it has not changed.
    """
    came = bool(exchange.body)
    digests = [("WARC-Payload-Digest", exchange.payload_digest)] if came else []
    headers = (
        *_about(exchange),
        *digests,
        ("WARC-Profile", _IDENTICAL if came else _NOT_MODIFIED),
        ("WARC-Refers-To", earlier.record),
        ("WARC-Refers-To-Target-URI", earlier.url),
        ("WARC-Refers-To-Date", earlier.at),
    )
    revisit = Record("revisit", exchange.at, _RESPONSE, exchange.response_head, headers)
    return (revisit, *_beside(revisit, exchange, verdict))


def capture_of(record: Record, exchange: Exchange, key: str) -> Capture:
    """Return what a later visit has to know of *record*, the response of *exchange*.

    *key* is that of the article that was taken from it.
    """
    return Capture(exchange.url, _moment(record.at), exchange.payload_digest, record.identity, key)


def policy_file(document: PolicyDocument) -> Record:
    """Return *document*, as it was decoded."""
    return Record(
        "resource",
        document.fetched_at,
        document.media_type or "text/plain",
        document.body,
        (
            ("WARC-Target-URI", document.url),
            ("WARC-Payload-Digest", digest(document.body)),
        ),
    )


def _beside(kept: Record, exchange: Exchange, verdict: Mapping[str, Any]) -> tuple[Record, Record]:
    concurrent = (*_about(exchange), ("WARC-Concurrent-To", kept.identity))
    told = json.dumps(verdict, ensure_ascii=False).encode()
    return (
        Record("request", exchange.at, _REQUEST, exchange.request_block, concurrent),
        Record("metadata", exchange.at, "application/json", told, concurrent),
    )


def _about(exchange: Exchange) -> tuple[tuple[str, str], ...]:
    address = (("WARC-IP-Address", exchange.address),) if exchange.address else ()
    return (("WARC-Target-URI", exchange.url), *address)


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _fields(pairs: Iterable[tuple[str, str]]) -> bytes:
    """Return *pairs* as lines; a value that breaks off is put in one."""
    return b"".join(f"{name}: {' '.join(value.split())}\r\n".encode() for name, value in pairs)
