"""How fast the frontier queues and serves, and in how much memory.

Run ``python tests/benchmarks/frontier.py [REQUESTS] [HOSTS]``. A real crawler is opened and
its frontier fed; nothing is downloaded. For a temporary frontier and a durable one a line is
printed: enqueues and lease-and-release pairs per CPU-second, peak resident memory. Bars: 5,000
enqueues a CPU-second; 1,000,000 queued requests within 300 MB.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator
from time import process_time
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import CrawlerProcess

_SERVED = 20_000


class Feeder(Spider):
    name = "feeder"
    requests = 1_000_000
    hosts = 200

    async def start(self) -> AsyncIterator[Any]:
        frontier = self.crawler.engine.scheduler
        began = process_time()
        for number in range(int(self.requests)):
            host = number % int(self.hosts)
            frontier.enqueue_request(Request(f"https://news{host}.example/2026/11/{number}.html"))
        enqueued = process_time()
        for _ in range(min(_SERVED, int(self.requests))):
            frontier.enqueue_request(frontier.next_request())
        served = process_time()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{int(self.requests) / (enqueued - began):9,.0f} enqueues"
            f" {_SERVED / (served - enqueued):9,.0f} leases and releases a CPU-second"
            f" {peak:7,.0f} MB at most"
        )
        frontier.leave("", "done")
        for host in range(int(self.hosts)):
            frontier.leave(f"news{host}.example", "done")
        if False:
            yield


def crawl(requests: str, hosts: str, folder: str) -> None:
    process = CrawlerProcess(
        {
            "SCHEDULER": "newscrawl.frontier.scheduler.Frontier",
            "JOBDIR": folder or None,
            "CONCURRENT_REQUESTS": 0,
            "TELNETCONSOLE_ENABLED": False,
            "REMOTE_CONTROL_ENABLED": False,
            "LOG_LEVEL": "WARNING",
        }
    )
    process.crawl(Feeder, requests=requests, hosts=hosts)
    process.start()


def main(requests: str = "1000000", hosts: str = "200") -> None:
    for kind in ("temporary", "durable"):
        with tempfile.TemporaryDirectory() as folder:
            print(f"{kind:9}", end=" ", flush=True)
            # A process of its own for each: the peak is the process's.
            used = folder if kind == "durable" else ""
            subprocess.run([sys.executable, __file__, requests, hosts, used], check=True)


if __name__ == "__main__":
    crawl(*sys.argv[1:]) if len(sys.argv) > 3 else main(*sys.argv[1:])
