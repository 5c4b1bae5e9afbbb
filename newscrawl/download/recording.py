"""Exchanges as they went over the wire, for whoever may keep them.

Scrapy's responses have lost the bytes of their head: the order, the spelling, the phrase. So the
parser notes them, and since nothing but headers gets through to the handler, what it has noted
travels as one.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Iterable
from datetime import UTC, datetime
from weakref import WeakKeyDictionary

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.web._newclient import HEADER, STATUS
from twisted.web._newclient import Request as SentRequest

from newscrawl.archive import Exchange
from newscrawl.config import WARC, Config
from newscrawl.download.protocol import ResponseFactory, ResponseParser, ResponseProtocol

__all__ = ["Exchanges", "RecordingFactory", "exchanges_of", "record"]

_ATTRIBUTE = "newscrawl_exchanges"
_REQUEST, _HEAD = b"Newscrawl-Request", b"Newscrawl-Head"

Exchanges = WeakKeyDictionary[Request, Exchange]
"""By the request as it was downloaded: an exchange lives as long as that."""


class _RecordingParser(ResponseParser):
    """Notes the heads of a request and of its final response."""

    _lines: list[bytes]
    request: SentRequest

    def lineReceived(self, line: bytes) -> None:  # noqa: N802
        """Read a line of the head; tell all of them before the response goes out."""
        if self.state == STATUS:
            self._lines = []
        self._lines.append(line + b"\n")
        if self.state == HEADER and not line.rstrip(b"\r"):
            sent = _Lines()
            self.request._writeHeaders(sent, None)  # type: ignore[no-untyped-call]  # noqa: SLF001
            for name, lines in ((_REQUEST, sent), (_HEAD, self._lines)):
                self.headers.setRawHeaders(name, [b64encode(b"".join(lines))])
        super().lineReceived(line)


class _Lines(list[bytes]):
    """A transport that keeps what is written to it."""

    def writeSequence(self, lines: Iterable[bytes]) -> None:  # noqa: N802
        self.extend(lines)


class _RecordingProtocol(ResponseProtocol):
    parser = _RecordingParser


class RecordingFactory(ResponseFactory):
    """Builds protocols that note what is sent and received."""

    protocol = _RecordingProtocol


def exchanges_of(crawler: Crawler) -> Exchanges | None:
    """Return the exchanges of *crawler*; None where nobody wants them."""
    if not Config(crawler.settings)[WARC]:
        return None
    found: Exchanges = vars(crawler).setdefault(_ATTRIBUTE, WeakKeyDictionary())
    return found


def record(exchanges: Exchanges, request: Request, response: Response) -> None:
    """Keep in *exchanges* what was noted on the way of *response*, which is whole."""
    sent, head = response.headers.pop(_REQUEST, None), response.headers.pop(_HEAD, None)
    if not sent or not head or response.flags:
        return
    has_proxy = bool(request.meta.get("proxy"))
    exchanges[request] = Exchange(
        response.url,
        datetime.now(UTC).replace(microsecond=0),
        b64decode(sent[0]) + request.body,
        b64decode(head[0]),
        response.body,
        None if has_proxy or response.ip_address is None else str(response.ip_address),
    )
