"""A hostile web server on loopback: each path misbehaves in its own way. Also a forward proxy."""

from __future__ import annotations

import asyncio
import gzip
import socket
import ssl
import struct
import zlib
from collections.abc import Awaitable, Callable, Mapping

import brotli

from tests.bombs import zeros
from tests.serving import Servers

Misbehaviour = Callable[[asyncio.StreamWriter], Awaitable[None]]

PAGE = b"<html><body>" + b"<p>What happened, told from the first word to the last.</p>" * 50
PAGE += b"</body></html>"


def head(*lines: str, status: str = "200 OK") -> bytes:
    return "\r\n".join([f"HTTP/1.1 {status}", "Content-Type: text/html", *lines, "", ""]).encode()


def answer(body: bytes, *lines: str, status: str = "200 OK") -> Misbehaviour:
    """A sound response."""

    async def give(writer: asyncio.StreamWriter) -> None:
        writer.write(head(f"Content-Length: {len(body)}", *lines, status=status) + body)
        await writer.drain()

    return give


def redirect(target: str) -> Misbehaviour:
    return answer(b"", f"Location: {target}", status="302 Found")


def compressed(body: bytes, encoding: str) -> Misbehaviour:
    return answer(body, f"Content-Encoding: {encoding}")


def cut(data: bytes) -> Misbehaviour:
    """These bytes, and a proper end of the connection."""

    async def give(writer: asyncio.StreamWriter) -> None:
        writer.write(data)
        await writer.drain()
        writer.close()

    return give


def torn(data: bytes) -> Misbehaviour:
    """These bytes, and a reset of the connection once they are read."""

    async def give(writer: asyncio.StreamWriter) -> None:
        writer.write(data)
        await writer.drain()
        await asyncio.sleep(0.3)
        linger = struct.pack("ii", 1, 0)
        writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        writer.transport.abort()

    return give


def endless(start: bytes, again: bytes, seconds: float = 0) -> Misbehaviour:
    """A beginning, and then the same for ever."""

    async def give(writer: asyncio.StreamWriter) -> None:
        writer.write(start)
        while True:
            writer.write(again)
            await writer.drain()
            await asyncio.sleep(seconds)

    return give


async def silence(writer: asyncio.StreamWriter) -> None:
    await asyncio.Event().wait()


def chunk(data: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(data), data)


CHUNKED = head("Transfer-Encoding: chunked")
BOMB = zeros(200)
STATED = head(f"Content-Length: {len(PAGE)}")

SOUND: Mapping[str, Misbehaviour] = {
    "/plain": answer(PAGE),
    "/gzip": compressed(gzip.compress(PAGE), "gzip"),
    "/deflate": compressed(zlib.compress(PAGE), "deflate"),
    "/br": compressed(brotli.compress(PAGE), "br"),
    "/odd-coding": compressed(PAGE, "UTF-8"),
    "/chunked": cut(CHUNKED + chunk(PAGE) + b"0\r\n\r\n"),
    "/until-closed": cut(head() + PAGE),
}
BROKEN: Mapping[str, Misbehaviour] = {
    "/short": cut(STATED + PAGE[:-20]),
    "/chunks-cut": cut(CHUNKED + chunk(PAGE)),
    "/chunk-cut": cut(CHUNKED + chunk(PAGE)[:-20]),
    "/chunk-malformed": cut(CHUNKED + chunk(PAGE) + b"what\r\n"),
    "/torn": torn(head() + PAGE[:-20]),
    "/torn-at-the-end": torn(head() + PAGE),
    "/two-lengths": cut(head("Content-Length: 5", "Content-Length: 9") + PAGE),
    "/gzip-cut": compressed(gzip.compress(PAGE)[:-20], "gzip"),
    "/gzip-damaged": compressed(gzip.compress(PAGE)[:-8] + bytes(8), "gzip"),
    "/deflate-cut": compressed(zlib.compress(PAGE)[:-20], "deflate"),
    "/br-cut": compressed(brotli.compress(PAGE)[:-5], "br"),
    "/unknown-coding": compressed(PAGE, "compress"),
}
GREEDY: Mapping[str, Misbehaviour] = {
    "/large": cut(head("Content-Length: 99999999") + PAGE),
    "/endless": endless(head(), bytes(65_536)),
    "/endless-chunks": endless(CHUNKED, chunk(bytes(65_536))),
    "/bomb": compressed(BOMB, "gzip"),
    "/bomb-in-bomb": compressed(gzip.compress(BOMB), "gzip, gzip"),
    "/layers": compressed(PAGE, ", ".join(["gzip"] * 500)),
    "/endless-header": endless(b"HTTP/1.1 200 OK\r\nX: ", bytes(65_536)),
    "/endless-headers": endless(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n" * 10_000),
    "/endless-interim": endless(b"", b"HTTP/1.1 100 Continue\r\nX: y\r\n\r\n" * 1_000),
}
SLOW: Mapping[str, Misbehaviour] = {
    "/silence": silence,
    "/slow-header": endless(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n", 0.2),
    "/slow-body": endless(STATED, b"x", 0.2),
}


class Server:
    """Answers by path, whatever the host; ``requests`` are the heads of what was asked."""

    def __init__(
        self,
        paths: Mapping[str, Misbehaviour],
        tls: ssl.SSLContext | None = None,
        address: tuple[str, int] = ("127.0.0.1", 0),
    ) -> None:
        self.paths = dict(paths)
        self.requests: list[str] = []
        self._scheme = "https" if tls else "http"
        self._servers = Servers(self._answer)
        self.port = self._servers.listen(address, tls)

    @property
    def targets(self) -> list[str]:
        return [request.split()[1] for request in self.requests]

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"{self._scheme}://{host}:{self.port}{path}"

    def close(self) -> None:
        self._servers.close()

    async def _answer(self, request: str, writer: asyncio.StreamWriter) -> None:
        self.requests.append(request)
        target = request.split()[1]
        path = "/" + target.split("/", 3)[3] if "://" in target else target
        await self.paths.get(path, answer(PAGE))(writer)
