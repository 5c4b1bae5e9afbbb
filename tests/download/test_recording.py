"""What goes over the wire is noted byte by byte, and gets through to an exchange."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Any
from weakref import WeakKeyDictionary

import pytest
from scrapy import Request
from scrapy.http import Response
from twisted.internet.testing import StringTransport
from twisted.web._newclient import Request as SentRequest
from twisted.web.http_headers import Headers

from newscrawl.archive import Exchange
from newscrawl.download.recording import Exchanges, RecordingFactory, exchanges_of, record
from tests.crawlers import CrawlerMaker

HINTS = b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n"
HEAD = (
    b"HTTP/1.1 200 \r\nserver:a\r\nX-Long: one\r\n two\r\nServer:  b \r\n"
    b"Newscrawl-Head: spoofed\r\nno colon\r\nContent-Length: 4\n\r\n"
)


def sent_and_received(*pieces: bytes) -> tuple[bytes, list[tuple[bytes, list[bytes]]]]:
    """Return what a protocol writes, and the headers that it reads of *pieces*."""
    factory = RecordingFactory(lambda _: None, "metadata")  # type: ignore[no-untyped-call]
    protocol, transport = factory.buildProtocol(None), StringTransport()
    protocol.makeConnection(transport)
    headers = Headers({b"Host": [b"post.test"], b"accept": [b"*/*"]})
    responses: list[Any] = []
    request = SentRequest(b"GET", b"/a?b", headers, None, persistent=True)
    protocol.request(request).addCallback(responses.append)
    for piece in pieces:
        protocol.dataReceived(piece)
    return transport.value(), list(responses[0].headers.getAllRawHeaders())


def recorded(request: Request, headers: list[tuple[bytes, list[bytes]]], **more: Any) -> Exchanges:
    found: Exchanges = WeakKeyDictionary()
    response = Response(request.url, headers=dict(headers), body=b"body", **more)
    record(found, request, response)
    assert not {b"Newscrawl-Head", b"Newscrawl-Request"} & set(response.headers)
    return found


@pytest.mark.parametrize("size", [1, 7, 10_000])
def test_heads_are_as_they_were(size: int) -> None:
    stream = HINTS + HEAD + b"body"
    pieces = [stream[start : start + size] for start in range(0, len(stream), size)]
    sent, headers = sent_and_received(*pieces)
    request = Request("https://post.test/a?b")
    exchange = recorded(request, headers, ip_address=ip_address("192.0.2.7"))[request]
    assert (exchange.request, exchange.head, exchange.body) == (sent, HEAD, b"body")
    assert sent.startswith(b"GET /a?b HTTP/1.1\r\n")
    assert (exchange.url, exchange.address) == ("https://post.test/a?b", "192.0.2.7")


def test_the_address_of_a_proxy_is_not_that_of_the_server() -> None:
    _, headers = sent_and_received(HEAD)
    request = Request("https://post.test/", meta={"proxy": "http://127.0.0.1:1"})
    exchange: Exchange = recorded(request, headers, ip_address=ip_address("127.0.0.1"))[request]
    assert exchange.address is None


def test_what_came_in_part_is_no_exchange() -> None:
    _, headers = sent_and_received(HEAD)
    request = Request("https://post.test/")
    assert not recorded(request, headers, flags=["download_stopped"])


def test_an_exchange_goes_with_its_request() -> None:
    _, headers = sent_and_received(HEAD)
    request = Request("https://post.test/")
    found = recorded(request, headers)
    assert len(found) == 1
    del request
    assert not found


def test_nothing_is_noted_for_nobody(crawler_with: CrawlerMaker) -> None:
    assert exchanges_of(crawler_with()) is None
    wanted = crawler_with(NEWSCRAWL_WARC="warc")
    assert exchanges_of(wanted) is exchanges_of(wanted) == {}
