"""A feed that cannot be written is named, and never passes for written."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from scrapy import Spider

from newscrawl.extensions.feeds import Feeds
from tests.crawlers import make_crawler
from tests.readers.makers import html

_STORAGES = 'FEED_STORAGES={"full": "tests.extensions.full_disk.FullDisk"}'


def test_feeds_on_a_full_disk_fail_the_run_and_spare_the_others(scrapy, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(8):
        (folder / f"{number}.html").write_bytes(html(number))
    # The first fails while it is written, the second at its end only.
    lost = ("full:0/many.jsonl", "full:0/end.csv")
    outputs = [part for uri in (*lost, "articles.jsonl") for part in ("-O", uri)]
    run = scrapy("crawl", "local", "-a", f"path={folder}", "-s", _STORAGES, *outputs)
    assert run.code == 1
    assert len(run.items) == 8
    assert "Traceback" not in run.err
    for uri in lost:
        assert run.err.count(f"ERROR: {uri}: No space left on device") == 1
        assert f"{uri} (" not in run.err, "no output of the run"


def test_an_item_that_one_feed_cannot_hold_is_in_the_others(tmp_path: Path) -> None:
    encodings = {"first": "utf-8", "odd": "ascii", "last": "utf-8"}
    crawler = make_crawler(
        tmp_path,
        FEEDS={
            tmp_path / f"{name}.jsonl": {"format": "jsonl", "encoding": encoding}
            for name, encoding in encodings.items()
        },
    )
    feeds, spider = Feeds.from_crawler(crawler), Spider("any")
    feeds.open_spider(spider)
    for name in ("Zoë", "Zoe"):
        with suppress(UnicodeEncodeError):
            feeds.item_scraped({"name": name}, spider)
    for slot in feeds.slots:
        slot.file.close()
    assert [slot.itemcount for slot in feeds.slots] == [2, 1, 2]
