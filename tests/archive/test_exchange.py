"""What of an exchange goes into an archive: the bytes that came, and no secret."""

from __future__ import annotations

import base64
import hashlib
from datetime import UTC, datetime

import pytest

from newscrawl.archive import Exchange
from newscrawl.archive.records import exchanged

HEAD = b"HTTP/1.1 200 OK\r\nServer: a\r\nContent-Type: text/html\r\n\r\n"
REST = b" HTTP/1.1\r\nHost: a.example\r\n\r\n"


def exchange(request: bytes = b"GET /" + REST, head: bytes = HEAD, body: bytes = b"x") -> Exchange:
    return Exchange("https://a.example/", datetime(2026, 11, 28, tzinfo=UTC), request, head, body)


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        (b"/a?b=c", b"/a?b=c"),
        (b"http://a.example/a?b=//c", b"/a?b=//c"),
        (b"http://a.example", b"/"),
        (b"http://a.example:8080/%C3%A4", b"/%C3%A4"),
    ],
)
def test_the_target_is_what_its_server_gets(sent: bytes, shown: bytes) -> None:
    assert exchange(b"GET " + sent + REST).request_block == b"GET " + shown + REST


def test_credentials_are_left_out() -> None:
    sent = (
        b"GET / HTTP/1.1\r\nauthorization: Basic abc\r\nHost: a.example\r\n"
        b"Proxy-Authorization: Basic\r\n folded\r\nCookie: a=b\r\nAccept: */*\r\n\r\nbody"
    )
    shown = b"GET / HTTP/1.1\r\nHost: a.example\r\nAccept: */*\r\n\r\nbody"
    assert exchange(sent).request_block == shown


def test_a_head_without_chunks_is_as_it_came() -> None:
    assert exchange().response_head == HEAD


def test_of_chunks_the_head_tells_no_more() -> None:
    head = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\nX-A: transfer-encoding: x\r\n\r\n"
    assert exchange(head=head, body=b"12345").response_head == (
        b"HTTP/1.1 200 OK\r\nX-Archive-Orig-transfer-encoding: chunked\r\n"
        b"X-A: transfer-encoding: x\r\nContent-Length: 5\r\n\r\n"
    )


def test_the_digests_are_of_the_payload_and_of_the_block() -> None:
    def sha1(content: bytes) -> str:
        return "sha1:" + base64.b32encode(hashlib.sha1(content).digest()).decode()

    response, *_ = exchanged(exchange(body=b"body"), {})
    written = response.written()
    assert f"WARC-Payload-Digest: {sha1(b'body')}\r\n".encode() in written
    assert f"WARC-Block-Digest: {sha1(HEAD + b'body')}\r\n".encode() in written
    assert written.endswith(b"\r\n\r\n" + HEAD + b"body\r\n\r\n")
