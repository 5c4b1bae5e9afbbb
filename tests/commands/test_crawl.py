"""``scrapy crawl`` refuses what makes no sense before it starts, in one line."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from scrapy.crawler import Crawler

from newscrawl.commands.crawl import Command
from newscrawl.spiders.local import LocalSpider

TEXT = "Port Alder (NUSANTARA) - The ferry sailed on Friday with 212 passengers, officials said.\n"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(TEXT)
    return path


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "name a spider; the spiders are: local"),
        (["nobody"], "there is no spider 'nobody'"),
        (["local", "news"], "unexpected argument 'news'"),
        (["local"], "-a path= is missing"),
        (["local", "-a", "path"], "Invalid -a value"),
        (["local", "-a", "path=.", "-a", "depth=3"], "-a depth=: there is no such argument"),
        (["local", "-a", "path=.", "-s", "NEWSCRAWL_PURPOSE=fun"], "NEWSCRAWL_PURPOSE: 'fun'"),
        (["local", "-a", "path=.", "-s", "NEWSCRAWL_PURPOSES=tdm"], "NEWSCRAWL_PURPOSES: there is"),
        (["local", "-a", "path=.", "-O", "a.unknown"], "a.unknown: names no format"),
        (["local", "-a", "path=.", "-O", "/tmp"], "/tmp: is a directory"),
        (["local", "-a", "path=.", "-o", "/tmp:jsonl"], "/tmp: is a directory"),
        (["local", "-a", "path={file}", "-L", "SHOUT"], "'SHOUT' is no log level"),
        (["local", "-a", "path={file}", "--logfile", "{file}/x.log"], "the log cannot be written"),
        (["local", "-a", "path={file}", "-O", "/proc/x.jsonl"], "cannot be written there"),
        (["local", "-a", "path={file}", "-o", "newscrawl.db:jsonl"], "is the database itself"),
        (["local", "-a", "path={file}", "-s", "NEWSCRAWL_SUMMARY=/proc/x"], "the summary cannot"),
        (["local", "-a", "path={file}", "-s", "NEWSCRAWL_SUMMARY=newscrawl.db"], "the summary"),
        (["local", "-a", "path={file}", "--logfile", "newscrawl.db"], "the log cannot be written"),
        (["local", "-a", "path=.", "-s", "NEWSCRAWL_MAX_PAGE_SIZE=ten"], "'ten' is not a positive"),
        (["local", "-a", "path=.", "-s", "NEWSCRAWL_WORKERS=99999"], "more than 1,000 processes"),
        (
            ["local", "-a", "path={file}", "-O", "a.csv", "-s", "FEED_EXPORT_ENCODING=klingon"],
            "cannot be written in 'klingon'",
        ),
        (
            ["local", "-a", "path={file}", "-O", "a.csv", "-s", "FEED_EXPORT_ENCODING=rot13"],
            "cannot be written in 'rot13'",
        ),
        (
            ["local", "-a", "path={file}", "-O", "a.csv", "-s", "FEED_EXPORT_FIELDS=url,titel"],
            "FEED_EXPORT_FIELDS: 'titel' is no field; the fields are: url,",
        ),
        (["local", "-a", "path={file}", "-s", "FEED_EXPORT_FIELDS=[[1]]"], "[1] is no field"),
        (
            ["local", "-a", "path={file}", "-s", 'FEEDS={{"a.csv": {{"fields": ["titel"]}}}}'],
            "FEEDS: a.csv: fields: 'titel' is no field",
        ),
        (["local", "-a", "path={file}", "--logfile", "none/x.log"], "the log cannot be written"),
        (["local", "-a", "path={file}", "-s", "NEWSCRAWL_SUMMARY=none/x"], "the summary cannot"),
        (["local", "-a", "path={file}", "-s", "JOBDIR={file}"], "no file can be written there"),
    ],
)
def test_wrong_usage(scrapy, article: Path, arguments: list[str], message: str) -> None:
    run = scrapy("crawl", *(argument.format(file=article) for argument in arguments))
    assert run.code == 2
    assert run.err.startswith("newscrawl: ")
    assert len(run.err.strip().splitlines()) == 1, run.err
    assert message in run.err
    assert not list(run.folder.iterdir()), "nothing was started"


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("missing.txt", "missing.txt: no such file or directory"),
        ("*.html", "*.html: no file matches"),
        (".", ".: the directory holds no file"),
    ],
)
def test_no_input(scrapy, path: str, message: str) -> None:
    run = scrapy("crawl", "local", "-a", f"path={path}")
    assert run.code == 1
    assert run.err == f"newscrawl: {message}\n"


def test_an_output_that_cannot_be_written_is_refused_first(scrapy, article: Path) -> None:
    run = scrapy("crawl", "local", "-a", f"path={article}", "-O", f"{article}/out.jsonl")
    assert run.code == 2
    assert "cannot be written" in run.err


def test_a_database_that_cannot_be_opened_is_refused_first(scrapy, article: Path) -> None:
    run = scrapy("crawl", "local", "-a", f"path={article}", "-s", f"NEWSCRAWL_DB={article}")
    assert run.code == 1
    assert str(article) in run.err
    assert len(run.err.strip().splitlines()) == 1
    assert article.read_text() == TEXT


def test_a_spider_of_others_may_yield_fields_of_its_own(scrapy, tmp_path: Path) -> None:
    (tmp_path / "run" / "own_spiders.py").write_text(
        "import scrapy\nclass Own(scrapy.Spider):\n    name = 'own'\n"
        "    async def start(self):\n        yield {'titel': 1, 'url': 2}\n"
    )
    settings = ("-s", "SPIDER_MODULES=own_spiders", "-s", "FEED_EXPORT_FIELDS=titel")
    run = scrapy("crawl", "own", "-O", "a.csv", *settings)
    assert (run.folder / "a.csv").read_text(encoding="utf-8-sig").split() == ["titel", "1"]


def test_an_output_that_is_a_pipe_is_refused_at_once(scrapy, article: Path) -> None:
    os.mkfifo(article.parent / "pipe.jsonl")
    run = scrapy("crawl", "local", "-a", f"path={article}", "-O", f"{article.parent}/pipe.jsonl")
    assert run.code == 2


def test_a_damaged_database_ends_the_run_in_one_line(scrapy, article: Path) -> None:
    database = article.parent / "news.db"
    setting = f"NEWSCRAWL_DB={database}"
    assert scrapy("crawl", "local", "-a", f"path={article}", "-s", setting).code == 0
    for beside in article.parent.glob("news.db-*"):
        beside.unlink()
    header = database.read_bytes()[:4096]
    database.write_bytes(header + b"\xff" * (database.stat().st_size - len(header)))
    run = scrapy("crawl", "local", "-a", f"path={article}", "-s", setting, "-L", "ERROR")
    assert run.code == 1
    assert str(database) in run.last_line


def test_a_feed_that_no_exporter_serves_fails_the_run(scrapy, article: Path) -> None:
    arguments = ("-O", "s3://bucket/a.jsonl", "-s", "EXTENSIONS_BASE={}")
    assert scrapy("crawl", "local", "-a", f"path={article}", *arguments).code == 1


def test_strict_exit_codes(scrapy, article: Path) -> None:
    strict = ("-s", "NEWSCRAWL_STRICT_EXIT=1")
    assert scrapy("crawl", "local", "-a", f"path={article}", *strict).code == 0
    (article.parent / "bad.txt").write_bytes(b"")
    assert scrapy("crawl", "local", "-a", f"path={article.parent}/*.txt").code == 0
    assert scrapy("crawl", "local", "-a", f"path={article.parent}/*.txt", *strict).code == 4
    article.write_text(
        TEXT + "Dilarang merayapi situs ini untuk kecerdasan buatan tanpa izin tertulis redaksi.\n"
    )
    (article.parent / "bad.txt").unlink()
    assert scrapy("crawl", "local", "-a", f"path={article}", *strict).code == 3


def test_when_nothing_can_be_read_the_run_failed(scrapy, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    run = scrapy("crawl", "local", "-a", f"path={tmp_path}/*.txt")
    assert run.code == 1
    assert "empty.txt: the file is empty" in run.err


def test_closed_streams_are_none_of_the_files_of_a_run(tmp_path: Path, article: Path) -> None:
    crawl = ["-m", "scrapy", "crawl", "local", "-a", f"path={article}", "-O", "out.jsonl"]
    closed = subprocess.run(
        ["sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh", sys.executable, *crawl],
        cwd=tmp_path,
        env=os.environ | {"SCRAPY_SETTINGS_MODULE": "newscrawl.settings"},
        check=False,
    )
    assert closed.returncode == 0
    assert (tmp_path / "out.jsonl").read_text(encoding="utf-8").count("\n") == 1


def test_ctrl_c_before_a_command_is_at_work_is_one_line() -> None:
    interrupted = subprocess.run(
        [sys.executable, "-c", "import newscrawl.commands; raise KeyboardInterrupt"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert interrupted.stderr == "newscrawl: interrupted\n"
    assert interrupted.returncode == -signal.SIGINT


class CutOff:
    """A crawler process that a second signal stops before the crawl has ended."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop

    def crawl(self, _: Crawler) -> asyncio.Task[None]:
        return self._loop.create_task(asyncio.sleep(0))

    def start(self) -> None:
        return


def test_a_run_that_was_stopped_by_force_is_none_that_completed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    command, loop = Command(), asyncio.new_event_loop()
    command.crawler_process = CutOff(loop)
    with pytest.raises(SystemExit, match="1"):
        command.complete(Crawler(LocalSpider))
    loop.run_until_complete(asyncio.gather(*asyncio.all_tasks(loop)))
    loop.close()
    assert capsys.readouterr().err == "newscrawl: the run was stopped by force\n"
