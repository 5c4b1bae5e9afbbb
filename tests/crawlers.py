"""A crawler that does not crawl, and invented articles: for components in isolation."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.statscollectors import MemoryStatsCollector

from newscrawl.items import Evidence, NewsArticle, Policy, Provenance

CrawlerMaker = Callable[..., Crawler]

WORDS = [
    f"{stem}{ending}"
    for stem in "ba ce di fo gu ha ki lo mu ne".split()
    for ending in "ran tem lik sod pur wan get mis nol kar".split()
]
SECRET = "kalimat rahasia yang tidak boleh keluar"


class Example(Spider):
    name = "example"


def make_crawler(folder: Path, **settings: Any) -> Crawler:
    crawler = Crawler(Example, {"NEWSCRAWL_DB": str(folder / "news.db"), **settings})
    crawler.stats = MemoryStatsCollector(crawler)
    crawler.spider = Example.from_crawler(crawler)
    return crawler


def story(seed: int, length: int = 120) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=length))


def evidence(**changes: Any) -> Evidence:
    values: dict[str, Any] = {
        "signal": "notice",
        "kinds": ["ai_ban"],
        "source": "page.html",
        "locator": "block 9",
        "text": "Dilarang memakai isi ini untuk melatih mesin.",
        "sha256": "0" * 64,
        "effects": {"ai-train": "deny"},
        "holder": "Harian Contoh",
    }
    return Evidence(**values | changes)


def article(number: int = 1, **changes: Any) -> NewsArticle:
    values: dict[str, Any] = {
        "url": f"https://a.example/news/{number}",
        "headline": f"Story {number}",
        "article_body": story(number),
        "policy": Policy(purposes=["ai-train"]),
        "provenance": Provenance(path=f"pages/{number}.html"),
    }
    return NewsArticle(**values | changes)


def restricted_article(number: int = 1, **changes: Any) -> NewsArticle:
    policy = Policy(
        purposes=["ai-train"],
        decision="denied",
        effects={"ai-train": "deny"},
        evidence=[evidence()],
    )
    values: dict[str, Any] = {
        "restricted": True,
        "policy": policy,
        "headline": SECRET,
        "article_body": f"{SECRET} {story(number)}",
        "keywords": [SECRET],
        "dateline": SECRET,
        "authors": ["Ani Contoh"],
    }
    return article(number, **values | changes)
