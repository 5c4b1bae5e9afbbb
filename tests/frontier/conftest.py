"""Sites, and crawls of them: the real scheduler in a real Scrapy process."""

from __future__ import annotations

import json
import os
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.frontier.server import Site

ROOT = Path(__file__).parent.parent.parent
SPIDER = Path(__file__).parent / "spider.py"


class Crawl:
    """A crawl in a process of its own."""

    def __init__(self, folder: Path, task: dict[str, Any], file_size: int | None) -> None:
        self.folder = folder
        self.errors = ""
        self.process = subprocess.Popen(
            [sys.executable, str(SPIDER), json.dumps(task)],
            cwd=folder,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        if file_size is not None:
            resource.prlimit(self.process.pid, resource.RLIMIT_FSIZE, (file_size, file_size))

    def stats(self) -> dict[str, Any]:
        """Wait for the end; return what Scrapy counted."""
        out, self.errors = self.process.communicate(timeout=60)
        assert self.process.returncode == 0, self.errors
        found: dict[str, Any] = json.loads(out.splitlines()[-1])
        return found

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate(timeout=60)

    def stop(self) -> None:
        self.process.terminate()

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

    def begin(
        *seeds: str, durable: bool = False, file_size: int | None = None, **options: Any
    ) -> Crawl:
        settings = {name: value for name, value in options.items() if name.isupper()}
        arguments = {name: value for name, value in options.items() if not name.isupper()}
        if durable:
            settings["JOBDIR"] = str(tmp_path / "job")
        task = {"settings": settings, "arguments": {"seeds": seeds, **arguments}}
        crawls.append(Crawl(tmp_path, task, file_size))
        return crawls[-1]

    yield begin
    for crawl in crawls:
        if crawl.process.poll() is None:
            crawl.kill()
