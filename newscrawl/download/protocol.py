"""HTTP/1.1 responses with a bounded head and with bodies that are whole.

Scrapy and Twisted bound the length of a header line and the size of a body, but not the number
of header lines, and take a body without a stated length as whole however the connection ended.
"""

from __future__ import annotations

from typing import ClassVar

from scrapy.core.downloader.handlers.http11 import (
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
    _LenientHTTPClientParser,
)
from twisted.internet.defer import Deferred
from twisted.internet.error import ConnectionDone
from twisted.internet.interfaces import IAddress
from twisted.python.failure import Failure
from twisted.web._newclient import HTTP11ClientProtocol, ParseError, Request, ResponseFailed
from twisted.web.http import _DataLoss, _IdentityTransferDecoder
from twisted.web.iweb import IResponse

__all__ = ["ResponseFactory", "ResponseParser", "ResponseProtocol"]


class ResponseParser(_LenientHTTPClientParser):
    """Reads one response, with the interim ones (1xx) before it."""

    # Chromium takes 256 KiB, curl 300 KiB; of servers none is known to send a quarter of it.
    MAX_HEAD: ClassVar[int] = 128 * 1024
    _head = 0

    def lineReceived(self, line: bytes) -> None:  # noqa: N802
        """Read a line of the head. Raises ParseError, which ends the connection, at its limit."""
        self._head += len(line)
        if self._head > self.MAX_HEAD:
            raise ParseError(  # type: ignore[no-untyped-call]
                f"header larger than {self.MAX_HEAD} bytes", line[:100]
            )
        super().lineReceived(line)

    def connectionLost(self, reason: Failure | None = None) -> None:  # noqa: N802
        """End the body.

        One that only the end of the connection delimits is whole after a proper end alone, in
        TLS one with a closure alert (RFC 9112 sections 8 and 9.8).
        """
        if not self._ends_with_connection() or _is_proper(reason):
            super().connectionLost(reason)
            return
        loss = ResponseFailed([reason, _failure(_DataLoss())], self.response)  # type: ignore[no-untyped-call]
        self.response._bodyDataFinished(_failure(loss))  # noqa: SLF001

    def _ends_with_connection(self) -> bool:
        decoder = self.bodyDecoder
        return isinstance(decoder, _IdentityTransferDecoder) and decoder.contentLength is None


def _is_proper(reason: Failure | None) -> bool:
    return reason is not None and isinstance(reason.value, ConnectionDone)


def _failure(error: Exception) -> Failure:
    return Failure(error)  # type: ignore[no-untyped-call]


class ResponseProtocol(_LenientHTTP11ClientProtocol):
    """One connection. ``parser`` reads its responses."""

    parser: ClassVar[type[ResponseParser]] = ResponseParser

    def request(self, request: Request) -> Deferred[IResponse]:
        """Send *request*; the response is told of when its head has come."""
        response = super().request(request)
        # The same way as in the class above: the parser's class cannot be chosen.
        if self._parser is not None:
            self._parser.__class__ = self.parser
        return response


class ResponseFactory(_LenientHTTP11ClientFactory):
    """Builds the protocols of a connection pool."""

    protocol = ResponseProtocol

    def buildProtocol(self, addr: IAddress | None) -> HTTP11ClientProtocol:  # noqa: ARG002, N802
        """Build the protocol of one connection."""
        return self.protocol(self._keep)  # type: ignore[no-untyped-call]

    def _keep(self, protocol: HTTP11ClientProtocol) -> None:
        """Give a connection back to its pool, unless it is being closed.

        A download that is stopped closes its connection; what was under way may still make its
        response complete, and the next request would be lost with the connection.
        """
        if not getattr(protocol.transport, "disconnecting", False):
            self._quiescentCallback(protocol)
