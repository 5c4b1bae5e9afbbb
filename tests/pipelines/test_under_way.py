"""A copy is dropped only where its original is there."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem
from scrapy.utils.asyncio import CallLaterResult
from scrapy.utils.asyncio import call_later as asyncio_call_later

from newscrawl.exceptions import StoreError
from newscrawl.pipelines import batch, under_way
from newscrawl.pipelines.deduplicate import DeduplicatePipeline
from newscrawl.pipelines.store import StorePipeline
from newscrawl.run import run_of
from tests.crawlers import CrawlerMaker, Example, article, story

COPIES = [f"https://a.example/copy/{number}" for number in range(3)]


class Road:
    """The two pipelines, one after the other, and what Scrapy tells of each item."""

    def __init__(self, crawler: Crawler) -> None:
        self._tell = crawler.signals.send_catch_log
        self._deduplicate = DeduplicatePipeline.from_crawler(crawler)
        self._store = StorePipeline.from_crawler(crawler)

    def outcomes(self, items: Iterable[Any]) -> list[Any]:
        async def run() -> list[Any]:
            return await asyncio.gather(*map(self._take, items))

        return asyncio.run(run())

    async def _take(self, item: Any) -> Any:
        try:
            taken = await self._store.process_item(await self._deduplicate.process_item(item))
        except DropItem as error:
            self._tell(signals.item_dropped, item=item, exception=error)
            return str(error)
        except StoreError as error:
            self._tell(signals.item_error, item=item)
            return error
        self._tell(signals.item_scraped, item=taken)
        return taken


@pytest.fixture
def crawler(crawler_with: CrawlerMaker, monkeypatch: pytest.MonkeyPatch) -> Crawler:
    for module in ("scrapy.utils.asyncio", "scrapy.utils.defer", "newscrawl.pipelines.batch"):
        monkeypatch.setattr(f"{module}.is_asyncio_available", lambda: True)
    monkeypatch.setattr(batch, "_LULL", 0.0)
    monkeypatch.setattr(Example, "is_live", False, raising=False)
    crawler = crawler_with()
    run_of(crawler)
    return crawler


def stored(crawler: Crawler) -> list[str]:
    return [item["url"] for item in run_of(crawler).store.articles]


def refuse(folder: Path, url: str) -> None:
    """Let no article of *url* be stored in the database in *folder*."""
    with closing(sqlite3.connect(folder / "news.db")) as database:
        database.execute(
            "CREATE TRIGGER refuse BEFORE INSERT ON articles"
            f" WHEN NEW.url = '{url}' BEGIN SELECT RAISE(ABORT, 'no room'); END"
        )


def test_copies_are_dropped_once_their_original_is_stored(crawler: Crawler) -> None:
    first, *copies = Road(crawler).outcomes([article(1), *(article(1, url=url) for url in COPIES)])
    assert first == article(1)
    assert copies == ["exact copy of https://a.example/news/1"] * 3
    assert stored(crawler) == ["https://a.example/news/1"]


def test_a_copy_takes_the_place_of_what_could_not_be_stored(
    crawler: Crawler, tmp_path: Path
) -> None:
    refuse(tmp_path, "https://a.example/news/1")
    items = [article(1), *(article(1, url=url) for url in COPIES), article(2)]
    failed, copy, *others, apart = Road(crawler).outcomes(items)
    assert isinstance(failed, StoreError)
    assert copy == article(1, url=COPIES[0])
    assert others == [f"exact copy of {COPIES[0]}"] * 2
    assert apart == article(2)
    assert sorted(stored(crawler)) == [COPIES[0], "https://a.example/news/2"]


def test_the_same_page_again_takes_its_place_too(crawler: Crawler, tmp_path: Path) -> None:
    refuse(tmp_path, "https://a.example/news/1")
    again = article(2, url="https://m.a.example/1", canonical_url="https://a.example/news/1")
    failed, taken = Road(crawler).outcomes([article(1), again])
    assert isinstance(failed, StoreError)
    assert taken is again


def test_no_copy_waits_for_ever(crawler: Crawler, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(under_way, "_LONGEST_WAIT", 0.0)
    pipeline = DeduplicatePipeline.from_crawler(crawler)

    async def run() -> list[Any]:
        roads = [pipeline.process_item(article(1, url=url)) for url in COPIES]
        return await asyncio.gather(*roads, return_exceptions=True)

    first, *copies = asyncio.run(run())
    assert first == article(1, url=COPIES[0])
    assert [str(each) for each in copies] == [f"exact copy of {COPIES[0]}"] * 2


def test_no_copy_waits_for_what_goes_by_another_name(
    crawler: Crawler, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Without address an item is called by all that it says, and its copies are told on the way.
    waits: list[str] = []

    def call_later(_: float, end: Callable[..., None], name: str, failed: bool) -> CallLaterResult:
        waits.append(name)
        return asyncio_call_later(0, end, name, failed)

    monkeypatch.setattr(under_way, "call_later", call_later)
    texts = [story(1), f"{story(1)} Rantis.", f"{story(1)} Rantis."]
    items = [
        {"article_body": text, "section": section, "provenance": {}}
        for text, section in zip(texts, "abc", strict=True)
    ]
    _, near, copy = Road(crawler).outcomes(items)
    assert near["provenance"]["near_duplicates"]
    assert copy.startswith("exact copy of sha256:")
    assert waits == []
