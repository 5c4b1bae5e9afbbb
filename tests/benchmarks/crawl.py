"""How fast a live crawl is, beside bare Scrapy in the same run.

Run ``python -m tests.benchmarks.crawl [ROUNDS] [STORIES] [WAY ...]`` on Linux, with trafilatura and
lxml_html_clean installed. Every round makes each crawl once, one after the other, of the same
invented sites (:mod:`tests.benchmarks.press`): pages of about 80 KB, on which 150 links lead to
some hundred pages. What is printed is what the server has seen: pages a second of clock time and
of processor time, of all processes of the crawler, the first fifth of the pages left out; best of
the rounds. Server and crawler share the machine.

=========== =====================================================================================
bare        a Scrapy spider that follows the links that LinkExtractor finds
gated       the same spider under the settings of newscrawl, without examining what comes
links       the news spider: gates, frontier and store on, and each page read for links alone, by
            the same LinkExtractor
trafilatura as bare, with trafilatura in the callback
news        the news spider as it is
=========== =====================================================================================

Bars: gated and links at least .90 of bare by pages a CPU-second; news at least 1.5 times
trafilatura by pages a second.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response
from scrapy.linkextractors import LinkExtractor
from scrapy.utils.project import get_project_settings

from tests.benchmarks.press import ROOT, Hit, Press, Town

_SHARE_LEFT_OUT = 0.2
_COMMON = {
    "CONCURRENT_REQUESTS": 16,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
    "DOWNLOAD_DELAY": 0,
    "LOG_LEVEL": "INFO",
    "TELNETCONSOLE_ENABLED": False,
    "REMOTE_CONTROL_ENABLED": False,
    "COOKIES_ENABLED": False,
}
_WAYS = ("bare", "gated", "links", "trafilatura", "news")


class Links(Spider):
    """Follows every link."""

    name = "links"

    def __init__(self, seeds: str, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.start_urls = self.seeds = seeds.split(",")
        self._extractor = LinkExtractor()

    def parse(self, response: Response) -> Iterator[Any]:
        for link in self._extractor.extract_links(response):
            yield Request(link.url)


class Trafilatura(Links):
    """Takes the article too."""

    name = "trafilatura"

    def parse(self, response: Response) -> Iterator[Any]:
        import trafilatura

        found = trafilatura.bare_extraction(response.text, url=response.url, with_metadata=True)
        if found is not None:
            yield {"url": response.url, "headline": found.title, "article_body": found.text}
        yield from super().parse(response)


def news_links() -> type[Spider]:
    """Return the news spider that takes of a page its links and its headline alone."""
    from newscrawl.discovery import Candidate, Judgement, Kind, Listing
    from newscrawl.discovery.links import role_of
    from newscrawl.examination import Examination, stub
    from newscrawl.page import Page
    from newscrawl.policy.verdict import judge
    from newscrawl.spiders.errand import Errand
    from newscrawl.spiders.news import NewsSpider
    from newscrawl.survey import Survey

    class NewsLinks(NewsSpider):
        extractor = LinkExtractor()

        async def _surveyed(
            self, response: Response, page: Page, errand: Errand
        ) -> tuple[Survey, None]:
            links = self.extractor.extract_links(response)
            found = [(link.url, role_of(link.url, link.text)) for link in links]
            steps = [Candidate(url, response.url, role=role) for url, role in found if role]
            listing = Listing(Kind.PAGE, tuple(steps))
            if not errand.is_for_an_article(response.url):
                return Survey(listing), None
            verdict = judge((), self.route.source(errand).purposes)
            article = stub(page, verdict)
            article.headline = response.css("title::text").get()
            examination = Examination(article, (), verdict, ())
            return Survey(listing, examination, Judgement(1.0)), None

    return NewsLinks


def crawl(way: str, seeds: str) -> None:
    """Crawl *seeds* in this process."""
    if way in {"bare", "trafilatura"}:
        process = CrawlerProcess(_COMMON | {"DOWNLOAD_DELAY_JITTER": 0} | _feed(way))
        process.crawl(Links if way == "bare" else Trafilatura, seeds=seeds)
    else:
        from newscrawl.spiders.news import NewsSpider

        settings = get_project_settings()
        settings.setdict(_COMMON | _feed(way), priority="cmdline")
        if way == "gated":
            settings["DOWNLOADER_MIDDLEWARES"]["newscrawl.middlewares.use.UseMiddleware"] = None
        process = CrawlerProcess(settings)
        spiders = {"gated": Links, "links": news_links(), "news": NewsSpider}
        process.crawl(spiders[way], seeds=seeds)
    process.start()


def _feed(way: str) -> dict[str, Any]:
    return {"FEEDS": {f"{way}.jsonl": {"format": "jsonlines"}}}


@dataclass(frozen=True)
class Result:
    """What a crawl came to: pages, per second, and CPU milliseconds a page by process."""

    pages: int
    rate: float
    main: float
    workers: float

    @property
    def per_cpu_second(self) -> float:
        return 1000 / (self.main + self.workers)

    @classmethod
    def of(cls, hits: list[Hit]) -> Result:
        pages = [hit for hit in hits if hit.is_page]
        first, last = pages[int(len(pages) * _SHARE_LEFT_OUT)], pages[-1]
        count = len(pages) - 1 - int(len(pages) * _SHARE_LEFT_OUT)
        return cls(
            len(pages),
            count / (last.at - first.at),
            (last.main - first.main) / count * 1000,
            (last.workers - first.workers) / count * 1000,
        )


def measure(way: str, press: Press) -> Result:
    """Crawl in a process and a folder of its own."""
    environment = {name: os.environ[name] for name in os.environ if "proxy" not in name.lower()}
    environment |= {"SCRAPY_SETTINGS_MODULE": "newscrawl.settings", "PYTHONPATH": str(ROOT)}
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "tests.benchmarks.crawl", way, ",".join(press.seeds)]
        with Path(folder, "log.txt").open("w", encoding="utf-8") as log:
            process = subprocess.Popen(command, cwd=folder, env=environment, stderr=log)
        press.watch(process.pid)
        process.wait()
        result = Result.of(press.hits())
        if process.returncode or os.environ.get("SHOW"):
            print(Path(folder, "log.txt").read_text(encoding="utf-8"))
    return result


def main(rounds: str = "3", stories: str = "250", *ways: str) -> None:
    results: dict[str, list[Result]] = {way: [] for way in ways or _WAYS}
    with Press(Town(stories=int(stories))) as press:
        for _ in range(int(rounds)):
            for way, found in results.items():
                found.append(measure(way, press))
                print(f"{way:12} {found[-1]}", file=sys.stderr)
    for way, found in results.items():
        best = max(found, key=lambda result: result.per_cpu_second)
        print(
            f"{way:12} {best.pages:6,} pages {max(each.rate for each in found):7.1f} a second"
            f" {best.per_cpu_second:7.1f} a CPU-second"
            f" {best.main:6.2f} ms here {best.workers:6.2f} ms in workers a page"
        )


if __name__ == "__main__":
    crawl(*sys.argv[1:]) if sys.argv[1:2] and sys.argv[1] in _WAYS else main(*sys.argv[1:])
