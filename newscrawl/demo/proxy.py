"""A forward proxy on loopback behind which there is no net, only the sites that it was given.

::

    with ForwardProxy([Site("a.test", {"/": page("<p>Hello")})]) as proxy:
        environ["http_proxy"] = proxy.url
        ...
        assert proxy.visits.paths("a.test") == ["/robots.txt", "/"]

No name has to resolve and nothing leaves the machine, yet a crawler goes its usual way: real
sockets, as many hosts as one likes.
"""

from __future__ import annotations

import asyncio
import re
import socket
import threading
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from newscrawl.demo.sites import Answer, Site
from newscrawl.demo.visits import Visits

__all__ = ["ForwardProxy", "hang_up"]

_ADDRESS = "127.0.0.1"
_END = b"\r\n\r\n"
_METHODS = frozenset(["GET", "HEAD"])
_TARGET = re.compile(r"(?:(?P<scheme>[a-z]+)://(?P<host>[^/?#]+))?(?P<path>(?:[/?][^#]*)?)")


def _refusal(status: int, reason: str) -> Answer:
    headers = {"content-type": "text/plain", "connection": "close"}
    return Answer(status, headers, f"{reason}\n".encode())


_MALFORMED = _refusal(400, "This is no HTTP request.")
_NO_METHOD = _refusal(405, "This proxy takes GET and HEAD only.")
_NO_TUNNEL = _refusal(501, "This proxy knows plain http only, no tunnels.")
_NO_HOST = _refusal(502, "There is no host of this name.")


@dataclass(frozen=True, slots=True)
class _Request:
    method: str
    scheme: str
    host: str
    path: str
    headers: Mapping[str, str]
    is_last: bool

    @classmethod
    def read(cls, head: bytes) -> Self:
        """Read one that is made to a proxy or to a server. Raises ValueError."""
        first, *lines = head.removesuffix(_END).decode("latin-1").split("\r\n")
        method, target, version = first.split(" ")
        fields = (line.partition(":") for line in lines)
        headers = {name.strip().lower(): value.strip() for name, _, value in fields}
        scheme, host, path = _target(method, target)
        host = (host or headers.get("host", "")).lower().removesuffix(":80")
        wish = headers.get("proxy-connection") or headers.get("connection", "")
        is_last = wish.lower() == "close" or version == "HTTP/1.0"
        return cls(method, scheme, host, path, headers, is_last)


def _target(method: str, target: str) -> tuple[str, str, str]:
    """Return scheme, host and path of a request target (RFC 9112 section 3.2)."""
    if method == "CONNECT":
        return "", target, ""
    found = _TARGET.fullmatch(target)
    if found is None:
        raise ValueError(f"no request target: {target!r}")
    path = found["path"]
    return found["scheme"] or "http", found["host"] or "", path if path[:1] == "/" else f"/{path}"


async def hang_up(servers: Iterable[asyncio.Server]) -> None:
    """Close *servers* and end all that this loop does besides: connections are tasks of it."""
    for server in servers:
        server.close()
    # A connection that was just being accepted may bring a task after the others ended.
    while others := asyncio.all_tasks() - {asyncio.current_task()}:
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)


class ForwardProxy:
    """Serves *sites* while its ``with`` block runs: as a proxy, and as a plain server by Host.

    ``url`` is its address, ``visits`` the log of all requests, those for unknown hosts too
    (status 502, as if the name did not resolve). ``sites`` may be changed at any time.
    """

    def __init__(self, sites: Iterable[Site]) -> None:
        self.sites = {site.host: site for site in sites}
        self.visits = Visits()
        self.url = ""
        self._turns: Counter[tuple[str, str]] = Counter()

    def __enter__(self) -> Self:
        listener = socket.create_server((_ADDRESS, 0))
        self.url = f"http://{_ADDRESS}:{listener.getsockname()[1]}"
        self._loop = asyncio.new_event_loop()
        self._over = asyncio.Event()
        self._thread = threading.Thread(
            target=self._loop.run_until_complete, args=[self._serve(listener)]
        )
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join()
        self._loop.close()

    async def _serve(self, listener: socket.socket) -> None:
        server = await asyncio.start_server(self._attend, sock=listener)
        await self._over.wait()
        await hang_up([server])

    async def _attend(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while await self._exchange(reader, writer):
                await writer.drain()
            writer.close()
            await writer.wait_closed()
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, ConnectionError):
            pass  # the crawler hung up, or asks without end
        finally:
            writer.transport.abort()

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Answer one request; return whether the connection may carry another."""
        head = await reader.readuntil(_END)
        try:
            request = _Request.read(head)
        except ValueError:
            writer.write(_MALFORMED.message())
            return False
        site = self._site(request.host)
        answer = self._answer(request, site)
        host = site.host if site is not None else request.host
        self.visits.arrive(host, request.path, request.headers, request.method)
        try:
            await asyncio.sleep(answer.seconds)
            if answer.misbehave is not None:
                await answer.misbehave(writer)
                return False
        finally:
            # Before it is written: who reads it may ask anew before we come to count.
            self.visits.answered(host)
        writer.write(answer.message(with_body=request.method != "HEAD"))
        return not (answer.closes or request.is_last)

    def _site(self, host: str) -> Site | None:
        return self.sites.get(host) or self.sites.get(host.partition(":")[0])

    def _answer(self, request: _Request, site: Site | None) -> Answer:
        if request.scheme != "http":
            return _NO_TUNNEL
        if request.method not in _METHODS:
            return _NO_METHOD
        if site is None:
            return _NO_HOST
        turn = self._turns[site.host, request.path]
        self._turns[site.host, request.path] += 1
        answer = site.answer(request.path, turn)
        wanted = request.headers.get("if-none-match")
        return answer.unchanged() if wanted and answer.etag == wanted else answer
