"""Sites, and crawls of them: the real scheduler in a real Scrapy process."""

from __future__ import annotations

import json
import signal
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.frontier.server import Site
from tests.programs import Program

SPIDER = Path(__file__).parent / "spider.py"


class Crawl:
    """A crawl in a process of its own."""

    def __init__(self, folder: Path, task: dict[str, Any]) -> None:
        self.folder = folder
        self.errors = ""
        self.process = Program(str(SPIDER), json.dumps(task), folder=folder)

    def stats(self) -> dict[str, Any]:
        """Wait for the end; return what Scrapy counted."""
        out, self.errors = self.process.communicate(timeout=60)
        assert self.process.wait() == 0, self.errors
        found: dict[str, Any] = json.loads(out.splitlines()[-1])
        return found

    def kill(self) -> None:
        self.process.close()

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)

    @property
    def items(self) -> list[str]:
        """The paths of the pages that passed the pipelines, in this folder's earlier runs too."""
        written = self.folder / "items.txt"
        return written.read_text(encoding="utf-8").split() if written.exists() else []

    @property
    def queued(self) -> int:
        """How many requests the durable frontier still holds."""
        with sqlite3.connect(self.folder / "job" / "frontier.db") as connection:
            (rows,) = connection.execute("SELECT count(*) FROM requests").fetchone()
        connection.close()
        return int(rows)


Start = Callable[..., Crawl]


@pytest.fixture
def make_site() -> Iterator[Callable[[int], Site]]:
    sites: list[Site] = []

    def make(hosts: int) -> Site:
        sites.append(Site(hosts))
        return sites[-1]

    yield make
    for site in sites:
        site.close()


@pytest.fixture
def site(make_site: Callable[[int], Site]) -> Site:
    return make_site(1)


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """``start(*seeds, durable=..., SETTING=..., argument=...)`` starts a crawl."""
    crawls: list[Crawl] = []

    def begin(*seeds: str, durable: bool = False, file_size: int = 0, **options: Any) -> Crawl:
        settings = {name: value for name, value in options.items() if name.isupper()}
        arguments = {name: value for name, value in options.items() if not name.isupper()}
        if durable:
            settings["JOBDIR"] = str(tmp_path / "job")
        given = {"seeds": seeds, **arguments}
        task = {"settings": settings, "arguments": given, "file_size": file_size}
        crawls.append(Crawl(tmp_path, task))
        return crawls[-1]

    yield begin
    for crawl in crawls:
        crawl.kill()
