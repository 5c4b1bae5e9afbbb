"""The spider of these tests, run as a program: ``spider.py TASK``, JSON.

It requests the *seeds* and the *others*, and prints what became of each and what was counted.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response
from scrapy.resolver import CachingThreadedResolver
from twisted.internet.defer import Deferred, fail, succeed
from twisted.internet.error import DNSLookupError
from twisted.python.failure import Failure

from newscrawl import signals
from newscrawl.policy.model import Statement

HANDLER = "newscrawl.download.handler.DownloadHandler"
SETTINGS = {
    "DOWNLOAD_HANDLERS": {"http": HANDLER, "https": HANDLER, "ftp": None, "s3": None},
    "DOWNLOADER_MIDDLEWARES": {
        "newscrawl.middlewares.addresses.AddressMiddleware": 20,
        "newscrawl.middlewares.compression.CompressionMiddleware": 590,
        "newscrawl.middlewares.identity.IdentityMiddleware": 980,
        "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
        "scrapy.downloadermiddlewares.useragent.UserAgentMiddleware": None,
    },
    "TWISTED_DNS_RESOLVER": "__main__.Names",
    "DOWNLOAD_VERIFY_CERTIFICATES": True,
    "DOWNLOAD_MAXSIZE": 1_000_000,
    "DOWNLOAD_TIMEOUT": 30,
    "CONCURRENT_REQUESTS": 32,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 32,
    "RETRY_TIMES": 0,
    "TELNETCONSOLE_ENABLED": False,
    "REMOTE_CONTROL_ENABLED": False,
}


class Names(CachingThreadedResolver):
    """The name system of the tests: names of ``.test`` are this machine, others do not exist.

    ``turning.test`` is 127.0.0.2 when it is first asked for, and 127.0.0.1 ever after.
    """

    turned = False

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:  # noqa: N802
        if name == "turning.test" and not self.turned:
            self.turned = True
            return succeed("127.0.0.2")
        if name.endswith(".test") or name == "localhost":
            return succeed("127.0.0.1")
        if name.replace(".", "").isdigit():
            return succeed(name)
        return fail(DNSLookupError(name))


class Visitor(Spider):
    name = "visitor"

    def __init__(self, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.refusals: list[str] = []

    seeds: Sequence[str] = ()
    others: Sequence[str] = ()
    headers: Mapping[str, str] = MappingProxyType({})

    async def start(self) -> AsyncIterator[Any]:
        self.outcomes: dict[str, dict[str, Any]] = {}
        self.crawler.signals.connect(self.refused, signals.request_refused)
        for url in (*self.seeds, *self.others):
            yield Request(
                url,
                headers=self.headers,
                cb_kwargs={"asked": url},
                errback=self.failed,
                dont_filter=True,
                meta={"handle_httpstatus_list": [404]},
            )

    def refused(self, url: str, statement: Statement) -> None:
        self.refusals.append(f"{statement.signal} {url}")

    def parse(self, response: Response, asked: str) -> None:
        self.outcomes[asked] = {"url": response.url, "size": len(response.body)}

    def failed(self, failure: Failure) -> None:
        asked = failure.request.cb_kwargs["asked"]
        error = failure.value
        self.outcomes[asked] = {"error": type(error).__name__, "message": str(error)}


def peak_memory() -> int:
    """Return the peak in MB of this program; getrusage counts what its parent had at the fork."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    (kilobytes,) = re.findall(r"^VmHWM:\s+(\d+) kB$", status, re.MULTILINE)
    return int(kilobytes) // 1024


def main() -> None:
    task = json.loads(sys.argv[1])
    process = CrawlerProcess(SETTINGS | task["settings"])
    crawler = process.create_crawler(Visitor)
    process.crawl(crawler, **task["arguments"])
    process.start()
    report = {
        "outcomes": crawler.spider.outcomes,
        "refusals": crawler.spider.refusals,
        "stats": crawler.stats.get_stats(),
        "peak": peak_memory(),
    }
    print(json.dumps(report, default=str))


if __name__ == "__main__":
    main()
