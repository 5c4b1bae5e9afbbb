"""Connections that are kept, and those that are not."""

from __future__ import annotations

import pytest
from twisted.internet.testing import StringTransport
from twisted.web._newclient import HTTP11ClientProtocol, Request
from twisted.web.http_headers import Headers

from newscrawl.download.protocol import ResponseFactory

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n"


@pytest.mark.parametrize("stopped", [False, True])
def test_a_connection_that_is_being_closed_is_not_kept(stopped: bool) -> None:
    kept: list[HTTP11ClientProtocol] = []
    factory = ResponseFactory(kept.append, "metadata")  # type: ignore[no-untyped-call]
    protocol, transport = factory.buildProtocol(None), StringTransport()
    protocol.makeConnection(transport)
    headers = Headers({b"host": [b"post.test"]})
    responses: list[object] = []
    protocol.request(Request(b"GET", b"/", headers, None, persistent=True)).addCallback(
        responses.append
    )
    protocol.dataReceived(ANSWER)
    if stopped:
        transport.loseConnection()
    protocol.dataReceived(b"body")
    assert responses
    assert kept == ([] if stopped else [protocol])
