"""A web server on loopback that notes who came, when, and how many at once."""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from time import monotonic

from tests.serving import Servers


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
        self._servers = Servers(self._answer)
        self.ports = [self._servers.listen() for _ in range(hosts)]

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
        self._servers.close()

    async def _answer(self, request: str, writer: asyncio.StreamWriter) -> None:
        port, path = writer.get_extra_info("sockname")[1], request.split()[1]
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
