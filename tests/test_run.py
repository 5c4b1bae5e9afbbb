from __future__ import annotations

import asyncio
import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from scrapy import signals as scrapy_signals
from twisted.python.failure import Failure

from newscrawl import signals
from newscrawl.ending import exit_code_of
from newscrawl.exceptions import StoreError
from newscrawl.exit_codes import ExitCode
from newscrawl.extensions.lock import JobLock
from newscrawl.policy.signals.known_sites import known_site
from newscrawl.run import abandon, run_of
from newscrawl.store import open_store
from tests.crawlers import CrawlerMaker, Example, article


def test_pages_that_failed_are_in_the_store(crawler_with: CrawlerMaker) -> None:
    crawler = crawler_with()
    run = run_of(crawler)
    crawler.signals.send_catch_log(signals.page_failed, name="x.html", reason="is empty")
    assert run.store.runs.failures(run.number) == [("x.html", "is empty")]


def test_failures_of_supplied_files_are_in_the_store_at_the_end(
    crawler_with: CrawlerMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Example, "is_live", False, raising=False)
    crawler = crawler_with()
    run = run_of(crawler)

    async def fail() -> None:
        crawler.signals.send_catch_log(signals.page_failed, name="x.html", reason="is empty")
        assert run.store.runs.failures(run.number) == [], "they are written together"
        run.end(ExitCode.COMPLETED)

    asyncio.run(fail())
    with closing(open_store(run.store.name)) as store:
        assert store.runs.failures(run.number) == [("x.html", "is empty")]


def test_an_item_that_a_pipeline_cannot_take_is_a_failure(crawler_with: CrawlerMaker) -> None:
    crawler = crawler_with()
    run = run_of(crawler)
    for error in [ValueError("isi rahasia"), StoreError("news.db: disk is full")]:
        crawler.signals.send_catch_log(
            scrapy_signals.item_error, item=article(), failure=Failure(error)
        )
    assert run.failures.first == [
        ("https://a.example/news/1", "ValueError"),
        ("https://a.example/news/1", "news.db: disk is full"),
    ]
    assert crawler.stats.get_value("newscrawl/pages/failed") == 2


def test_the_end_is_recorded_with_counts_and_summary(
    crawler_with: CrawlerMaker, tmp_path: Path
) -> None:
    lines = tmp_path / "runs.jsonl"
    lines.write_text("{}\n")
    crawler = crawler_with(NEWSCRAWL_SUMMARY=str(lines), NEWSCRAWL_JOB="nightly")
    lock = JobLock.from_crawler(crawler)
    run = run_of(crawler)
    crawler.stats.inc_value("newscrawl/articles", 4)
    crawler.stats.inc_value("downloader/bytes", 4)
    run.summarise = lambda: {"articles": "naïve\u2028"}
    crawler.signals.send_catch_log(scrapy_signals.spider_closed, reason="shutdown")
    crawler.signals.send_catch_log(scrapy_signals.engine_stopped)
    with closing(sqlite3.connect(run.store.name)) as connection:
        row = connection.execute("SELECT reason, counts, summary FROM runs").fetchone()
    assert row[:2] == ("shutdown", '{"newscrawl/articles": 4}')
    told = json.loads(row[2])
    assert [json.loads(line) for line in lines.read_text().splitlines()] == [{}, told]
    assert told | {
        "schema": 1, "job": "nightly", "run": 1, "spider": "example", "process": os.getpid(),
        "reason": "shutdown", "exit_code": 0, "articles": "naïve\u2028",
    } == told  # fmt: skip
    assert lines.read_bytes().isascii()
    assert lock is not None


def test_a_run_that_could_not_go_on_is_told_too(crawler_with: CrawlerMaker, tmp_path: Path) -> None:
    lines = tmp_path / "runs.jsonl"
    crawler = crawler_with(NEWSCRAWL_SUMMARY=str(lines))
    lock = JobLock.from_crawler(crawler)
    abandon(crawler)
    abandon(crawler)
    (line,) = lines.read_text().splitlines()
    told = json.loads(line)
    assert (told["reason"], told["exit_code"]) == ("could_not_run", 1)
    with open_store(str(tmp_path / "news.db")) as store:
        assert store.runs.settle(told["job"]) == (), "it was not killed"
    assert lock is not None


def test_a_summary_that_cannot_be_written_fails_the_run(
    crawler_with: CrawlerMaker, tmp_path: Path
) -> None:
    crawler = crawler_with(NEWSCRAWL_SUMMARY=str(tmp_path))
    lock = JobLock.from_crawler(crawler)
    crawler.signals.send_catch_log(scrapy_signals.engine_stopped)
    assert exit_code_of(crawler) == 1
    assert lock is not None


def test_a_run_whose_beginning_failed_has_failed(crawler_with: CrawlerMaker) -> None:
    crawler = crawler_with()
    assert exit_code_of(crawler) == 0
    crawler.stats.set_value("finish_reason", "start_error")  # what Scrapy makes of an exception
    assert exit_code_of(crawler) == 1


def test_a_run_tells_under_which_conditions_it_decided(crawler_with: CrawlerMaker) -> None:
    settings = {"NEWSCRAWL_PROFILE": "research", "NEWSCRAWL_ON_SILENCE": "tdm,ai-train"}
    run = run_of(crawler_with(**settings))
    with closing(sqlite3.connect(run.store.name)) as connection:
        (profile,) = connection.execute("SELECT profile FROM runs").fetchone()
    assert json.loads(profile) == {
        "meets": ["attribution", "research"],
        "silence_denies": ["ai-train", "tdm"],
    }


def test_decisions_of_the_gate_are_kept(crawler_with: CrawlerMaker) -> None:
    crawler = crawler_with()
    run = run_of(crawler)
    send = crawler.signals.send_catch_log
    for number in range(3):
        url = f"https://www.antaranews.com/{number}"
        said = known_site(url)
        send(signals.request_refused, url=url, statement=said)
    send(signals.permission_relied_on, url=url, statement=said, permission="a.pdf sha256:0")
    send(signals.site_stopped, site="antaranews.com", statement=said)
    send(scrapy_signals.engine_stopped)
    with closing(sqlite3.connect(run.store.name)) as connection:
        query = "SELECT action, key, decision, count, permission FROM current_decisions"
        rows = connection.execute(f"{query} ORDER BY id").fetchall()
    assert rows == [
        ("reliance", "www.antaranews.com", "allowed", 1, "a.pdf sha256:0"),
        ("stop", "antaranews.com", "denied", 1, None),
        ("refusal", "www.antaranews.com", "denied", 3, None),
    ]
