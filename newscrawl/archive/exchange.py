"""One request and its response, as they went over the wire."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from urllib.parse import urlsplit

__all__ = ["Exchange", "digest"]

_SECRETS = re.compile(
    rb"^(?:proxy-authorization|authorization|cookie):.*\n(?:[ \t].*\n)*",
    re.IGNORECASE | re.MULTILINE,
)
_TRANSFER_ENCODING = re.compile(rb"^(?=transfer-encoding:)", re.IGNORECASE | re.MULTILINE)
_ORIGINAL = b"X-Archive-Orig-"


@dataclass(frozen=True)
class Exchange:
    """What was asked at ``url`` and what came, the response's head *at* that moment (aware).

    ``request`` and ``head`` are the bytes as sent and as received, up to and with the blank line.
    ``body`` is what remains of the response's without its transfer coding; content codings are
    part of it. ``address`` is the IP address of the server, None where a proxy stood between.
    """

    url: str
    at: datetime
    request: bytes = field(repr=False)
    head: bytes = field(repr=False)
    body: bytes = field(repr=False)
    address: str | None = None

    @cached_property
    def payload_digest(self) -> str:
        """The digest of the body (WARC 1.1 section 5.9): its content codings are part of it."""
        return digest(self.body)

    @property
    def request_block(self) -> bytes:
        """The request as its server was to have it: without credentials, a proxy's form undone."""
        line, end, rest = self.request.partition(b"\r\n")
        method, _, target = line.partition(b" ")
        target, _, version = target.rpartition(b" ")
        if not target.startswith(b"/"):
            parts = urlsplit(target.decode("latin-1"))
            path = parts.path or "/"
            target = f"{path}?{parts.query}".encode("latin-1") if parts.query else path.encode()
        return b" ".join([method, target, version]) + end + _SECRETS.sub(b"", rest)

    @property
    def response_head(self) -> bytes:
        """The head of the response as it was received, but for the transfer coding.

        Chunks are undone, and who reads on must not look for them: the header that promises
        them is kept under another name, and the length told.
        """
        head, renamed = _TRANSFER_ENCODING.subn(_ORIGINAL, self.head)
        if not renamed:
            return head
        return head.removesuffix(b"\r\n") + b"Content-Length: %d\r\n\r\n" % len(self.body)


def digest(content: bytes) -> str:
    """Return the digest of *content* in the form that web archives share (SHA-1, base 32)."""
    found = hashlib.sha1(content, usedforsecurity=False).digest()
    return f"sha1:{base64.b32encode(found).decode()}"
