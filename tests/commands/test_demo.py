"""``scrapy demo`` as a newcomer runs it."""

from __future__ import annotations

import gzip
import re

from tests.conftest import Scrapy


def test_the_town_is_crawled_and_told_of(scrapy: Scrapy) -> None:
    done = scrapy("demo", "-s", "NEWSCRAWL_WARC=warc")
    assert done.code == 0, done.err
    taken = dict(re.findall(r"^\s*(\S+\.test)\s+(\d+)\s", done.out, re.MULTILINE))
    assert taken == {
        "www.harbourpost.test": "6",
        "aohama-shimbun.test": "2",
        "www.talbote.test": "3",
        "diariodelfaro.test": "0",
        "www.lanternreview.test": "1",
        "kabarteluk.test": "0",
        "skerryweather.test": "0",
    }
    words = " ".join(done.out.split())
    for said in ("Dilarang keras", "Disallow: /planung/", "tdm-reservation: 1", "status 503"):
        assert said in words
    assert [path.name for path in done.folder.iterdir()] == ["warc"]
    (kept,) = (done.folder / "warc").iterdir()
    with gzip.open(kept) as file:
        assert file.read().count(b"WARC-Type: response") == sum(map(int, taken.values()))
