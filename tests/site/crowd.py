"""Several crawls of the news spider, at once in one process: ``crowd.py TASK``, JSON.

A task is a list of crawls: the ``arguments`` and the ``settings`` of each. Crawl number N writes
``N.jsonl``, and keeps ``N.db``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from newscrawl.demo import ForwardProxy
from tests import programs

__all__ = ["crawl_all"]


def crawl_all(
    proxy: ForwardProxy,
    folder: Path,
    crawls: Sequence[tuple[Mapping[str, str], Mapping[str, Any]]],
) -> tuple[list[list[dict[str, Any]]], str]:
    """Make *crawls*, (arguments, settings) each; return the items of each, and the log."""
    environment = {"SCRAPY_SETTINGS_MODULE": "newscrawl.settings", "http_proxy": proxy.url}
    task = [{"arguments": given, "settings": settings} for given, settings in crawls]
    command = (__file__, json.dumps(task))
    done = programs.run(*command, folder=folder, environment=environment, timeout=180)
    assert done.code == 0, done.err
    assert "Traceback" not in done.err, done.err
    feeds = [folder / f"{number}.jsonl" for number in range(len(crawls))]
    items = [[json.loads(line) for line in feed.read_text().splitlines()] for feed in feeds]
    return items, done.err


def main() -> None:
    from scrapy.crawler import CrawlerProcess
    from scrapy.utils.project import get_project_settings

    from newscrawl.spiders.news import NewsSpider

    usual = {"DOWNLOAD_DELAY": 0, "NEWSCRAWL_CONTACT": "mailto:desk@post.example"}
    settings = get_project_settings()
    settings.setdict(usual, priority="cmdline")
    process = CrawlerProcess(settings)
    for number, crawl in enumerate(json.loads(sys.argv[1])):
        own = {
            "NEWSCRAWL_DB": f"{number}.db",
            "FEEDS": {f"{number}.jsonl": {"format": "jsonlines", "encoding": "utf-8"}},
            "EXTENSIONS": {},
            **crawl["settings"],
        }
        spider = type(f"Crawl{number}", (NewsSpider,), {"custom_settings": own})
        process.crawl(spider, **crawl["arguments"])
    process.start()


if __name__ == "__main__":
    main()
