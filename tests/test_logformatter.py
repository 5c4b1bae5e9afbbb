from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import pytest
from scrapy.exceptions import DropItem
from scrapy.http import Request, Response
from scrapy.utils.log import logformatter_adapter
from twisted.python.failure import Failure

from newscrawl.exceptions import StoreError
from newscrawl.logformatter import Dropped, LogFormatter
from tests.crawlers import SECRET, make_crawler, restricted_article

ITEM = restricted_article()
RESPONSE = Response("https://a.example/news/1", body=SECRET.encode())


@pytest.fixture
def formatter(tmp_path: Path) -> LogFormatter:
    crawler = make_crawler(tmp_path)
    formatter = LogFormatter.from_crawler(crawler)
    formatter.spider = crawler.spider
    return formatter


def line(result: Any) -> str:
    _, message, arguments = logformatter_adapter(result)
    return str(message % arguments)


def test_a_scraped_item_is_named_with_its_decision(formatter: LogFormatter) -> None:
    result = formatter.scraped(ITEM, RESPONSE, formatter.spider)
    assert line(result) == "Scraped https://a.example/news/1 (denied)"
    assert result["level"] == logging.DEBUG


@pytest.mark.parametrize("level", [logging.DEBUG, logging.INFO])
@pytest.mark.parametrize("name", [None, "scrapy"])
def test_a_scraped_item_is_named_only_to_who_listens(
    formatter: LogFormatter, monkeypatch: pytest.MonkeyPatch, name: str | None, level: int
) -> None:
    monkeypatch.setattr(logging.root, "handlers", [])
    handler = logging.StreamHandler()
    handler.setLevel(level)
    monkeypatch.setattr(logging.getLogger(name), "handlers", [handler])
    result = formatter.scraped(ITEM, RESPONSE, formatter.spider)
    assert (result is not None) is (level == logging.DEBUG)


@pytest.mark.parametrize(
    ("error", "reason"),
    [(Dropped("exact copy of x"), "exact copy of x"), (DropItem(SECRET), "DropItem")],
)
def test_of_a_dropped_item_our_own_reasons_are_told(
    formatter: LogFormatter, error: DropItem, reason: str
) -> None:
    told = line(formatter.dropped(ITEM, error, RESPONSE, formatter.spider))
    assert told == f"Dropped https://a.example/news/1: {reason}"


def test_the_level_of_a_drop_is_respected(formatter: LogFormatter) -> None:
    quiet = Dropped("copy", log_level="INFO")
    assert formatter.dropped(ITEM, quiet, None, formatter.spider)["level"] == logging.INFO


@pytest.mark.parametrize(
    ("error", "reason"),
    [(ValueError(SECRET), "ValueError"), (StoreError("news.db: locked"), "news.db: locked")],
)
def test_of_an_error_the_kind_is_told(
    formatter: LogFormatter, error: Exception, reason: str
) -> None:
    told = line(formatter.item_error(ITEM, error, RESPONSE, formatter.spider))
    assert told == f"Error processing https://a.example/news/1: {reason}"
    request = Request("https://a.example/news/1")
    told = line(formatter.spider_error(Failure(error), request, RESPONSE, formatter.spider))
    assert told.endswith(f"processing <GET https://a.example/news/1> (referer: None): {reason}")


def test_what_is_no_item_is_named_without_its_words(formatter: LogFormatter) -> None:
    assert SECRET not in line(formatter.scraped({"text": SECRET}, None, formatter.spider))
    assert SECRET not in line(formatter.scraped(SECRET, None, formatter.spider))


def fail(message: str) -> None:
    raise RuntimeError(message) from ValueError(message)


def raised(message: str) -> Exception:
    with pytest.raises(RuntimeError) as caught:
        fail(message)
    return caught.value


@pytest.mark.parametrize(
    "name", ["scrapy.core.scraper", "scrapy.core.engine", "scrapy.utils.signal"]
)
def test_records_lose_the_item_and_the_message_of_the_traceback(
    formatter: LogFormatter, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    logging.getLogger(name).error("Failed", exc_info=raised(SECRET), extra={"item": ITEM})
    (record,) = caplog.records
    assert not hasattr(record, "item")
    assert SECRET not in caplog.text
    assert SECRET not in repr(vars(record))
    assert "in fail" in caplog.text
    assert caplog.text.rstrip().endswith("RuntimeError")


def test_our_own_errors_are_one_line(
    formatter: LogFormatter, caplog: pytest.LogCaptureFixture
) -> None:
    error = StoreError("news.db: disk is full")
    logging.getLogger("scrapy.core.scraper").error("Failed", exc_info=error)
    assert caplog.text.rstrip().endswith("Failed\nnews.db: disk is full")
