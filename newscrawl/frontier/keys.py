"""The two identities of a request: the host whose turn it takes, and what makes it a duplicate."""

from __future__ import annotations

from hashlib import blake2b
from urllib.parse import urlsplit

from newscrawl.urls import canonical_url

__all__ = ["fingerprint", "host_key"]

_DEFAULT_PORTS = {"http": ":80", "https": ":443"}
_FINGERPRINT_BYTES = 16


def host_key(url: str) -> str:
    """Return the name of the queue of *url*: its host, with the port unless it is the default.

    ``http`` and ``https`` of one host are one server and share a queue. An address without
    a host is queued under its scheme, ``data:``.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if not parts.netloc:
        return f"{parts.scheme}:"
    netloc = parts.netloc.rpartition("@")[2].lower()
    key = netloc.removesuffix(_DEFAULT_PORTS.get(parts.scheme, "")).rstrip(".")
    return key.encode(errors="replace").decode()


def fingerprint(url: str, method: str = "GET", body: bytes = b"") -> bytes:
    """Return 16 bytes that two requests share when one is a duplicate of the other.

    They are when method, body and canonical URL agree; headers are not looked at.
    """
    try:
        address = canonical_url(url)
    except ValueError:
        address = url
    name = f"{method} {address}\n".encode(errors="surrogatepass")
    return blake2b(name + body, digest_size=_FINGERPRINT_BYTES).digest()
