from __future__ import annotations

import json

from newscrawl.pipelines.store import StorePipeline
from newscrawl.run import run_of
from tests.crawlers import CrawlerMaker, article, restricted_article


def test_what_it_returns_is_stored(crawler_with: CrawlerMaker) -> None:
    crawler = crawler_with()
    pipeline = StorePipeline.from_crawler(crawler)
    for item in [article(1), restricted_article(2), {"url": "https://c.example/", "title": "x"}]:
        assert pipeline.process_item(item) is item
    assert run_of(crawler).store.articles.count(run=1) == 3
    assert {
        name: count for name, count in crawler.stats.get_stats().items() if "articles" in name
    } == {
        "newscrawl/articles": 3,
        "newscrawl/articles/allowed": 2,
        "newscrawl/articles/denied": 1,
    }


def test_storing_changes_no_item(crawler_with: CrawlerMaker) -> None:
    crawler = crawler_with()
    item = StorePipeline.from_crawler(crawler).process_item(restricted_article())
    assert item == restricted_article()
    (kept,) = run_of(crawler).store.articles
    assert json.loads(json.dumps(kept)) == kept


def test_components_of_a_crawler_share_one_run(crawler_with: CrawlerMaker) -> None:
    crawler = crawler_with()
    assert run_of(crawler) is run_of(crawler)
    assert run_of(crawler_with()).number == 2


def test_a_supplied_article_tells_what_has_changed_since_an_earlier_run(
    crawler_with: CrawlerMaker,
) -> None:
    StorePipeline.from_crawler(crawler_with()).process_item(article(headline="Old"))
    for changed in (["headline"], []):
        crawler = crawler_with()
        item = StorePipeline.from_crawler(crawler).process_item(article(headline="New"))
        assert item.provenance.changed == changed
        (kept,) = run_of(crawler).store.articles
        assert kept["provenance"]["changed"] == changed
        assert crawler.stats.get_value("newscrawl/articles") == 1
        assert crawler.stats.get_value("newscrawl/articles/changed", 0) == len(changed)
