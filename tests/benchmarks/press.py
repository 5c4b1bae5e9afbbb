"""Invented newspapers on loopback for the benchmarks, served by a process of their own.

::

    with Press(Town(sites=8, stories=250)) as press:
        crawl(press.seeds)
        hits = press.hits()

Each site has an address of its own (127.0.0.2 and on, Linux), a front page and stories that lead
to one another, so that all can be found from the front page. The server notes who came and when,
and how much processor time the crawler had used by then.
"""

from __future__ import annotations

import asyncio
import json
import random
import subprocess
import sys
import urllib.request
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

__all__ = ["Hit", "Press", "Town"]

ROOT = Path(__file__).parent.parent.parent
_CHILDREN = 8
_CLOCK_TICKS = 100
_WORDS = """
    about after again agreement against airport answer around bank because before behind better
    bridge budget building business called change children city close coast company council country
    court cover crisis decision department described district doctor during early east economy
    education election energy engineer enough evening expected family farmers federal ferry field
    figures financial fire first following foreign former forward found from further future general
    given government great group growth harbour having health history holiday hospital hours house
    housing however industry information interest island issue journey judge labour large later
    leader least letter library light little local major manager market meeting member minister
    minutes money month morning mountain national nature never night north nothing number offer
    office officials often older open other owner parents parliament party people period place plan
    police policy port position power present president price private problem project public
    question railway reason region report research residents result river road rules school science
    season second service several should since society south special spokesman station statement
    still storm street students summer support system taken talks teacher team their thing third
    those though time today together town trade traffic train transport travel union university
    until update visit voters wages water weather week west where which while winter without women
    workers world would writer year young
""".split()
_STYLE = "".join(
    f".c{n}-block{{margin:0 {n}px;padding:{n % 7}px;color:#3{n % 10}3{n % 10}3{n % 10}}}"
    for n in range(160)
)
_SCRIPT = "".join(
    f'window.q=window.q||[];window.q.push({{"slot":"s{n}","size":[{n * 3},250],"lazy":true}});'
    for n in range(80)
)
_HEAD = f"<style>{_STYLE}</style><script>{_SCRIPT}</script>"
_SECTIONS = "politics business world culture sport science health travel opinion weather".split()


@dataclass(frozen=True)
class Town:
    """What is served: so many *sites* of so many *stories*; a page has so many *teasers*.

    *scripts* says whether it has those and styles too, *tags* whether it comes with an ETag.
    """

    sites: int = 8
    stories: int = 250
    teasers: int = 120
    scripts: bool = True
    tags: bool = False


@dataclass(frozen=True)
class Hit:
    """One request: the site, the path, and when (s, monotonic).

    ``main`` and ``workers`` are the CPU seconds that the crawler had used by then, in its own
    process and in those that it started.
    """

    site: str
    path: str
    at: float
    main: float
    workers: float

    @property
    def is_page(self) -> bool:
        """Whether it was for the front page, a section or a story."""
        return self.path == "/" or self.path[1:] in _SECTIONS or self.path.startswith("/2026/")


class Press:
    """A running town."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.benchmarks.press", json.dumps(asdict(town))],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        self.port = int(self._process.stdout.readline())
        self.sites = [f"{_address(number)}:{self.port}" for number in range(town.sites)]
        self.seeds = [f"http://{site}/" for site in self.sites]

    def watch(self, pid: int) -> None:
        """Take the processor time of *pid* and all that it starts, from now on."""
        self._ask(f"/-/watch/{pid}")

    def hits(self) -> list[Hit]:
        """Return who came since this was asked last."""
        return [Hit(*each) for each in json.loads(self._ask("/-/hits"))]

    def count(self) -> int:
        """Return how many have come since the hits were asked for last."""
        return int(self._ask("/-/count"))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.communicate()

    def _ask(self, path: str) -> str:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(f"http://{self.sites[0]}{path}") as answer:
            return str(answer.read().decode())


def page_of(site: int, number: int, town: Town) -> str:
    """Return page *number*: a story, 0 for the front page, a section below that."""
    dice = random.Random(site * 1_000_003 + number)
    first = number * _CHILDREN + 1 if number >= 0 else town.stories
    links = list(range(first, min(first + _CHILDREN, town.stories)))
    links += [dice.randrange(town.stories) for _ in range(town.teasers - len(links))]
    title = _title(number)
    body = "".join(f"<p>{dice.choice(_paragraphs())}</p>" for _ in range(6 + dice.randrange(14)))
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": title,
        "datePublished": f"2026-11-{number % 27 + 1:02}T08:00:00+01:00",
        "author": {"@type": "Person", "name": "Ida Brand"},
        "publisher": {"@type": "Organization", "name": "Breakwater Post"},
    }
    article = (
        f'<article><h1>{title}</h1><p class="byline">By Ida Brand</p>{body}</article>'
        if number > 0
        else "<h1>Breakwater Post</h1>"
    )
    kind = f'<script type="application/ld+json">{json.dumps(data)}</script>' if number > 0 else ""
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>{kind}'
        f"{_HEAD if town.scripts else ''}</head><body><nav><ul>{_navigation()}"
        f"</ul></nav><main>{article}<aside>{''.join(map(_teaser, links))}</aside></main><footer>"
        f"<ul>{_navigation()}</ul><p>© 2026 Breakwater Post</p></footer></body></html>"
    )


def _number(path: str, town: Town) -> int | None:
    """Return which page *path* is; None where there is none."""
    if path[1:] in _SECTIONS:
        return -1 - _SECTIONS.index(path[1:])
    tail = path.rpartition("-")[2] if path != "/" else "0"
    number = int(tail) if tail.isdecimal() else town.stories
    return number if number < town.stories and path_of(number) == path else None


def path_of(number: int) -> str:
    """Return the path of story *number*, 0 for the front page."""
    slug = _title(number).lower().replace(" ", "-")
    return f"/2026/11/{number % 27 + 1:02}/{slug}-{number}" if number else "/"


@lru_cache(maxsize=200_000)
def _title(number: int) -> str:
    return " ".join(random.Random(number).sample(_WORDS, 6)).capitalize()


@lru_cache(maxsize=200_000)
def _teaser(number: int) -> str:
    path, title = path_of(number), _title(number)
    return (
        f'<div class="c{number % 160}-block teaser"><a href="{path}"><img src="/img/{number}.jpg"'
        f' srcset="/img/{number}-2.jpg 2x" alt="" loading="lazy" width="320" height="180"></a>'
        f'<h3 class="teaser-title"><a href="{path}"><span>{title}</span></a></h3>'
        f'<p class="teaser-text">{title} and what the residents of the district said of it.</p>'
        f'<time datetime="2026-11-{number % 27 + 1:02}">{number % 27 + 1} Nov</time></div>'
    )


@lru_cache(maxsize=1)
def _navigation() -> str:
    return "".join(
        f'<li class="nav-item"><a class="nav-link" href="/{name}">{name.title()}</a></li>'
        for name in _SECTIONS * 3
    )


@lru_cache(maxsize=1)
def _paragraphs() -> list[str]:
    dice = random.Random(7)
    return [
        " ".join(
            " ".join(dice.choices(_WORDS, k=dice.randrange(8, 22))).capitalize() + "."
            for _ in range(dice.randrange(2, 5))
        )
        for _ in range(3_000)
    ]


def _address(number: int) -> str:
    return f"127.0.{number // 250}.{number % 250 + 2}"


class _Server(asyncio.Protocol):
    """One connection."""

    town: Town
    hits: list[tuple[str, str, float, float, float]]
    watched = 0

    def connection_made(self, transport: Any) -> None:
        self._transport = transport
        self._site, self._port = transport.get_extra_info("sockname")
        self._received = b""

    def data_received(self, data: bytes) -> None:
        self._received += data
        while b"\r\n\r\n" in self._received:
            head, _, self._received = self._received.partition(b"\r\n\r\n")
            path = head.split(b" ", 2)[1].decode()
            if path.startswith("/-/"):
                self._send(b"application/json", self._control(path).encode())
                continue
            now = asyncio.get_running_loop().time()
            self.hits.append((f"{self._site}:{self._port}", path, now, *_spent(self.watched)))
            self._serve(path, head)

    def _control(self, path: str) -> str:
        server = type(self)
        if path == "/-/count":
            return str(len(server.hits))
        if path.startswith("/-/watch/"):
            server.watched = int(path.rpartition("/")[2])
            return "{}"
        found = json.dumps(server.hits)
        server.hits.clear()
        return found

    def _serve(self, path: str, head: bytes) -> None:
        if path == "/robots.txt":
            self._send(b"text/plain", b"User-agent: *\nDisallow: /private/\nDisallow: /*?print=\n")
            return
        number = _number(path, self.town)
        if number is None:
            self._send(b"text/html", b"not here", b"404 Not Found")
            return
        tag = b'"%d"' % number if self.town.tags else b""
        if tag and b"if-none-match: " + tag in head.lower():
            self._send(b"text/html", b"", b"304 Not Modified", tag)
            return
        site = int(self._site.rpartition(".")[2])
        page = page_of(site, number, self.town)
        self._send(b"text/html; charset=utf-8", page.encode(), tag=tag)

    def _send(self, kind: bytes, body: bytes, status: bytes = b"200 OK", tag: bytes = b"") -> None:
        more = b"etag: %s\r\n" % tag if tag else b""
        self._transport.write(
            b"HTTP/1.1 %s\r\ncontent-type: %s\r\ncontent-length: %d\r\n%s\r\n"
            % (status, kind, len(body), more)
        )
        if body:
            self._transport.write(body)


def _spent(pid: int) -> tuple[float, float]:
    """Return the CPU seconds of the process *pid* and of its children, those that ended too."""
    if not pid:
        return 0.0, 0.0
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        below = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return 0.0, 0.0
    ticks = [int(field) / _CLOCK_TICKS for field in fields[11:15]]
    return sum(ticks[:2]), sum(ticks[2:]) + sum(sum(_spent(int(child))) for child in below)


async def serve(town: Town) -> None:
    """Serve *town* until terminated; print the port."""
    _Server.town, _Server.hits = town, []
    loop, port = asyncio.get_running_loop(), 0
    servers = []
    for number in range(town.sites):
        servers.append(await loop.create_server(_Server, _address(number), port, backlog=512))
        port = servers[0].sockets[0].getsockname()[1]
    print(port, flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve(Town(**json.loads(sys.argv[1]))))
