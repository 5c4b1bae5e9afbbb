from __future__ import annotations

import dataclasses
import json

import pytest

from newscrawl.exceptions import SettingError
from newscrawl.items import SCHEMA_ORG, NewsArticle, Policy
from newscrawl.logformatter import Dropped
from newscrawl.pipelines.flag import FACTS, FlagPipeline
from newscrawl.run import run_of
from tests.crawlers import SECRET, CrawlerMaker, article, restricted_article


def test_a_permitted_item_passes_untouched(crawler_with: CrawlerMaker) -> None:
    pipeline = FlagPipeline.from_crawler(crawler_with(NEWSCRAWL_RESTRICTED="drop"))
    assert pipeline.process_item(article()) == article()
    assert pipeline.process_item({"title": "no policy"}) == {"title": "no policy"}


def test_flag_keeps_everything_and_counts_by_reason(crawler_with: CrawlerMaker) -> None:
    crawler = crawler_with()
    item = FlagPipeline.from_crawler(crawler).process_item(restricted_article())
    assert item == restricted_article()
    assert crawler.stats.get_value("newscrawl/restricted/denied/ai_ban") == 1


def test_redact_keeps_the_facts_and_no_content(crawler_with: CrawlerMaker) -> None:
    pipeline = FlagPipeline.from_crawler(crawler_with(NEWSCRAWL_RESTRICTED="redact"))
    item = pipeline.process_item(restricted_article())
    assert SECRET not in json.dumps(dataclasses.asdict(item))
    assert item.article_body is None
    assert item.keywords == []
    assert (item.url, item.authors) == ("https://a.example/news/1", ["Ani Contoh"])
    assert item.policy == restricted_article().policy


def test_redact_lets_no_unknown_field_through(crawler_with: CrawlerMaker) -> None:
    pipeline = FlagPipeline.from_crawler(crawler_with(NEWSCRAWL_RESTRICTED="redact"))
    item = pipeline.process_item({"url": "https://a.example/", "restricted": True, "text": SECRET})
    assert item == {"url": "https://a.example/", "restricted": True, "text": None}


def test_drop_stores_the_decision_and_no_content(crawler_with: CrawlerMaker) -> None:
    crawler = crawler_with(NEWSCRAWL_RESTRICTED="drop")
    with pytest.raises(Dropped) as caught:
        FlagPipeline.from_crawler(crawler).process_item(restricted_article())
    assert str(caught.value) == "denied (ai_ban)"
    found = run_of(crawler).store.decisions.latest("https://a.example/news/1")
    assert found is not None
    assert found["decision"] == "denied"
    assert SECRET not in json.dumps(found)


@pytest.mark.parametrize(
    ("restricted", "decision"), [(True, "allowed"), (False, "restricted"), (False, "denied")]
)
def test_the_stricter_of_two_fields_counts(
    crawler_with: CrawlerMaker, restricted: bool, decision: str
) -> None:
    item = NewsArticle(restricted=restricted, policy=Policy(decision=decision))
    with pytest.raises(Dropped):
        FlagPipeline.from_crawler(crawler_with(NEWSCRAWL_RESTRICTED="drop")).process_item(item)


def test_an_unknown_choice_is_refused(crawler_with: CrawlerMaker) -> None:
    with pytest.raises(SettingError, match="NEWSCRAWL_RESTRICTED"):
        FlagPipeline.from_crawler(crawler_with(NEWSCRAWL_RESTRICTED="maybe"))


def test_the_facts_are_fields_of_the_item() -> None:
    assert SCHEMA_ORG.keys() > FACTS
