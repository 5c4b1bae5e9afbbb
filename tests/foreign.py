"""Another project, run as a program: ``foreign.py TASK``, JSON.

It knows of newscrawl no more than the one line ``ADDONS``. All crawls of a task run at once, each
with a database of its own, and what became of each is printed.
"""

from __future__ import annotations

import json
import sys
from collections.abc import AsyncIterator, Iterator
from typing import Any, ClassVar

import scrapy.crawler
from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import HtmlResponse, Response
from scrapy.linkextractors import LinkExtractor
from scrapy.spiders import CrawlSpider, Rule, SitemapSpider, XMLFeedSpider
from twisted.python.failure import Failure

ADDON = "newscrawl.addon.PolicyAddon"


class _Keeping(Spider):
    """Keeps what it was given, and what it was not."""

    urls: ClassVar[list[str]] = []

    def __init__(self, urls: list[str], **arguments: Any) -> None:
        super().__init__(**arguments)
        self.urls = urls
        self.given: dict[str, str] = {}
        self.errors: dict[str, str] = {}

    def take(self, response: Response) -> dict[str, Any]:
        is_page = isinstance(response, HtmlResponse)
        title = response.css("h1::text").get() if is_page else None
        self.given[response.url] = title or f"{len(response.body)} bytes"
        return {"address": response.url, "title": title}

    def failed(self, failure: Failure) -> None:
        self.errors[failure.request.url] = type(failure.value).__name__


class Plain(_Keeping):
    name = "plain"

    async def start(self) -> AsyncIterator[Any]:
        for url in self.urls:
            meta = {"dont_obey_robotstxt": True}
            yield Request(url, self.take, errback=self.failed, dont_filter=True, meta=meta)


class Following(_Keeping, CrawlSpider):
    name = "following"
    rules = (Rule(LinkExtractor(), callback="take", follow=True, errback="failed"),)

    @property
    def start_urls(self) -> list[str]:
        return self.urls

    @start_urls.setter
    def start_urls(self, urls: list[str]) -> None:
        pass


class Mapping(_Keeping, SitemapSpider):
    name = "mapping"

    def __init__(self, urls: list[str], **arguments: Any) -> None:
        super().__init__(urls, **arguments)
        self.sitemap_urls = urls

    def parse(self, response: Response) -> Any:
        return self.take(response)


class Feeding(_Keeping, XMLFeedSpider):
    name = "feeding"
    itertag = "item"

    async def start(self) -> AsyncIterator[Any]:
        for url in self.urls:
            yield Request(url, errback=self.failed)

    def parse_node(self, response: Response, selector: Any) -> Any:
        return self.take(response)


class Storing(_Keeping):
    name = "storing"
    custom_settings: ClassVar[dict[str, Any]] = {
        "ITEM_PIPELINES": {"scrapy.pipelines.files.FilesPipeline": 1},
        "FILES_STORE": "files",
    }

    async def start(self) -> AsyncIterator[Any]:
        yield {"file_urls": self.urls}


SPIDERS = {each.name: each for each in (Plain, Following, Mapping, Feeding, Storing)}


def prepared(process: Any, number: int, crawl: dict[str, Any]) -> tuple[Crawler, dict[str, Any]]:
    spider = SPIDERS[crawl["spider"]]
    own = {"NEWSCRAWL_DB": f"{number}.db"} | crawl["settings"]
    name = f"{spider.__name__}{number}"
    kept = {**(spider.custom_settings or {}), **own}
    crawler = process.create_crawler(type(name, (spider,), {"custom_settings": kept}))
    done: dict[str, Any] = {"items": [], "withheld": [], "left": {}}

    def scraped(item: Any) -> None:
        done["items"].append(dict(item))

    def withheld(item: Any) -> None:
        done["withheld"].append({"url": item.url, "policy": str(item.policy)})

    def left(host: str, reason: str) -> None:
        done["left"][host] = reason

    from newscrawl.signals import host_left, page_withheld

    for handler, signal in (
        (scraped, signals.item_scraped),
        (withheld, page_withheld),
        (left, host_left),
    ):
        done[f"handler of {signal}"] = handler  # signals hold them weakly
        crawler.signals.connect(handler, signal)
    return crawler, done


def reports(crawls: list[tuple[Crawler, dict[str, Any]]]) -> Iterator[dict[str, Any]]:
    for crawler, done in crawls:
        spider, stats = crawler.spider, crawler._stats
        yield {
            **{name: value for name, value in done.items() if not callable(value)},
            "given": getattr(spider, "given", {}),
            "errors": getattr(spider, "errors", {}),
            "stats": stats.get_stats() if stats else {},
        }


def main() -> None:
    task = json.loads(sys.argv[1])
    process = getattr(scrapy.crawler, task["process"])({"ADDONS": {ADDON: 100}, **task["settings"]})
    crawls = [prepared(process, number, each) for number, each in enumerate(task["crawls"])]
    for (crawler, _), each in zip(crawls, task["crawls"], strict=True):
        process.crawl(crawler, urls=each["urls"])
    process.start()
    print(json.dumps(list(reports(crawls)), default=str))


if __name__ == "__main__":
    main()
