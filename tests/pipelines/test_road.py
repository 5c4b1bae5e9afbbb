"""The whole road in a real crawl: feed, database, log and summary of a process of its own."""

from __future__ import annotations

import json
import signal
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.crawlers import SECRET
from tests.programs import Program

SPIDER = """
from __future__ import annotations

import asyncio
import sys

from scrapy import Spider
from scrapy.crawler import CrawlerProcess

from newscrawl import settings, signals
from tests.crawlers import SECRET, article, evidence, restricted_article


class Tiny(Spider):
    name = "tiny"
    arguments = {"count": "how many"}
    count = 3

    async def start(self):
        for number in range(self.count):
            self.crawler.stats.inc_value("newscrawl/pages/examined")
            yield article(number)
            if self.settings.getbool("SLOWLY"):
                await asyncio.sleep(0.01)
        yield article(1, url="https://a.example/copy")
        yield article(1, url="https://b.example/copy")
        probable = evidence(level="probable", text="Mohon jangan diambil.\\x1b[31m")
        item = restricted_article(9, url="https://c.example/9")
        item.policy.evidence.append(probable)
        yield item
        yield article(7, article_body=SECRET)
        self.crawler.signals.send_catch_log(
            signal=signals.page_failed, name="broken.html", reason="is empty"
        )


class BreakPipeline:
    def process_item(self, item):
        if item.url.endswith("/7"):
            raise ValueError(item.article_body)
        return item


values = {name: getattr(settings, name) for name in dir(settings) if name.isupper()}
del values["COMMANDS_MODULE"], values["SPIDER_MODULES"]
values["FEEDS"] = {"out.jsonl": {"format": "jsonlines", "overwrite": True}}
values["ITEM_PIPELINES"][BreakPipeline] = 50
values |= dict(argument.split("=", 1) for argument in sys.argv[2:])
process = CrawlerProcess(values)
process.crawl(Tiny, count=int(sys.argv[1]))
process.start()
"""


class Crawl:
    """A folder in which the tiny spider runs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "tiny.py").write_text(SPIDER, encoding="utf-8")

    def start(self, count: int, *settings: str) -> Program:
        return Program("tiny.py", str(count), *settings, folder=self.folder)

    def run(self, count: int, *settings: str) -> str:
        _, log = self.start(count, *settings).communicate(timeout=60)
        return log

    @property
    def feed(self) -> list[dict[str, Any]]:
        lines = (self.folder / "out.jsonl").read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines]

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.folder / "newscrawl.db", timeout=60)) as connection:
            return connection.execute(query).fetchall()


@pytest.fixture
def crawl(tmp_path: Path) -> Crawl:
    return Crawl(tmp_path)


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> tuple[Crawl, str]:
    """One crawl with everything logged, for several tests to look at."""
    crawl = Crawl(tmp_path_factory.mktemp("finished"))
    return crawl, crawl.run(3, "LOG_LEVEL=DEBUG")


def test_a_run_leaves_feed_and_database(finished: tuple[Crawl, str]) -> None:
    crawl, _ = finished
    urls = [item["url"] for item in crawl.feed]
    assert urls == [row[0] for row in crawl.rows("SELECT url FROM articles ORDER BY id")]
    assert len(urls) == 5
    assert crawl.feed[3]["provenance"]["near_duplicates"] == ["https://a.example/news/1"]
    assert crawl.rows("SELECT key, other FROM near_duplicates") == [
        ("https://b.example/copy", "https://a.example/news/1")
    ]


def test_the_summary_is_kept_with_the_run(finished: tuple[Crawl, str]) -> None:
    crawl, _ = finished
    ((reason, arguments, summary),) = crawl.rows("SELECT reason, arguments, summary FROM runs")
    assert (reason, json.loads(arguments)) == ("finished", {"count": "3"})
    kept = json.loads(summary)
    assert kept["articles"] == 5
    assert kept["duplicates"] == {"exact": 1, "canonical": 0}
    assert [group["kind"] for group in kept["restricted"]] == ["ai_ban"]
    assert kept["outputs"] == [{"uri": "out.jsonl", "items": 5}]


@pytest.mark.parametrize(
    "line",
    [
        "Articles      5 stored",
        "1 denied: ai_ban, Harian Contoh",
        "“Dilarang memakai isi ini untuk melatih mesin.”",
        "c.example: ai_ban, on 1 item, read in page.html",
        "“Mohon jangan diambil.[31m”",
        "broken.html: is empty",
        "https://a.example/news/7: ValueError",
        "Output        out.jsonl (5 items)",
        "Database      newscrawl.db",
    ],
)
def test_the_summary_is_told_last(finished: tuple[Crawl, str], line: str) -> None:
    _, log = finished
    _, told = log.split("Spider closed (finished)")
    assert "tiny run 1" in told
    assert line in told
    assert "\x1b" not in told


def test_no_log_line_shows_content(finished: tuple[Crawl, str]) -> None:
    crawl, log = finished
    assert "Scraped https://c.example/9 (denied)" in log
    assert "Dropped https://a.example/copy: exact copy of https://a.example/news/1" in log
    assert "Error processing https://a.example/news/7: ValueError" in log
    assert "in process_item" in log
    assert SECRET not in log
    assert crawl.feed[0]["article_body"][:20] not in log


@pytest.mark.parametrize("choice", ["redact", "drop"])
def test_denied_content_is_written_nowhere(crawl: Crawl, choice: str) -> None:
    crawl.run(3, "LOG_LEVEL=DEBUG", "LOG_FILE=log.txt", f"NEWSCRAWL_RESTRICTED={choice}")
    assert crawl.rows("SELECT decision FROM decisions WHERE key = 'https://c.example/9'")
    written = [path for path in crawl.folder.iterdir() if path.suffix != ".py"]
    assert len(written) >= 3
    for path in written:
        assert SECRET.encode() not in path.read_bytes(), path.name


def test_a_second_run_doubles_nothing(crawl: Crawl) -> None:
    crawl.run(3)
    first = crawl.feed
    crawl.run(3)
    assert [item["url"] for item in crawl.feed] == [item["url"] for item in first]
    assert len(crawl.rows("SELECT * FROM near_duplicates")) == 1
    roles = [item["provenance"]["cluster"] for item in crawl.feed]
    assert [role and role["role"] for role in roles] == [None, "original", None, "copy", None]
    assert crawl.rows("SELECT count(*), min(run), max(run) FROM articles") == [(5, 2, 2)]


def test_a_killed_run_loses_no_item_that_went_through(crawl: Crawl) -> None:
    process = crawl.start(10_000, "SLOWLY=1", "LOG_LEVEL=DEBUG")
    scraped = []
    for line in process.stderr:
        if "Scraped https" in line:
            scraped.append(line.split()[-2])
        if len(scraped) == 25:
            break
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=60)
    assert set(scraped) <= {row[0] for row in crawl.rows("SELECT url FROM articles")}
    assert crawl.rows("SELECT finished_at FROM runs") == [(None,)]
    assert crawl.rows("PRAGMA integrity_check") == [("ok",)]
    crawl.run(3)
    assert crawl.rows("SELECT reason FROM runs ORDER BY id") == [(None,), ("finished",)]
