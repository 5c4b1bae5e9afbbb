"""Hostile servers, and crawls of them: real Scrapy processes with the guards in place."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests import programs
from tests.middlewares.server import Misbehaviour, Server

SPIDER = Path(__file__).parent / "spider.py"


@dataclass
class Visit:
    """What became of each URL, what was announced and counted, the peak of memory, the log."""

    outcomes: dict[str, dict[str, Any]]
    refusals: list[str]
    stats: dict[str, Any]
    peak: int
    log: str


def visit(*seeds: str, environment: Mapping[str, str] | None = None, **options: Any) -> Visit:
    """Crawl *seeds*; options in capitals are settings, the others the spider's arguments."""
    settings = {name: value for name, value in options.items() if name.isupper()}
    arguments = {name: value for name, value in options.items() if not name.isupper()}
    task = {"settings": settings, "arguments": {"seeds": seeds, **arguments}}
    command = (str(SPIDER), json.dumps(task))
    done = programs.run(*command, folder=Path.cwd(), environment=environment, timeout=60)
    assert done.code == 0, done.err
    return Visit(**json.loads(done.out.splitlines()[-1]), log=done.err)


Serve = Callable[..., Server]


@pytest.fixture(scope="module")
def serve() -> Iterator[Serve]:
    servers: list[Server] = []

    def start(paths: Mapping[str, Misbehaviour], *details: Any) -> Server:
        servers.append(Server(paths, *details))
        return servers[-1]

    yield start
    for server in servers:
        server.close()
