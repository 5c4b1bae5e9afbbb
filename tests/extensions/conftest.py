from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from scrapy.crawler import Crawler

from newscrawl.extensions.run import run_of
from tests.crawlers import make_crawler

CrawlerMaker = Callable[..., Crawler]


@pytest.fixture
def crawler_with(tmp_path: Path) -> Iterator[CrawlerMaker]:
    """Makes crawlers on one database, and ends their runs."""
    made: list[Crawler] = []

    def make(**settings: Any) -> Crawler:
        made.append(make_crawler(tmp_path, **settings))
        return made[-1]

    yield make
    for crawler in made:
        run_of(crawler).engine_stopped()
