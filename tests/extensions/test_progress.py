from __future__ import annotations

import io
import logging
from pathlib import Path

import pytest
from rich.console import Console
from scrapy.exceptions import NotConfigured

from newscrawl.extensions import progress
from newscrawl.extensions.pace import Pace
from newscrawl.extensions.progress import Progress, ProgressLog
from tests.crawlers import article, make_crawler, restricted_article


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_there_is_no_bar_where_nobody_watches(tmp_path: Path) -> None:
    with pytest.raises(NotConfigured):
        Progress.from_crawler(make_crawler(tmp_path))


@pytest.mark.parametrize("total", [None, 40])
def test_the_bar_counts_and_the_log_goes_around_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, total: int | None
) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    handler = logging.StreamHandler()
    monkeypatch.setattr(logging.root, "handlers", [handler])
    crawler = make_crawler(tmp_path)
    crawler.spider.total_pages = total
    bar = Progress(Console(file=terminal, force_terminal=True, width=160, color_system=None))
    bar.spider_opened(crawler.spider)
    bar.page_examined(restricted_article())
    bar.page_failed()
    bar.page_unchanged()
    logging.getLogger("example").error("a line of the log")
    bar.spider_closed()
    told = terminal.getvalue()
    assert f"3/{total or '?'}" in told
    assert "1 denied, 1 failed, 1 known" in told
    assert "\x1b[2Ka line of the log\n" in told
    assert handler.stream is terminal


def test_the_bar_of_a_file_that_brings_more_pages_than_were_counted_makes_no_promise(
    tmp_path: Path,
) -> None:
    terminal = Terminal()
    bar = Progress(Console(file=terminal, force_terminal=True, width=160, color_system=None))
    crawler = make_crawler(tmp_path)
    crawler.spider.total_pages = 1
    bar.spider_opened(crawler.spider)
    for _ in range(3):
        bar.page_examined(article())
    bar.spider_closed()
    assert "3/? " in terminal.getvalue()
    assert "/1 " not in terminal.getvalue()
    assert "0:00:00" not in terminal.getvalue()


def test_a_terminal_that_knows_ascii_only_is_shown_nothing_else(tmp_path: Path) -> None:
    terminal = io.TextIOWrapper(io.BytesIO(), "ascii", "backslashreplace", write_through=True)
    bar = Progress(Console(file=terminal, force_terminal=True, width=160, color_system=None))
    bar.spider_opened(make_crawler(tmp_path).spider)
    bar.page_failed()
    bar.spider_closed()
    assert b"1 failed" in (told := terminal.buffer.getvalue())
    assert b"\\u" not in told


def test_a_log_file_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    handler = logging.FileHandler(tmp_path / "log.txt")
    monkeypatch.setattr(logging.root, "handlers", [handler])
    stream = handler.stream
    bar = Progress(Console(file=Terminal(), force_terminal=True))
    bar.spider_opened(make_crawler(tmp_path).spider)
    assert handler.stream is stream
    bar.spider_closed()
    handler.close()


def test_where_nobody_watches_the_log_tells_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(progress, "_SECONDS_BETWEEN_LINES", 0)
    caplog.set_level(logging.INFO)
    crawler = make_crawler(tmp_path)
    crawler.spider.total_pages = 1_200
    told = ProgressLog.from_crawler(crawler)
    told.spider_opened(crawler.spider)
    told.page_examined(article())
    told.page_failed()
    first, second = caplog.messages
    assert first.startswith("1 of 1,200 pages, ")
    assert first.endswith("; 1 allowed")
    assert " left; 1 allowed, 1 failed" in second


def test_a_file_that_brings_more_pages_than_were_counted_makes_no_promise() -> None:
    pace = Pace()
    pace.total = 1
    pace.add("allowed")
    pace.add("allowed")
    assert str(pace).startswith("2 pages, ")
    assert "left" not in str(pace)
