from __future__ import annotations

import json
from typing import Any

import pytest
from scrapy import FormRequest, Request, Spider
from scrapy.http import JsonRequest
from scrapy.http.request import NO_CALLBACK

from newscrawl.frontier.serialisation import decode, encode


class Reader(Spider):
    name = "reader"

    def parse_article(self, response: Any) -> None: ...

    def failed(self, failure: Any) -> None: ...


SPIDER = Reader()
OTHER = Reader()
URL = "https://news.example/a?b=1"


@pytest.mark.parametrize(
    "request_",
    [
        Request(URL),
        Request(URL, SPIDER.parse_article, errback=SPIDER.failed, priority=-3, dont_filter=True),
        Request(URL, method="POST", body=b"\x00\xff", encoding="latin-1"),
        Request(URL, headers={"Accept": "text/html", "X": [b"\xff", "two"]}),
        Request(URL, meta={"depth": 2, "digest": b"\xfe", "names": ["é"], "none": None}),
        Request(URL, cb_kwargs={"section": {"a": [1, 2.5, True]}}, flags=["seen"]),
        Request(URL, cookies=[{"name": "a", "value": "b"}]),
        FormRequest(URL, formdata={"q": "x"}),
        JsonRequest(URL, data={"q": ["x"]}),
    ],
    ids=range(9),
)
def test_a_request_comes_back_as_it_was(request_: Request) -> None:
    again = decode(encode(request_, SPIDER), SPIDER)
    assert type(again) is type(request_)
    assert again.to_dict(spider=SPIDER) == request_.to_dict(spider=SPIDER)


def test_a_plain_request_takes_little_room() -> None:
    assert len(encode(Request(URL, SPIDER.parse_article), SPIDER)) < len(URL) + 50


def looped() -> dict[str, Any]:
    loop: dict[str, Any] = {}
    loop["loop"] = loop
    return loop


def nested() -> list[Any]:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    return deep


@pytest.mark.parametrize(
    "options",
    [
        {"meta": {"object": object()}},
        {"meta": looped()},
        {"meta": {"deep": nested()}},
        {"callback": lambda response: None},
        {"callback": NO_CALLBACK},
        {"callback": OTHER.parse_article},
        {"errback": print},
    ],
    ids=["object", "loop", "deep", "lambda", "no callback", "other spider", "function"],
)
def test_what_json_cannot_hold_is_refused(options: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"."):
        encode(Request(URL, **options), SPIDER)


@pytest.mark.parametrize(
    "record",
    [
        "",
        "[]",
        "{}",
        "null",
        {"url": 1},
        {"url": "no scheme"},
        {"url": URL, "callback": "gone"},
        {"url": URL, "_class": "subprocess.Popen"},
        {"url": URL, "_class": "scrapy.missing.Request"},
        {"url": URL, "_class": "os.path"},
        {"url": URL, "headers": [1]},
        {"url": URL, "headers": {"a": "b"}},
        "[" * 100_000,
    ],
    ids=range(13),
)
def test_what_is_no_request_is_refused(record: Any) -> None:
    text = record if isinstance(record, str) else json.dumps(record)
    with pytest.raises(ValueError, match=r"."):
        decode(text, SPIDER)
