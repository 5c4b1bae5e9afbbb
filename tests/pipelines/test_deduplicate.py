from __future__ import annotations

import pytest
from scrapy.crawler import Crawler

from newscrawl import signals
from newscrawl.items import Cluster, NewsArticle, Provenance
from newscrawl.logformatter import Dropped
from newscrawl.pipelines.deduplicate import DeduplicatePipeline
from newscrawl.run import run_of
from newscrawl.text.fingerprint import Imprint
from tests.crawlers import CrawlerMaker, article, story


@pytest.fixture
def crawler(crawler_with: CrawlerMaker) -> Crawler:
    return crawler_with()


@pytest.fixture
def pipeline(crawler: Crawler) -> DeduplicatePipeline:
    return DeduplicatePipeline.from_crawler(crawler)


def test_an_exact_copy_is_dropped_naming_the_first(
    pipeline: DeduplicatePipeline, crawler: Crawler
) -> None:
    pipeline.process_item(article(1))
    with pytest.raises(Dropped, match=r"^exact copy of https://a\.example/news/1$"):
        pipeline.process_item(article(1, url="https://a.example/other"))
    assert crawler.stats.get_value("newscrawl/duplicates/exact") == 1


def test_a_canonical_copy_is_dropped(pipeline: DeduplicatePipeline, crawler: Crawler) -> None:
    pipeline.process_item(article(1))
    copied = article(2, url="https://m.a.example/amp/1", canonical_url="https://a.example/news/1")
    with pytest.raises(Dropped, match=r"^same address as https://a\.example/news/1$"):
        pipeline.process_item(copied)
    assert crawler.stats.get_value("newscrawl/duplicates/canonical") == 1


def test_articles_that_call_the_front_page_canonical_stay(pipeline: DeduplicatePipeline) -> None:
    for number in range(3):
        pipeline.process_item(article(number, canonical_url="https://a.example/"))


def test_files_without_address_count_as_one_host(pipeline: DeduplicatePipeline) -> None:
    pipeline.process_item(article(1, url=None))
    with pytest.raises(Dropped, match=r"pages/1\.html"):
        pipeline.process_item(article(1, url=None, provenance=Provenance(path="copy.html")))


def test_across_hosts_copies_are_linked(pipeline: DeduplicatePipeline, crawler: Crawler) -> None:
    pipeline.process_item(article(1))
    item = pipeline.process_item(article(1, url="https://b.example/x"))
    assert item.provenance.near_duplicates == ["https://a.example/news/1"]
    assert crawler.stats.get_value("newscrawl/near_duplicates") == 1


def test_a_copy_tells_its_cluster_and_why(
    pipeline: DeduplicatePipeline, crawler_with: CrawlerMaker
) -> None:
    pipeline.process_item(article(1, source_organization=["ANTARA"]))
    later = DeduplicatePipeline.from_crawler(crawler_with())
    item = later.process_item(article(1, url="https://b.example/x", publisher="Antara News"))
    assert item.provenance.cluster == Cluster(
        id=1,
        role="original",
        similarity=1.0,
        original="https://b.example/x",
        ground="credit",
        reason="https://a.example/news/1 credits ANTARA",
    )
    record = {"url": "https://c.example/", "article_body": story(1), "provenance": {"origin": "x"}}
    assert later.process_item(record)["provenance"]["cluster"]["role"] == "copy"


def test_a_wire_copy_under_another_headline_is_linked(pipeline: DeduplicatePipeline) -> None:
    pipeline.process_item(article(1, article_body=story(1, 200)))
    copied = article(2, article_body=f"Tambahan redaksi. {story(1, 200)[:900]}")
    assert pipeline.process_item(copied).provenance.near_duplicates == ["https://a.example/news/1"]


def test_the_same_text_under_another_headline_is_no_exact_copy(
    pipeline: DeduplicatePipeline,
) -> None:
    pipeline.process_item(article(1, headline="Galeri satu", article_body="Lihat foto"))
    pipeline.process_item(article(2, headline="Galeri dua", article_body="Lihat foto"))


def test_items_without_text_are_no_copies_of_each_other(pipeline: DeduplicatePipeline) -> None:
    for number in range(3):
        item = pipeline.process_item(article(number, headline=None, article_body=None))
        assert item.provenance.near_duplicates == []


def test_other_projects_items_pass(pipeline: DeduplicatePipeline) -> None:
    item = {"title": "x", "article_body": story(5)}
    assert pipeline.process_item(dict(item)) == item
    assert pipeline.process_item({"title": "x", "text": story(5)})["title"] == "x"


def test_another_run_starts_afresh(
    pipeline: DeduplicatePipeline, crawler_with: CrawlerMaker
) -> None:
    pipeline.process_item(article(1))
    again = crawler_with()
    assert DeduplicatePipeline.from_crawler(again).process_item(article(1)) == article(1)
    assert run_of(again).number == 2


def test_an_imprint_that_was_made_before_is_used(
    pipeline: DeduplicatePipeline, crawler: Crawler
) -> None:
    pipeline.process_item(article(1))
    with pytest.raises(Dropped, match=r"^exact copy of https://a\.example/news/1$"):
        pipeline.process_item(_with_the_imprint_of(article(1), article(2), crawler))


def test_no_imprint_is_used_for_another_text(
    pipeline: DeduplicatePipeline, crawler: Crawler
) -> None:
    pipeline.process_item(article(1))
    other = _with_the_imprint_of(article(1), article(2), crawler)
    other.headline = "Another"
    assert pipeline.process_item(other) is other


def _with_the_imprint_of(first: NewsArticle, other: NewsArticle, crawler: Crawler) -> NewsArticle:
    """Return *other*, of which a worker has made the imprint that is *first*'s."""
    imprint = Imprint.of(first.headline, first.article_body, first.policy.decision)
    crawler.signals.send_catch_log(signals.page_examined, article=other, imprint=imprint)
    return other
