"""Two runs of one job are kept apart, and nothing else."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from scrapy import signals as scrapy_signals

from newscrawl.config import Config
from newscrawl.exceptions import ArgumentError, JobIsRunning, SettingError
from newscrawl.extensions.lock import JobLock
from newscrawl.job import job_of, name_of
from newscrawl.run import run_of
from newscrawl.spiders.local import LocalSpider
from newscrawl.spiders.news import NewsSpider
from tests.conftest import Scrapy
from tests.crawlers import CrawlerMaker
from tests.programs import Program
from tests.waiting import until

CONFIG = Config({})


def job(**arguments: str) -> str:
    return name_of(NewsSpider, arguments, CONFIG)


@pytest.mark.parametrize(
    ("one", "same"),
    [
        (
            {"seeds": "https://a.example/,https://b.example/feed.xml"},
            {"seeds": "https://B.example:443/feed.xml  https://a.example"},
        ),
        ({"since": "7days", "language": "id,en"}, {"language": "en, ID", "since": "7 days"}),
        ({"max_pages": "7", "section": ""}, {"max_pages": "07", "force": "0"}),
        ({"keywords": "ferry,Harbour"}, {"keywords": "harbour, Ferry"}),
    ],
)
def test_the_same_arguments_are_the_same_job(one: dict[str, str], same: dict[str, str]) -> None:
    seeds = {"seeds": "https://a.example/"}
    assert job(**seeds | one) == job(**seeds | same)
    assert job(**seeds | one) != job(seeds="https://c.example/")


@pytest.mark.parametrize(
    "other",
    [{"since": "8days"}, {"since": "36h"}, {"since": "2026-11-20"}, {"force": "1"}, {"depth": "7"}],
)
def test_other_arguments_are_another_job(other: dict[str, str]) -> None:
    seeds = {"seeds": "https://a.example/"}
    assert len({job(**seeds), job(**seeds, since="7days"), job(**seeds, **other)}) == 3


def test_a_file_is_the_same_by_every_way_that_leads_to_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    ways = ("sources.toml", "./in/../sources.toml", str(tmp_path / "sources.toml"))
    assert len({job(sources=way) for way in ways}) == 1
    assert len({name_of(LocalSpider, {"path": way, "force": "0"}, CONFIG) for way in ways}) == 1
    assert name_of(LocalSpider, {"path": "@sources.toml"}, CONFIG) != name_of(
        LocalSpider, {"path": "sources.toml"}, CONFIG
    )


def test_a_job_can_be_named() -> None:
    named = Config({"NEWSCRAWL_JOB": " nightly "})
    assert name_of(NewsSpider, {"seeds": "https://a.example/"}, named) == "nightly"
    with pytest.raises(SettingError, match="NEWSCRAWL_JOB"):
        Config({"NEWSCRAWL_JOB": "night\nly"}).check()
    with pytest.raises(ArgumentError, match="depth"):
        job(seeds="https://a.example/", depth="deep")


def test_whoever_starts_a_crawler_is_kept_apart_too(crawler_with: CrawlerMaker) -> None:
    first, second, other = crawler_with(), crawler_with(), crawler_with(NEWSCRAWL_JOB="other")
    locks = [JobLock.from_crawler(first), JobLock.from_crawler(other)]
    with pytest.raises(JobIsRunning, match=rf"run 1, process {os.getpid()} on .*nothing was done"):
        JobLock.from_crawler(second)
    first.signals.send_catch_log(scrapy_signals.engine_stopped)
    locks.append(JobLock.from_crawler(second))
    assert run_of(second).job == run_of(first).job
    assert run_of(second).killed == ()


def test_a_run_ends_when_its_job_was_lost(
    crawler_with: CrawlerMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    crawler, closed = crawler_with(), []

    class Engine:
        async def close_spider_async(self, reason: str) -> None:
            closed.append(reason)

    lock = JobLock.from_crawler(crawler)
    lock.look()
    assert not closed
    held = job_of(crawler)
    assert held is not None
    monkeypatch.setattr(held.lock, "is_held", lambda: False)
    crawler.engine = Engine()
    monkeypatch.setattr(
        "newscrawl.extensions.lock.deferred_from_coro", lambda coroutine: coroutine.send(None)
    )
    with pytest.raises(StopIteration):
        lock.look()
    assert closed == ["job_lost"]
    assert crawler.stats.get_value("newscrawl/could_not_run")


@pytest.fixture
def at_work(tmp_path: Path) -> Iterator[Callable[[str], Program]]:
    """Starts a run of a job that lasts as long as its standard input."""
    started: list[Program] = []

    def start(name: str) -> Program:
        arguments = ("crawl", "local", "-a", "path=-", "-s", f"NEWSCRAWL_JOB={name}")
        environment = {"SCRAPY_SETTINGS_MODULE": "newscrawl.settings"}
        command = ("-m", "scrapy", *arguments)
        started.append(Program(*command, folder=tmp_path / "run", environment=environment))
        return started[-1]

    yield start
    for process in started:
        process.close()


def runs(folder: Path) -> list[tuple[int, str, str | None]]:
    database = folder / "newscrawl.db"
    if not database.exists():
        return []
    with closing(sqlite3.connect(database)) as connection:
        has = connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'runs'").fetchone()
        query = "SELECT process, job, reason FROM runs ORDER BY id"
        return connection.execute(query).fetchall() if has else []


def test_the_second_run_of_a_job_does_nothing_and_a_killed_one_blocks_nobody(
    scrapy: Scrapy, tmp_path: Path, at_work
) -> None:
    folder = tmp_path / "run"
    first = at_work("night shift")
    until(lambda: runs(folder))
    page = tmp_path / "page.txt"
    page.write_text("Port Alder (NUSANTARA) - The ferry sailed with 212 passengers, they said.\n")
    arguments = ("crawl", "local", "-a", f"path={page}", "-O", "out.jsonl")
    second = scrapy(*arguments, "-s", "NEWSCRAWL_JOB=night shift")
    assert second.code == 75
    assert len(second.err.strip().splitlines()) == 1
    assert f"night shift is at work: run 1, process {first.pid} on " in second.err
    assert not (folder / "out.jsonl").exists()
    assert len(runs(folder)) == 1
    first.send_signal(signal.SIGKILL)
    first.wait()
    third = scrapy(*arguments, "-s", "NEWSCRAWL_JOB=night shift", "-s", "NEWSCRAWL_SUMMARY=-")
    assert third.code == 0
    told = json.loads(third.out)
    assert (told["exit_code"], told["killed_before"], told["articles"]) == (0, [1], 1)
    assert "run 1 of this job was killed" in third.err
    assert [(job, reason) for _, job, reason in runs(folder)] == [
        ("night shift", "killed"),
        ("night shift", "finished"),
    ]
    assert not list(folder.glob("*.lock")), "nothing is left behind"
