"""A crowd at the gate, run as a program: ``spider.py TASK``, JSON.

It asks for all *urls* at once, through the queue or past it, and prints what came of each.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response
from scrapy.utils.project import get_project_settings
from twisted.python.failure import Failure


class Crowd(Spider):
    name = "crowd"

    async def start(self) -> AsyncIterator[Any]:
        self.outcomes: dict[str, str | int] = {}
        if self.direct:
            # As the media pipelines do it.
            await asyncio.gather(*map(self.fetch, self.urls))
        else:
            for url in self.urls:
                yield Request(url, self.parse, errback=self.failed, dont_filter=True)

    async def fetch(self, url: str) -> None:
        try:
            response = await self.crawler.engine.download_async(Request(url))
        except Exception as error:  # noqa: BLE001
            self.outcomes[url] = type(error).__name__
        else:
            self.outcomes[url] = response.status

    def parse(self, response: Response) -> None:
        self.outcomes[response.request.url] = response.status

    def failed(self, failure: Failure) -> None:
        self.outcomes[failure.request.url] = type(failure.value).__name__


def main() -> None:
    task = json.loads(sys.argv[1])
    settings = get_project_settings()
    settings.setdict(task["settings"], priority="cmdline")
    process = CrawlerProcess(settings)
    crawler = process.create_crawler(Crowd)
    process.crawl(crawler, urls=task["urls"], direct=task["direct"])
    process.start()
    print(json.dumps(crawler.spider.outcomes))


if __name__ == "__main__":
    main()
