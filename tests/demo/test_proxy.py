"""The proxy over real sockets: as a proxy and as a server, and what it says of who came."""

from __future__ import annotations

import asyncio
import http.client
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from urllib.parse import urlsplit

import pytest

from newscrawl.demo import Answer, ForwardProxy, Site, page, redirect


async def tear(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\nhalf a st")
    await writer.drain()


@pytest.fixture
def proxy() -> Iterator[ForwardProxy]:
    harbour = Site(
        "harbour.test",
        {
            "/": page("<p>Harbour", {"x-robots-tag": ("noai", "noindex")}),
            "/list?page=2": page("<p>Second page"),
            "/old": redirect("/", 301),
            "/busy": [Answer(503), Answer(429), page("<p>At last")],
            "/slow": Answer(seconds=0.2),
            "/torn": Answer(misbehave=tear),
            "/empty": Answer(204),
            "/bye": Answer(headers={"connection": "close"}),
        },
    )
    with ForwardProxy([harbour, Site("valley.test", {"/": page("<p>Valley")})]) as proxy:
        yield proxy


@pytest.fixture
def connection(proxy: ForwardProxy) -> Iterator[http.client.HTTPConnection]:
    made = http.client.HTTPConnection(urlsplit(proxy.url).netloc, timeout=60)
    yield made
    made.close()


Ask = Callable[..., tuple[int, bytes]]


@pytest.fixture
def ask(connection: http.client.HTTPConnection) -> Ask:
    """``ask(url, **headers)`` over the one connection."""

    def get(url: str, method: str = "GET", **headers: str) -> tuple[int, bytes]:
        connection.request(method, url, headers=headers)
        response = connection.getresponse()
        return response.status, response.read()

    return get


def raw(proxy: ForwardProxy, request: bytes) -> bytes:
    """Send these bytes, and read until the proxy hangs up."""
    with socket.create_connection((urlsplit(proxy.url).hostname, urlsplit(proxy.url).port)) as end:
        end.settimeout(10)
        end.sendall(request)
        return b"".join(iter(lambda: end.recv(65_536), b""))


def test_it_answers_for_any_host_over_one_connection(
    ask: Ask, connection: http.client.HTTPConnection
) -> None:
    assert ask("http://harbour.test/") == (200, b"<p>Harbour")
    first = connection.sock
    assert ask("http://valley.test/") == (200, b"<p>Valley")
    assert ask("http://HARBOUR.test:80/list?page=2") == (200, b"<p>Second page")
    assert ask("http://harbour.test/list")[0] == 404
    assert connection.sock is first


def test_it_is_a_plain_server_too(ask: Ask, proxy: ForwardProxy) -> None:
    assert ask("/", Host="valley.test") == (200, b"<p>Valley")
    proxy.sites["127.0.0.1"] = Site("127.0.0.1", {"/": page("<p>Here")})
    assert ask("/") == (200, b"<p>Here")
    assert [visit.host for visit in proxy.visits] == ["valley.test", "127.0.0.1"]


def test_an_unknown_host_is_an_error_of_the_gateway(ask: Ask, proxy: ForwardProxy) -> None:
    assert ask("http://nowhere.test/")[0] == 502
    assert ask("http://harbour.test:8080/")[0] == 200
    assert proxy.visits.paths("nowhere.test") == ["/"]


def test_another_port_may_be_another_site(ask: Ask, proxy: ForwardProxy) -> None:
    proxy.sites["harbour.test:8080"] = Site("harbour.test:8080", {"/": page("<p>Next door")})
    assert ask("http://harbour.test:8080/") == (200, b"<p>Next door")
    assert ask("http://harbour.test/") == (200, b"<p>Harbour")


@pytest.mark.parametrize(
    ("request_line", "status"),
    [
        (b"CONNECT harbour.test:443 HTTP/1.1", b"501"),
        (b"GET https://harbour.test/ HTTP/1.1", b"501"),
        (b"POST http://harbour.test/ HTTP/1.1", b"405"),
        (b"GET harbour.test HTTP/1.1", b"400"),
        (b"hello", b"400"),
    ],
)
def test_what_it_cannot_do_it_refuses_and_hangs_up(
    proxy: ForwardProxy, request_line: bytes, status: bytes
) -> None:
    assert raw(proxy, request_line + b"\r\n\r\n").split()[1] == status


def test_a_tunnel_that_was_asked_for_is_on_record(proxy: ForwardProxy) -> None:
    raw(proxy, b"CONNECT harbour.test:443 HTTP/1.1\r\n\r\n")
    (visit,) = proxy.visits
    assert (visit.method, visit.host, visit.path) == ("CONNECT", "harbour.test", "")


def test_several_answers_are_given_in_turn(ask: Ask) -> None:
    url = "http://harbour.test/busy"
    assert [ask(url)[0] for _ in range(4)] == [503, 429, 200, 200]


def test_headers_are_sent_as_they_are_given(
    connection: http.client.HTTPConnection, ask: Ask
) -> None:
    connection.request("GET", "http://harbour.test/")
    response = connection.getresponse()
    assert response.msg.get_all("x-robots-tag") == ["noai", "noindex"]
    assert response.getheader("content-type") == "text/html; charset=utf-8"
    response.read()
    connection.request("HEAD", "http://harbour.test/old")
    response = connection.getresponse()
    assert (response.status, response.getheader("location")) == (301, "/")
    response.read()
    assert ask("http://harbour.test/", "HEAD") == (200, b"")
    assert ask("http://harbour.test/empty") == (204, b"")


def test_an_answer_may_misbehave(ask: Ask) -> None:
    with pytest.raises(http.client.IncompleteRead):
        ask("http://harbour.test/torn")


@pytest.mark.parametrize(
    "request_text",
    [
        b"GET http://harbour.test/bye HTTP/1.1\r\n\r\n",
        b"GET http://harbour.test/ HTTP/1.0\r\n\r\n",
        b"GET http://harbour.test/ HTTP/1.1\r\nConnection: close\r\n\r\n",
    ],
)
def test_a_connection_ends_when_either_side_says_so(
    proxy: ForwardProxy, request_text: bytes
) -> None:
    assert raw(proxy, request_text).startswith(b"HTTP/1.1 200")


def test_it_keeps_a_book_of_its_visitors(proxy: ForwardProxy, ask: Ask) -> None:
    ask("http://harbour.test/list?page=2", **{"User-Agent": "newscrawl/0"})
    ask("http://valley.test/")
    ask("http://harbour.test/")
    first, _, last = proxy.visits
    assert first.headers["user-agent"] == "newscrawl/0"
    assert (first.host, first.path, first.open) == ("harbour.test", "/list?page=2", 1)
    assert proxy.visits.paths() == ["/list?page=2", "/", "/"]
    assert proxy.visits.paths("harbour.test") == ["/list?page=2", "/"]
    assert proxy.visits.gaps("harbour.test") == [last.at - first.at]
    assert len(proxy.visits) == 3


def test_it_counts_what_is_open_at_once(proxy: ForwardProxy) -> None:
    request = b"GET http://harbour.test/slow HTTP/1.0\r\n\r\n"
    callers = [threading.Thread(target=raw, args=[proxy, request]) for _ in range(3)]
    for caller in callers:
        caller.start()
    proxy.visits.wait_for(3, "harbour.test")
    for caller in callers:
        caller.join()
    raw(proxy, request)
    assert [visit.open for visit in proxy.visits] == [1, 2, 3, 1]
    assert proxy.visits.most_open("harbour.test") == 3
    assert proxy.visits.most_open("valley.test") == 0


def test_waiting_for_who_does_not_come_ends(proxy: ForwardProxy) -> None:
    with pytest.raises(TimeoutError, match="0 of 1 visits"):
        proxy.visits.wait_for(1, seconds=0.01)


async def silence(writer: asyncio.StreamWriter) -> None:
    await asyncio.Event().wait()


async def flood(writer: asyncio.StreamWriter) -> None:
    while True:
        writer.write(bytes(65_536))
        await writer.drain()


def test_it_ends_whatever_is_under_way() -> None:
    answers = {
        "/": page("<p>Harbour"),
        "/slow": Answer(seconds=60),
        "/silence": Answer(misbehave=silence),
        "/flood": Answer(misbehave=flood),
        "/large": Answer(body=bytes(9_000_000)),
    }
    threads = threading.active_count()
    with ExitStack() as stack:
        with ForwardProxy([Site("harbour.test", answers)]) as proxy:
            address = (urlsplit(proxy.url).hostname, urlsplit(proxy.url).port)
            for path in ["", *answers]:
                end = stack.enter_context(socket.create_connection(address))
                if path:
                    end.sendall(f"GET http://harbour.test{path} HTTP/1.1\r\n\r\n".encode())
            proxy.visits.wait_for(len(answers))
        assert threading.active_count() == threads
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(address)
