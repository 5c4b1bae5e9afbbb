"""``scrapy demo`` as a newcomer runs it."""

from __future__ import annotations

from tests.conftest import Scrapy


def test_the_town_is_crawled_and_told_of(scrapy: Scrapy) -> None:
    done = scrapy("demo")
    assert done.code == 0, done.err
    rows = {row.split("│")[1].strip(): row for row in done.out.splitlines() if ".test" in row}
    taken = {host: row.split("│")[2].strip() for host, row in rows.items()}
    assert taken["www.harbourpost.test"] == "6"
    assert taken["kabarteluk.test"] == taken["skerryweather.test"] == "0"
    assert "Dilarang keras" in done.out
    assert "“Disallow: /planung/”" in done.out
    assert "robots.txt answered with status 503" in done.out
    assert list(done.folder.iterdir()) == []
