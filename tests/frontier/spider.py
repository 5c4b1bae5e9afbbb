"""The spider of the frontier's tests, run as a program: ``spider.py TASK``, JSON.

It follows every link, writes the path of a page to ``items.txt`` when its item has passed the
pipelines, and prints the stats at the end.
"""

from __future__ import annotations

import asyncio
import json
import resource
import sys
import time
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import urljoin, urlsplit

from scrapy import Request, Spider
from scrapy.crawler import Crawler, CrawlerProcess
from scrapy.exceptions import DropItem, IgnoreRequest
from scrapy.http import Response
from twisted.python.failure import Failure

from newscrawl.frontier.keys import host_key

DEFAULTS = {
    "SCHEDULER": "newscrawl.frontier.scheduler.Frontier",
    "DOWNLOADER_MIDDLEWARES": {
        "__main__.Gate": 50,
        "newscrawl.frontier.middleware.Departure": 990,
    },
    "DOWNLOAD_HANDLERS": {"http": "newscrawl.download.handler.DownloadHandler"},
    "ITEM_PIPELINES": {"__main__.Writer": 100},
    "TELNETCONSOLE_ENABLED": False,
    "REMOTE_CONTROL_ENABLED": False,
    "LOG_LEVEL": "WARNING",
    "DOWNLOAD_DELAY": 0,
}


class Gate:
    """Refuses some requests, and lets others wait for what all of them need."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._rules: asyncio.Future[Any] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Gate:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        if "refused" in request.url:
            raise IgnoreRequest("refused")
        if "checked" in request.url:
            if self._rules is None:
                rules = Request(urljoin(request.url, "/robots.txt"))
                self._rules = asyncio.ensure_future(self._crawler.engine.download_async(rules))
            await asyncio.shield(self._rules)


class Writer:
    """Writes the paths of the items to ``items.txt``."""

    async def process_item(self, item: dict[str, str]) -> dict[str, str]:
        await asyncio.sleep(0.001)
        if "unwanted" in item["path"]:
            raise DropItem("unwanted")
        self._write(item["path"])
        return item

    @staticmethod
    def _write(path: str) -> None:
        with Path("items.txt").open("a", encoding="utf-8") as file:
            file.write(f"{path}\n")


class Links(Spider):
    """Set as arguments: *say*, methods of the frontier to call with the first page's host and
    the arguments given; *busy*, seconds of work for each page; *priorities* of links."""

    name = "links"
    seeds: Sequence[str] = ()
    say: Mapping[str, list[Any]] = MappingProxyType({})
    priorities: Mapping[str, int] = MappingProxyType({})
    busy = 0.0
    errback = True
    unwritable = False

    async def start(self) -> AsyncIterator[Request]:
        for seed in self.seeds:
            yield Request(seed, dont_filter=True)
        if self.unwritable:
            yield Request("http://127.0.0.1:1/", meta={"clock": time})

    def parse(self, response: Response) -> Iterator[Any]:
        frontier = self.crawler.engine.scheduler
        for method, arguments in self.say.items():
            if method == "pause":
                arguments = [time.time() + arguments[0]]  # noqa: PLW2901
            getattr(frontier, method)(host_key(response.url), *arguments)
        self.say = {}
        time.sleep(self.busy)
        yield {"path": urlsplit(response.url).path}
        errback = self.failed if self.errback else None
        for link in response.css("a::attr(href)").getall():
            priority = self.priorities.get(link, 0)
            yield response.follow(link, errback=errback, priority=priority)
        if "broken" in response.url:
            raise ValueError("broken")

    def failed(self, failure: Failure) -> Iterator[Any]:
        yield {"path": "failed:" + urlsplit(failure.request.url).path}


def main() -> None:
    task = json.loads(sys.argv[1])
    if size := task["file_size"]:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    process = CrawlerProcess(DEFAULTS | task["settings"])
    crawler = process.create_crawler(Links)
    process.crawl(crawler, **task["arguments"])
    process.start()
    print(json.dumps(crawler.stats.get_stats(), default=str))


if __name__ == "__main__":
    main()
