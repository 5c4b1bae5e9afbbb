"""WARC files of live crawls: what is in them, what never is, and how others read them."""

from __future__ import annotations

import errno
import gzip
import json
import os
import re
import sqlite3
from asyncio import StreamWriter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from fastwarc.warc import ArchiveIterator as FastIterator
from fastwarc.warc import WarcRecordType
from scrapy import Request
from scrapy.http import HtmlResponse
from warcio.archiveiterator import ArchiveIterator

from newscrawl.archive import Exchange
from newscrawl.demo import Answer, ForwardProxy, Site, page, redirect
from newscrawl.extensions.warc import WarcWriter
from newscrawl.gate import gate_of
from newscrawl.items import NewsArticle, Policy
from newscrawl.logformatter import SeenAgain
from newscrawl.policy.model import Effect, Purpose, Scope, Statement
from tests.conftest import run_scrapy
from tests.crawlers import CrawlerMaker, Example, restricted_article
from tests.crawlers import article as story
from tests.site.crawl import CONTACT, Crawl, begin, crawl, site_of
from tests.site.pages import article, home, robots

POST, GULL = "http://www.post.test", "http://gull.test"
STORIES = [f"/news/2026/council-approves-works-on-the-street-part-{n}" for n in range(1, 8)]
PLAIN, PACKED, CHUNKED, MOVED, CLOSED, RESERVED, CHANGED = STORIES
BAN = (
    "<p>No part of this website may be crawled, scraped or used to train artificial"
    " intelligence without the written permission of Gull Gazette.</p>"
)
KEPT = {POST + path for path in (PLAIN, PACKED, CHUNKED, CHANGED)}


async def chunked(writer: StreamWriter) -> None:
    """Answer in chunks, with a head that is spelled as no library would."""
    body = article(3).encode()
    writer.write(
        b"HTTP/1.1 200 Quite Fine\r\ncontent-TYPE:  text/html; charset=utf-8\r\n"
        b"X-Order: 2\r\nX-order: 1\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    for start in range(0, len(body), 1_000):
        piece = body[start : start + 1_000]
        writer.write(b"%x\r\n%s\r\n" % (len(piece), piece))
    writer.write(b"0\r\n\r\n")


def post() -> Site:
    packed = {"content-type": "text/html; charset=utf-8", "content-encoding": "gzip"}
    reserved = {"content-type": "text/html", "tdm-reservation": "1"}
    return site_of(
        "www.post.test",
        {
            "/robots.txt": robots(f"Disallow: {CLOSED}"),
            "/": home([PLAIN, PACKED, CHUNKED, "/moved", CLOSED, RESERVED, CHANGED]),
            "/moved": redirect(MOVED),
            PLAIN: article(1),
            PACKED: Answer(headers=packed, body=gzip.compress(article(2).encode())),
            CHUNKED: Answer(misbehave=chunked),
            MOVED: article(4),
            CLOSED: article(5),
            RESERVED: Answer(headers=reserved, body=article(6).encode()),
            CHANGED: article(7),
        },
    )


def gull() -> Site:
    """A site whose second story says that nobody may crawl it."""
    return site_of(
        "gull.test",
        {"/": home(STORIES[:2]), PLAIN: article(8, after=BAN), PACKED: article(9, after=BAN)},
    )


def archiving(proxy: ForwardProxy, folder: Path, *seeds: str, **settings: Any) -> Crawl:
    usual = {"NEWSCRAWL_PURPOSE": "archive,tdm", "NEWSCRAWL_WARC": "warc"}
    return crawl(proxy, folder, *seeds, **(usual | settings))


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Crawl:
    """One crawl of both sites, for several tests to look at."""
    with ForwardProxy([post(), gull()]) as proxy:
        return archiving(proxy, tmp_path_factory.mktemp("warc"), f"{POST}/", f"{GULL}/")


def files(done: Crawl) -> list[Path]:
    return sorted((done.folder / "warc").iterdir())


def records(path: Path) -> list[tuple[str, dict[str, str], bytes, Any]]:
    """Return (type, headers, payload, HTTP headers) of each record, as warcio reads it."""
    found = []
    with path.open("rb") as file:
        for record in ArchiveIterator(file, check_digests="raise"):
            headers = dict(record.rec_headers.headers)
            payload = record.raw_stream.read()
            found.append((record.rec_type, headers, payload, record.http_headers))
    return found


def of_kind(path: Path, kind: str) -> dict[str, tuple[dict[str, str], bytes, Any]]:
    return {
        headers["WARC-Target-URI"]: (headers, payload, http)
        for each, headers, payload, http in records(path)
        if each == kind
    }


def test_what_may_be_kept_is_in_it_and_nothing_else(done: Crawl) -> None:
    assert done.code == 0
    (path,) = files(done)
    assert re.fullmatch(r"newscrawl-\d{14}-00000-run1\.warc\.gz", path.name)
    assert set(of_kind(path, "response")) == KEPT | {POST + MOVED} == set(done.articles)
    assert set(of_kind(path, "request")) == set(of_kind(path, "metadata")) == set(done.articles)
    assert set(done.stubs) >= {POST + RESERVED}
    whole = gzip.decompress(path.read_bytes())
    assert b"gull.test" not in whole, "a stopped site leaves no trace"
    assert (POST + RESERVED).encode() not in whole
    assert b"tdm-reservation" not in whole.lower()
    assert f"{path.relative_to(done.folder)} (5 items)" in done.err


def test_the_response_is_there_as_it_was_sent(done: Crawl) -> None:
    kept = of_kind(files(done)[0], "response")
    headers, body, http = kept[POST + PACKED]
    assert gzip.decompress(body) == article(2).encode()
    assert http.get_header("content-encoding") == "gzip"
    assert headers["WARC-Payload-Digest"] != headers["WARC-Block-Digest"]
    assert "WARC-IP-Address" not in headers, "that of the proxy tells nothing"

    _, body, http = kept[POST + CHUNKED]
    assert body == article(3).encode()
    assert http.statusline == "200 Quite Fine"
    assert http.headers == [
        ("content-TYPE", "text/html; charset=utf-8"),
        ("X-Order", "2"),
        ("X-order", "1"),
        ("X-Archive-Orig-Transfer-Encoding", "chunked"),
        ("Content-Length", str(len(body))),
    ]


def test_the_request_the_verdict_and_the_run_are_told(done: Crawl) -> None:
    (path,) = files(done)
    responses = of_kind(path, "response")
    headers, _, http = of_kind(path, "request")[POST + PLAIN]
    assert http.statusline == f"{PLAIN} HTTP/1.1"
    assert http.protocol == "GET"
    assert http.get_header("from") == CONTACT.removeprefix("mailto:")
    assert headers["WARC-Concurrent-To"] == responses[POST + PLAIN][0]["WARC-Record-ID"]

    _, told, _ = of_kind(path, "metadata")[POST + PLAIN]
    assert json.loads(told)["policy"] == done.articles[POST + PLAIN]["policy"]

    (kind, info, fields, _), *others = records(path)
    assert (kind, info["WARC-Filename"]) == ("warcinfo", path.name)
    assert f"operator: {CONTACT}".encode() in fields
    assert b"isPartOf: newscrawl run 1\r\n" in fields
    assert b"may be kept for: archive, tdm\r\n" in fields
    assert {each[1]["WARC-Warcinfo-ID"] for each in others} == {info["WARC-Record-ID"]}


def test_the_rules_of_the_site_are_kept_with_its_pages(done: Crawl) -> None:
    (path,) = files(done)
    kept = of_kind(path, "resource")
    headers, body, _ = kept[f"{POST}/robots.txt"]
    assert (headers["Content-Type"], CLOSED.encode() in body) == ("text/plain", True)
    kinds = [kind for kind, *_ in records(path)]
    assert kinds.count("resource") == len(kept), "once in a file"


def test_other_readers_agree(done: Crawl) -> None:
    (path,) = files(done)
    with path.open("rb") as file:
        found = list(FastIterator(file, record_types=WarcRecordType.any_type, parse_http=True))
        assert len(found) == len(records(path))
    with path.open("rb") as file:
        for record in FastIterator(file, parse_http=False):
            assert record.verify_block_digest()


def test_our_own_reader_makes_the_same_articles_of_it(done: Crawl) -> None:
    (path,) = files(done)
    (done.folder / "local").mkdir(exist_ok=True)
    run = run_scrapy(
        *(done.folder / "local", "crawl", "local", "-a", f"path={path}"),
        *("-O", "articles.jsonl", "-s", "NEWSCRAWL_PURPOSE=archive,tdm"),
    )
    assert run.code == 0
    assert {item["url"]: _content(item) for item in run.items} == {
        url: _content(item) for url, item in done.articles.items()
    }


def _content(item: dict[str, Any]) -> dict[str, Any]:
    decided = {key: item["policy"][key] for key in ("purposes", "decision", "effects")}
    return {**item, "policy": decided, "provenance": item["provenance"]["sha256"]}


def test_a_later_run_refers_to_what_is_as_it_was(tmp_path: Path) -> None:
    site = post()
    with ForwardProxy([site]) as proxy:
        archiving(proxy, tmp_path, f"{POST}/", NEWSCRAWL_WARC_COMPRESSION="none")
        site.answers[CHANGED] = page(article(7).replace("Tuesday", "Friday"))
        again = archiving(
            *(proxy, tmp_path, f"{POST}/"),
            arguments={"force": 1},
            NEWSCRAWL_WARC_COMPRESSION="none",
        )
    first, second = files(again)
    assert set(of_kind(second, "response")) == {POST + CHANGED} == set(again.articles)
    earlier, later = of_kind(first, "response"), of_kind(second, "revisit")
    assert set(later) == set(earlier) - {POST + CHANGED}
    for url, (headers, body, http) in later.items():
        before = earlier[url][0]
        assert headers["WARC-Profile"].endswith("/revisit/identical-payload-digest")
        assert headers["WARC-Refers-To"] == before["WARC-Record-ID"]
        assert headers["WARC-Refers-To-Target-URI"] == url
        assert headers["WARC-Refers-To-Date"] == before["WARC-Date"]
        assert headers["WARC-Payload-Digest"] == before["WARC-Payload-Digest"]
        assert (body, http.get_statuscode()) == (b"", "200")


def test_of_a_page_that_has_not_changed_the_answer_is_kept(tmp_path: Path) -> None:
    def tagged(number: int, **headers: str) -> Answer:
        return Answer(headers={"etag": f'"{number}"', **headers}, body=article(number).encode())

    site = site_of(
        "www.post.test",
        {"/": home(STORIES[:3]), **{path: tagged(n) for n, path in enumerate(STORIES[:3], 1)}},
    )
    known = {"NEWSCRAWL_WARC_COMPRESSION": "none"}
    with ForwardProxy([site]) as proxy:
        archiving(proxy, tmp_path, f"{POST}/", **known)
        # Now it says that it may not be mined, and with another answer that it has not changed.
        site.answers[PACKED] = tagged(2, **{"tdm-reservation": "1"})
        with sqlite3.connect(tmp_path / "newscrawl.db") as database:
            database.execute("UPDATE pages SET at = '2026-01-01T00:00:00+00:00'")
        before = len(proxy.visits)
        again = archiving(proxy, tmp_path, f"{POST}/", **known)
        asked = list(proxy.visits)[before:]
    assert {v.path for v in asked if "if-none-match" in v.headers} == set(STORIES[:3])
    first, second = files(again)
    earlier, later = of_kind(first, "response"), of_kind(second, "revisit")
    assert set(later) == {POST + PLAIN, POST + CHUNKED}
    assert b"tdm-reservation" not in second.read_bytes().lower()
    headers, body, http = later[POST + PLAIN]
    assert headers["WARC-Profile"].endswith("/revisit/server-not-modified")
    assert headers["WARC-Refers-To"] == earlier[POST + PLAIN][0]["WARC-Record-ID"]
    assert (body, http.get_statuscode()) == (b"", "304")
    _, told, _ = of_kind(second, "metadata")[POST + PLAIN]
    assert json.loads(told)["policy"]["decision"] == "allowed"


def test_files_are_bounded_and_packed_with_zstandard_too(tmp_path: Path) -> None:
    with ForwardProxy([post()]) as proxy:
        done = archiving(
            *(proxy, tmp_path, f"{POST}/"), NEWSCRAWL_WARC_COMPRESSION="zst", NEWSCRAWL_WARC_SIZE=1
        )
    assert len(files(done)) == len(done.articles) == 5
    assert all(path.name.endswith("-run1.warc.zst") for path in files(done))
    run = run_scrapy(tmp_path, "crawl", "local", "-a", "path=warc", "-O", "b.jsonl")
    assert run.code == 0
    read = [json.loads(line) for line in (tmp_path / "b.jsonl").read_text().splitlines()]
    assert {item["url"] for item in read} == set(done.articles)


def test_killed_and_resumed_a_crawl_loses_no_page_that_it_had_kept(tmp_path: Path) -> None:
    paths = [f"/news/2026/council-approves-works-on-the-street-part-{n}" for n in range(1, 31)]
    pages = {path: article(n) for n, path in enumerate(paths, 1)}
    site = site_of("www.post.test", {"/": home(paths), **pages})
    settings = {"NEWSCRAWL_WARC": "warc", "JOBDIR": "job"}
    with ForwardProxy([site]) as proxy:
        killed = begin(proxy, tmp_path, f"{POST}/", **settings)
        proxy.visits.wait_for(20)
        killed.kill()
        killed.communicate(timeout=30)
        done = crawl(proxy, tmp_path, f"{POST}/", **settings)
    assert done.code == 0
    first, second = (set(of_kind(path, "response")) for path in files(done))
    # A page whose article was stored, but its request not yet done, is asked for again.
    assert second >= set(done.articles)
    # At most the page whose article was being stored when it was killed.
    assert len(first | second) >= len(paths) - 1


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ({"NEWSCRAWL_PURPOSE": "tdm"}, "to keep pages is to archive"),
        ({"NEWSCRAWL_WARC": "articles.jsonl/warc"}, "no file can be written there"),
    ],
)
def test_what_cannot_be_is_said_before(
    tmp_path: Path, settings: dict[str, str], reason: str
) -> None:
    (tmp_path / "articles.jsonl").touch()
    with ForwardProxy([post()]) as proxy:
        done = archiving(proxy, tmp_path, f"{POST}/", **settings)
    assert (done.code, len(proxy.visits)) == (2, 0)
    assert reason in done.err


class Live(Example):
    is_live = True


@pytest.fixture
def writer(crawler_with: CrawlerMaker, tmp_path: Path) -> WarcWriter:
    """A writer of a crawl in which nothing has been asked for."""
    crawler = crawler_with(NEWSCRAWL_WARC=str(tmp_path / "warc"), NEWSCRAWL_WARC_COMPRESSION="none")
    crawler.spidercls = Live
    return WarcWriter.from_crawler(crawler)


def came(writer: WarcWriter, url: str) -> HtmlResponse:
    """Return a page that has come from *url*."""
    request = Request(url)
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    sent = b"GET /news/1 HTTP/1.1\r\nHost: a.example\r\nCookie: a\r\n\r\n"
    exchange = Exchange(url, datetime(2026, 11, 28, tzinfo=UTC), sent, head, b"<p>Body</p>")
    writer._exchanges[request] = exchange
    return HtmlResponse(url, request=request, body=exchange.body)


def told(**changes: Any) -> NewsArticle:
    return story(1, **({"policy": Policy(purposes=["archive"])} | changes))


def written(tmp_path: Path) -> bytes:
    return b"".join(path.read_bytes() for path in (tmp_path / "warc").glob("*"))


def test_what_is_allowed_is_written_once(writer: WarcWriter, tmp_path: Path) -> None:
    item = told()
    response = came(writer, item.url)
    writer.item_scraped(item, response)
    writer.item_scraped(item, response)
    assert written(tmp_path).count(b"WARC-Type: response") == 1
    assert b"Cookie" not in written(tmp_path)


def test_what_is_seen_again_is_written_where_it_never_was(
    writer: WarcWriter, tmp_path: Path
) -> None:
    for _ in range(2):
        writer.item_dropped(told(), came(writer, told().url), SeenAgain("unchanged"))
    kinds = [written(tmp_path).count(b"WARC-Type: " + kind) for kind in (b"response", b"revisit")]
    assert kinds == [1, 1]


@pytest.mark.parametrize(
    "item",
    [
        restricted_article(1),
        told(policy=Policy(purposes=["tdm"])),
        told(restricted=True),
        told(url="https://a.example/other"),
        {"url": "https://a.example/news/1", "title": "of another project, and not judged"},
    ],
    ids=["denied", "for other purposes", "restricted", "of another page", "not judged"],
)
def test_what_may_not_be_kept_leaves_nothing(
    writer: WarcWriter, tmp_path: Path, item: object
) -> None:
    writer.item_scraped(item, came(writer, "https://a.example/news/1"))
    writer.item_scraped(told(), None)
    writer.item_dropped(told(), came(writer, "https://a.example/news/1"), ValueError())
    writer.item_dropped(item, came(writer, "https://a.example/news/1"), SeenAgain("unchanged"))
    assert not (tmp_path / "warc").exists()


def test_a_site_that_was_stopped_before_the_item_was_out_leaves_nothing(
    writer: WarcWriter, tmp_path: Path
) -> None:
    item = told()
    response = came(writer, item.url)
    ban = Statement(
        *("notice", ("crawl_ban",), "https://www.a.example/terms", "block 1", "No crawling.", ""),
        dict.fromkeys(Purpose, Effect.DENY),
        scope=Scope.SITE,
    )
    gate_of(writer._crawler)._stops.stop("https://www.a.example/terms", ban)
    writer.item_scraped(item, response)
    assert not (tmp_path / "warc").exists()


def test_a_full_disk_ends_the_archive_and_not_the_run(
    writer: WarcWriter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer.item_scraped(told(), came(writer, "https://a.example/news/1"))
    whole = written(tmp_path)

    def half(file: int, content: bytes) -> int:
        write(file, content[: len(content) // 2])
        raise OSError(errno.ENOSPC, "No space left on device")

    write = os.write
    monkeypatch.setattr("newscrawl.archive.files.os.write", half)
    url = "https://a.example/news/2"
    writer.item_scraped(told(url=url), came(writer, url))
    monkeypatch.undo()
    writer.item_scraped(told(url=url), came(writer, url))
    assert written(tmp_path) == whole
    assert writer._crawler.stats.get_value("newscrawl/archive/failed") == 1
