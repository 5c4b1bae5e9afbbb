"""What several tests use: ``scrapy`` as a user runs it."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from scrapy.crawler import Crawler

from newscrawl.run import run_of
from tests import programs
from tests.crawlers import CrawlerMaker, make_crawler

ENVIRONMENT = {"SCRAPY_SETTINGS_MODULE": "newscrawl.settings", "COLUMNS": "120"}


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Keep the garbage collector from all that is collected here, which stays to the end."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


@dataclass
class Run:
    """A finished command, with the folder it could write to."""

    code: int
    out: str
    err: str
    folder: Path

    @property
    def items(self) -> list[dict[str, Any]]:
        lines = (self.folder / "articles.jsonl").read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines]

    @property
    def last_line(self) -> str:
        return self.err.strip().splitlines()[-1]


Scrapy = Callable[..., Run]


def run_scrapy(folder: Path, *arguments: str, stdin: bytes = b"") -> Run:
    """Run scrapy in *folder*."""
    command = ("-m", "scrapy", *arguments)
    done = programs.run(*command, folder=folder, environment=ENVIRONMENT, stdin=stdin)
    assert "Traceback" not in done.err, done.err
    return Run(done.code, done.out, done.err, folder)


@pytest.fixture
def scrapy(tmp_path: Path) -> Scrapy:
    """``scrapy *arguments`` in an empty folder outside the project."""
    folder = tmp_path / "run"
    folder.mkdir()
    return lambda *arguments, stdin=b"": run_scrapy(folder, *arguments, stdin=stdin)


@pytest.fixture
def crawler_with(tmp_path: Path) -> Iterator[CrawlerMaker]:
    """Makes crawlers on one database, and ends their runs."""
    made: list[Crawler] = []

    def make(**settings: Any) -> Crawler:
        made.append(make_crawler(tmp_path, **settings))
        return made[-1]

    yield make
    for crawler in made:
        run_of(crawler).engine_stopped()
