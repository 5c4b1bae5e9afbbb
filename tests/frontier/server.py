"""A web server on loopback that notes who came, when, and how many at once."""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from collections.abc import Coroutine
from dataclasses import dataclass, field
from itertools import pairwise
from time import monotonic
from typing import Any, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Hit:
    """One request as the server saw it. *open* counts those of its host not yet answered."""

    port: int
    path: str
    at: float
    open: int


@dataclass(frozen=True)
class Answer:
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: str = ""


def page(*links: str) -> Answer:
    return Answer(body="".join(f'<a href="{link}">.</a>' for link in links))


def redirect(target: str) -> Answer:
    return Answer(302, {"Location": target})


class Site:
    """Hosts, each a port of 127.0.0.1, with the same *answers*; other paths are empty pages.

    Of several answers to one path each is given once, the last one ever after. An answer takes
    ``seconds``, or those of its port in ``slow``.
    """

    def __init__(self, hosts: int = 1) -> None:
        self.answers: dict[str, list[Answer]] = {}
        self.hits: list[Hit] = []
        self.seconds = 0.0
        self.slow: dict[int, float] = {}
        self._open: Counter[int] = Counter()
        self._came = threading.Condition()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._thread.start()
        self._servers = [self._call(self._listen()) for _ in range(hosts)]
        self.ports = [server.sockets[0].getsockname()[1] for server in self._servers]

    @property
    def paths(self) -> list[str]:
        return [hit.path for hit in self.hits]

    def url(self, path: str = "/", host: int = 0) -> str:
        return f"http://127.0.0.1:{self.ports[host]}{path}"

    def times(self, host: int = 0) -> list[float]:
        return [hit.at for hit in self.hits if hit.port == self.ports[host]]

    def gaps(self, host: int = 0) -> list[float]:
        times = self.times(host)
        return [later - earlier for earlier, later in pairwise(times)]

    def wait_for(self, hits: int) -> None:
        """Return once *hits* requests have come."""
        with self._came:
            assert self._came.wait_for(lambda: len(self.hits) >= hits, timeout=30)

    def close(self) -> None:
        self._call(self._stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _call(self, coroutine: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(10)

    async def _listen(self) -> asyncio.Server:
        return await asyncio.start_server(self._serve, "127.0.0.1", 0)

    async def _stop(self) -> None:
        for server in self._servers:
            server.close()
        open_ones = asyncio.all_tasks() - {asyncio.current_task()}
        for task in open_ones:
            task.cancel()
        await asyncio.gather(*open_ones, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        port = writer.get_extra_info("sockname")[1]
        try:
            while True:
                request = await reader.readuntil(b"\r\n\r\n")
                await self._answer(port, request.split()[1].decode(), writer)
        except (asyncio.IncompleteReadError, asyncio.CancelledError, ConnectionError):
            pass  # the crawler hung up, or the test is over
        finally:
            writer.close()

    async def _answer(self, port: int, path: str, writer: asyncio.StreamWriter) -> None:
        self._open[port] += 1
        with self._came:
            self.hits.append(Hit(port, path, monotonic(), self._open[port]))
            self._came.notify_all()
        try:
            await asyncio.sleep(self.slow.get(port, self.seconds))
        finally:
            self._open[port] -= 1
        answers = self.answers.get(path, [Answer()])
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        body = f"<html><body>{answer.body}</body></html>".encode()
        headers = {"Content-Type": "text/html", "Content-Length": str(len(body))} | answer.headers
        lines = [f"HTTP/1.1 {answer.status} -", *(f"{key}: {headers[key]}" for key in headers)]
        writer.write("\r\n".join([*lines, "", ""]).encode() + body)
        await writer.drain()
